/* test-density-strip.c: the strip beside the log goes where it is clicked
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-density-strip.h"
#include "desk-filter-bar.h"

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

static DeskDensityStrip *
get_strip (PageScene *scene)
{
  return DESK_DENSITY_STRIP (find_widget (scene->page, DESK_TYPE_DENSITY_STRIP, NULL));
}

/* Clicks at a share of the height until the row that is so far down the list is seen. */
static gboolean
click (PageScene *scene, double share)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);
  double y = share * gtk_adjustment_get_upper (adjustment);
  double top = gtk_adjustment_get_value (adjustment);

  desk_density_strip_go_to (get_strip (scene), share * gtk_widget_get_height (GTK_WIDGET (get_strip (scene))));

  return y >= top && y <= top + gtk_adjustment_get_page_size (adjustment);
}

static void
test_goes (PageScene *scene, gconstpointer data)
{
  page_scene_feed (scene, 20000);
  wait_until (page_scene_is_at_end (scene));
  wait_until (click (scene, 0.25));
  g_assert_false (page_scene_get_flag (scene, "following"));
  wait_until (click (scene, 0.75));

  /* The strip shows the whole log, whose first third has a third of what the filter shows. */
  type_text (page_scene_find (scene, "DeskFilterBar", GTK_TYPE_ENTRY), "topic:a/odd");
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == 10000);
  wait_until (click (scene, 0.33));
}

/* How many parts of @node have the full colour of matches; rates are as pale as their text. */
static guint
count_bars (GskRenderNode *node)
{
  guint n = 0;

  if (gsk_render_node_get_node_type (node) == GSK_COLOR_NODE)
    return gsk_color_node_get_color (node)->alpha > 0.9f ? 1 : 0;
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      n += count_bars (gsk_container_node_get_child (node, i));

  return n;
}

static guint
count_matched_parts (PageScene *scene)
{
  GtkWidget *strip = GTK_WIDGET (get_strip (scene));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (strip)->snapshot (strip, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);

  return node != NULL ? count_bars (node) : 0;
}

static void
test_shows_matches (PageScene *scene, gconstpointer data)
{
  DeskFilterBar *bar = DESK_FILTER_BAR (find_widget (scene->page, DESK_TYPE_FILTER_BAR, NULL));
  guint n_narrow;

  page_scene_feed (scene, 20000);
  wait_until (click (scene, 0.25));
  g_assert_cmpuint (count_matched_parts (scene), ==, 0);

  /* Those in which a row is left, and those in which one is marked, are the same. */
  desk_filter_bar_set_text (bar, "\"number 100\"");
  wait_until (g_list_model_get_n_items (page_scene_get_rows (scene)) == 111);
  wait_until ((n_narrow = count_matched_parts (scene)) > 0);
  desk_filter_bar_set_finding (bar, TRUE);
  wait_until (page_scene_has_label (scene, "111 matches"));
  g_assert_cmpuint (g_list_model_get_n_items (page_scene_get_rows (scene)), ==, 20000);
  wait_until (count_matched_parts (scene) == n_narrow);
  desk_filter_bar_set_text (bar, "");
  wait_until (count_matched_parts (scene) == 0);
}

static void
test_hides (PageScene *scene, gconstpointer data)
{
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_strip (scene))));
  page_scene_activate (scene, "page.show-density");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_strip (scene))));
  page_scene_activate (scene, "page.show-density");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_strip (scene))));
}

int
main (int argc, char **argv)
{
  page_scene_init (&argc, &argv);
  g_test_add ("/density-strip/goes", PageScene, NULL, set_up, test_goes, tear_down);
  g_test_add ("/density-strip/shows-matches", PageScene, NULL, set_up, test_shows_matches, tear_down);
  g_test_add ("/density-strip/hides", PageScene, NULL, set_up, test_hides, tear_down);

  return g_test_run ();
}
