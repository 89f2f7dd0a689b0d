/* desk-pane-area.c: log, message and publish editor in the room there is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-pane-area.h"

#include <glib/gi18n.h>

#include "desk-pane-handle.h"

#define WIDE_FROM 820     /* px of width: the message beside the log */
#define STACKED_FROM 500  /* px of width: the message below the log */
#define NATURAL_WIDTH 450 /* px: with less, the subscriptions fold away */
#define LOG_WIDTH_MIN 400
#define LOG_HEIGHT_MIN 150
#define LOG_BESIDE_MIN 220 /* px of the log's height with others: some rows between its bars */
#define SIDE_MIN 240  /* px of the message's width */
#define LOWER_MIN 140 /* px of the lower pane's height */

/* The arrangement follows from the size that is allocated, so nothing has to
 * move from one parent to another: every pane is always a child of this. */
struct _DeskPaneArea
{
  GtkWidget parent_instance;
  GtkWidget *panes[DESK_N_PANES];
  GtkWidget *side_handle;
  GtkWidget *lower_handle;
  GtkWidget *tabs; /* of the lower pane when stacked */
  GtkWidget *bar;  /* of all panes when there is one at a time */
  GtkToggleButton *tab_buttons[DESK_N_PANES];
  GtkToggleButton *bar_buttons[DESK_N_PANES];
  DeskPaneArrangement arrangement;
  DeskPane current; /* the one pane */
  DeskPane lower;   /* the lower pane when stacked */
  gboolean switching;
};

