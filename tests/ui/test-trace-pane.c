/* test-trace-pane.c: the packets of a connection on their page
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-trace-model.h"

static const guint8 publish[] = { 0x32, 0x09, 0x00, 0x03, 'a', '/', 'b', 0x00, 0x07, 'h', 'i' };
static const guint8 puback[] = { 0x40, 0x02, 0x00, 0x07 };

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, GPOINTER_TO_INT (data), 700);
  page_scene_activate (scene, "page.show-trace");
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

static void
feed (DeskTrace *trace, guint n, const guint8 *data, gsize length)
{
  DeskTraceEntry entry = { .time = 1, .round_trip = -1, .size = length, .seen = length };

  entry.length = (guint32) length;
  entry.version = DESK_MQTT_3_1_1;
  entry.connection = 1;
  entry.packet_id = 7;
  entry.first = data[0];
  for (guint i = 0; i < n; i++)
    desk_trace_append (trace, &entry, data);
}

static GListModel *
get_rows (PageScene *scene)
{
  GtkWidget *list = page_scene_find (scene, "DeskTraceList", GTK_TYPE_LIST_VIEW);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static guint
count (PageScene *scene)
{
  return g_list_model_get_n_items (get_rows (scene));
}

static char *
get_details (PageScene *scene)
{
  GtkWidget *view = page_scene_find (scene, "DeskTraceDetails", GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* The page tells what it is for, and records at a press. */
static void
test_empty (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  GtkWidget *start = page_scene_find (scene, "DeskTracePane", GTK_TYPE_TOGGLE_BUTTON);

  wait_until (page_scene_has_label (scene, "See what is on the wire"));
  g_assert_false (desk_trace_get_recording (trace));
  g_assert_false (page_scene_get_flag (scene, "trace-recording"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (start), FALSE);
  page_scene_activate (scene, "trace.record");
  g_assert_true (desk_trace_get_recording (trace));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (start)));
  wait_until (page_scene_has_label (scene, "Waiting for packets"));
  page_scene_activate (scene, "trace.record");
  g_assert_false (desk_trace_get_recording (trace));
}

static void
test_filter (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  g_autofree char *size = g_format_size (256 * 1024);
  g_autofree char *words = g_strdup_printf ("2 of 5 entries · %s of memory", size);

  page_scene_activate (scene, "trace.record");
  feed (trace, 3, publish, sizeof publish);
  feed (trace, 2, puback, sizeof puback);
  wait_until (count (scene) == 5);
  g_object_set (scene->page, "trace-filter", "type:puback", NULL);
  wait_until (count (scene) == 2);
  wait_until (page_scene_has_label (scene, words));
  feed (trace, 1, puback, sizeof puback);
  feed (trace, 1, publish, sizeof publish);
  wait_until (count (scene) == 3);

  /* A mistake is told, and the last good filter stays. */
  g_object_set (scene->page, "trace-filter", "dir:up", NULL);
  wait_until (page_scene_has_label (scene, "A direction is “in” or “out”."));
  g_assert_cmpuint (count (scene), ==, 3);
  g_object_set (scene->page, "trace-filter", "nothing-has-this", NULL);
  wait_until (page_scene_has_label (scene, "No packet matches"));
  g_object_set (scene->page, "trace-filter", "", NULL);
  wait_until (count (scene) == 7);
}

static void
test_details (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  g_autofree char *details = NULL;

  page_scene_activate (scene, "trace.record");
  feed (trace, 1, publish, sizeof publish);
  desk_trace_append_step (trace, 1, DESK_TRACE_FAILURE, "Nobody answers");
  wait_until (count (scene) == 2);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (scene)), 0, TRUE);
  details = get_details (scene);
  g_assert_nonnull (strstr (details, "\nTopic Name  a/b\n"));
  g_assert_nonnull (strstr (details, "\nPacket Identifier  7\n"));
  g_assert_nonnull (strstr (details, "\n0000  32 09 00 03 61 2f 62 00 07 68 69"));
  g_clear_pointer (&details, g_free);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (scene)), 1, TRUE);
  details = get_details (scene);
  g_assert_true (g_str_has_suffix (details, "\nNobody answers"));
}

