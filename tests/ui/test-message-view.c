/* test-message-view.c: whatever a payload is, it is shown without a lie and without a pause
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"


#include <gtksourceview/gtksource.h>

#include "desk-filter-bar.h"
#include "desk-message-view.h"

#define SHOWN_MAX (256 * 1024)
#define LINE_MAX_BYTES 2048

typedef struct
{
  PageScene page;
  GtkWidget *view;          /* (unowned) */
  DeskPayloadPane *payload; /* (unowned) */
  GtkTextBuffer *buffer;    /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1360, 800);
  scene->view = find_widget (scene->page.page, DESK_TYPE_MESSAGE_VIEW, NULL);
  scene->payload = DESK_PAYLOAD_PANE (find_widget (scene->view, DESK_TYPE_PAYLOAD_PANE, NULL));
  scene->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (scene->view, GTK_SOURCE_TYPE_VIEW,
                                                                        NULL)));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

/* Selects the newest message and waits until it is shown. */
static void
select_last (Scene *scene)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (page_scene_get_rows (&scene->page));
  guint n = scene->page.n_fed;
  gboolean expired = FALSE;
  guint timeout = g_timeout_add_seconds (20, wait_expired, &expired);

  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == n);
  gtk_selection_model_select_item (selection, n - 1, TRUE);
  for (gboolean started = FALSE; !started || desk_payload_pane_get_busy (scene->payload);)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_false (expired);
      started = started || desk_payload_pane_get_busy (scene->payload)
                || gtk_text_buffer_get_char_count (scene->buffer) > 0
                || page_scene_has_label (&scene->page, "The payload is empty");
    }
  g_source_remove (timeout);
}

static char *
get_shown (Scene *scene)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (scene->buffer, &start, &end);

  return gtk_text_buffer_get_text (scene->buffer, &start, &end, TRUE);
}

static char *
repeat (const char *text, gsize n)
{
  gsize length = strlen (text);
  char *all = g_malloc (n * length + 1);

  for (gsize i = 0; i < n; i++)
    memcpy (all + i * length, text, length);
  all[n * length] = '\0';

  return all;
}

static void
show_text (Scene *scene, const char *text)
{
  gtk_text_buffer_set_text (scene->buffer, "", 0);
  page_scene_feed_bytes (&scene->page, "a/b", text, strlen (text));
  select_last (scene);
}

static gboolean
shows_prefix (Scene *scene, const char *prefix)
{
  g_autofree char *text = get_shown (scene);

  return g_str_has_prefix (text, prefix);
}

static void
test_kinds (Scene *scene, gconstpointer data)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;

  show_text (scene, "{\"b\":1,\"a\":[0.1,12345678901234567890]}");
  json = get_shown (scene);
  g_assert_nonnull (strstr (json, "\"b\": 1"));
  g_assert_nonnull (strstr (json, "12345678901234567890"));
  wait_until (page_scene_has_label (&scene->page, "JSON (detected)"));

  show_text (scene, "21.5 °C");
  text = get_shown (scene);
  g_assert_cmpstr (text, ==, "21.5 °C");

  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.show-as", "s", "hex"));
  wait_until (!desk_payload_pane_get_busy (scene->payload));
  hex = get_shown (scene);
  g_assert_nonnull (strstr (hex, "32 31 2e 35"));
}

/* No line is wider than the pane, and a wide one takes 16 bytes. */
static void
test_hex_fits (Scene *scene, gconstpointer data)
{
  GtkWidget *view = find_widget (GTK_WIDGET (scene->payload), GTK_SOURCE_TYPE_VIEW, NULL);
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
  GtkWidget *area = find_widget (scene->page.page, g_type_from_name ("DeskPaneArea"), NULL);

  show_text (scene, "A payload of more than a line of bytes");
  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.show-as", "s", "hex"));
  wait_until (shows_prefix (scene, "0000  41 20"));
  wait_until (gtk_adjustment_get_upper (across) <= gtk_adjustment_get_page_size (across));

  g_object_set (area, "message-width", 760, NULL);
  wait_until (shows_prefix (scene, "00000000  41 20"));
  wait_until (gtk_adjustment_get_upper (across) <= gtk_adjustment_get_page_size (across));
  g_object_set (area, "message-width", 364, NULL);
  wait_until (shows_prefix (scene, "0000  41 20"));
}

