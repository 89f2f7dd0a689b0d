/* desk-look-button.c: chooses the icon and the colour of a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-look-button"

#include "config.h"

#include "desk-look-button.h"

#include <glib/gi18n.h>

#include "desk-colour-bar.h"
#include "desk-colour-chooser.h"
#include "desk-profile-icons.h"

#define COLUMNS 6

struct _DeskLookButton
{
  GtkWidget parent_instance;
  GtkWidget *button;             /* (unowned) */
  GtkWidget *bar;                /* (unowned) */
  GtkWidget *image;              /* (unowned) */
  GPtrArray *icons;              /* (owned): toggle buttons, in the order of desk_profile_icons_get() */
  DeskColourChooser *colour;     /* (unowned) */
  char *unknown;                 /* (owned) (nullable): a name that another version may know */
};

G_DEFINE_FINAL_TYPE (DeskLookButton, desk_look_button, GTK_TYPE_WIDGET)

static void
update (DeskLookButton *self)
{
  int colour = desk_colour_chooser_get_colour (self->colour);
  const DeskProfileIcon *icon = desk_profile_icons_find (desk_look_button_get_icon (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon->icon_name);
  gtk_widget_set_visible (self->bar, colour >= 0);
  if (colour >= 0)
    g_object_set (self->bar, "colour", (guint) colour, NULL);
}

static GtkWidget *
create_icons (DeskLookButton *self)
{
  GtkWidget *grid = gtk_grid_new ();
  const DeskProfileIcon *icon;

  for (guint i = 0; (icon = desk_profile_icons_get (i)) != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_button_set_icon_name (GTK_BUTTON (button), icon->icon_name);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _ (icon->words));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (icon->words), -1);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->icons, 0));
      g_signal_connect_object (button, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      gtk_grid_attach (GTK_GRID (grid), button, (int) i % COLUMNS, (int) i / COLUMNS, 1, 1);
      g_ptr_array_add (self->icons, button);
    }
  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);

  return grid;
}

static GtkWidget *
create_popover (DeskLookButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->colour = DESK_COLOUR_CHOOSER (desk_colour_chooser_new (TRUE));
  g_signal_connect_object (self->colour, "notify::colour", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), create_icons (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->colour));
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static void
desk_look_button_dispose (GObject *object)
{
  DeskLookButton *self = DESK_LOOK_BUTTON (object);

  g_ptr_array_set_size (self->icons, 0);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_look_button_parent_class)->dispose (object);
}

static void
desk_look_button_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_LOOK_BUTTON (object)->icons);
  g_free (DESK_LOOK_BUTTON (object)->unknown);

  G_OBJECT_CLASS (desk_look_button_parent_class)->finalize (object);
}

static void
desk_look_button_class_init (DeskLookButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_look_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_look_button_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_look_button_init (DeskLookButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *words = _ ("Icon and colour");

  self->icons = g_ptr_array_new ();
  self->bar = desk_colour_bar_new ();
  self->image = gtk_image_new ();
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->image);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), create_popover (self));
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  desk_look_button_set (self, "", -1);
  update (self);
}

/**
 * desk_look_button_set:
 * @self: a button
 * @icon: name of an icon, as in a profile
 * @colour: index into the palette; -1 for none
 *
 * Shows what a profile looks like.
 */
void
desk_look_button_set (DeskLookButton *self, const char *icon, int colour)
{
  const DeskProfileIcon *chosen;

  g_return_if_fail (DESK_IS_LOOK_BUTTON (self));

  chosen = desk_profile_icons_find (icon);
  g_free (self->unknown);
  self->unknown = g_str_equal (chosen->name, icon) ? NULL : g_strdup (icon);
  for (guint i = 0; i < self->icons->len; i++)
    if (desk_profile_icons_get (i) == chosen)
      gtk_toggle_button_set_active (g_ptr_array_index (self->icons, i), TRUE);
  desk_colour_chooser_set_colour (self->colour, colour);
}

/**
 * desk_look_button_get_icon:
 * @self: a button
 *
 * Returns: (transfer none): the name of the icon that is chosen; empty: the usual one
 */
const char *
desk_look_button_get_icon (DeskLookButton *self)
{
  g_return_val_if_fail (DESK_IS_LOOK_BUTTON (self), "");

  for (guint i = 0; i < self->icons->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->icons, i)))
      return i == 0 && self->unknown != NULL ? self->unknown : desk_profile_icons_get (i)->name;

  return "";
}

/**
 * desk_look_button_get_colour:
 * @self: a button
 *
 * Returns: index into the palette; -1 for none
 */
int
desk_look_button_get_colour (DeskLookButton *self)
{
  g_return_val_if_fail (DESK_IS_LOOK_BUTTON (self), -1);

  return desk_colour_chooser_get_colour (self->colour);
}
