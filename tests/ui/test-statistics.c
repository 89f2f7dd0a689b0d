/* test-statistics.c: the numbers of the statistics agree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-statistics-popover.h"

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, 1100, 700);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  GtkWidget *popover = find_widget (scene->page, DESK_TYPE_STATISTICS_POPOVER, NULL);

  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (!gtk_widget_get_mapped (popover));
  page_scene_tear_down (scene);
}

static GtkWidget *
open_statistics (PageScene *scene)
{
  GtkWidget *popover = find_widget (scene->page, DESK_TYPE_STATISTICS_POPOVER, NULL);

  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (!gtk_widget_get_mapped (popover));
  page_scene_activate (scene, "log.show-statistics");
  wait_until (gtk_widget_get_mapped (popover));

  return popover;
}

/* The last cell of the line with this title; a line that is hidden has none */
static const char *
get_cell (GtkWidget *popover, const char *title)
{
  GtkWidget *label = find_widget (popover, GTK_TYPE_LABEL, title);
  GtkWidget *grid = find_widget (popover, GTK_TYPE_GRID, NULL);
  int column, row;

  g_assert_nonnull (label);
  gtk_grid_query_child (GTK_GRID (grid), label, &column, &row, NULL, NULL);
  g_assert_cmpint (column, ==, 0);
  if (!gtk_widget_get_visible (label))
    return NULL;

  return gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 2, row)));
}

static void
test_view_adds_up (PageScene *scene, gconstpointer data)
{
  GtkWidget *popover;

  page_scene_feed (scene, 1000);
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == 1000);
  popover = open_statistics (scene);
  g_assert_cmpstr (get_cell (popover, "In the log"), ==, "1,000");
  g_assert_nonnull (strstr (get_cell (popover, "Size of the log"), "kB"));
  g_assert_cmpstr (get_cell (popover, "Shown"), ==, "1,000");
  g_assert_cmpstr (get_cell (popover, "Filtered out"), ==, "0");
  g_assert_cmpstr (get_cell (popover, "Cleared"), ==, "0");
  g_assert_cmpstr (get_cell (popover, "Not shown yet"), ==, "0");
  g_assert_null (get_cell (popover, "Not stored"));
  g_assert_null (get_cell (popover, "Shown, but removed"));

  /* 300 cleared, of the other 700 every second filtered out, then 50 more since it was paused */
  g_assert_true (gtk_widget_activate_action (scene->page, "log.show-from", "x", (gint64) 301));
  type_text (page_scene_find (scene, "DeskFilterBar", GTK_TYPE_ENTRY), "topic:a/odd");
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == 350);
  page_scene_activate (scene, "log.pause");
  page_scene_feed (scene, 50);
  popover = open_statistics (scene);
  g_assert_cmpstr (get_cell (popover, "In the log"), ==, "1,050");
  g_assert_cmpstr (get_cell (popover, "Shown"), ==, "350");
  g_assert_cmpstr (get_cell (popover, "Filtered out"), ==, "350");
  g_assert_cmpstr (get_cell (popover, "Cleared"), ==, "300");
  g_assert_cmpstr (get_cell (popover, "Not shown yet"), ==, "50");
}

static void
test_muted (PageScene *scene, gconstpointer data)
{
  DeskSubscription *even = desk_session_subscribe (scene->session, "a/even", 0, NULL);
  GtkWidget *popover;

  g_assert_nonnull (desk_session_subscribe (scene->session, "a/#", 0, NULL));
  g_assert_nonnull (desk_session_subscribe (scene->session, "b", 0, NULL));
  page_scene_feed (scene, 100);
  page_scene_feed_bytes (scene, "c", "x", 1);
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == 101);
  popover = open_statistics (scene);
  g_assert_cmpstr (get_cell (popover, "a/even"), ==, "50");
  g_assert_cmpstr (get_cell (popover, "a/#"), ==, "100");
  g_assert_cmpstr (get_cell (popover, "b"), ==, "0");
  g_assert_cmpstr (get_cell (popover, "Match several"), ==, "50");
  g_assert_cmpstr (get_cell (popover, "Match none"), ==, "1");

  desk_session_unsubscribe (scene->session, even);
  desk_subscription_set_muted (desk_session_find_subscription (scene->session, "a/odd"), TRUE);
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == 1);
  popover = open_statistics (scene);
  g_assert_cmpstr (get_cell (popover, "Shown"), ==, "1");
  g_assert_cmpstr (get_cell (popover, "Muted"), ==, "100");
}

/* Where there is less room less is said, and what is said is whole. */
static void
test_narrow (PageScene *scene, gconstpointer data)
{
  wait_until (page_scene_has_label (scene, "0 messages/s   the log is empty"));
  page_scene_feed (scene, 1234);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 360, 640);
  wait_until (gtk_widget_get_width (scene->page) < 400);
  wait_until (find_widget (scene->page, GTK_TYPE_LABEL, "0/s   1,234") != NULL);
}

int
main (int argc, char **argv)
{
  page_scene_init (&argc, &argv);
  g_test_add ("/statistics/view-adds-up", PageScene, NULL, set_up, test_view_adds_up, tear_down);
  g_test_add ("/statistics/muted", PageScene, NULL, set_up, test_muted, tear_down);
  g_test_add ("/statistics/narrow", PageScene, NULL, set_up, test_narrow, tear_down);

  return g_test_run ();
}
