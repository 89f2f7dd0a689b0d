/* test-toast.c: what can be undone is told at once
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include "desk-toast.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *page;
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  scene->page = gtk_label_new ("page");
  scene->window = adw_window_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), scene->page);
  adw_window_set_content (ADW_WINDOW (scene->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 400, 300);
  present_and_settle (GTK_WINDOW (scene->window));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
}

static gboolean
is_shown (Scene *scene, const char *text)
{
  GtkWidget *label = find_widget (scene->window, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* It does not wait until another toast, which may stay for long, is gone. */
static void
test_undo_does_not_wait (Scene *scene, gconstpointer data)
{
  AdwToast *first = desk_toast (scene->page, "Copied");
  AdwToast *second;

  adw_toast_set_timeout (first, 0);
  wait_until (is_shown (scene, "Copied"));
  second = desk_toast_undo (scene->page, "“Plant <floor>” deleted");
  wait_until (is_shown (scene, "“Plant <floor>” deleted"));
  g_assert_nonnull (find_widget (scene->window, GTK_TYPE_BUTTON, "_Undo"));
  g_assert_cmpuint (adw_toast_get_timeout (second), >=, 10);
}

/* The newest words are what is true now: those before them make room and are not told again. */
static void
test_newest_first (Scene *scene, gconstpointer data)
{
  AdwToast *undo;

  adw_toast_set_timeout (desk_toast (scene->page, "Opened 7 messages"), 0);
  wait_until (is_shown (scene, "Opened 7 messages"));
  adw_toast_set_button_label (desk_toast (scene->page, "Opened 6 messages"), "Open");
  adw_toast_set_timeout (desk_toast (scene->page, "Opened 5 messages"), 0);
  wait_until (is_shown (scene, "Opened 5 messages"));
  g_assert_false (is_shown (scene, "Opened 7 messages") || is_shown (scene, "Opened 6 messages"));
  g_assert_null (find_widget (scene->window, GTK_TYPE_BUTTON, "Open"));

  /* What can be undone is not lost, and the last of the others is told after it. */
  undo = desk_toast_undo (scene->page, "Deleted");
  wait_until (is_shown (scene, "Deleted") && !is_shown (scene, "Opened 5 messages"));
  desk_toast (scene->page, "Opened 4 messages");
  desk_toast (scene->page, "Nothing in it");
  g_assert_true (is_shown (scene, "Deleted"));
  adw_toast_dismiss (undo);
  wait_until (is_shown (scene, "Nothing in it") && !is_shown (scene, "Deleted"));

  for (guint i = 0; i < 20; i++)
    {
      desk_toast (scene->page, "Again");
      desk_toast_undo (scene->page, "Deleted again");
    }
  wait_until (is_shown (scene, "Deleted again"));
}

/* One that was there for a while makes room for another, with a time of its own. */
static void
test_room_for_the_next (Scene *scene, gconstpointer data)
{
  AdwToast *first = desk_toast (scene->page, "Opened 7 messages");
  g_autoptr (GTimer) timer = g_timer_new ();

  wait_until (g_timer_elapsed (timer, NULL) > 0.6);
  g_assert_true (is_shown (scene, "Opened 7 messages"));
  g_assert_true (desk_toast (scene->page, "Nothing in it") != first);
  wait_until (is_shown (scene, "Nothing in it") && !is_shown (scene, "Opened 7 messages"));
}

/* Without a page there is nobody to tell. */
static void
test_no_page (Scene *scene, gconstpointer data)
{
  GtkWidget *alone = g_object_ref_sink (gtk_label_new ("alone"));

  g_assert_null (desk_toast (alone, "Copied"));
  g_assert_null (desk_toast_undo (alone, "Deleted"));
  g_object_unref (alone);
}

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  g_test_add ("/toast/undo-does-not-wait", Scene, NULL, set_up, test_undo_does_not_wait, tear_down);
  g_test_add ("/toast/newest-first", Scene, NULL, set_up, test_newest_first, tear_down);
  g_test_add ("/toast/room-for-the-next", Scene, NULL, set_up, test_room_for_the_next, tear_down);
  g_test_add ("/toast/no-page", Scene, NULL, set_up, test_no_page, tear_down);

  return g_test_run ();
}
