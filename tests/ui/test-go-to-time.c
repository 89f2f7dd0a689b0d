/* test-go-to-time.c: from a time that a person types to the row
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-log-item.h"
#include "desk-log-view.h"
#include "desk-time-popover.h"

#define N_ROWS 2000

static void
set_up (PageScene *scene, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) noon = g_date_time_new_local (g_date_time_get_year (now) - 1, 11, 23, 12, 0, 0);
  g_autoptr (GRefString) odd = g_ref_string_new ("a/odd");
  g_autoptr (GRefString) even = g_ref_string_new ("a/even");
  DeskBatch *batch = desk_batch_new ();

  page_scene_set_up (scene, 1100, 700);
  desk_log_set_retention (scene->log, 0, 0);
  /* One message a second from noon on */
  for (guint i = 0; i < N_ROWS; i++)
    desk_batch_append (batch, (g_date_time_to_unix (noon) + i) * G_TIME_SPAN_SECOND, i % 2 == 0 ? even : odd, 0, NULL,
                       "x", 1);
  desk_log_append (scene->log, batch);
  wait_until (desk_log_get_last_id (scene->log) == N_ROWS);
  wait_until (page_scene_is_at_end (scene));
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

static DeskLogView *
get_view (PageScene *scene)
{
  return DESK_LOG_VIEW (find_widget (scene->page, DESK_TYPE_LOG_VIEW, NULL));
}

static gint64
get_selected (PageScene *scene)
{
  DeskLogItem *item = desk_log_view_get_selected (get_view (scene));

  return item != NULL ? desk_log_item_get_id (item) : 0;
}

/* Types a time on the day of the messages. */
static void
go_to (PageScene *scene, const char *clock)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_strdup_printf ("%d-11-23 %s", g_date_time_get_year (now) - 1, clock);
  GtkWidget *popover = find_widget (scene->page, DESK_TYPE_TIME_POPOVER, NULL);
  GtkWidget *entry = find_widget (popover, GTK_TYPE_ENTRY, NULL);

  page_scene_activate (scene, "log.go-to-time");
  wait_until (gtk_widget_get_mapped (popover));
  type_text (entry, text);
  g_signal_emit_by_name (entry, "activate");
  wait_until (!gtk_widget_get_mapped (popover));
}

/* Whether the row is within the part of the list that is seen, away from its edges */
static gboolean
is_in_view (PageScene *scene, guint position)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);
  guint n = g_list_model_get_n_items (page_scene_get_rows (scene));
  double row = gtk_adjustment_get_upper (adjustment) / n;
  double top = gtk_adjustment_get_value (adjustment);

  return position * row >= top + 2 * row
         && position * row <= top + gtk_adjustment_get_page_size (adjustment) - 2 * row;
}

static void
test_goes (PageScene *scene, gconstpointer data)
{
  go_to (scene, "12:15:00");
  wait_until (get_selected (scene) == 901);
  g_assert_false (page_scene_get_flag (scene, "following"));
  wait_until (is_in_view (scene, 900));

  /* The next message, if none is of that moment */
  go_to (scene, "12:02:00.5");
  wait_until (get_selected (scene) == 122);
  wait_until (is_in_view (scene, 121));

  go_to (scene, "11:00");
  wait_until (get_selected (scene) == 1);
  go_to (scene, "23:00");
  wait_until (get_selected (scene) == N_ROWS);
  g_assert_false (page_scene_get_flag (scene, "following"));
  wait_until (page_scene_has_label (scene, "No later message is shown: this is the newest"));
}

static void
test_filtered (PageScene *scene, gconstpointer data)
{
  type_text (page_scene_find (scene, "DeskFilterBar", GTK_TYPE_ENTRY), "topic:a/odd");
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == N_ROWS / 2);

  /* Message 901 is of that second and filtered out. */
  go_to (scene, "12:15:00");
  wait_until (get_selected (scene) == 902);
  wait_until (is_in_view (scene, 450));
}

static void
test_cleared (PageScene *scene, gconstpointer data)
{
  g_assert_true (gtk_widget_activate_action (scene->page, "log.show-from", "x", (gint64) 1001));
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == N_ROWS - 1000);
  go_to (scene, "12:15:00");
  wait_until (get_selected (scene) == 1001);
  wait_until (page_scene_has_label (scene, "That time is cleared from the view: this is the first message shown"));
}

static void
test_mistakes (PageScene *scene, gconstpointer data)
{
  GtkWidget *popover = find_widget (scene->page, DESK_TYPE_TIME_POPOVER, NULL);
  GtkWidget *entry = find_widget (popover, GTK_TYPE_ENTRY, NULL);
  GtkWidget *button = find_widget (popover, GTK_TYPE_BUTTON, NULL);

  page_scene_activate (scene, "log.go-to-time");
  wait_until (gtk_widget_get_mapped (popover));
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_false (gtk_widget_has_css_class (entry, "error"));

  type_text (entry, "14:99");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  /* What is one is told where the mistake is. */
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL,
                                 "This is not a time. Write a time as in “14:05”, “yesterday 14:05”, "
                                 "“2026-11-23 10:00” or “-10m”."));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_mapped (popover));

  type_text (entry, "2024-03-01 10:00:00.25");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL, "Friday, 1 March 2024, 10:00:00.250"));
}

int
main (int argc, char **argv)
{
  page_scene_init (&argc, &argv);
  g_test_add ("/go-to-time/goes", PageScene, NULL, set_up, test_goes, tear_down);
  g_test_add ("/go-to-time/filtered", PageScene, NULL, set_up, test_filtered, tear_down);
  g_test_add ("/go-to-time/cleared", PageScene, NULL, set_up, test_cleared, tear_down);
  g_test_add ("/go-to-time/mistakes", PageScene, NULL, set_up, test_mistakes, tear_down);

  return g_test_run ();
}