static gboolean
is_enabled (PageScene *scene, const char *name)
{
  DeskPageActions *actions = desk_connection_page_get_actions (DESK_CONNECTION_PAGE (scene->page));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  desk_page_actions_list_in (actions, G_ACTION_MAP (group));

  return g_action_group_get_action_enabled (G_ACTION_GROUP (group), name);
}

static void
test_actions (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);

  g_assert_true (is_enabled (scene, "trace.record"));
  g_assert_false (is_enabled (scene, "trace.save"));
  g_assert_false (is_enabled (scene, "trace.copy"));
  page_scene_activate (scene, "trace.record");
  feed (trace, 1, publish, sizeof publish);
  wait_until (is_enabled (scene, "trace.save"));
  wait_until (count (scene) == 1);
  g_assert_false (is_enabled (scene, "trace.copy"));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (scene)), 0, TRUE);
  g_assert_true (is_enabled (scene, "trace.copy"));
  page_scene_activate (scene, "trace.copy");
  wait_until (page_scene_has_label (scene, "Copied the packet"));
  page_scene_activate (scene, "trace.clear");
  wait_until (count (scene) == 0);
  g_assert_false (is_enabled (scene, "trace.save"));
}

static void
select_row (PageScene *scene, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (scene)), position, TRUE);
}

static const char *
get_filter (PageScene *scene)
{
  return gtk_editable_get_text (GTK_EDITABLE (page_scene_find (scene, "DeskTracePane", GTK_TYPE_ENTRY)));
}

/* What the menu of a row offers is about that row, and nothing is offered that cannot be done. */
static void
test_menu (PageScene *scene, gconstpointer data)
{
  static const guint8 pingreq[] = { 0xc0, 0x00 };
  DeskTrace *trace = desk_session_get_trace (scene->session);
  GtkWidget *list = page_scene_find (scene, "DeskTraceList", GTK_TYPE_LIST_VIEW);
  GtkWidget *menu = page_scene_find (scene, "DeskTraceList", GTK_TYPE_POPOVER_MENU);
  GtkWidget *row;
  g_autofree char *one = NULL;
  g_autofree char *both = NULL;

  g_assert_false (is_enabled (scene, "trace.menu"));
  page_scene_activate (scene, "trace.record");
  feed (trace, 1, publish, sizeof publish);
  feed (trace, 1, puback, sizeof puback);
  desk_trace_append_step (trace, 1, 0, "A step");
  wait_until (count (scene) == 3);
  row = gtk_widget_get_first_child (list);
  wait_until (gtk_widget_get_mapped (row) && gtk_widget_get_height (row) > 0);

  send_click (row, "3");
  wait_until (gtk_widget_get_mapped (menu));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (get_rows (scene)), 0));
  gtk_popover_popdown (GTK_POPOVER (menu));
  wait_until (!gtk_widget_get_mapped (menu));
  g_assert_false ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_ACTIVE) != 0);
  page_scene_activate (scene, "trace.menu");
  wait_until (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));

  page_scene_activate (scene, "trace.copy-hex");
  wait_until (page_scene_has_label (scene, "Copied the bytes of the packet"));
  one = read_clipboard (scene->window);
  g_assert_cmpstr (one, ==, "32 09 00 03 61 2f 62 00 07 68 69\n");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_rows (scene)));
  g_assert_false (is_enabled (scene, "trace.filter-type"));
  page_scene_activate (scene, "trace.copy-hex");
  wait_until (page_scene_has_label (scene, "Copied 2 lines"));
  both = read_clipboard (scene->window);
  g_assert_cmpstr (both, ==, "32 09 00 03 61 2f 62 00 07 68 69\n40 02 00 07\n");

  select_row (scene, 2);
  g_assert_false (is_enabled (scene, "trace.copy-hex"));
  g_assert_false (is_enabled (scene, "trace.filter-id"));
  page_scene_activate (scene, "trace.filter-type");
  wait_until (count (scene) == 1);
  g_assert_cmpstr (get_filter (scene), ==, "type:step");
  g_object_set (scene->page, "trace-filter", "", NULL);
  wait_until (count (scene) == 3);

  feed (trace, 1, pingreq, sizeof pingreq);
  wait_until (count (scene) == 4);
  select_row (scene, 1);
  page_scene_activate (scene, "trace.filter-id");
  wait_until (count (scene) == 3);
  g_assert_cmpstr (get_filter (scene), ==, "id:7");
  select_row (scene, 1);
  page_scene_activate (scene, "trace.filter-type");
  wait_until (count (scene) == 1);
  g_assert_cmpstr (get_filter (scene), ==, "type:puback");
}

