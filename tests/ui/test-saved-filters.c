/* test-saved-filters.c: filter lines are kept in the profile under a name
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-filter-bar.h"
#include "desk-saved-filter-row.h"
#include "desk-saved-filters.h"

typedef struct
{
  PageScene page;
  DeskFilterBar *bar;   /* (unowned) */
  GtkWidget *saved;     /* (unowned) */
  DeskProfile *profile; /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->bar = DESK_FILTER_BAR (find_widget (scene->page.page, DESK_TYPE_FILTER_BAR, NULL));
  scene->saved = find_widget (scene->page.page, DESK_TYPE_SAVED_FILTERS, NULL);
  scene->profile = desk_session_get_profile (scene->page.session);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static const char *
get_icon (Scene *scene)
{
  return gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (find_widget (scene->saved, GTK_TYPE_MENU_BUTTON, NULL)));
}

static const char *
get_text_in_force (Scene *scene)
{
  DeskFilter *filter = desk_filter_bar_get_filter (scene->bar);

  return filter != NULL ? desk_filter_get_text (filter) : NULL;
}

static GtkWidget *
open_list (Scene *scene)
{
  GtkWidget *list;

  page_scene_activate (&scene->page, "log.saved-filters");
  list = find_widget (scene->saved, GTK_TYPE_LIST_BOX, NULL);
  wait_until (gtk_widget_get_visible (gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER)));

  return list;
}

static void
test_save_and_apply (Scene *scene, gconstpointer data)
{
  GtkWidget *list, *name;
  const char *text;

  desk_filter_bar_set_text (scene->bar, "topic:a/even");
  g_assert_cmpstr (get_icon (scene), ==, "non-starred-symbolic");
  list = open_list (scene);
  g_assert_null (find_widget (list, DESK_TYPE_SAVED_FILTER_ROW, NULL));
  name = find_widget (gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER), GTK_TYPE_ENTRY, NULL);
  /* The line itself is a name for a start. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "topic:a/even");
  type_text (name, "  Even  ");
  g_signal_emit_by_name (name, "activate");
  g_assert_cmpuint (desk_profile_get_n_filters (scene->profile), ==, 1);
  g_assert_cmpstr (desk_profile_get_filter (scene->profile, 0, &text), ==, "Even");
  g_assert_cmpstr (text, ==, "topic:a/even");
  g_assert_cmpstr (get_icon (scene), ==, "starred-symbolic");
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "Saved the filter “Even”") != NULL);

  desk_filter_bar_set_text (scene->bar, "");
  g_assert_cmpstr (get_icon (scene), ==, "non-starred-symbolic");
  list = open_list (scene);
  g_signal_emit_by_name (list, "row-activated", find_widget (list, DESK_TYPE_SAVED_FILTER_ROW, NULL));
  g_assert_cmpstr (get_text_in_force (scene), ==, "topic:a/even");
  wait_until (!gtk_widget_get_visible (gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER)));
}

static void
test_rename (Scene *scene, gconstpointer data)
{
  GtkWidget *list, *row, *entry;

  desk_profile_set_filter (scene->profile, "One", "one");
  desk_profile_set_filter (scene->profile, "Two", "two");
  list = open_list (scene);
  row = find_widget (list, DESK_TYPE_SAVED_FILTER_ROW, NULL);
  g_signal_emit_by_name (find_widget (row, GTK_TYPE_BUTTON, NULL), "clicked");
  entry = find_widget (row, GTK_TYPE_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "One");
  type_text (entry, "Two");
  g_signal_emit_by_name (entry, "activate");
  /* Taken: nothing is overwritten. */
  g_assert_cmpint (desk_profile_find_filter (scene->profile, "One"), ==, 0);
  g_assert_cmpuint (desk_profile_get_n_filters (scene->profile), ==, 2);

  type_text (entry, "First");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpint (desk_profile_find_filter (scene->profile, "First"), ==, 0);
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "First"));
  g_assert_null (find_widget (list, GTK_TYPE_LABEL, "One"));
}

static void
test_delete_and_undo (Scene *scene, gconstpointer data)
{
  GtkWidget *undo;
  const char *text;

  desk_profile_set_filter (scene->profile, "One", "one");
  desk_profile_set_filter (scene->profile, "Two", "two");
  g_assert_true (gtk_widget_activate_action (scene->page.page, "log.delete-filter", "s", "One"));
  g_assert_cmpuint (desk_profile_get_n_filters (scene->profile), ==, 1);
  wait_until ((undo = find_widget (scene->page.page, GTK_TYPE_BUTTON, "_Undo")) != NULL);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpstr (desk_profile_get_filter (scene->profile, 0, &text), ==, "One");
  g_assert_cmpstr (text, ==, "one");
}

/* Presses the button that deletes the row with the keyboard */
static void
delete_focused_row (Scene *scene, GtkWidget *list, int index)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
  GtkWidget *rename = find_widget (row, GTK_TYPE_BUTTON, NULL);
  GtkWidget *button = gtk_widget_get_next_sibling (rename);

  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_keyboard_after_deleting (Scene *scene, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (scene->page.page));
  GtkWidget *list, *popover, *row;

  desk_profile_set_filter (scene->profile, "One", "one");
  desk_profile_set_filter (scene->profile, "Two", "two");
  desk_profile_set_filter (scene->profile, "Three", "three");
  list = open_list (scene);
  popover = gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER);

  delete_focused_row (scene, list, 1);
  row = gtk_window_get_focus (window);
  g_assert_true (DESK_IS_SAVED_FILTER_ROW (row));
  g_assert_cmpstr (desk_saved_filter_row_get_name (DESK_SAVED_FILTER_ROW (row)), ==, "Three");
  delete_focused_row (scene, list, 1);
  row = gtk_window_get_focus (window);
  g_assert_true (DESK_IS_SAVED_FILTER_ROW (row));
  g_assert_cmpstr (desk_saved_filter_row_get_name (DESK_SAVED_FILTER_ROW (row)), ==, "One");
  delete_focused_row (scene, list, 0);
  wait_until (!gtk_widget_get_visible (popover));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), scene->saved));

  /* With a filter in force there is still something to do. */
  desk_profile_set_filter (scene->profile, "One", "one");
  desk_filter_bar_set_text (scene->bar, "two");
  list = open_list (scene);
  delete_focused_row (scene, list, 0);
  g_assert_true (gtk_widget_get_visible (popover));
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (window)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), popover));
}

#define add(name, function) g_test_add ("/saved-filters/" name, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("save-and-apply", test_save_and_apply);
  add ("rename", test_rename);
  add ("delete-and-undo", test_delete_and_undo);
  add ("keyboard-after-deleting", test_keyboard_after_deleting);

  return g_test_run ();
}
