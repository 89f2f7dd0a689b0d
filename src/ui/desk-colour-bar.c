/* desk-colour-bar.c: the colour of a subscription
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-colour-bar.h"

#include <adwaita.h>

#include "desk-palette.h"

struct _DeskColourBar
{
  GtkWidget parent_instance;
  guint colour;
  gboolean hollow;
};

G_DEFINE_FINAL_TYPE (DeskColourBar, desk_colour_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  PROP_HOLLOW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_colour_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? DESK_COLOUR_BAR_WIDTH : 16;
}

static void
desk_colour_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskColourBar *self = DESK_COLOUR_BAR (widget);

  desk_colour_bar_draw (snapshot, self->colour, self->hollow,
                        GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                            (float) gtk_widget_get_height (widget)));
}

static void
desk_colour_bar_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskColourBar *self = DESK_COLOUR_BAR (object);

  switch (property_id)
    {
    case PROP_COLOUR:
      g_value_set_uint (value, self->colour);
      break;
    case PROP_HOLLOW:
      g_value_set_boolean (value, self->hollow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_colour_bar_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskColourBar *self = DESK_COLOUR_BAR (object);

  switch (property_id)
    {
    case PROP_COLOUR:
      self->colour = g_value_get_uint (value);
      break;
    case PROP_HOLLOW:
      self->hollow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
desk_colour_bar_class_init (DeskColourBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_colour_bar_get_property;
  object_class->set_property = desk_colour_bar_set_property;
  widget_class->measure = desk_colour_bar_measure;
  widget_class->snapshot = desk_colour_bar_snapshot;

  properties[PROP_COLOUR] = g_param_spec_uint ("colour", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HOLLOW] = g_param_spec_boolean ("hollow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_colour_bar_init (DeskColourBar *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

/**
 * desk_colour_bar_new:
 *
 * Returns: (transfer floating): a bar of the first colour
 */
GtkWidget *
desk_colour_bar_new (void)
{
  return g_object_new (DESK_TYPE_COLOUR_BAR, NULL);
}

/**
 * desk_colour_bar_draw:
 * @snapshot: where to draw
 * @colour: of a subscription
 * @hollow: whether only the outline is drawn, as for what is muted
 * @bar: where the bar lies
 *
 * Draws a bar as rows of the log and of the subscriptions carry it.
 */
void
desk_colour_bar_draw (GtkSnapshot *snapshot, guint colour, gboolean hollow, graphene_rect_t bar)
{
  const GdkRGBA *rgba = desk_palette_get (colour,
                                          adw_style_manager_get_dark (adw_style_manager_get_default ()));
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bar, bar.size.width / 2);
  if (hollow)
    {
      gtk_snapshot_append_border (snapshot, &outline, (const float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                                  (const GdkRGBA[4]) { *rgba, *rgba, *rgba, *rgba });
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, rgba, &bar);
  gtk_snapshot_pop (snapshot);
}
