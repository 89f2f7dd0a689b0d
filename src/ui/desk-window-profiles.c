/* desk-window-profiles.c: what a person can do with the list of profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-folder-dialog.h"
#include "desk-profile-exporter.h"
#include "desk-profile-folders.h"
#include "desk-profile-list.h"
#include "desk-window-private.h"

static DeskProfile *
find_profile (DeskWindow *self, const char *id)
{
  return desk_profile_store_find (self->store, id);
}

static void
move_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile;
  const char *id;
  int direction;

  g_variant_get (parameter, "(&si)", &id, &direction);
  profile = find_profile (self, id);
  if (profile == NULL || direction == 0)
    return;
  desk_profile_list_keep_order (self->store);
  desk_profile_folders_step (self->store, profile, direction > 0 ? 1 : -1);
}

static void
place_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile, *neighbour;
  const char *id, *neighbour_id;
  gboolean after;

  g_variant_get (parameter, "(&s&sb)", &id, &neighbour_id, &after);
  profile = find_profile (self, id);
  neighbour = find_profile (self, neighbour_id);
  if (profile == NULL || neighbour == NULL)
    return;
  /* Into another folder it may go without any order. */
  if (g_str_equal (desk_profile_get_folder (profile), desk_profile_get_folder (neighbour)))
    desk_profile_list_keep_order (self->store);
  desk_profile_folders_place (self->store, profile, neighbour, after);
}

static void
move_to_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskProfile *profile;
  const char *id, *folder;

  g_variant_get (parameter, "(&s&s)", &id, &folder);
  profile = find_profile (DESK_WINDOW (user_data), id);
  if (profile != NULL)
    desk_profile_set_folder (profile, folder);
}

static void
on_new_folder_named (const char *name, gpointer user_data)
{
  desk_profile_set_folder (DESK_PROFILE (user_data), name);
}

static void
new_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, g_variant_get_string (parameter, NULL));

  if (profile != NULL)
    desk_folder_dialog_ask (GTK_WINDOW (self), _ ("New folder"), "", _ ("C_reate"), on_new_folder_named,
                            g_object_ref (profile), g_object_unref);
}

typedef struct
{
  DeskProfileStore *store; /* (owned) */
  char *folder;            /* (owned) */
} Renaming;

static void
renaming_free (gpointer data)
{
  Renaming *renaming = data;

  g_object_unref (renaming->store);
  g_free (renaming->folder);
  g_free (renaming);
}

static void
on_folder_renamed (const char *name, gpointer user_data)
{
  Renaming *renaming = user_data;

  desk_profile_folders_rename (renaming->store, renaming->folder, name);
}

static void
rename_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  Renaming *renaming = g_new0 (Renaming, 1);

  *renaming = (Renaming) { g_object_ref (self->store), g_variant_dup_string (parameter, NULL) };
  desk_folder_dialog_ask (GTK_WINDOW (self), _ ("Rename folder"), renaming->folder, _ ("_Rename"),
                          on_folder_renamed, renaming, renaming_free);
}

static void
remove_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *folder = g_variant_get_string (parameter, NULL);

  if (folder[0] != '\0')
    desk_profile_folders_rename (DESK_WINDOW (user_data)->store, folder, "");
}

static void
toggle_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  desk_profile_list_toggle (DESK_WINDOW (user_data)->store, g_variant_get_string (parameter, NULL));
}

static void
export_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, g_variant_get_string (parameter, NULL));
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);

  if (profile == NULL)
    return;
  g_ptr_array_add (profiles, g_object_ref (profile));
  desk_profile_exporter_ask (GTK_WINDOW (self), GTK_WIDGET (self->tab_view), profiles);
}

static void
export_profiles (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    g_ptr_array_add (profiles, g_list_model_get_item (G_LIST_MODEL (self->store), i));
  if (profiles->len > 0)
    desk_profile_exporter_ask (GTK_WINDOW (self), GTK_WIDGET (self->tab_view), profiles);
}

void
_desk_window_add_profile_actions (DeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "move-profile", move_profile, "(si)" },
    { "place-profile", place_profile, "(ssb)" },
    { "move-to-folder", move_to_folder, "(ss)" },
    { "new-folder", new_folder, "s" },
    { "rename-folder", rename_folder, "s" },
    { "remove-folder", remove_folder, "s" },
    { "toggle-folder", toggle_folder, "s" },
    { "export-profile", export_profile, "s" },
    { "export-profiles", export_profiles },
  };
  g_autoptr (GAction) order = g_settings_create_action (self->settings, "profile-order");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), order);
}
