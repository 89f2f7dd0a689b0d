/* test-outbox-page.c: what waits to be sent is seen, changed and cancelled
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include <gtksourceview/gtksource.h>

#include "desk-outbox-page.h"
#include "desk-outbox-row.h"
#include "desk-publication-private.h"
#include "desk-publish-pane.h"

typedef struct
{
  PageScene page;
  GtkWidget *outbox; /* (unowned) */
  GtkWidget *list;   /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, GPOINTER_TO_INT (data), 640);
  scene->outbox = find_widget (scene->page.page, DESK_TYPE_OUTBOX_PAGE, NULL);
  scene->list = find_widget (scene->outbox, GTK_TYPE_LIST_VIEW, NULL);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static DeskPublication *
publish (Scene *scene, const char *topic, const char *text)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  return desk_session_publish (scene->page.session, topic, payload, 1, FALSE, NULL, NULL);
}

static DeskPublicationState
state (DeskPublication *publication)
{
  return desk_publication_get_state (publication);
}

static void
activate (Scene *scene, const char *action, DeskPublication *publication)
{
  g_assert_true (gtk_widget_activate_action (scene->page.page, action, "t", desk_publication_get_id (publication)));
}

/* The row of a topic, when it is laid out */
static GtkWidget *
wait_row (Scene *scene, const char *topic)
{
  GtkWidget *label = NULL;

  wait_until ((label = find_widget (scene->outbox, GTK_TYPE_LABEL, topic)) != NULL && gtk_widget_get_mapped (label));

  return gtk_widget_get_ancestor (label, DESK_TYPE_OUTBOX_ROW);
}

static gboolean
has_words (GtkWidget *widget, const char *words)
{
  GtkWidget *label = find_widget (widget, GTK_TYPE_LABEL, words);

  return label != NULL && gtk_widget_get_visible (label);
}

static const char *
get_title (Scene *scene)
{
  GtkStack *pages = GTK_STACK (gtk_widget_get_ancestor (scene->outbox, GTK_TYPE_STACK));

  return gtk_stack_page_get_title (gtk_stack_get_page (pages, scene->outbox));
}

static void
test_waits (Scene *scene, gconstpointer data)
{
  GtkWidget *row;

  page_scene_activate (&scene->page, "page.show-outbox");
  wait_until (page_scene_has_label (&scene->page, "Nothing published yet"));
  g_assert_cmpstr (get_title (scene), ==, "Outbox");

  publish (scene, "a/<b>x", "one\ntwo");
  publish (scene, "a/c", "");
  g_assert_cmpstr (get_title (scene), ==, "Outbox (2)");
  row = wait_row (scene, "a/<b>x");
  g_assert_true (has_words (row, "Will be sent when connected"));
  wait_until (page_scene_has_label (&scene->page, "2 messages wait for a connection"));
}

/* The newest is on top, and what a row offers is what can be done. */
static void
test_cancelled (Scene *scene, gconstpointer data)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (scene->list));
  DeskPublication *first = publish (scene, "first", "1");
  DeskPublication *second = publish (scene, "second", "2");
  g_autoptr (DeskPublication) top = g_list_model_get_item (G_LIST_MODEL (model), 0);

  g_assert_true (top == second);
  page_scene_activate (&scene->page, "page.show-outbox");
  wait_row (scene, "first");
  gtk_selection_model_select_item (model, 1, TRUE);
  g_assert_true (press_key (scene->list, GDK_KEY_Delete));
  g_assert_cmpint (state (first), ==, DESK_PUBLICATION_CANCELLED);
  g_assert_cmpint (state (second), ==, DESK_PUBLICATION_QUEUED);
  g_assert_true (has_words (wait_row (scene, "first"), "Cancelled before it was sent"));
  g_assert_cmpstr (get_title (scene), ==, "Outbox (1)");

  /* Enter on it takes that back. */
  g_signal_emit_by_name (scene->list, "activate", 1);
  g_assert_cmpint (state (first), ==, DESK_PUBLICATION_QUEUED);
  g_assert_cmpstr (get_title (scene), ==, "Outbox (2)");

  activate (scene, "outbox.cancel", first);
  page_scene_activate (&scene->page, "outbox.clear-finished");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
}

