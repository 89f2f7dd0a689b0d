/* test-log-finder.c: from match to match among all rows, and from a match to what is around it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-filter-bar.h"
#include "desk-log-row.h"
#include "desk-log-view.h"

typedef struct
{
  PageScene page;
  DeskFilterBar *bar; /* (unowned) */
  DeskLogView *view;  /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->bar = DESK_FILTER_BAR (find_widget (scene->page.page, DESK_TYPE_FILTER_BAR, NULL));
  scene->view = DESK_LOG_VIEW (find_widget (scene->page.page, DESK_TYPE_LOG_VIEW, NULL));
  page_scene_feed (&scene->page, 2000);
  wait_until (page_scene_has_label (&scene->page, "2,000 messages"));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static gint64
get_selected (Scene *scene)
{
  DeskLogItem *item = desk_log_view_get_selected (scene->view);

  return item != NULL ? desk_log_item_get_id (item) : 0;
}

static guint
get_n_rows (Scene *scene)
{
  return g_list_model_get_n_items (page_scene_get_rows (&scene->page));
}

/* Whether the selected row is in view, and so is something around it */
static gboolean
is_in_view (Scene *scene)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (&scene->page);
  guint position = desk_log_selection_get_current_position (desk_log_view_get_selection (scene->view));
  double height = gtk_adjustment_get_upper (adjustment) / get_n_rows (scene);
  double top = gtk_adjustment_get_value (adjustment);

  return position * height >= top - 1
         && (position + 1) * height <= top + gtk_adjustment_get_page_size (adjustment) + 1;
}

static void
test_find (Scene *scene, gconstpointer data)
{
  desk_filter_bar_set_finding (scene->bar, TRUE);
  g_assert_true (page_scene_get_flag (&scene->page, "finding"));
  /* 199 to 899, 1099 to 1899, and the odd ones from 1991 on */
  desk_filter_bar_set_text (scene->bar, "99 -topic:a/even -\"number 9\"");
  wait_until (page_scene_has_label (&scene->page, "22 matches"));
  g_assert_cmpuint (get_n_rows (scene), ==, 2000);

  /* The newest one first; behind it the first one again. */
  page_scene_activate (&scene->page, "log.find-previous");
  g_assert_cmpint (get_selected (scene), ==, 1999);
  wait_until (page_scene_has_label (&scene->page, "22 of 22"));
  page_scene_activate (&scene->page, "log.find-next");
  g_assert_cmpint (get_selected (scene), ==, 199);
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "That was the newest match: on from the oldest"));
  wait_until (page_scene_has_label (&scene->page, "1 of 22"));
  wait_until (is_in_view (scene));
  page_scene_activate (&scene->page, "log.find-next");
  g_assert_cmpint (get_selected (scene), ==, 299);
  wait_until (is_in_view (scene));
  page_scene_activate (&scene->page, "log.find-previous");
  page_scene_activate (&scene->page, "log.find-previous");
  g_assert_cmpint (get_selected (scene), ==, 1999);
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "That was the oldest match: on from the newest"));

  /* It keeps up with what arrives. */
  page_scene_feed (&scene->page, 1000);
  wait_until (page_scene_has_label (&scene->page, "22 of 36"));
  page_scene_activate (&scene->page, "log.find-next");
  g_assert_cmpint (get_selected (scene), ==, 2099);
  g_assert_false (desk_log_view_get_following (scene->view));
}

static void
test_modes (Scene *scene, gconstpointer data)
{
  desk_filter_bar_set_text (scene->bar, "topic:a/even");
  wait_until (get_n_rows (scene) == 1000);
  page_scene_activate (&scene->page, "log.find-among-all");
  wait_until (get_n_rows (scene) == 2000);
  wait_until (page_scene_has_label (&scene->page, "1,000 matches"));
  page_scene_activate (&scene->page, "log.find-mode");
  wait_until (get_n_rows (scene) == 1000);
  wait_until (page_scene_has_label (&scene->page, "1,000 of 2,000"));

  /* Each mode has its keys. */
  page_scene_activate (&scene->page, "log.find-among-all");
  g_assert_true (desk_filter_bar_get_finding (scene->bar));
  page_scene_activate (&scene->page, "log.find");
  g_assert_false (desk_filter_bar_get_finding (scene->bar));
  wait_until (get_n_rows (scene) == 1000);

  /* Steps go through the rows of a filter as well. */
  page_scene_activate (&scene->page, "log.find-previous");
  page_scene_activate (&scene->page, "log.find-previous");
  g_assert_cmpint (get_selected (scene), ==, 1998);

  /* Showing one topic filters. */
  desk_filter_bar_set_finding (scene->bar, TRUE);
  page_scene_activate (&scene->page, "log.filter-topic");
  g_assert_false (desk_filter_bar_get_finding (scene->bar));
  wait_until (get_n_rows (scene) == 1000);
  page_scene_activate (&scene->page, "log.exclude-topic");
  wait_until (get_n_rows (scene) == 0);
}