G_DEFINE_FINAL_TYPE (DeskPaneArea, desk_pane_area, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_LOG,
  PROP_MESSAGE,
  PROP_PUBLISH,
  PROP_MESSAGE_WIDTH,
  PROP_PUBLISH_HEIGHT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static int
minimum_of (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* The log of a file has nothing to publish to. */
static gboolean
has_publish (DeskPaneArea *self)
{
  return self->panes[DESK_PANE_PUBLISH] == NULL || gtk_widget_get_visible (self->panes[DESK_PANE_PUBLISH]);
}

static int
width_of (DeskPaneArea *self, DeskPane pane, int least)
{
  return MAX (least, minimum_of (self->panes[pane], GTK_ORIENTATION_HORIZONTAL, -1));
}

static int
height_of (DeskPaneArea *self, DeskPane pane, int least, int width)
{
  return MAX (least, minimum_of (self->panes[pane], GTK_ORIENTATION_VERTICAL, width));
}

/* The least widths of the message and of what is beside it */
static int
side_least (DeskPaneArea *self)
{
  return width_of (self, DESK_PANE_MESSAGE, SIDE_MIN);
}

static int
main_least (DeskPaneArea *self)
{
  return MAX (width_of (self, DESK_PANE_LOG, LOG_WIDTH_MIN), width_of (self, DESK_PANE_PUBLISH, 0));
}

static int
side_most (DeskPaneArea *self, int width)
{
  return MAX (width - 1 - main_least (self), side_least (self));
}

static int
side_width (DeskPaneArea *self, int width)
{
  return CLAMP (desk_pane_handle_get_extent (DESK_PANE_HANDLE (self->side_handle)), side_least (self),
                side_most (self, width));
}

/* The least height of each arrangement */
static int
wide_height (DeskPaneArea *self, int width)
{
  int side = side_width (self, width);
  int main = width - 1 - side;

  return MAX (height_of (self, DESK_PANE_LOG, LOG_BESIDE_MIN, main)
                  + (has_publish (self) ? 1 + height_of (self, DESK_PANE_PUBLISH, LOWER_MIN, main) : 0),
              height_of (self, DESK_PANE_MESSAGE, 0, side));
}

static int
stacked_height (DeskPaneArea *self, int width)
{
  return height_of (self, DESK_PANE_LOG, LOG_BESIDE_MIN, width) + 1
         + minimum_of (self->tabs, GTK_ORIENTATION_VERTICAL, width)
         + MAX (height_of (self, DESK_PANE_MESSAGE, LOWER_MIN, width),
                height_of (self, DESK_PANE_PUBLISH, LOWER_MIN, width));
}

static int
single_height (DeskPaneArea *self, int width)
{
  int height = LOG_HEIGHT_MIN;

  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    height = height_of (self, pane, height, width);

  return height + minimum_of (self->bar, GTK_ORIENTATION_VERTICAL, width);
}

/* As much at once as there is room for, with large letters, too. */
static DeskPaneArrangement
arrangement_for_size (DeskPaneArea *self, int width, int height)
{
  if (width >= MAX (WIDE_FROM, side_least (self) + 1 + main_least (self)) && height >= wide_height (self, width))
    return DESK_PANES_WIDE;
  if (width >= MAX (STACKED_FROM, minimum_of (self->tabs, GTK_ORIENTATION_HORIZONTAL, -1))
      && height >= stacked_height (self, width))
    return DESK_PANES_STACKED;

  return DESK_PANES_SINGLE;
}

/* How high the lower pane becomes, when @rest is taken by what has a height of its own. */
static int
lower_height (DeskPaneArea *self, DeskPane pane, int width, int height, int rest)
{
  int least = height_of (self, pane, LOWER_MIN, width);
  int most = MAX (height - rest - 1 - height_of (self, DESK_PANE_LOG, LOG_BESIDE_MIN, width), least);

  desk_pane_handle_set_range (DESK_PANE_HANDLE (self->lower_handle), least, most);

  return CLAMP (desk_pane_handle_get_extent (DESK_PANE_HANDLE (self->lower_handle)), least, most);
}

static void
place (GtkWidget *child, gboolean shown, int x, int y, int width, int height)
{
  if (child == NULL)
    return;
  gtk_widget_set_child_visible (child, shown);
  if (shown)
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
allocate_wide (DeskPaneArea *self, int width, int height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int side = side_width (self, width);
  int main = width - side - 1;
  gboolean publish = has_publish (self);
  int lower = publish ? lower_height (self, DESK_PANE_PUBLISH, main, height, 0) : -1;
  int main_x = mirrored ? side + 1 : 0;

  desk_pane_handle_set_range (DESK_PANE_HANDLE (self->side_handle), side_least (self), side_most (self, width));

  place (self->panes[DESK_PANE_LOG], TRUE, main_x, 0, main, height - lower - 1);
  place (self->panes[DESK_PANE_PUBLISH], publish, main_x, height - lower, main, lower);
  place (self->panes[DESK_PANE_MESSAGE], TRUE, mirrored ? 0 : main + 1, 0, side, height);
  place (self->side_handle, TRUE, mirrored ? side : main, 0, 1, height);
  place (self->lower_handle, publish, main_x, height - lower - 1, main, 1);
}

static void
allocate_stacked (DeskPaneArea *self, int width, int height)
{
  int tabs = minimum_of (self->tabs, GTK_ORIENTATION_VERTICAL, width);
  DeskPane lower_pane = has_publish (self) ? self->lower : DESK_PANE_MESSAGE;
  int lower = lower_height (self, lower_pane, width, height, tabs);
  int lower_y = height - lower;

  place (self->panes[DESK_PANE_LOG], TRUE, 0, 0, width, lower_y - tabs - 1);
  place (self->tabs, TRUE, 0, lower_y - tabs, width, tabs);
  for (DeskPane pane = DESK_PANE_MESSAGE; pane < DESK_N_PANES; pane++)
    place (self->panes[pane], pane == lower_pane, 0, lower_y, width, lower);
  place (self->lower_handle, TRUE, 0, lower_y - tabs - 1, width, 1);
}

static void
allocate_single (DeskPaneArea *self, int width, int height)
{
  int bar = minimum_of (self->bar, GTK_ORIENTATION_VERTICAL, width);

  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    place (self->panes[pane], pane == self->current, 0, 0, width, MAX (height - bar, 0));
  place (self->bar, TRUE, 0, height - bar, width, bar);
}

static void
desk_pane_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskPaneArea *self = DESK_PANE_AREA (widget);

  self->arrangement = arrangement_for_size (self, width, height);
  /* Only what is not in this arrangement: to unmap what stays ends the click or drag that is under way on it. */
  if (self->arrangement != DESK_PANES_STACKED)
    gtk_widget_set_child_visible (self->tabs, FALSE);
  if (self->arrangement != DESK_PANES_SINGLE)
    gtk_widget_set_child_visible (self->bar, FALSE);
  if (self->arrangement != DESK_PANES_WIDE)
    gtk_widget_set_child_visible (self->side_handle, FALSE);
  if (self->arrangement == DESK_PANES_SINGLE)
    gtk_widget_set_child_visible (self->lower_handle, FALSE);

  switch (self->arrangement)
    {
    case DESK_PANES_WIDE:
      allocate_wide (self, width, height);
      break;
    case DESK_PANES_STACKED:
      allocate_stacked (self, width, height);
      break;
    case DESK_PANES_SINGLE:
    default:
      allocate_single (self, width, height);
    }
}

static GtkSizeRequestMode
desk_pane_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
least_width (DeskPaneArea *self)
{
  int width = minimum_of (self->bar, GTK_ORIENTATION_HORIZONTAL, -1);

  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    width = width_of (self, pane, width);

  return width;
}

/* Where there is no room for more, one pane is shown at a time. The height is that of the least width for all: an
 * AdwFlap asks for the height at its own width, and then gives less than that. */
static void
desk_pane_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DeskPaneArea *self = DESK_PANE_AREA (widget);

  *minimum = *natural = least_width (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, NATURAL_WIDTH);
  else
    *minimum = *natural = single_height (self, *minimum);
}

static void
on_button_toggled (DeskPaneArea *self, GtkToggleButton *button)
{
  g_assert (DESK_IS_PANE_AREA (self));

  if (self->switching || !gtk_toggle_button_get_active (button))
    return;
  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    {
      if (self->tab_buttons[pane] == button || self->bar_buttons[pane] == button)
        desk_pane_area_show (self, pane);
    }
}

static const struct
{
  const char *icon;
  const char *label;
  const char *meaning;
} panes[DESK_N_PANES] = {
  [DESK_PANE_LOG] = { "view-list-symbolic", N_ ("Log"), N_ ("Show the log") },
  [DESK_PANE_MESSAGE] = { "text-x-generic-symbolic", N_ ("Message"), N_ ("Show the selected message") },
  [DESK_PANE_PUBLISH] = { "document-send-symbolic", N_ ("Publish"), N_ ("Show the publish editor") },
};

static GtkToggleButton *
add_button (DeskPaneArea *self, GtkWidget *box, DeskPane pane, gboolean with_icon, GtkToggleButton *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (_ (panes[pane].label));
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  if (with_icon)
    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (panes[pane].icon));
  gtk_box_append (GTK_BOX (content), label);
  gtk_widget_set_valign (content, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_widget_set_tooltip_text (button, _ (panes[pane].meaning));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (panes[pane].meaning),
                                  -1);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_button_toggled), self);
  gtk_box_append (GTK_BOX (box), button);

  return GTK_TOGGLE_BUTTON (button);
}