static gboolean
is_enabled (Scene *scene, const char *label)
{
  GtkWidget *widget = find_widget (scene->outbox, GTK_TYPE_LABEL, label);

  return gtk_widget_is_sensitive (gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON));
}

static void
test_clear_is_offered (Scene *scene, gconstpointer data)
{
  DeskPublication *publication = publish (scene, "a", "1");

  page_scene_activate (&scene->page, "page.show-outbox");
  wait_row (scene, "a");
  g_assert_false (is_enabled (scene, "Clear finished"));
  activate (scene, "outbox.cancel", publication);
  g_assert_true (is_enabled (scene, "Clear finished"));
}

static GtkTextBuffer *
get_buffer (Scene *scene)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_scene_find (&scene->page, "DeskPublishPane",
                                                                   GTK_SOURCE_TYPE_VIEW)));
}

static gboolean
is_payload (DeskPublication *publication, const char *text)
{
  g_autoptr (GBytes) expected = g_bytes_new (text, strlen (text));

  return g_bytes_equal (desk_publication_get_payload (publication), expected);
}

static void
test_changed (Scene *scene, gconstpointer data)
{
  DeskPublication *publication = publish (scene, "a/b", "old");
  GtkWidget *pane = find_widget (scene->page.page, DESK_TYPE_PUBLISH_PANE, NULL);

  page_scene_activate (&scene->page, "page.show-outbox");
  wait_row (scene, "a/b");
  activate (scene, "outbox.edit", publication);
  g_assert_true (desk_publication_get_held (publication));
  wait_until (page_scene_has_label (&scene->page, "Change"));
  g_assert_false (gtk_widget_get_mapped (scene->outbox));

  /* What is not a topic leaves it as it was. */
  gtk_editable_set_text (GTK_EDITABLE (find_widget (pane, GTK_TYPE_ENTRY, NULL)), "#");
  page_scene_activate (&scene->page, "publish.send");
  g_assert_true (desk_publication_get_held (publication));
  g_assert_cmpstr (desk_publication_get_topic (publication), ==, "a/b");

  gtk_editable_set_text (GTK_EDITABLE (find_widget (pane, GTK_TYPE_ENTRY, NULL)), "a/c");
  gtk_text_buffer_set_text (get_buffer (scene), "new", -1);
  page_scene_activate (&scene->page, "publish.send");
  g_assert_cmpstr (desk_publication_get_topic (publication), ==, "a/c");
  g_assert_true (is_payload (publication, "new"));
  g_assert_false (desk_publication_get_held (publication));
  g_assert_cmpuint (desk_session_get_n_waiting (scene->page.session), ==, 1);
  wait_until (gtk_widget_get_mapped (scene->outbox));
  wait_row (scene, "a/c");
}

static void
test_left_as_it_was (Scene *scene, gconstpointer data)
{
  DeskPublication *first = publish (scene, "a/b", "first");
  DeskPublication *second = publish (scene, "a/b", "second");
  DeskPublication *binary = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xff\x00", 2);

  activate (scene, "outbox.edit", first);
  activate (scene, "outbox.edit", second);
  g_assert_false (desk_publication_get_held (first));
  g_assert_true (desk_publication_get_held (second));
  page_scene_activate (&scene->page, "outbox.stop-editing");
  g_assert_false (desk_publication_get_held (second));
  g_assert_true (is_payload (second, "second"));
  g_assert_false (page_scene_has_label (&scene->page, "Change"));

  /* One that is cancelled meanwhile is not what the editor changes. */
  activate (scene, "outbox.edit", first);
  activate (scene, "outbox.cancel", first);
  g_assert_false (page_scene_has_label (&scene->page, "Change"));

  binary = desk_session_publish (scene->page.session, "a", bytes, 0, FALSE, NULL, NULL);
  activate (scene, "outbox.edit", binary);
  g_assert_false (desk_publication_get_held (binary));
}

