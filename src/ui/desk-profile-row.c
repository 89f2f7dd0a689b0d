/* desk-profile-row.c: a saved profile in a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-row"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-colour-bar.h"
#include "desk-profile-drag.h"
#include "desk-profile-folders.h"
#include "desk-profile-icons.h"
#include "desk-profile-row.h"
#include "desk-words.h"

struct _DeskProfileRow
{
  AdwActionRow parent_instance;

  GtkWidget *indent;          /* (unowned): what is in a folder stands a little to the right */
  GtkWidget *bar;             /* (unowned): its colour, if it has one */
  GtkImage *icon;             /* (unowned) */
  GtkMenuButton *menu_button; /* (unowned) */

  DeskProfile *profile;       /* (owned) */
  DeskProfileStore *store;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskProfileRow, desk_profile_row, ADW_TYPE_ACTION_ROW)

static void
append_item (GMenu *menu, const char *label, const char *action, const char *profile_id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", profile_id);
  g_menu_append_item (menu, item);
}

static void
append_folder_item (GMenu *menu, const char *label, const char *profile_id, const char *folder)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.move-to-folder", "(ss)", profile_id, folder);
  g_menu_append_item (menu, item);
}

/* An underscore in the name of a folder is one. */
static char *
escape_mnemonic (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
create_folder_menu (DeskProfileRow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) known = g_menu_new ();
  g_autoptr (GMenu) other = g_menu_new ();
  g_auto (GStrv) folders = desk_profile_folders_list (self->store);
  const char *profile_id = desk_profile_get_id (self->profile);
  const char *current = desk_profile_get_folder (self->profile);

  for (char **name = folders; *name != NULL; name++)
    if (!g_str_equal (*name, current))
      {
        g_autofree char *label = escape_mnemonic (*name);

        append_folder_item (known, label, profile_id, *name);
      }
  if (current[0] != '\0')
    append_folder_item (other, _ ("No folder"), profile_id, "");
  append_item (other, _ ("New folder…"), "win.new-folder", profile_id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (known));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (other));

  return G_MENU_MODEL (menu);
}

static void
append_move_item (GMenu *menu, const char *label, const char *profile_id, int direction)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.move-profile", "(si)", profile_id, direction);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_menu (DeskProfileRow *self)
{
  const char *profile_id = desk_profile_get_id (self->profile);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) place = g_menu_new ();
  g_autoptr (GMenuModel) folders = create_folder_menu (self);
  g_autoptr (GMenu) removal = g_menu_new ();

  append_item (menu, _ ("Connect"), "win.open-profile", profile_id);
  append_item (change, _ ("Edit…"), "win.edit-profile", profile_id);
  append_item (change, _ ("Duplicate"), "win.duplicate-profile", profile_id);
  append_item (change, _ ("Export…"), "win.export-profile", profile_id);
  append_move_item (place, _ ("Move up"), profile_id, -1);
  append_move_item (place, _ ("Move down"), profile_id, 1);
  g_menu_append_submenu (place, _ ("Move to folder"), folders);
  append_item (removal, _ ("Delete history…"), "win.delete-history", profile_id);
  append_item (removal, _ ("Delete profile"), "win.delete-profile", profile_id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (removal));

  return G_MENU_MODEL (menu);
}

/* Which folders there are is found out when somebody wants to know. */
static void
on_create_popup (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = create_menu (DESK_PROFILE_ROW (user_data));

  gtk_menu_button_set_menu_model (button, menu);
}

static void
on_activated (DeskProfileRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-profile", "s",
                              desk_profile_get_id (self->profile));
}

static void
open_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_menu_button_popup (DESK_PROFILE_ROW (widget)->menu_button);
}

static void
remove_profile (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskProfileRow *self = DESK_PROFILE_ROW (widget);

  gtk_widget_activate_action (widget, "win.delete-profile", "s", desk_profile_get_id (self->profile));
}

