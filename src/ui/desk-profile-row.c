/* desk-profile-row.c: a saved profile in a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-row"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-profile-row.h"
#include "desk-words.h"

struct _DeskProfileRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *menu_button;

  DeskProfile *profile; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskProfileRow, desk_profile_row, ADW_TYPE_ACTION_ROW)

static void
append_item (GMenu *menu, const char *label, const char *action, const char *profile_id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", profile_id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_menu (const char *profile_id)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) removal = g_menu_new ();

  append_item (menu, _ ("Connect"), "win.open-profile", profile_id);
  append_item (change, _ ("Edit…"), "win.edit-profile", profile_id);
  append_item (change, _ ("Duplicate"), "win.duplicate-profile", profile_id);
  append_item (removal, _ ("Delete history…"), "win.delete-history", profile_id);
  append_item (removal, _ ("Delete profile"), "win.delete-profile", profile_id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (removal));

  return G_MENU_MODEL (menu);
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
on_right_click (DeskProfileRow *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
desk_profile_row_dispose (GObject *object)
{
  DeskProfileRow *self = DESK_PROFILE_ROW (object);

  g_clear_object (&self->profile);
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
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.open-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.open-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.remove", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-profile-row.ui");
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
 *
 * Returns: (transfer floating): a new row that follows @profile
 */
GtkWidget *
desk_profile_row_new (DeskProfile *profile)
{
  DeskProfileRow *self;
  g_autoptr (GMenuModel) menu = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE (profile), NULL);

  self = g_object_new (DESK_TYPE_PROFILE_ROW, NULL);
  self->profile = g_object_ref (profile);
  menu = create_menu (desk_profile_get_id (profile));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
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

  g_return_if_fail (DESK_IS_PROFILE_ROW (self));

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
}