static gboolean
is_coloured (const GtkTextIter *iter)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (iter);

  for (GSList *l = tags; l != NULL; l = l->next)
    {
      gboolean set;

      g_object_get (l->data, "foreground-set", &set, NULL);
      if (set)
        return TRUE;
    }

  return FALSE;
}

/* Also where a name lies on the border of two pieces */
static void
test_colours (Scene *scene, gconstpointer data)
{
  g_autofree char *members = repeat ("{\"größe\": 1}, ", 2000);
  g_autofree char *text = g_strconcat ("[", members, "null]", NULL);
  GtkTextIter iter, end;
  guint n_found = 0;

  show_text (scene, text);
  gtk_text_buffer_get_start_iter (scene->buffer, &iter);
  g_assert_false (is_coloured (&iter));
  while (gtk_text_iter_forward_search (&iter, "\"größe\"", 0, &iter, &end, NULL))
    {
      g_assert_true (is_coloured (&iter));
      g_assert_false (is_coloured (&end));
      iter = end;
      gtk_text_iter_backward_char (&end);
      g_assert_true (is_coloured (&end));
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, 2000);
}

static void
test_empty (Scene *scene, gconstpointer data)
{
  show_text (scene, "");
  wait_until (page_scene_has_label (&scene->page, "The payload is empty"));
}

/* 200 MB that the log has, of which only the beginning was read */
static void
test_huge (Scene *scene, gconstpointer data)
{
  g_autofree char *beginning = repeat ("0123456789abcde\n", SHOWN_MAX / 16);
  g_autoptr (GBytes) bytes = g_bytes_new_static (beginning, SHOWN_MAX);
  g_autoptr (DeskMessage) message = desk_message_new (1, 0, "a", 0, NULL, bytes, 200 * 1000 * 1000);
  g_autofree char *shown = NULL;
  GtkWidget *note;

  show_text (scene, "x");
  desk_payload_pane_set_message (scene->payload, message);
  wait_until (!desk_payload_pane_get_busy (scene->payload));
  shown = get_shown (scene);
  g_assert_cmpuint (strlen (shown), <=, SHOWN_MAX);
  g_assert_cmpuint (strlen (shown), >, SHOWN_MAX / 2);
  note = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (scene->payload)));
  g_assert_true (gtk_widget_get_visible (note));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (note)), "of 200.0\u00a0MB"));
}

static gsize
get_longest_line (const char *text)
{
  gsize longest = 0;

  for (const char *line = text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");

      longest = MAX (longest, length);
      line += length + (line[length] == '\n');
    }

  return longest;
}

/* What a text view is given is what its time depends on: a long line costs it seconds. */
static void
test_bounded_text (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *piece;
    gsize n;
  } payloads[] = {
    { "x", 5 * 1000 * 1000 },           /* one line */
    { "[", 100000 },                    /* deep */
    { "[{\"a\":", 60000 },              /* deep and cut */
    { "{\"key\":[1,2,3]}\n", 100000 },  /* not one value */
    { "[1,", 300000 },                  /* flat, cut */
    { "\xff\xfe", 1000000 },            /* no UTF-8 */
    { "ü\u202e€😀", 100000 },
    { "\n", 1000000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *text = repeat (payloads[i].piece, payloads[i].n);
      g_autofree char *shown = NULL;

      show_text (scene, text);
      shown = get_shown (scene);
      g_assert_cmpuint (strlen (shown), <=, SHOWN_MAX);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_null (strstr (shown, "\u202e"));
      g_assert_cmpuint (get_longest_line (shown), <=, LINE_MAX_BYTES);
    }
}