/* Lines that hold @word */
static guint
count_lines (const char *text, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += strstr (lines[i], word) != NULL;

  return n;
}

static void
test_several (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  GtkSelectionModel *rows = GTK_SELECTION_MODEL (get_rows (scene));
  g_autofree char *text = NULL;
  g_autofree char *details = NULL;

  page_scene_activate (scene, "trace.record");
  feed (trace, 1, puback, sizeof puback);
  feed (trace, 2, publish, sizeof publish);
  feed (trace, 3, puback, sizeof puback);
  wait_until (count (scene) == 6);
  gtk_selection_model_select_range (rows, 1, 3, TRUE);
  g_assert_true (is_enabled (scene, "trace.copy"));
  details = get_details (scene);
  g_assert_true (g_str_has_prefix (details, "3 entries are selected, "));
  page_scene_activate (scene, "trace.copy");
  text = read_clipboard (scene->page);
  g_assert_cmpuint (count_lines (text, "PUBLISH"), ==, 2);
  g_assert_cmpuint (count_lines (text, "PUBACK"), ==, 1);
  g_assert_cmpint (strstr (text, "PUBACK") - text, >, strstr (text, "PUBLISH") - text);

  /* Another filter hides some of them, and what is left alone is shown. */
  g_object_set (scene->page, "trace-filter", "type:puback", NULL);
  wait_until (count (scene) == 4);
  g_clear_pointer (&details, g_free);
  details = get_details (scene);
  g_assert_nonnull (strstr (details, "\nPacket Identifier  7\n"));
  gtk_selection_model_unselect_all (rows);
  g_assert_false (is_enabled (scene, "trace.copy"));
}

/* Every row at once, while the oldest of hundreds of thousands go */
static void
test_all (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  GtkWidget *list = page_scene_find (scene, "DeskTraceList", GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *rows = GTK_SELECTION_MODEL (get_rows (scene));
  g_autofree char *text = NULL;
  g_autoptr (GtkBitset) selected = NULL;
  guint64 first, end, newer_end;

  page_scene_activate (scene, "trace.record");
  feed (trace, DESK_TRACE_MAX_LENGTH, publish, sizeof publish);
  wait_until (count (scene) > DESK_TRACE_MAX_LENGTH / 2);
  desk_trace_get_span (trace, &first, &end, NULL);
  wait_until (count (scene) == end - first);
  g_assert_true (gtk_widget_activate_action (list, "list.select-all", NULL));
  feed (trace, 100000, puback, sizeof puback);
  wait_until (count (scene) > 100000 && !gtk_selection_model_is_selected (rows, count (scene) - 1));
  desk_trace_get_span (trace, &first, &newer_end, NULL);
  wait_until (count (scene) == newer_end - first);
  g_assert_cmpuint (first, >, 1);
  selected = gtk_selection_model_get_selection (rows);
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, end - first);
  g_assert_cmpuint (gtk_bitset_get_maximum (selected), ==, end - first - 1);
  page_scene_activate (scene, "trace.copy");
  text = read_clipboard (scene->page);
  g_assert_cmpuint (count_lines (text, "PUBLISH"), ==, 1000);
}

