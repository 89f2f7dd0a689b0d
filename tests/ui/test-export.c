/* test-export.c: many messages at once: copied, exported, cancelled
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include <glib/gstdio.h>

#include "desk-export-dialog.h"
#include "desk-log-selection.h"
#include "desk-replay-dialog.h"
#include "desk-work-strip.h"

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, 1100, 700);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

static void
wait_clipboard (PageScene *scene, const char *expected)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  gboolean same = FALSE;

  while (!same && g_get_monotonic_time () < end)
    {
      g_autofree char *text = read_clipboard (scene->page);

      same = g_str_equal (text, expected);
    }
  g_assert_true (same);
}

static void
test_copies (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 12000);
  g_autofree char *lines = NULL;
  g_auto (GStrv) split = NULL;

  gtk_selection_model_select_all (selection);
  page_scene_activate (scene, "log.copy-lines");
  wait_until (page_scene_has_label (scene, "Copied the first 10,000 of 12,000 messages; export them to have all"));
  lines = read_clipboard (scene->page);
  split = g_strsplit (lines, "\n", -1);
  g_assert_cmpuint (g_strv_length (split), ==, 10001);
  g_assert_true (g_str_has_prefix (split[9999], "{\"id\":10000,"));

  gtk_selection_model_select_range (selection, 1, 2, TRUE);
  gtk_selection_model_select_item (selection, 9, FALSE);
  page_scene_activate (scene, "log.copy-payload");
  wait_clipboard (scene, "number 2\nnumber 3\nnumber 10\n");

  gtk_selection_model_unselect_item (selection, 9);
  page_scene_activate (scene, "log.copy-topic");
  wait_clipboard (scene, "a/even\na/odd\n");
}

static char *
export_as (PageScene *scene, const char *what, const char *name, char **text)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);

  g_unlink (path);
  g_assert_true (gtk_widget_activate_action (scene->page, "log.export-to", "(sss)", what, "jsonl", uri));
  wait_until (find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL) == NULL);
  g_assert_true (g_file_get_contents (path, text, NULL, NULL));

  return g_steal_pointer (&path);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n' ? 1 : 0;

  return n;
}

static void
test_exports (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 3000);
  GtkEditable *line = GTK_EDITABLE (page_scene_find (scene, "DeskFilterBar", GTK_TYPE_ENTRY));
  static const struct
  {
    const char *what;
    guint n;
  } cases[] = {
    { "all", 3000 },
    { "shown", 1500 },
    { "selected", 2 },
  };

  gtk_editable_set_text (line, "topic:a/odd");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 1500);
  gtk_selection_model_select_range (selection, 10, 2, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *path = export_as (scene, cases[i].what, "out.jsonl", &text);

      g_assert_cmpuint (count_lines (text), ==, cases[i].n);
      g_unlink (path);
    }
  wait_until (page_scene_has_label (scene, "Exported 2 messages"));
}

/* Why it failed stays in view until it is closed. */
static void
test_fails (PageScene *scene, gconstpointer data)
{
  GtkWidget *strip, *close;

  page_scene_feed_rows (scene, 10);
  g_assert_true (gtk_widget_activate_action (scene->page, "log.export-to", "(sss)", "all", "csv",
                                             "file:///no/such/folder/out.csv"));
  wait_until ((strip = find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL)) != NULL);
  wait_until ((close = find_widget (strip, GTK_TYPE_BUTTON, "_Close")) != NULL);
  g_signal_emit_by_name (close, "clicked");
  wait_until (find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL) == NULL);
}

/* Or until one tries again. */
static void
test_fails_then_works (PageScene *scene, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  GtkWidget *strip;

  page_scene_feed_rows (scene, 10);
  g_assert_true (gtk_widget_activate_action (scene->page, "log.export-to", "(sss)", "all", "csv",
                                             "file:///no/such/folder/out.csv"));
  wait_until ((strip = find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL)) != NULL
              && find_widget (strip, GTK_TYPE_BUTTON, "_Close") != NULL);
  path = export_as (scene, "all", "again.jsonl", &text);
  g_assert_cmpuint (count_lines (text), ==, 10);
  wait_until (find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL) == NULL);
  g_unlink (path);
}