static void
test_quick_selection (Scene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (page_scene_get_rows (&scene->page));
  g_autofree char *big = repeat ("0123456789\n", 200000);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < 10; i++)
    page_scene_feed_bytes (&scene->page, "a/big", big, strlen (big));
  page_scene_feed_bytes (&scene->page, "a/last", "last", 4);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 11);
  for (guint i = 0; i < 11; i++)
    gtk_selection_model_select_item (selection, i, TRUE);
  wait_until (page_scene_has_label (&scene->page, "a/last"));
  wait_until (!desk_payload_pane_get_busy (scene->payload)
              && gtk_text_buffer_get_char_count (scene->buffer) > 0);
  shown = get_shown (scene);
  g_assert_cmpstr (shown, ==, "last");
}

static void
test_bytes (Scene *scene, gconstpointer data)
{
  static const char binary[] = "text\0then\xff\xfe";
  g_autofree char *shown = NULL;

  page_scene_feed_bytes (&scene->page, "a/b", binary, sizeof binary - 1);
  select_last (scene);
  shown = get_shown (scene);
  /* A NUL does not end it. */
  g_assert_nonnull (strstr (shown, "74 65 78 74 00 74 68 65"));
}

static void
test_topics (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *topic;
    const char *shown; /* NULL: must not be shown as it is */
  } topics[] = {
    { "<b>x</b>", "<b>x</b>" },
    { "a_b/&amp;/%s%n", "a_b/&amp;/%s%n" },
    { "a/\u202e" "gnp.exe", NULL },
    { "line\u2028separator", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      page_scene_feed_bytes (&scene->page, topics[i].topic, "x", 1);
      select_last (scene);
      if (topics[i].shown != NULL)
        wait_until (find_widget (scene->view, GTK_TYPE_LABEL, topics[i].shown) != NULL);
      g_assert_cmpint (find_widget (scene->view, GTK_TYPE_LABEL, topics[i].topic) != NULL, ==,
                       topics[i].shown != NULL);
    }
}

static char *
get_hash (gconstpointer bytes, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
}

static void
on_pasted (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  char **pasted = user_data;
  g_autoptr (GError) error = NULL;

  *pasted = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);
  g_assert_no_error (error);
}

/* More than is shown, and more than one piece of the clipboard's protocol */
static void
test_copy (Scene *scene, gconstpointer data)
{
  g_autofree char *text = repeat ("0123456789abcdé\n", 2500000);
  g_autofree char *pasted = NULL;

  show_text (scene, text);
  desk_message_view_copy_payload (DESK_MESSAGE_VIEW (scene->view));
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "Copied 42.5\u00a0MB as text") != NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (scene->view), NULL, on_pasted, &pasted);
  wait_until (pasted != NULL);
  g_assert_cmpuint (strlen (pasted), ==, strlen (text));
  g_assert_true (g_str_equal (pasted, text));
}

static void
test_save (Scene *scene, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "saved", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree guint8 *bytes = g_malloc (3 * 1000 * 1000);
  g_autofree char *hash = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *saved_hash = NULL;
  gsize length;

  for (gsize i = 0; i < 3 * 1000 * 1000; i++)
    bytes[i] = (guint8) (i * 7 + i / 256);
  hash = get_hash (bytes, 3 * 1000 * 1000);
  page_scene_feed_bytes (&scene->page, "../../etc/passwd", bytes, 3 * 1000 * 1000);
  select_last (scene);

  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.save-payload-to", "s", uri));
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "Saved “saved”") != NULL);
  g_assert_true (g_file_get_contents (path, &saved, &length, NULL));
  saved_hash = get_hash (saved, length);
  g_assert_cmpstr (saved_hash, ==, hash);
}

/* Characters that are shown on a mark: of a match, or of anything else with a background */
static char *
get_marked (Scene *scene, gboolean only_current)
{
  GString *marked = g_string_new (NULL);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (scene->buffer, &iter);
  for (gboolean more = TRUE; more; more = gtk_text_iter_forward_char (&iter))
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&iter);
      guint n = 0;

      for (GSList *l = tags; l != NULL; l = l->next)
        {
          gboolean set;

          g_object_get (l->data, "background-set", &set, NULL);
          n += set ? 1 : 0;
        }
      if (n > (only_current ? 1 : 0))
        g_string_append_unichar (marked, gtk_text_iter_get_char (&iter));
    }

  return g_string_free (marked, FALSE);
}

