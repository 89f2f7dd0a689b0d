/* desk-colour-chooser.c: a row of the colours that there are
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-colour-chooser"

#include "config.h"

#include "desk-colour-chooser.h"

#include <glib/gi18n.h>

#include "desk-colour-bar.h"
#include "desk-palette.h"

struct _DeskColourChooser
{
  GtkWidget parent_instance;
  GtkWidget *buttons[DESK_PALETTE_SIZE]; /* (unowned): check buttons of one group */
  GtkWidget *none;                       /* (unowned) (nullable) */
  int colour;
  gboolean has_none;
};

G_DEFINE_FINAL_TYPE (DeskColourChooser, desk_colour_chooser, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  PROP_HAS_NONE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
on_toggled (DeskColourChooser *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  if (GTK_WIDGET (button) == self->none)
    desk_colour_chooser_set_colour (self, -1);
  for (int i = 0; i < DESK_PALETTE_SIZE; i++)
    if (GTK_WIDGET (button) == self->buttons[i])
      desk_colour_chooser_set_colour (self, i);
}

static GtkWidget *
add_button (DeskColourChooser *self, const char *name, GtkWidget *child, GtkWidget *group)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "swatch");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group != NULL ? GTK_TOGGLE_BUTTON (group) : NULL);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

static void
desk_colour_chooser_constructed (GObject *object)
{
  static const char *const names[DESK_PALETTE_SIZE] = {
    N_ ("Blue"), N_ ("Green"), N_ ("Orange"), N_ ("Purple"),
    N_ ("Yellow"), N_ ("Red"), N_ ("Turquoise"), N_ ("Brown"),
  };
  DeskColourChooser *self = DESK_COLOUR_CHOOSER (object);

  G_OBJECT_CLASS (desk_colour_chooser_parent_class)->constructed (object);

  if (self->has_none)
    self->none = add_button (self, _ ("No colour"), gtk_image_new_from_icon_name ("window-close-symbolic"), NULL);
  for (guint i = 0; i < DESK_PALETTE_SIZE; i++)
    {
      GtkWidget *swatch = desk_colour_bar_new ();

      g_object_set (swatch, "colour", i, "width-request", 16, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER,
                    NULL);
      self->buttons[i] = add_button (self, _ (names[i]), swatch, i > 0 ? self->buttons[0] : self->none);
    }
  if (self->none != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->none), TRUE);
}

static void
desk_colour_chooser_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskColourChooser *self = DESK_COLOUR_CHOOSER (object);

  switch (property_id)
    {
    case PROP_COLOUR:
      g_value_set_int (value, self->colour);
      break;
    case PROP_HAS_NONE:
      g_value_set_boolean (value, self->has_none);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_colour_chooser_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskColourChooser *self = DESK_COLOUR_CHOOSER (object);

  switch (property_id)
    {
    case PROP_COLOUR:
      desk_colour_chooser_set_colour (self, g_value_get_int (value));
      break;
    case PROP_HAS_NONE:
      self->has_none = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_colour_chooser_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_colour_chooser_parent_class)->dispose (object);
}

static void
desk_colour_chooser_class_init (DeskColourChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = desk_colour_chooser_constructed;
  object_class->get_property = desk_colour_chooser_get_property;
  object_class->set_property = desk_colour_chooser_set_property;
  object_class->dispose = desk_colour_chooser_dispose;

  properties[PROP_COLOUR] = g_param_spec_int ("colour", NULL, NULL, -1, DESK_PALETTE_SIZE - 1, -1,
                                              flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HAS_NONE] = g_param_spec_boolean ("has-none", NULL, NULL, FALSE,
                                                    flags | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
desk_colour_chooser_init (DeskColourChooser *self)
{
  self->colour = -1;
}

/**
 * desk_colour_chooser_new:
 * @has_none: whether none can be chosen as well
 *
 * Returns: (transfer floating): a row of colours, none of them chosen
 */
GtkWidget *
desk_colour_chooser_new (gboolean has_none)
{
  return g_object_new (DESK_TYPE_COLOUR_CHOOSER, "has-none", has_none, NULL);
}

/**
 * desk_colour_chooser_get_colour:
 * @self: a chooser
 *
 * Returns: index into the palette; -1 for none
 */
int
desk_colour_chooser_get_colour (DeskColourChooser *self)
{
  g_return_val_if_fail (DESK_IS_COLOUR_CHOOSER (self), -1);

  return self->colour;
}

/**
 * desk_colour_chooser_set_colour:
 * @self: a chooser
 * @colour: index into the palette; -1 for none
 */
void
desk_colour_chooser_set_colour (DeskColourChooser *self, int colour)
{
  GtkWidget *button;

  g_return_if_fail (DESK_IS_COLOUR_CHOOSER (self));
  g_return_if_fail (colour >= -1 && colour < DESK_PALETTE_SIZE);

  if (self->colour == colour)
    return;
  self->colour = colour;
  button = colour >= 0 ? self->buttons[colour] : self->none;
  if (button != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}
