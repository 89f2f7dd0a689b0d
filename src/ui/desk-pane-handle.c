/* desk-pane-handle.c: the line between two panes, which can be dragged
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-pane-handle.h"

#define REACH 4 /* px on either side of the line where it can be caught */

/* A GtkPaned remembers the position of its handle; what a person sets is the
 * width of a side pane, which has to stay when the window grows. */
struct _DeskPaneHandle
{
  GtkWidget parent_instance;
  GtkOrientation orientation;
  GtkPackType pack;
  int extent;
  int least, most;
  int dragged_from; /* extent when the drag began */
  double origin;    /* where it began, in the window */
};

G_DEFINE_FINAL_TYPE (DeskPaneHandle, desk_pane_handle, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ORIENTATION,
  PROP_PACK,
  PROP_EXTENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The handle moves while it is dragged, so its own coordinates tell nothing. */
static double
get_place_in_window (DeskPaneHandle *self, double x, double y)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (root == NULL || !gtk_widget_compute_point (GTK_WIDGET (self), root, &point, &point))
    return 0;

  return (double) (self->orientation == GTK_ORIENTATION_HORIZONTAL ? point.x : point.y);
}

static void
on_drag_begin (DeskPaneHandle *self, double x, double y, GtkGestureDrag *drag)
{
  g_assert (DESK_IS_PANE_HANDLE (self));

  self->dragged_from = CLAMP (self->extent, self->least, self->most);
  self->origin = get_place_in_window (self, x, y);
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_drag_update (DeskPaneHandle *self, double offset_x, double offset_y, GtkGestureDrag *drag)
{
  double x, y;
  int moved;

  g_assert (DESK_IS_PANE_HANDLE (self));

  if (!gtk_gesture_get_point (GTK_GESTURE (drag), NULL, &x, &y))
    return;
  moved = (int) (get_place_in_window (self, x, y) - self->origin);
  if (self->pack == GTK_PACK_END)
    moved = -moved;
  if (self->orientation == GTK_ORIENTATION_HORIZONTAL
      && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    moved = -moved;

  desk_pane_handle_set_extent (self, CLAMP (self->dragged_from + moved, self->least, self->most));
}

static gboolean
desk_pane_handle_contains (GtkWidget *widget, double x, double y)
{
  DeskPaneHandle *self = DESK_PANE_HANDLE (widget);
  gboolean horizontal = self->orientation == GTK_ORIENTATION_HORIZONTAL;
  int reach_x = horizontal ? REACH : 0;
  int reach_y = horizontal ? 0 : REACH;

  return x >= -reach_x && x <= gtk_widget_get_width (widget) + reach_x
         && y >= -reach_y && y <= gtk_widget_get_height (widget) + reach_y;
}

static void
desk_pane_handle_constructed (GObject *object)
{
  DeskPaneHandle *self = DESK_PANE_HANDLE (object);
  gboolean horizontal = self->orientation == GTK_ORIENTATION_HORIZONTAL;
  GtkWidget *line = gtk_separator_new (horizontal ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_set_parent (line, GTK_WIDGET (self));
  gtk_widget_set_can_target (line, FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), horizontal ? "col-resize" : "row-resize");

  G_OBJECT_CLASS (desk_pane_handle_parent_class)->constructed (object);
}

static void
desk_pane_handle_dispose (GObject *object)
{
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&line, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_pane_handle_parent_class)->dispose (object);
}

static void
desk_pane_handle_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskPaneHandle *self = DESK_PANE_HANDLE (object);

  switch (property_id)
    {
    case PROP_ORIENTATION:
      g_value_set_enum (value, (int) self->orientation);
      break;
    case PROP_PACK:
      g_value_set_enum (value, (int) self->pack);
      break;
    case PROP_EXTENT:
      g_value_set_int (value, self->extent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_pane_handle_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskPaneHandle *self = DESK_PANE_HANDLE (object);

  switch (property_id)
    {
    case PROP_ORIENTATION:
      self->orientation = (GtkOrientation) g_value_get_enum (value);
      break;
    case PROP_PACK:
      self->pack = (GtkPackType) g_value_get_enum (value);
      break;
    case PROP_EXTENT:
      desk_pane_handle_set_extent (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_pane_handle_class_init (DeskPaneHandleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags at_construction = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = desk_pane_handle_constructed;
  object_class->dispose = desk_pane_handle_dispose;
  object_class->get_property = desk_pane_handle_get_property;
  object_class->set_property = desk_pane_handle_set_property;
  widget_class->contains = desk_pane_handle_contains;

  properties[PROP_ORIENTATION] = g_param_spec_enum ("orientation", NULL, NULL, GTK_TYPE_ORIENTATION,
                                                    GTK_ORIENTATION_HORIZONTAL, at_construction);
  properties[PROP_PACK] = g_param_spec_enum ("pack", NULL, NULL, GTK_TYPE_PACK_TYPE, GTK_PACK_START,
                                             at_construction);
  properties[PROP_EXTENT] = g_param_spec_int ("extent", NULL, NULL, 0, G_MAXINT, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pane-handle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEPARATOR);
}

static void
desk_pane_handle_init (DeskPaneHandle *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->most = G_MAXINT;
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/**
 * desk_pane_handle_new:
 * @orientation: in which direction the two panes follow each other
 * @pack: which of them has the extent
 *
 * Returns: (transfer floating): a new handle
 */
GtkWidget *
desk_pane_handle_new (GtkOrientation orientation, GtkPackType pack)
{
  return g_object_new (DESK_TYPE_PANE_HANDLE, "orientation", orientation, "pack", pack, NULL);
}

/**
 * desk_pane_handle_get_extent:
 * @self: a handle
 *
 * Returns: width or height that a person gave the pane, px
 */
int
desk_pane_handle_get_extent (DeskPaneHandle *self)
{
  g_return_val_if_fail (DESK_IS_PANE_HANDLE (self), 0);

  return self->extent;
}

/**
 * desk_pane_handle_set_extent:
 * @self: a handle
 * @extent: width or height for the pane, px
 *
 * The container reads it when it allocates; it may give the pane less.
 */
void
desk_pane_handle_set_extent (DeskPaneHandle *self, int extent)
{
  GtkWidget *parent;

  g_return_if_fail (DESK_IS_PANE_HANDLE (self));

  if (self->extent == extent)
    return;
  self->extent = extent;
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    gtk_widget_queue_resize (parent);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXTENT]);
}

/**
 * desk_pane_handle_set_range:
 * @self: a handle
 * @least: smallest extent that a drag can reach, px
 * @most: largest one, px
 *
 * What there is room for; the extent that was set stays as it is.
 */
void
desk_pane_handle_set_range (DeskPaneHandle *self, int least, int most)
{
  g_return_if_fail (DESK_IS_PANE_HANDLE (self));

  self->least = least;
  self->most = MAX (most, least);
}
