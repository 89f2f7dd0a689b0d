/* test-log-selection.c: rows stay selected while the log grows and is trimmed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <time.h>

#include "page-scene.h"

#include "desk-log-item.h"
#include "desk-log-selection.h"

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

/* The selected rows, as “3-5 8”; what the model says in one piece and row by row is the same. */
static char *
describe (GtkSelectionModel *selection)
{
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (selection);
  GString *words = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (selection));
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean selected = gtk_selection_model_is_selected (selection, i);

      g_assert_cmpint (selected, ==, gtk_bitset_contains (rows, i));
      count += selected ? 1 : 0;
      if (!selected || (i > 0 && gtk_bitset_contains (rows, i - 1)))
        continue;
      g_string_append_printf (words, "%s%u", words->len > 0 ? " " : "", i);
      while (i + 1 < n && gtk_selection_model_is_selected (selection, i + 1))
        {
          i++;
          count++;
        }
      if (!g_str_has_suffix (words->str, "-") && gtk_bitset_contains (rows, i - 1) && i > 0)
        g_string_append_printf (words, "-%u", i);
    }
  g_assert_cmpuint (desk_log_selection_get_count (DESK_LOG_SELECTION (selection)), ==, count);

  return g_string_free (words, FALSE);
}

#define assert_selected(selection, expected)                  \
  G_STMT_START                                                \
  {                                                           \
    g_autofree char *selected_ = describe (selection);        \
    g_assert_cmpstr (selected_, ==, expected);                \
  }                                                           \
  G_STMT_END

static guint
get_current (GtkSelectionModel *selection)
{
  return desk_log_selection_get_current_position (DESK_LOG_SELECTION (selection));
}

static void
test_ranges (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 20);

  assert_selected (selection, "");
  gtk_selection_model_select_item (selection, 5, TRUE);
  gtk_selection_model_select_range (selection, 2, 4, TRUE);
  assert_selected (selection, "2-5");
  /* Shift moved the end that is not where it began. */
  g_assert_cmpuint (get_current (selection), ==, 2);
  gtk_selection_model_select_range (selection, 5, 3, TRUE);
  g_assert_cmpuint (get_current (selection), ==, 7);
  gtk_selection_model_select_item (selection, 12, FALSE);
  assert_selected (selection, "5-7 12");
  gtk_selection_model_unselect_item (selection, 6);
  assert_selected (selection, "5 7 12");
  g_assert_cmpuint (get_current (selection), ==, 6);
  gtk_selection_model_select_all (selection);
  assert_selected (selection, "0-19");
  g_assert_cmpuint (get_current (selection), ==, 6);
  gtk_selection_model_unselect_range (selection, 1, 18);
  assert_selected (selection, "0 19");
  gtk_selection_model_unselect_all (selection);
  assert_selected (selection, "");
  g_assert_false (gtk_selection_model_select_range (selection, 10, 11, FALSE));
}

static void
test_grows_and_trimmed (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 20);

  gtk_selection_model_select_all (selection);
  gtk_selection_model_unselect_item (selection, 10);
  page_scene_feed_rows (scene, 5);
  assert_selected (selection, "0-9 11-19");
  g_assert_true (gtk_widget_activate_action (scene->page, "log.show-from", "x", (gint64) 9));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 17);
  assert_selected (selection, "0-1 3-11");
  g_assert_cmpuint (get_current (selection), ==, 2);
}

static void
test_filter (PageScene *scene, gconstpointer data)
{
  GtkEditable *line = GTK_EDITABLE (page_scene_find (scene, "DeskFilterBar", GTK_TYPE_ENTRY));
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 100);
  g_autoptr (DeskIdRanges) ranges = NULL;

  gtk_selection_model_select_item (selection, 9, TRUE);
  gtk_selection_model_select_all (selection);
  gtk_editable_set_text (line, "topic:a/even");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 50);
  /* Number 10 is the fifth even one. */
  assert_selected (selection, "4");

  gtk_selection_model_select_range (selection, 4, 3, TRUE);
  assert_selected (selection, "4-6");
  ranges = desk_log_selection_get_ranges (DESK_LOG_SELECTION (selection));
  g_assert_cmpuint (desk_id_ranges_get_length (ranges), ==, 1);
  g_assert_cmpint (desk_id_ranges_get (ranges, 0)->first, ==, 10);
  g_assert_cmpint (desk_id_ranges_get (ranges, 0)->last, ==, 14);

  gtk_editable_set_text (line, "topic:a/odd");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 50
              && get_current (selection) == GTK_INVALID_LIST_POSITION);
  assert_selected (selection, "");
  gtk_editable_set_text (line, "");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 100);
  assert_selected (selection, "13");
}

static void
test_secondary_click_keeps (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 20);

  gtk_selection_model_select_range (selection, 3, 5, TRUE);
  desk_log_selection_set_current (DESK_LOG_SELECTION (selection), 4);
  assert_selected (selection, "3-7");
  g_assert_cmpuint (get_current (selection), ==, 4);
  desk_log_selection_set_current (DESK_LOG_SELECTION (selection), 15);
  assert_selected (selection, "15");
}

/* A million selected rows cost no more than a range. */
static void
test_many (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 200000);
  /* Of the processor: what else the machine does says nothing about us. */
  clock_t start = clock ();

  for (guint i = 0; i < 100; i++)
    {
      gtk_selection_model_select_all (selection);
      gtk_selection_model_select_item (selection, i, TRUE);
    }
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC);
  gtk_selection_model_select_all (selection);
  g_assert_cmpuint (desk_log_selection_get_count (DESK_LOG_SELECTION (selection)), ==, 200000);
}

#define add(name, func) g_test_add ("/log-selection/" name, PageScene, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  page_scene_init (&argc, &argv);

  add ("ranges", test_ranges);
  add ("grows-and-trimmed", test_grows_and_trimmed);
  add ("filter", test_filter);
  add ("secondary-click-keeps", test_secondary_click_keeps);
  add ("many", test_many);

  return g_test_run ();
}