static void
test_saved (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "packets.pcapng", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  page_scene_activate (scene, "trace.record");
  feed (trace, 1, publish, sizeof publish);
  wait_until (is_enabled (scene, "trace.save"));
  g_assert_true (gtk_widget_activate_action (scene->page, "trace.save-to", "s", uri));
  wait_until (page_scene_has_label (scene, "Saved “packets.pcapng”"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A page that nobody looks at has nothing to do; it catches up when it is shown. */
static void
test_hidden (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  g_autofree char *text = NULL;

  page_scene_activate (scene, "trace.record");
  page_scene_activate (scene, "page.show-log");
  feed (trace, 100, publish, sizeof publish);
  wait_until (is_enabled (scene, "trace.save"));
  g_assert_cmpuint (count (scene), ==, 0);
  page_scene_activate (scene, "page.show-trace");
  wait_until (count (scene) == 100);

  /* So it does for who copies without looking. */
  page_scene_activate (scene, "page.show-log");
  feed (trace, 100, publish, sizeof publish);
  page_scene_activate (scene, "trace.copy-list");
  text = read_clipboard (scene->page);
  g_assert_cmpuint (count_lines (text, "PUBLISH"), ==, 200);
}

/* What is beside the log comes into view with it, whatever page one is on. */
static void
test_left (PageScene *scene, gconstpointer data)
{
  static const char *const actions[] = { "page.search-topics", "page.focus-subscribe" };
  GtkWidget *pane = find_widget (scene->page, g_type_from_name ("DeskTracePane"), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      page_scene_activate (scene, "page.show-trace");
      wait_until (gtk_widget_get_mapped (pane));
      page_scene_activate (scene, actions[i]);
      wait_until (!gtk_widget_get_mapped (pane));
      g_assert_true (gtk_widget_get_mapped (page_scene_find (scene, "DeskLogView", GTK_TYPE_LIST_VIEW)));
    }
}

/* The newest packet stays in view while the oldest go. */
static void
test_flood (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);
  GtkWidget *list = page_scene_find (scene, "DeskTraceList", GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  guint64 first, end, n_let_go;

  page_scene_activate (scene, "trace.record");
  for (guint i = 0; i < 7; i++)
    {
      guint n_before = i * 100000;

      feed (trace, 100000, publish, sizeof publish);
      desk_trace_get_span (trace, &first, &end, &n_let_go);
      g_assert_cmpuint (end, ==, n_before + 100001);
      wait_until (count (scene) == end - first);
      wait_until (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
                  >= gtk_adjustment_get_upper (adjustment) - 1);
    }
  g_assert_cmpuint (n_let_go, >, 0);
  g_assert_cmpuint (count (scene), <=, DESK_TRACE_MAX_LENGTH);
}

/* Against an array, whatever happens in whatever order */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, GArray *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->len);
  g_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (DeskTraceItem) item = g_list_model_get_item (model, position + i);
      guint64 number = desk_trace_item_get_number (item);

      g_array_insert_val (mirror, position + i, number);
    }
}

static void
assert_mirrored (DeskTraceModel *model, DeskTrace *trace, const GArray *mirror, gboolean filtered)
{
  guint64 first, end;
  guint n = 0;

  desk_trace_get_span (trace, &first, &end, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, mirror->len);
  for (guint64 number = first; number < end; number++)
    {
      DeskTraceEntry entry;

      g_assert_true (desk_trace_get (trace, number, &entry, NULL));
      if (filtered && entry.first != puback[0])
        continue;
      g_assert_cmpuint (g_array_index (mirror, guint64, n++), ==, number);
    }
  g_assert_cmpuint (n, ==, mirror->len);
}

