/* desk-trace-list.c: the packets of a trace, followed or read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-list.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-row-menu.h"
#include "desk-tail-follower.h"
#include "desk-trace-menu.h"
#include "desk-trace-row.h"

#define NAME_DELAY 150 /* ms until a screen reader can hear what a row shows now */

/* DeskTraceModel
 *   └ DeskTraceSelection
 *       ├ DeskTailFollower
 *       └ GtkListView, whose rows are one DeskTraceRow each */
struct _DeskTraceList
{
  GtkWidget parent_instance;
  DeskTraceModel *model;         /* (owned) */
  DeskTraceSelection *selection; /* (owned) */
  DeskTraceItem *selected;       /* (owned) (nullable): the only one that is selected */
  GtkListView *list;             /* (unowned) */
  DeskTailFollower *follower;    /* (owned) */
  GtkPopover *menu;              /* (unowned) */
  GtkRevealer *newer_area;       /* (unowned) */
  GtkButton *newer;              /* (unowned) */
  GHashTable *unnamed; /* (owned) (element-type DeskTraceRow): whose names are those of earlier packets */
  guint name_source;   /* 0: there is none */
};

G_DEFINE_FINAL_TYPE (DeskTraceList, desk_trace_list, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SELECTED,
  PROP_N_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Each accessible name costs a message on the bus: those that changed get theirs together. */
static gboolean
name_rows (gpointer user_data)
{
  DeskTraceList *self = user_data;
  GHashTableIter iter;
  gpointer row;

  self->name_source = 0;
  g_hash_table_iter_init (&iter, self->unnamed);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      g_autofree char *words = desk_trace_item_describe (desk_trace_row_get_item (row));
      GtkWidget *list_item = gtk_widget_get_parent (row);

      /* The list's own widget around the row is what gets the focus. */
      if (list_item != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_hash_table_iter_remove (&iter);
    }

  return G_SOURCE_REMOVE;
}

static void
on_setup (DeskTraceList *self, GtkListItem *list_item)
{
  g_assert (DESK_IS_TRACE_LIST (self));

  gtk_list_item_set_child (list_item, desk_trace_row_new ());
}

static void
on_bind (DeskTraceList *self, GtkListItem *list_item)
{
  DeskTraceRow *row = DESK_TRACE_ROW (gtk_list_item_get_child (list_item));

  g_assert (DESK_IS_TRACE_LIST (self));

  desk_trace_row_set_item (row, gtk_list_item_get_item (list_item));
  g_hash_table_add (self->unnamed, row);
  if (self->name_source == 0)
    self->name_source = g_timeout_add (NAME_DELAY, name_rows, self);
}

static void
on_unbind (DeskTraceList *self, GtkListItem *list_item)
{
  DeskTraceRow *row = DESK_TRACE_ROW (gtk_list_item_get_child (list_item));

  g_assert (DESK_IS_TRACE_LIST (self));

  desk_trace_row_set_item (row, NULL);
  g_hash_table_remove (self->unnamed, row);
}

static void
on_selected_changed (DeskTraceList *self)
{
  g_autoptr (DeskTraceItem) item = NULL;

  g_assert (DESK_IS_TRACE_LIST (self));

  if (desk_trace_selection_get_count (self->selection) == 1)
    item = g_list_model_get_item (G_LIST_MODEL (self->model), desk_trace_selection_get_position (self->selection, 0));
  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_object (&self->selected, item))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_follower_changed (DeskTraceList *self)
{
  guint64 n_new = desk_tail_follower_get_n_new (self->follower);
  g_autofree char *count = desk_format_count (n_new);
  g_autofree char *words = NULL;

  g_assert (DESK_IS_TRACE_LIST (self));

  if (n_new > 0)
    words = g_strdup_printf (ngettext ("%s new packet", "%s new packets", (gulong) n_new), count);
  else
    words = g_strdup (_ ("To the newest packet"));
  gtk_button_set_label (self->newer, words);
  gtk_revealer_set_reveal_child (self->newer_area, !desk_tail_follower_get_following (self->follower));
}

static gint64
get_id (gpointer item)
{
  return (gint64) desk_trace_item_get_number (item);
}

static void
make_list (DeskTraceList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);

  self->model = desk_trace_model_new ();
  self->selection = desk_trace_selection_new (self->model);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selected_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::count", G_CALLBACK (on_selected_changed), self,
                           G_CONNECT_SWAPPED);
  self->follower = desk_tail_follower_new (self->list, get_id);
  g_signal_connect_object (self->follower, "notify", G_CALLBACK (on_follower_changed), self,
                           G_CONNECT_SWAPPED);
}

/* As in every list: the menu is about what is selected, if the row is among that. */
static void
pop_up_at (DeskTraceList *self, double x, double y)
{
  GtkWidget *row = desk_row_menu_find_row (GTK_WIDGET (self->list), DESK_TYPE_TRACE_ROW, x, y);
  DeskTraceItem *item = row != NULL ? desk_trace_row_get_item (DESK_TRACE_ROW (row)) : NULL;
  guint position;

  if (item == NULL)
    return;
  position = desk_trace_model_get_rank (self->model, desk_trace_item_get_number (item));
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  desk_tail_follower_set_following (self->follower, FALSE);
  desk_row_menu_pop_up (self->menu, row, GTK_WIDGET (self->list), x, y);
}

