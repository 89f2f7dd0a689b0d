/* desk-topic-view.c: the rows of the topic tree, and moving about in them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-topic-view"

#include "config.h"

#include "desk-topic-view.h"

#include <glib/gi18n.h>

#include "desk-row-menu.h"
#include "desk-topic-menu.h"
#include "desk-topic-row.h"
#include "desk-topic-selection.h"

#define FOCUS_DELAY 50 /* ms until the list has made a row to which it was scrolled */

/* DeskTopicModel: the tree of the log, as rows
 *   └ DeskTopicSelection
 *       └ GtkListView of DeskTopicRow */
struct _DeskTopicView
{
  GtkWidget parent_instance;
  GtkWidget *scroller;           /* (unowned) */
  GtkListView *list;             /* (unowned) */
  GtkPopover *menu;              /* (unowned) (nullable): the one that was opened last */
  DeskTopicModel *model;         /* (owned) (nullable) */
  DeskTopicSelection *selection; /* (owned) (nullable) */
  guint focus_source;
};

G_DEFINE_FINAL_TYPE (DeskTopicView, desk_topic_view, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_selected (DeskTopicView *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
toggle (DeskTopicView *self, DeskTopicItem *item)
{
  if (desk_topic_item_get_figures (item)->n_children > 0)
    desk_topic_model_set_expanded (self->model, desk_topic_item_get_node (item),
                                   !desk_topic_item_get_expanded (item));
}

static void
on_toggled (DeskTopicView *self, DeskTopicRow *row)
{
  g_assert (DESK_IS_TOPIC_VIEW (self));

  if (desk_topic_row_get_item (row) != NULL)
    toggle (self, desk_topic_row_get_item (row));
}

static void
on_activated (DeskTopicView *self, guint position)
{
  g_autoptr (DeskTopicItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  g_assert (DESK_IS_TOPIC_VIEW (self));

  if (item != NULL)
    toggle (self, item);
}

static void
on_setup (DeskTopicView *self, GtkListItem *list_item)
{
  GtkWidget *row = desk_topic_row_new ();

  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
on_bind (DeskTopicView *self, GtkListItem *list_item)
{
  DeskTopicRow *row = DESK_TOPIC_ROW (gtk_list_item_get_child (list_item));
  GtkWidget *frame = gtk_widget_get_parent (GTK_WIDGET (row));
  g_autofree char *words = NULL;

  desk_topic_row_set_item (row, gtk_list_item_get_item (list_item));
  words = desk_topic_row_describe (row);
  /* The list's own widget around the row is what gets the focus. */
  if (frame != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (frame), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
on_unbind (DeskTopicView *self, GtkListItem *list_item)
{
  desk_topic_row_set_item (DESK_TOPIC_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* The row of a node, if it is made: those in view and some around them are. (nullable) */
static DeskTopicRow *
find_row (DeskTopicView *self, guint32 node)
{
  for (GtkWidget *frame = gtk_widget_get_first_child (GTK_WIDGET (self->list)); frame != NULL;
       frame = gtk_widget_get_next_sibling (frame))
    {
      GtkWidget *row = gtk_widget_get_first_child (frame);
      DeskTopicItem *item = DESK_IS_TOPIC_ROW (row) ? desk_topic_row_get_item (DESK_TOPIC_ROW (row)) : NULL;

      if (item != NULL && desk_topic_item_get_node (item) == node)
        return DESK_TOPIC_ROW (row);
    }

  return NULL;
}

/* The row with the focus, or the selected one if that is in view (nullable) */
static DeskTopicRow *
get_row (DeskTopicView *self)
{
  GtkWidget *frame = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *row = frame != NULL ? gtk_widget_get_first_child (frame) : NULL;

  if (DESK_IS_TOPIC_ROW (row) && desk_topic_row_get_item (DESK_TOPIC_ROW (row)) != NULL)
    return DESK_TOPIC_ROW (row);

  return find_row (self, desk_topic_selection_get_node (self->selection));
}

/* After the list has made the row to which it was scrolled */
static gboolean
focus_selected (gpointer user_data)
{
  DeskTopicView *self = user_data;
  DeskTopicRow *row = find_row (self, desk_topic_selection_get_node (self->selection));

  self->focus_source = 0;
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));

  return G_SOURCE_REMOVE;
}

static void
go_to (DeskTopicView *self, guint32 node)
{
  guint position;

  if (node == DESK_TOPIC_ROOT || !desk_topic_model_get_position (self->model, node, &position))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  desk_topic_selection_set_node (self->selection, node);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (find_row (self, node) != NULL)
    focus_selected (self);
  else
    self->focus_source = g_timeout_add (FOCUS_DELAY, focus_selected, self);
}

/* As in every tree: Left shuts a branch or goes up to the one that a row is in, Right opens it or goes into it. */
static gboolean
move (DeskTopicView *self, gboolean in)
{
  DeskTopicRow *row = get_row (self);
  DeskTopicItem *item = row != NULL ? desk_topic_row_get_item (row) : NULL;
  guint32 node;
  guint position;

  if (item == NULL)
    return FALSE;

  node = desk_topic_item_get_node (item);
  if (desk_topic_item_get_expanded (item) != in && desk_topic_item_get_figures (item)->n_children > 0)
    desk_topic_model_set_expanded (self->model, node, in);
  else if (!in)
    go_to (self, desk_topic_model_get_parent (self->model, node));
  else if (desk_topic_item_get_expanded (item) && desk_topic_model_get_position (self->model, node, &position))
    go_to (self, desk_topic_model_get_node (self->model, position + 1));

  return TRUE;
}

static void
pop_up (DeskTopicView *self, DeskTopicRow *row, GtkWidget *from, double x, double y)
{
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  self->menu = desk_topic_menu_new (self->model, desk_topic_item_get_node (desk_topic_row_get_item (row)));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  desk_row_menu_pop_up (self->menu, GTK_WIDGET (row), from, x, y);
}

static gboolean
show_menu (DeskTopicView *self)
{
  DeskTopicRow *row = self->selection != NULL ? get_row (self) : NULL;

  if (row == NULL)
    return FALSE;
  pop_up (self, row, GTK_WIDGET (row), 24, gtk_widget_get_height (GTK_WIDGET (row)));

  return TRUE;
}

static gboolean
on_key_pressed (DeskTopicView *self, guint key, guint code, GdkModifierType state)
{
  gboolean right_to_left = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  g_assert (DESK_IS_TOPIC_VIEW (self));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move (self, right_to_left);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move (self, !right_to_left);
    case GDK_KEY_Escape:
      if (desk_topic_selection_get_node (self->selection) == DESK_TOPIC_ROOT)
        return FALSE;
      desk_topic_selection_set_node (self->selection, DESK_TOPIC_ROOT);
      return TRUE;
    case GDK_KEY_Menu:
      return show_menu (self);
    case GDK_KEY_F10:
      return (state & GDK_SHIFT_MASK) != 0 && show_menu (self);
    default:
      return FALSE;
    }
}

static void
pop_up_at (DeskTopicView *self, double x, double y)
{
  GtkWidget *row = desk_row_menu_find_row (GTK_WIDGET (self->list), DESK_TYPE_TOPIC_ROW, x, y);

  if (row != NULL && desk_topic_row_get_item (DESK_TOPIC_ROW (row)) != NULL)
    pop_up (self, DESK_TOPIC_ROW (row), GTK_WIDGET (self->list), x, y);
}

static void
on_secondary_pressed (DeskTopicView *self, int n_press, double x, double y)
{
  g_assert (DESK_IS_TOPIC_VIEW (self));

  pop_up_at (self, x, y);
}

static void
on_long_pressed (DeskTopicView *self, double x, double y)
{
  g_assert (DESK_IS_TOPIC_VIEW (self));

  pop_up_at (self, x, y);
}

static void
desk_topic_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskTopicView *self = DESK_TOPIC_VIEW (widget);

  gtk_widget_size_allocate (self->scroller, &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (self->menu != NULL)
    gtk_popover_present (self->menu);
}

static void
desk_topic_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (DESK_TOPIC_VIEW (widget)->scroller, orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
desk_topic_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_TOPIC_VIEW (widget)->list));
}

static void
desk_topic_view_dispose (GObject *object)
{
  DeskTopicView *self = DESK_TOPIC_VIEW (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  if (self->scroller != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (desk_topic_view_parent_class)->dispose (object);
}

static void
desk_topic_view_class_init (DeskTopicViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_topic_view_dispose;
  widget_class->measure = desk_topic_view_measure;
  widget_class->size_allocate = desk_topic_view_size_allocate;
  widget_class->grab_focus = desk_topic_view_grab_focus;

  signals[SELECTED]
      = g_signal_new ("selected", DESK_TYPE_TOPIC_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "topic-view");
}

static void
add_controllers (DeskTopicView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  /* Before the list, to which Left and Right mean something else */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_secondary_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (press));
}

static void
desk_topic_view_init (DeskTopicView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "topics");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Topics"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  add_controllers (self);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * desk_topic_view_set_model:
 * @self: a view
 * @model: the topics; once
 */
void
desk_topic_view_set_model (DeskTopicView *self, DeskTopicModel *model)
{
  g_return_if_fail (DESK_IS_TOPIC_VIEW (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->selection = desk_topic_selection_new (model);
  g_signal_connect_object (self->selection, "notify::node", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/**
 * desk_topic_view_get_list:
 * @self: a view
 *
 * Returns: (transfer none): the widget that has the focus when rows are moved through
 */
GtkWidget *
desk_topic_view_get_list (DeskTopicView *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_VIEW (self), NULL);

  return GTK_WIDGET (self->list);
}

/**
 * desk_topic_view_get_node:
 * @self: a view
 *
 * Returns: the selected node, or the root
 */
guint32
desk_topic_view_get_node (DeskTopicView *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_VIEW (self), DESK_TOPIC_ROOT);

  return self->selection != NULL ? desk_topic_selection_get_node (self->selection) : DESK_TOPIC_ROOT;
}

/**
 * desk_topic_view_select:
 * @self: a view
 * @node: the node to select, or the root for none
 */
void
desk_topic_view_select (DeskTopicView *self, guint32 node)
{
  g_return_if_fail (DESK_IS_TOPIC_VIEW (self));

  if (self->selection != NULL)
    desk_topic_selection_set_node (self->selection, node);
}
