/* test-topic-pane.c: the tree of topics beside the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-filter-bar.h"
#include "desk-filter.h"
#include "desk-topic-details.h"
#include "desk-topic-menu.h"
#include "desk-topic-pane.h"
#include "desk-topic-view.h"

typedef struct
{
  PageScene page;
  DeskTopicPane *pane;   /* (unowned) */
  DeskTopicView *view;   /* (unowned) */
  DeskTopicModel *model; /* (unowned) */
  GtkEditable *search;   /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->pane = DESK_TOPIC_PANE (find_widget (scene->page.page, DESK_TYPE_TOPIC_PANE, NULL));
  scene->view = DESK_TOPIC_VIEW (find_widget (scene->page.page, DESK_TYPE_TOPIC_VIEW, NULL));
  scene->search = GTK_EDITABLE (find_widget (GTK_WIDGET (scene->pane), GTK_TYPE_SEARCH_ENTRY, NULL));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");

  page_scene_tear_down (&scene->page);
  g_settings_reset (settings, "left-page");
  g_settings_reset (settings, "topic-order");
}

static void
show (Scene *scene)
{
  gtk_widget_activate_action (scene->page.page, "page.left-page", "s", "topics");
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (scene->pane)));
  scene->model = desk_topic_pane_get_model (scene->pane);
  g_assert_nonnull (scene->model);
}

static guint
n_rows (Scene *scene)
{
  return g_list_model_get_n_items (G_LIST_MODEL (scene->model));
}

static guint32
find_node (Scene *scene, const char *topic)
{
  guint32 node = DESK_TOPIC_ROOT;

  wait_until (desk_topic_model_find (scene->model, topic, &node));

  return node;
}

static DeskFilterBar *
get_filter_bar (Scene *scene)
{
  return DESK_FILTER_BAR (find_widget (scene->page.page, DESK_TYPE_FILTER_BAR, NULL));
}

static const char *
get_filter (Scene *scene)
{
  DeskFilter *filter = desk_filter_bar_get_filter (get_filter_bar (scene));

  return filter != NULL ? desk_filter_get_text (filter) : "";
}

static void
feed (Scene *scene, const char *topic)
{
  page_scene_feed_bytes (&scene->page, topic, "1", 1);
}

/* As GTK would; the controller that takes what is typed to the search needs a true event. */
static gboolean
press (Scene *scene, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (desk_topic_view_get_list (scene->view));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

static void
test_fills (Scene *scene, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");
  g_autofree char *kept = NULL;

  /* Nobody looks at it: the log is not read for it. */
  feed (scene, "plant/line1/press");
  g_assert_null (desk_topic_pane_get_model (scene->pane));
  show (scene);
  wait_until (n_rows (scene) == 1);
  feed (scene, "home/door");
  wait_until (n_rows (scene) == 2);
  wait_until (page_scene_has_label (&scene->page, "2 topics"));
  kept = g_settings_get_string (settings, "left-page");
  g_assert_cmpstr (kept, ==, "topics");
}

static void
test_empty (Scene *scene, gconstpointer data)
{
  show (scene);
  wait_until (page_scene_has_label (&scene->page, "No topics yet"));
  feed (scene, "a");
  wait_until (n_rows (scene) == 1 && !page_scene_has_label (&scene->page, "No topics yet"));
  gtk_editable_set_text (scene->search, "nowhere");
  wait_until (page_scene_has_label (&scene->page, "No such topic"));
}

static void
test_filters_the_log (Scene *scene, gconstpointer data)
{
  show (scene);
  feed (scene, "plant/line1/press");
  feed (scene, "plant/line2/press");
  feed (scene, "home/door");
  desk_topic_view_select (scene->view, find_node (scene, "plant"));
  wait_until (g_str_equal (get_filter (scene), "topic:plant/#"));
  wait_until (g_list_model_get_n_items (page_scene_get_rows (&scene->page)) == 2);
  desk_topic_view_select (scene->view, find_node (scene, "home/door"));
  wait_until (g_str_equal (get_filter (scene), "topic:home/door"));

  g_assert_true (press (scene, GDK_KEY_Escape));
  g_assert_cmpuint (desk_topic_view_get_node (scene->view), ==, DESK_TOPIC_ROOT);
  wait_until (*get_filter (scene) == '\0');

  /* Whoever changes the filter has left the topic, and keeps the filter. */
  desk_topic_view_select (scene->view, find_node (scene, "plant"));
  wait_until (g_str_equal (get_filter (scene), "topic:plant/#"));
  desk_filter_bar_set_text (get_filter_bar (scene), "line2");
  wait_until (desk_topic_view_get_node (scene->view) == DESK_TOPIC_ROOT);
  g_assert_cmpstr (get_filter (scene), ==, "line2");
  gtk_widget_activate_action (scene->page.page, "page.exclude-topic", "s", "home/#");
  g_assert_cmpstr (get_filter (scene), ==, "(line2) -topic:home/#");

  /* What it was before is not lost when a topic takes its place. */
  desk_topic_view_select (scene->view, find_node (scene, "plant"));
  wait_until (g_str_equal (get_filter (scene), "topic:plant/#"));
  desk_topic_view_select (scene->view, find_node (scene, "home/door"));
  wait_until (g_str_equal (get_filter (scene), "topic:home/door"));
  gtk_widget_activate_action (scene->page.page, "log.back-to-filter", NULL);
  g_assert_cmpstr (get_filter (scene), ==, "(line2) -topic:home/#");
}

static gboolean
has_label_with (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label_with (child, part))
      return TRUE;

  return FALSE;
}

