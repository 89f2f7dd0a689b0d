/* desk-folder-row.c: a folder in the list of profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-folder-row"

#include "config.h"

#include "desk-folder-row.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-profile-drag.h"

/* A row is made anew when its folder changes. */
struct _DeskFolderRow
{
  AdwActionRow parent_instance;
  GtkImage *arrow;            /* (unowned) */
  GtkMenuButton *menu_button; /* (unowned) */
  DeskProfileFolder *folder;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskFolderRow, desk_folder_row, ADW_TYPE_ACTION_ROW)

static GMenuModel *
create_menu (const char *folder)
{
  static const struct
  {
    const char *label;
    const char *action;
  } items[] = {
    { N_ ("Rename…"), "win.rename-folder" },
    { N_ ("Remove folder, keep its profiles"), "win.remove-folder" },
  };
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s", folder);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
on_activated (DeskFolderRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toggle-folder", "s",
                              desk_profile_folder_get_name (self->folder));
}

static void
open_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_menu_button_popup (DESK_FOLDER_ROW (widget)->menu_button);
}

static void
on_right_click (DeskFolderRow *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
desk_folder_row_dispose (GObject *object)
{
  g_clear_object (&DESK_FOLDER_ROW (object)->folder);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_FOLDER_ROW);

  G_OBJECT_CLASS (desk_folder_row_parent_class)->dispose (object);
}

static void
desk_folder_row_class_init (DeskFolderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_folder_row_dispose;

  gtk_widget_class_install_action (widget_class, "row.open-menu", NULL, open_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.open-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.open-menu", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-folder-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskFolderRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, DeskFolderRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_right_click);
}

static void
desk_folder_row_init (DeskFolderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_folder_row_new:
 * @folder: what the row shows
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
desk_folder_row_new (DeskProfileFolder *folder)
{
  DeskFolderRow *self = g_object_new (DESK_TYPE_FOLDER_ROW, NULL);
  const char *name = desk_profile_folder_get_name (folder);
  guint n_profiles = desk_profile_folder_get_n_profiles (folder);
  gboolean open = desk_profile_folder_get_open (folder);
  g_autofree char *count = desk_format_count (n_profiles);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%s profile", "%s profiles", n_profiles), count);
  /* Translators: %s is the name of a folder */
  g_autofree char *menu_name = g_strdup_printf (_ ("Actions for the folder “%s”"), name);
  g_autoptr (GMenuModel) menu = create_menu (name);

  self->folder = g_object_ref (folder);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_name,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu_name);
  desk_profile_drag_add_folder_target (GTK_WIDGET (self), name);

  return GTK_WIDGET (self);
}
