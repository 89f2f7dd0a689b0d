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
  g_test_add ("/toast/no-page", Scene, NULL, set_up, test_no_page, tear_down);

  return g_test_run ();
}