/* The names of topics may take so much memory and no more; then the tree says that it is full. */
static void
test_full (Scene *scene, gconstpointer data)
{
  DeskBatch *batch = desk_batch_new ();
  g_autofree char *name = g_strnfill (60000, 'x');

  show (scene);
  for (guint i = 0; i < 1300; i++)
    {
      g_autoptr (GRefString) topic = NULL;

      g_snprintf (name, 9, "%08u", i);
      name[8] = 'y';
      topic = g_ref_string_new (name);
      desk_batch_append (batch, g_get_real_time (), topic, 0, NULL, "1", 1);
    }
  desk_log_append (scene->page.log, batch);
  wait_until (desk_topic_model_get_n_topics (scene->model) + desk_topic_model_get_n_left_out (scene->model) == 1300);
  g_assert_cmpuint (desk_topic_model_get_n_left_out (scene->model), >, 0);
  wait_until (has_label_with (GTK_WIDGET (scene->pane), "The tree is full: it holds "));
}

static void
test_search (Scene *scene, gconstpointer data)
{
  show (scene);
  feed (scene, "plant/line1/press");
  feed (scene, "plant/line2/oven");
  feed (scene, "home/door");
  wait_until (n_rows (scene) == 2);
  gtk_editable_set_text (scene->search, "oven");
  wait_until (n_rows (scene) == 3);
  wait_until (page_scene_has_label (&scene->page, "1 match in 3 topics"));
  gtk_editable_set_text (scene->search, "");
  wait_until (n_rows (scene) == 2);
  gtk_widget_activate_action (scene->page.page, "page.expand-topic", "s", "plant");
  wait_until (n_rows (scene) == 6);
}

static void
test_details (Scene *scene, gconstpointer data)
{
  GtkWidget *details = find_widget (GTK_WIDGET (scene->pane), DESK_TYPE_TOPIC_DETAILS, NULL);

  show (scene);
  for (guint i = 0; i < 3; i++)
    feed (scene, "plant/line1");
  desk_topic_view_select (scene->view, find_node (scene, "plant/line1"));
  wait_until (find_widget (details, GTK_TYPE_LABEL, "plant/line1") != NULL);
  wait_until (find_widget (details, GTK_TYPE_LABEL, "3") != NULL);
  g_assert_nonnull (find_widget (details, GTK_TYPE_LABEL, "1 byte"));
}

static void
test_keys (Scene *scene, gconstpointer data)
{
  show (scene);
  feed (scene, "plant/line1/press");
  feed (scene, "home/door");
  wait_until (n_rows (scene) == 2);
  desk_topic_view_select (scene->view, find_node (scene, "plant"));
  g_assert_true (press (scene, GDK_KEY_Right));
  wait_until (n_rows (scene) == 3);
  wait_until (press (scene, GDK_KEY_Right)
              && desk_topic_view_get_node (scene->view) == find_node (scene, "plant/line1"));
  wait_until (press (scene, GDK_KEY_Left) && desk_topic_view_get_node (scene->view) == find_node (scene, "plant"));
  g_assert_true (press (scene, GDK_KEY_Left));
  wait_until (n_rows (scene) == 2);
}