static void
desk_pane_area_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    DESK_PANE_AREA (object)->panes[pane] = NULL;

  G_OBJECT_CLASS (desk_pane_area_parent_class)->dispose (object);
}

static void
desk_pane_area_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskPaneArea *self = DESK_PANE_AREA (object);

  switch (property_id)
    {
    case PROP_LOG:
    case PROP_MESSAGE:
    case PROP_PUBLISH:
      g_value_set_object (value, self->panes[property_id - PROP_LOG]);
      break;
    case PROP_MESSAGE_WIDTH:
      g_value_set_int (value, desk_pane_handle_get_extent (DESK_PANE_HANDLE (self->side_handle)));
      break;
    case PROP_PUBLISH_HEIGHT:
      g_value_set_int (value, desk_pane_handle_get_extent (DESK_PANE_HANDLE (self->lower_handle)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_pane_area_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskPaneArea *self = DESK_PANE_AREA (object);

  switch (property_id)
    {
    case PROP_LOG:
    case PROP_MESSAGE:
    case PROP_PUBLISH:
      self->panes[property_id - PROP_LOG] = g_value_get_object (value);
      /* First, so that handles and switchers lie above it. */
      gtk_widget_insert_after (g_value_get_object (value), GTK_WIDGET (self), NULL);
      if (property_id == PROP_PUBLISH)
        {
          g_object_bind_property (g_value_get_object (value), "visible", self->tab_buttons[DESK_PANE_PUBLISH],
                                  "visible", G_BINDING_SYNC_CREATE);
          g_object_bind_property (g_value_get_object (value), "visible", self->bar_buttons[DESK_PANE_PUBLISH],
                                  "visible", G_BINDING_SYNC_CREATE);
        }
      break;
    case PROP_MESSAGE_WIDTH:
      desk_pane_handle_set_extent (DESK_PANE_HANDLE (self->side_handle), g_value_get_int (value));
      break;
    case PROP_PUBLISH_HEIGHT:
      desk_pane_handle_set_extent (DESK_PANE_HANDLE (self->lower_handle), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
on_extent_changed (DeskPaneArea *self, GParamSpec *pspec, DeskPaneHandle *handle)
{
  g_assert (DESK_IS_PANE_AREA (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[GTK_WIDGET (handle) == self->side_handle
                                                            ? PROP_MESSAGE_WIDTH : PROP_PUBLISH_HEIGHT]);
}

static GtkWidget *
add_handle (DeskPaneArea *self, GtkOrientation orientation, int extent)
{
  GtkWidget *handle = desk_pane_handle_new (orientation, GTK_PACK_END);

  desk_pane_handle_set_extent (DESK_PANE_HANDLE (handle), extent);
  g_signal_connect_swapped (handle, "notify::extent", G_CALLBACK (on_extent_changed), self);
  gtk_widget_set_parent (handle, GTK_WIDGET (self));

  return handle;
}

static void
desk_pane_area_class_init (DeskPaneAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_pane_area_dispose;
  object_class->get_property = desk_pane_area_get_property;
  object_class->set_property = desk_pane_area_set_property;
  widget_class->get_request_mode = desk_pane_area_get_request_mode;
  widget_class->measure = desk_pane_area_measure;
  widget_class->size_allocate = desk_pane_area_size_allocate;

  properties[PROP_LOG] = g_param_spec_object ("log", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_PUBLISH] = g_param_spec_object ("publish", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MESSAGE_WIDTH] = g_param_spec_int ("message-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_PUBLISH_HEIGHT] = g_param_spec_int ("publish-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "pane-area");
}

static void
desk_pane_area_init (DeskPaneArea *self)
{
  self->lower = DESK_PANE_PUBLISH;

  self->tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->tabs, "pane-tabs");
  self->tab_buttons[DESK_PANE_PUBLISH] = add_button (self, self->tabs, DESK_PANE_PUBLISH, FALSE, NULL);
  self->tab_buttons[DESK_PANE_MESSAGE] = add_button (self, self->tabs, DESK_PANE_MESSAGE, FALSE,
                                                     self->tab_buttons[DESK_PANE_PUBLISH]);
  gtk_widget_set_parent (self->tabs, GTK_WIDGET (self));

  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (self->bar), TRUE);
  gtk_widget_add_css_class (self->bar, "pane-bar");
  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    self->bar_buttons[pane] = add_button (self, self->bar, pane, TRUE, self->bar_buttons[DESK_PANE_LOG]);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));

  self->side_handle = add_handle (self, GTK_ORIENTATION_HORIZONTAL, 364);
  self->lower_handle = add_handle (self, GTK_ORIENTATION_VERTICAL, 224);
  desk_pane_area_show (self, DESK_PANE_LOG);
}

/**
 * desk_pane_area_new:
 *
 * Returns: (transfer floating): a new area without panes
 */
GtkWidget *
desk_pane_area_new (void)
{
  return g_object_new (DESK_TYPE_PANE_AREA, NULL);
}

/**
 * desk_pane_area_get_arrangement:
 * @self: an area
 *
 * Returns: how the panes lie, as of the last allocation
 */
DeskPaneArrangement
desk_pane_area_get_arrangement (DeskPaneArea *self)
{
  g_return_val_if_fail (DESK_IS_PANE_AREA (self), DESK_PANES_WIDE);

  return self->arrangement;
}

/**
 * desk_pane_area_is_shown:
 * @self: an area
 * @pane: one of its panes
 *
 * Returns: whether the person can see @pane
 */
gboolean
desk_pane_area_is_shown (DeskPaneArea *self, DeskPane pane)
{
  g_return_val_if_fail (DESK_IS_PANE_AREA (self), FALSE);

  switch (self->arrangement)
    {
    case DESK_PANES_STACKED:
      return pane == DESK_PANE_LOG || pane == (has_publish (self) ? self->lower : DESK_PANE_MESSAGE);
    case DESK_PANES_SINGLE:
      return pane == self->current;
    case DESK_PANES_WIDE:
    default:
      return TRUE;
    }
}

/**
 * desk_pane_area_show:
 * @self: an area
 * @pane: one of its panes
 *
 * Brings @pane to view where not all are shown at once, if it is visible.
 */
void
desk_pane_area_show (DeskPaneArea *self, DeskPane pane)
{
  g_return_if_fail (DESK_IS_PANE_AREA (self));
  g_return_if_fail (pane < DESK_N_PANES);

  if (pane == DESK_PANE_PUBLISH && !has_publish (self))
    return;
  self->current = pane;
  if (pane != DESK_PANE_LOG)
    self->lower = pane;

  self->switching = TRUE;
  gtk_toggle_button_set_active (self->bar_buttons[self->current], TRUE);
  gtk_toggle_button_set_active (self->tab_buttons[self->lower], TRUE);
  self->switching = FALSE;

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