static void
test_cancels (PageScene *scene, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "cancelled.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  GtkWidget *strip;

  page_scene_feed_rows (scene, 300000);
  g_assert_true (gtk_widget_activate_action (scene->page, "log.export-to", "(sss)", "all", "csv", uri));
  strip = find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL);
  g_assert_nonnull (strip);
  g_signal_emit_by_name (find_widget (strip, GTK_TYPE_BUTTON, "_Cancel"), "clicked");
  wait_until (page_scene_has_label (scene, "Export cancelled; no file was written"));
  g_assert_null (find_widget (scene->page, DESK_TYPE_WORK_STRIP, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static GtkWindow *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

/* Closes @dialog when it has offered @expected. */
static void
assert_offers (PageScene *scene, GtkWindow *dialog, const char *expected)
{
  AdwComboRow *row;

  g_assert_nonnull (dialog);
  wait_until (gtk_window_is_active (dialog));
  row = ADW_COMBO_ROW (find_widget (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, "Messages"));
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (row)), ==, expected);
  gtk_window_close (dialog);
  wait_until (gtk_window_is_active (GTK_WINDOW (scene->window)));
}

static void
assert_export_offers (PageScene *scene, const char *expected)
{
  page_scene_activate (scene, "log.export");
  assert_offers (scene, find_dialog (DESK_TYPE_EXPORT_DIALOG), expected);
}

/* What the page opens when there is a connection */
static void
assert_replay_offers (PageScene *scene, const char *expected)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  GtkWindow *dialog;

  g_ptr_array_add (targets, scene->session);
  dialog = desk_replay_dialog_new (GTK_WINDOW (scene->window), DESK_LOG_SELECTION (page_scene_get_rows (scene)), targets,
                                   scene->session);
  gtk_window_present (dialog);
  assert_offers (scene, dialog, expected);
}

/* A topic that nobody can publish to is named before hundreds of messages are refused. */
static void
test_replay_prefix (PageScene *scene, gconstpointer data)
{
  static const struct
  {
    const char *from;
    const char *to;
    gboolean good;
  } cases[] = {
    { "", "", TRUE }, { "", "test/", TRUE }, { "a", "b", TRUE }, { "", "#/", FALSE }, { "a", "+", FALSE }, { "a", "b", TRUE },
  };
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  GtkWindow *dialog;
  GtkWidget *from, *to;

  page_scene_feed_rows (scene, 10);
  g_ptr_array_add (targets, scene->session);
  dialog = desk_replay_dialog_new (GTK_WINDOW (scene->window), DESK_LOG_SELECTION (page_scene_get_rows (scene)), targets,
                                   scene->session);
  gtk_window_present (dialog);
  wait_until (gtk_window_is_active (dialog));
  from = find_widget (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "Topics that begin with");
  to = find_widget (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "Begin with this instead");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type_text (from, cases[i].from);
      type_text (to, cases[i].to);
      g_assert_cmpint (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "replay"), ==, cases[i].good);
      g_assert_cmpint (gtk_widget_has_css_class (to, "error"), ==, !cases[i].good);
    }
  gtk_window_close (dialog);
  wait_until (gtk_window_is_active (GTK_WINDOW (scene->window)));
}

static void
test_dialog (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 1234);

  assert_export_offers (scene, "All (1,234)");
  /* One row is selected by who reads it, but to publish all again is to be asked for. */
  gtk_selection_model_select_range (selection, 10, 1, TRUE);
  assert_export_offers (scene, "All (1,234)");
  assert_replay_offers (scene, "Selected (1)");
  gtk_selection_model_select_range (selection, 10, 5, TRUE);
  assert_export_offers (scene, "Selected (5)");

  /* What the log holds and the paused view does not have yet makes the view no narrower one. */
  gtk_selection_model_unselect_all (selection);
  page_scene_activate (scene, "log.pause");
  page_scene_feed (scene, 6);
  assert_export_offers (scene, "All (1,240)");
  g_assert_true (gtk_widget_activate_action (scene->page, "log.show-from", "x", (gint64) 301));
  assert_export_offers (scene, "Shown (934)");
}

#define add(name, func) g_test_add ("/export/" name, PageScene, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  page_scene_init (&argc, &argv);

  add ("copies", test_copies);
  add ("exports", test_exports);
  add ("fails", test_fails);
  add ("fails-then-works", test_fails_then_works);
  add ("cancels", test_cancels);
  add ("dialog", test_dialog);
  add ("replay-prefix", test_replay_prefix);

  return g_test_run ();
}