static void
on_secondary_pressed (DeskTraceList *self, int n_press, double x, double y)
{
  g_assert (DESK_IS_TRACE_LIST (self));

  pop_up_at (self, x, y);
}

static void
on_long_pressed (DeskTraceList *self, double x, double y)
{
  g_assert (DESK_IS_TRACE_LIST (self));

  pop_up_at (self, x, y);
}

static void
add_menu (DeskTraceList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (press));

  self->menu = desk_trace_menu_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
}

static void
desk_trace_list_dispose (GObject *object)
{
  DeskTraceList *self = DESK_TRACE_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->name_source, g_source_remove);
  g_hash_table_remove_all (self->unnamed);
  g_clear_object (&self->follower);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->selected);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (desk_trace_list_parent_class)->dispose (object);
}

static void
desk_trace_list_finalize (GObject *object)
{
  g_hash_table_unref (DESK_TRACE_LIST (object)->unnamed);

  G_OBJECT_CLASS (desk_trace_list_parent_class)->finalize (object);
}

static void
desk_trace_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskTraceList *self = DESK_TRACE_LIST (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, desk_trace_selection_get_count (self->selection));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_trace_list_class_init (DeskTraceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_trace_list_dispose;
  object_class->finalize = desk_trace_list_finalize;
  object_class->get_property = desk_trace_list_get_property;
  properties[PROP_SELECTED]
      = g_param_spec_object ("selected", NULL, NULL, DESK_TYPE_TRACE_ITEM,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_N_SELECTED]
      = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Menu, 0, "trace.menu", NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_F10, GDK_SHIFT_MASK, "trace.menu", NULL);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_newer (DeskTraceList *self)
{
  self->newer = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->newer), "newer");
  gtk_widget_add_css_class (GTK_WIDGET (self->newer), "pill");
  gtk_widget_add_css_class (GTK_WIDGET (self->newer), "suggested-action");
  g_signal_connect_object (self->newer, "clicked", G_CALLBACK (desk_trace_list_follow), self,
                           G_CONNECT_SWAPPED);

  self->newer_area = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->newer_area, GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_child (self->newer_area, GTK_WIDGET (self->newer));
  gtk_widget_set_halign (GTK_WIDGET (self->newer_area), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->newer_area), GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->newer_area), 12);

  return GTK_WIDGET (self->newer_area);
}

static void
desk_trace_list_init (DeskTraceList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->unnamed = g_hash_table_new (NULL, NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "log");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Packets"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scrolled);
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_box_append (GTK_BOX (box), desk_trace_row_new_header ());
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_newer (self));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  make_list (self);
  add_menu (self);
  on_follower_changed (self);
}

/**
 * desk_trace_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): what it shows
 */
DeskTraceModel *
desk_trace_list_get_model (DeskTraceList *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_LIST (self), NULL);

  return self->model;
}

/**
 * desk_trace_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the packet that is selected, if it is the only one
 */
DeskTraceItem *
desk_trace_list_get_selected (DeskTraceList *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_LIST (self), NULL);

  return self->selected;
}

/**
 * desk_trace_list_get_selection:
 * @self: a list
 *
 * Returns: (transfer none): what is selected
 */
DeskTraceSelection *
desk_trace_list_get_selection (DeskTraceList *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_LIST (self), NULL);

  return self->selection;
}

/**
 * desk_trace_list_follow:
 * @self: a list
 *
 * Keeps the newest packet in view, until somebody scrolls.
 */
void
desk_trace_list_follow (DeskTraceList *self)
{
  g_return_if_fail (DESK_IS_TRACE_LIST (self));

  desk_tail_follower_set_following (self->follower, TRUE);
}

/* The widget of the list around the selected row: that with the focus, or another one that is made (nullable) */
static GtkWidget *
find_selected_frame (DeskTraceList *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *found = NULL;

  for (GtkWidget *frame = gtk_widget_get_first_child (GTK_WIDGET (self->list)); frame != NULL;
       frame = gtk_widget_get_next_sibling (frame))
    {
      if ((gtk_widget_get_state_flags (frame) & GTK_STATE_FLAG_SELECTED) != 0 && gtk_widget_get_mapped (frame)
          && (found == NULL || frame == focus))
        found = frame;
    }

  return found;
}

/**
 * desk_trace_list_show_menu:
 * @self: a list
 *
 * Opens the menu of what is selected, at the row with the focus. What is
 * selected out of view has its menu at the edge of the list.
 */
void
desk_trace_list_show_menu (DeskTraceList *self)
{
  GtkWidget *frame;
  double x = 24, y = 0;

  g_return_if_fail (DESK_IS_TRACE_LIST (self));

  frame = find_selected_frame (self);
  if (frame != NULL)
    gtk_widget_translate_coordinates (frame, GTK_WIDGET (self), 24, gtk_widget_get_height (frame), &x, &y);
  y = CLAMP (y, 0, gtk_widget_get_height (GTK_WIDGET (self)) - 1);
  desk_row_menu_pop_up (self->menu, frame != NULL ? frame : GTK_WIDGET (self->list), GTK_WIDGET (self), x, y);
}