static void
test_model (void)
{
  g_autoptr (DeskTrace) trace = desk_trace_new ();
  g_autoptr (DeskTraceModel) model = desk_trace_model_new ();
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree guint8 *large = g_malloc0 (30000);
  gboolean filtered = FALSE;

  large[0] = 0x30;
  desk_trace_set_recording (trace, TRUE);
  desk_trace_model_set_trace (model, trace);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), mirror);
  for (guint round = 0; round < 300; round++)
    {
      switch (g_test_rand_int_range (0, 8))
        {
        case 0:
          if (g_test_rand_int_range (0, 8) == 0)
            desk_trace_clear (trace);
          break;
        case 1:
          filtered = !filtered;
          desk_trace_model_take_filter (model, desk_trace_filter_new (filtered ? "type:puback" : "", NULL));
          break;
        case 2:
        case 3:
          /* So that the oldest have to go. */
          feed (trace, 500, large, 30000);
          break;
        default:
          feed (trace, (guint) g_test_rand_int_range (0, 20), puback, sizeof puback);
          feed (trace, (guint) g_test_rand_int_range (0, 20), publish, sizeof publish);
        }
      desk_trace_model_update (model);
      wait_until (!desk_trace_model_get_pending (model));
      assert_mirrored (model, trace, mirror, filtered);
    }
}

/* The same entry is the same object as long as somebody holds it. */
static void
test_identity (void)
{
  g_autoptr (DeskTrace) trace = desk_trace_new ();
  g_autoptr (DeskTraceModel) model = desk_trace_model_new ();
  g_autoptr (DeskTraceItem) item = NULL;
  g_autoptr (DeskTraceItem) again = NULL;

  desk_trace_set_recording (trace, TRUE);
  desk_trace_model_set_trace (model, trace);
  feed (trace, 10, puback, sizeof puback);
  desk_trace_model_update (model);
  item = g_list_model_get_item (G_LIST_MODEL (model), 4);
  desk_trace_model_take_filter (model, desk_trace_filter_new ("type:puback", NULL));
  wait_until (!desk_trace_model_get_pending (model));
  again = g_list_model_get_item (G_LIST_MODEL (model), 4);
  g_assert_true (item == again);
  g_clear_object (&model);
  g_assert_cmpuint (desk_trace_item_get_number (item), ==, 5);
}

int
main (int argc, char **argv)
{
  page_scene_init (&argc, &argv);

  g_test_add ("/trace-pane/empty", PageScene, GINT_TO_POINTER (1000), set_up, test_empty, tear_down);
  g_test_add ("/trace-pane/filter", PageScene, GINT_TO_POINTER (1000), set_up, test_filter, tear_down);
  g_test_add ("/trace-pane/details", PageScene, GINT_TO_POINTER (1000), set_up, test_details, tear_down);
  g_test_add ("/trace-pane/narrow", PageScene, GINT_TO_POINTER (360), set_up, test_details, tear_down);
  g_test_add ("/trace-pane/actions", PageScene, GINT_TO_POINTER (1000), set_up, test_actions, tear_down);
  g_test_add ("/trace-pane/menu", PageScene, GINT_TO_POINTER (1000), set_up, test_menu, tear_down);
  g_test_add ("/trace-pane/several", PageScene, GINT_TO_POINTER (1000), set_up, test_several, tear_down);
  g_test_add ("/trace-pane/all", PageScene, GINT_TO_POINTER (1000), set_up, test_all, tear_down);
  g_test_add ("/trace-pane/saved", PageScene, GINT_TO_POINTER (1000), set_up, test_saved, tear_down);
  g_test_add ("/trace-pane/hidden", PageScene, GINT_TO_POINTER (1000), set_up, test_hidden, tear_down);
  g_test_add ("/trace-pane/left", PageScene, GINT_TO_POINTER (1000), set_up, test_left, tear_down);
  g_test_add ("/trace-pane/flood", PageScene, GINT_TO_POINTER (1000), set_up, test_flood, tear_down);
  g_test_add_func ("/trace-pane/model", test_model);
  g_test_add_func ("/trace-pane/identity", test_identity);

  return g_test_run ();
}