static gboolean
is_marked (Scene *scene, gboolean only_current, const char *text)
{
  g_autofree char *marked = get_marked (scene, only_current);

  return g_str_equal (marked, text);
}

static void
test_marks (Scene *scene, gconstpointer data)
{
  static const char json[] = "{\"größe\":[1,2],\"state\":\"Alarm\",\"more\":\"alarm é ALARM\"}";
  g_autoptr (GString) longer = g_string_new (NULL);

  page_scene_feed_bytes (&scene->page, "a/b", json, strlen (json));
  select_last (scene);
  g_assert_true (is_marked (scene, FALSE, ""));

  /* In the text as it is shown, without those that the filter leaves out */
  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.filter", "s", "alarm -größe"));
  wait_until (is_marked (scene, FALSE, "AlarmalarmALARM"));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.filter", "s", "É alarm"));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.filter", "s", "alarm"));
  wait_until (page_scene_has_label (&scene->page, "3 matches"));
  page_scene_activate (&scene->page, "log.next-in-payload");
  g_assert_true (is_marked (scene, TRUE, "Alarm"));
  wait_until (page_scene_has_label (&scene->page, "1 of 3"));
  page_scene_activate (&scene->page, "log.previous-in-payload");
  g_assert_true (is_marked (scene, TRUE, "ALARM"));
  page_scene_activate (&scene->page, "log.next-in-payload");
  g_assert_true (is_marked (scene, TRUE, "Alarm"));

  /* A dump has bytes and no words. */
  desk_payload_pane_set_format (scene->payload, "hex");
  wait_until (!desk_payload_pane_get_busy (scene->payload));
  g_assert_true (is_marked (scene, FALSE, ""));
  desk_payload_pane_set_format (scene->payload, "auto");

  /* However many there are, the window stays quick: 2,000 are marked. */
  for (guint i = 0; i < 20000; i++)
    g_string_append (longer, "an alarm\n");
  page_scene_feed_bytes (&scene->page, "a/b", longer->str, longer->len);
  select_last (scene);
  wait_until (page_scene_has_label (&scene->page, "2,000 matches"));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.filter", "s", ""));
  wait_until (!page_scene_has_label (&scene->page, "2,000 matches"));
  g_assert_true (is_marked (scene, FALSE, ""));
}

static void
test_filter_by_selection (Scene *scene, gconstpointer data)
{
  DeskFilterBar *bar = DESK_FILTER_BAR (find_widget (scene->page.page, DESK_TYPE_FILTER_BAR, NULL));
  GtkTextIter start, end;

  show_text (scene, "one \"two\" three\nfour");
  page_scene_activate (&scene->page, "log.filter-selection");
  g_assert_null (desk_filter_bar_get_filter (bar));

  /* To the end of the line */
  gtk_text_buffer_get_iter_at_offset (scene->buffer, &start, 4);
  gtk_text_buffer_get_end_iter (scene->buffer, &end);
  gtk_text_buffer_select_range (scene->buffer, &start, &end);
  page_scene_activate (&scene->page, "log.filter-selection");
  g_assert_cmpstr (desk_filter_get_text (desk_filter_bar_get_filter (bar)), ==, "payload:\"\\\"two\\\" three\"");
}

#define add(name, function) g_test_add ("/message-view/" name, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("kinds", test_kinds);
  add ("hex-fits", test_hex_fits);
  add ("colours", test_colours);
  add ("empty", test_empty);
  add ("huge", test_huge);
  add ("bounded-text", test_bounded_text);
  add ("quick-selection", test_quick_selection);
  add ("bytes", test_bytes);
  add ("topics", test_topics);
  add ("copy", test_copy);
  add ("save", test_save);
  add ("marks", test_marks);
  add ("filter-by-selection", test_filter_by_selection);

  return g_test_run ();
}