static void
test_order (Scene *scene, gconstpointer data)
{
  g_autofree char *order = NULL;

  show (scene);
  feed (scene, "a");
  feed (scene, "b");
  feed (scene, "b");
  wait_until (n_rows (scene) == 2);
  g_assert_cmpuint (desk_topic_model_get_node (scene->model, 0), ==, find_node (scene, "a"));
  gtk_widget_activate_action (scene->page.page, "page.sort-topics", "s", "count");
  wait_until (desk_topic_model_get_node (scene->model, 0) == find_node (scene, "b"));
  g_object_get (scene->page.page, "topic-order", &order, NULL);
  g_assert_cmpstr (order, ==, "count");
}

/* Whoever wants to subscribe sees where. */
static void
test_to_subscribe (Scene *scene, gconstpointer data)
{
  GtkWidget *pane = find_widget (scene->page.page, g_type_from_name ("DeskSubscriptionPane"), NULL);
  GtkWidget *focus;

  show (scene);
  page_scene_activate (&scene->page, "page.focus-subscribe");
  wait_until (gtk_widget_get_mapped (pane));
  focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (pane)));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, pane));
  page_scene_activate (&scene->page, "page.search-topics");
  wait_until (!gtk_widget_get_mapped (pane));
}

static char *
dup_menu_words (Scene *scene, const char *topic)
{
  GtkPopover *popover = g_object_ref_sink (desk_topic_menu_new (scene->model, find_node (scene, topic)));
  GMenuModel *menu = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (popover));
  GString *words = g_string_new (NULL);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          g_autofree char *label = NULL;

          g_assert_true (g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_LABEL, "s", &label));
          g_string_append_printf (words, "%s\n", label);
        }
    }
  g_object_unref (popover);

  return g_string_free (words, FALSE);
}

static void
test_menu_words (Scene *scene, gconstpointer data)
{
  g_autofree char *branch = NULL;
  g_autofree char *leaf = NULL;

  show (scene);
  feed (scene, "plant/line1");
  branch = dup_menu_words (scene, "plant");
  leaf = dup_menu_words (scene, "plant/line1");
  g_assert_cmpstr (branch, ==,
                   "_Copy topic\n_Subscribe to this branch\n_Publish to this topic\n"
                   "Show _only this branch\n_Hide this branch\nE_xpand all below it\n");
  g_assert_cmpstr (leaf, ==,
                   "_Copy topic\n_Subscribe to this topic\n_Publish to this topic\n"
                   "Show _only this topic\n_Hide this topic\n");
}

/* The row is not left looking as if it were still pressed. */
static void
test_menu_leaves_row (Scene *scene, gconstpointer data)
{
  GtkWidget *list = desk_topic_view_get_list (scene->view);
  GtkWidget *frame, *menu;

  show (scene);
  feed (scene, "home/door");
  wait_until (n_rows (scene) == 1);
  frame = gtk_widget_get_first_child (list);
  wait_until (gtk_widget_get_mapped (frame) && gtk_widget_get_height (frame) > 0);
  send_click (frame, "3");
  wait_until ((menu = find_widget (GTK_WIDGET (scene->view), GTK_TYPE_POPOVER_MENU, NULL)) != NULL
              && gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  wait_until (!gtk_widget_get_mapped (menu));
  g_assert_false ((gtk_widget_get_state_flags (frame) & GTK_STATE_FLAG_ACTIVE) != 0);
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

#define add(name, func) g_test_add ("/topic-pane/" name, Scene, NULL, set_up, func, tear_down)
  add ("fills", test_fills);
  add ("empty", test_empty);
  add ("filters-the-log", test_filters_the_log);
  add ("full", test_full);
  add ("search", test_search);
  add ("details", test_details);
  add ("keys", test_keys);
  add ("order", test_order);
  add ("to-subscribe", test_to_subscribe);
  add ("menu-words", test_menu_words);
  add ("menu-leaves-row", test_menu_leaves_row);
#undef add

  return g_test_run ();
}