static void
test_nothing (Scene *scene, gconstpointer data)
{
  desk_filter_bar_set_finding (scene->bar, TRUE);
  desk_filter_bar_set_text (scene->bar, "nowhere");
  wait_until (page_scene_has_label (&scene->page, "0 matches"));
  page_scene_activate (&scene->page, "log.find-next");
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "No message matches"));
  g_assert_cmpint (get_selected (scene), ==, 0);
  g_assert_cmpuint (get_n_rows (scene), ==, 2000);
}

static void
test_context (Scene *scene, gconstpointer data)
{
  desk_filter_bar_set_text (scene->bar, "\"number 7\" topic:a/odd");
  wait_until (get_n_rows (scene) == 56);
  desk_log_selection_set_current (desk_log_view_get_selection (scene->view), 0);
  g_assert_cmpint (get_selected (scene), ==, 7);
  page_scene_activate (&scene->page, "log.show-in-context");
  wait_until (get_n_rows (scene) == 2000);
  g_assert_cmpint (get_selected (scene), ==, 7);
  wait_until (is_in_view (scene));
  g_assert_null (desk_filter_bar_get_filter (scene->bar));
  /* What was there before is not new. */
  wait_until (page_scene_has_label (&scene->page, "To the newest message"));
  wait_until (page_scene_has_label (&scene->page, "Back to the filter “\"number 7\" topic:a/odd”"));

  page_scene_activate (&scene->page, "log.back-to-filter");
  wait_until (get_n_rows (scene) == 56);
  g_assert_cmpint (get_selected (scene), ==, 7);
  wait_until (is_in_view (scene));
  wait_until (!page_scene_has_label (&scene->page, "Back to the filter “\"number 7\" topic:a/odd”"));

  /* Wherever it is */
  for (guint n = 990; n < 2000; n += 330)
    {
      g_autofree char *line = g_strdup_printf ("\"number %u\"", n);

      desk_filter_bar_set_text (scene->bar, line);
      wait_until (get_n_rows (scene) == 1);
      desk_log_selection_set_current (desk_log_view_get_selection (scene->view), 0);
      page_scene_activate (&scene->page, "log.show-in-context");
      wait_until (get_n_rows (scene) == 2000);
      for (int i = 0; i < 30; i++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_cmpint (get_selected (scene), ==, n);
      wait_until (is_in_view (scene));
    }

  /* Another filter is a way of its own. */
  page_scene_activate (&scene->page, "log.show-in-context");
  wait_until (get_n_rows (scene) == 2000);
  desk_filter_bar_set_text (scene->bar, "topic:a/even");
  page_scene_activate (&scene->page, "log.back-to-filter");
  g_assert_cmpstr (desk_filter_get_text (desk_filter_bar_get_filter (scene->bar)), ==, "topic:a/even");
}

/* Whether a list's child with the keyboard shows the selected message */
static gboolean
is_keyboard_on_selected (Scene *scene)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (scene->page.page)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return row != NULL && DESK_IS_LOG_ROW (row)
         && desk_log_row_get_item (DESK_LOG_ROW (row)) == desk_log_view_get_selected (scene->view);
}

/* The arrow keys go on from the row that came into view. */
static void
test_keyboard_goes_along (Scene *scene, gconstpointer data)
{
  desk_filter_bar_set_text (scene->bar, "\"number 7\" topic:a/odd");
  wait_until (get_n_rows (scene) == 56);
  desk_log_selection_set_current (desk_log_view_get_selection (scene->view), 10);
  desk_log_view_show_selected (scene->view);
  desk_log_view_focus_list (scene->view);
  wait_until (is_keyboard_on_selected (scene));

  page_scene_activate (&scene->page, "log.show-in-context");
  wait_until (get_n_rows (scene) == 2000);
  wait_until (is_in_view (scene) && is_keyboard_on_selected (scene));
  page_scene_activate (&scene->page, "log.back-to-filter");
  wait_until (get_n_rows (scene) == 56);
  wait_until (is_in_view (scene) && is_keyboard_on_selected (scene));
  page_scene_activate (&scene->page, "log.find-next");
  wait_until (is_in_view (scene) && is_keyboard_on_selected (scene));

  /* What is being written is not interrupted. */
  page_scene_activate (&scene->page, "log.find");
  page_scene_activate (&scene->page, "log.show-in-context");
  wait_until (get_n_rows (scene) == 2000 && is_in_view (scene));
  for (int i = 0; i < 30; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (scene->page.page)))));
}

static void
test_add_term (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *narrowed;
  } cases[] = {
    { "", "qos:0" },
    { "a", "a qos:0" },
    { "a OR b", "(a OR b) qos:0" },
    { "topic:a/#/b", "qos:0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_filter_bar_set_text (scene->bar, "");
      desk_filter_bar_set_text (scene->bar, cases[i].line);
      g_assert_true (gtk_widget_activate_action (scene->page.page, "log.add-term", "s", "qos:0"));
      g_assert_cmpstr (desk_filter_get_text (desk_filter_bar_get_filter (scene->bar)), ==, cases[i].narrowed);
    }
}

#define add(name, function) g_test_add ("/log-finder/" name, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("find", test_find);
  add ("modes", test_modes);
  add ("nothing", test_nothing);
  add ("context", test_context);
  add ("keyboard-goes-along", test_keyboard_goes_along);
  add ("add-term", test_add_term);

  return g_test_run ();
}