static gboolean
shows_payload (Scene *scene, const char *text)
{
  GtkWidget *view = find_widget (scene->outbox, GTK_SOURCE_TYPE_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *shown = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

  return gtk_widget_get_mapped (view) && g_str_equal (shown, text);
}

static void
wait_clipboard (Scene *scene, const char *expected)
{
  g_autofree char *text = NULL;

  do
    {
      g_free (text);
      text = read_clipboard (scene->outbox);
    }
  while (g_str_equal (text, "else"));
  g_assert_cmpstr (text, ==, expected);
}

/* What is selected is seen whole, also when it was sent, and copied: not what is selected in the log. */
static void
test_payload (Scene *scene, gconstpointer data)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (scene->list));
  DeskPublication *publication = publish (scene, "a/b", "ein\nübler\nText");
  GtkWidget *details = find_widget (scene->outbox, g_type_from_name ("DeskOutboxDetails"), NULL);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (scene->outbox);

  page_scene_activate (&scene->page, "page.show-outbox");
  wait_row (scene, "a/b");
  g_assert_false (gtk_widget_get_visible (details));
  gtk_selection_model_select_item (model, 0, TRUE);
  wait_until (shows_payload (scene, "ein\nübler\nText"));
  g_assert_true (has_words (details, "Will be sent when connected"));
  gdk_clipboard_set_text (clipboard, "else");
  activate (scene, "outbox.copy-payload", publication);
  wait_clipboard (scene, "ein\nübler\nText");

  /* As if it had been sent */
  _desk_publication_finish (publication, 0, TRUE, FALSE, NULL);
  g_assert_true (shows_payload (scene, "ein\nübler\nText"));
  gdk_clipboard_set_text (clipboard, "else");
  gtk_widget_activate_action (find_widget (scene->outbox, GTK_SOURCE_TYPE_VIEW, NULL), "log.copy-payload", NULL);
  wait_clipboard (scene, "ein\nübler\nText");
  _desk_publication_let_payload_go (publication);
  wait_until (page_scene_has_label (&scene->page,
                                    "The payload is not kept here any more: the log has what was sent."));

  gtk_selection_model_unselect_item (model, 0);
  g_assert_false (gtk_widget_get_visible (details));
}

/* A hundred finished ones and a thousand that wait are listed without all of
 * them having a row. */
static void
test_full (Scene *scene, gconstpointer data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  GtkEditable *topic = GTK_EDITABLE (page_scene_find (&scene->page, "DeskPublishPane", GTK_TYPE_ENTRY));

  page_scene_activate (&scene->page, "page.show-outbox");
  while (desk_session_publish (scene->page.session, "a/b", payload, 0, FALSE, NULL, NULL) != NULL)
    continue;
  g_assert_cmpstr (get_title (scene), ==, "Outbox (1,000)");
  wait_until (page_scene_has_label (&scene->page, "1,000 messages wait for a connection"));

  gtk_editable_set_text (topic, "a/c");
  page_scene_activate (&scene->page, "publish.send");
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL,
                           "The outbox is full: at most 1000 messages, or 64.0\302\240MiB, wait to be sent or "
                           "acknowledged. Connect, or cancel some of them.")
              != NULL);
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

#define add(name, width, function) \
  g_test_add ("/outbox-page/" name, Scene, GINT_TO_POINTER (width), set_up, function, tear_down)
  add ("waits", 1100, test_waits);
  add ("waits-narrow", 360, test_waits);
  add ("cancelled", 1100, test_cancelled);
  add ("clear-is-offered", 1100, test_clear_is_offered);
  add ("changed", 1100, test_changed);
  add ("changed-narrow", 360, test_changed);
  add ("left-as-it-was", 1100, test_left_as_it_was);
  add ("payload", 1100, test_payload);
  add ("payload-narrow", 360, test_payload);
  add ("full", 1100, test_full);
#undef add

  return g_test_run ();
}