static void
move_up (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.move-profile", "(si)",
                              desk_profile_get_id (DESK_PROFILE_ROW (widget)->profile), -1);
}

static void
move_down (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.move-profile", "(si)",
                              desk_profile_get_id (DESK_PROFILE_ROW (widget)->profile), 1);
}

static void
on_right_click (DeskProfileRow *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
desk_profile_row_dispose (GObject *object)
{
  DeskProfileRow *self = DESK_PROFILE_ROW (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PROFILE_ROW);

  G_OBJECT_CLASS (desk_profile_row_parent_class)->dispose (object);
}

static void
desk_profile_row_class_init (DeskProfileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_profile_row_dispose;

  gtk_widget_class_install_action (widget_class, "row.open-menu", NULL, open_menu);
  gtk_widget_class_install_action (widget_class, "row.remove", NULL, remove_profile);
  gtk_widget_class_install_action (widget_class, "row.move-up", NULL, move_up);
  gtk_widget_class_install_action (widget_class, "row.move-down", NULL, move_down);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.move-down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.open-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.open-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.remove", NULL);

  g_type_ensure (DESK_TYPE_COLOUR_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-profile-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskProfileRow, indent);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileRow, bar);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_right_click);
}

static void
desk_profile_row_init (DeskProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_profile_row_new:
 * @profile: a saved profile
 * @store: all of them, and so their folders
 *
 * Returns: (transfer floating): a new row that follows @profile
 */
GtkWidget *
desk_profile_row_new (DeskProfile *profile, DeskProfileStore *store)
{
  DeskProfileRow *self;

  g_return_val_if_fail (DESK_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);

  self = g_object_new (DESK_TYPE_PROFILE_ROW, NULL);
  self->profile = g_object_ref (profile);
  self->store = g_object_ref (store);
  gtk_menu_button_set_create_popup_func (self->menu_button, on_create_popup, self, NULL);
  desk_profile_drag_add_source (GTK_WIDGET (self), profile);
  desk_profile_drag_add_profile_target (GTK_WIDGET (self), profile);
  g_signal_connect_object (profile, "notify", G_CALLBACK (desk_profile_row_refresh), self, G_CONNECT_SWAPPED);
  desk_profile_row_refresh (self);

  return GTK_WIDGET (self);
}

/**
 * desk_profile_row_get_profile:
 *
 * Returns: (transfer none): what the row shows
 */
DeskProfile *
desk_profile_row_get_profile (DeskProfileRow *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_ROW (self), NULL);

  return self->profile;
}

/**
 * desk_profile_row_refresh:
 *
 * Says again when the profile was used: “today” does not stay true.
 */
void
desk_profile_row_refresh (DeskProfileRow *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *address = NULL;
  g_autofree char *last_used = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *menu_name = NULL;
  const char *name;
  int colour;

  g_return_if_fail (DESK_IS_PROFILE_ROW (self));

  colour = desk_profile_get_colour (self->profile);
  now = g_date_time_new_now_local ();
  name = desk_profile_get_name (self->profile);
  address = desk_profile_dup_address (self->profile);
  last_used = desk_words_for_last_used (desk_profile_get_last_used (self->profile), now);
  subtitle = g_strdup_printf ("%s · %s", address, last_used);
  /* Translators: %s is the name of a profile */
  menu_name = g_strdup_printf (_ ("Actions for “%s”"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu_name);

  gtk_widget_set_visible (self->indent, desk_profile_get_folder (self->profile)[0] != '\0');
  /* The icons of all rows are in line. */
  gtk_widget_set_opacity (self->bar, colour >= 0 ? 1.0 : 0.0);
  if (colour >= 0)
    g_object_set (self->bar, "colour", (guint) colour, NULL);
  gtk_image_set_from_icon_name (self->icon, desk_profile_icons_find (desk_profile_get_icon (self->profile))->icon_name);
}
