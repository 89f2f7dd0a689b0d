/* desk-profile-folders.c: the folders that profiles are shown in
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-folders"

#include "config.h"

#include "desk-profile-folders.h"

#include <string.h>

static DeskProfile *
get_profile (DeskProfileStore *store, guint position)
{
  /* The store keeps it alive. */
  g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), position);

  return profile;
}

static guint
find_position (DeskProfileStore *store, DeskProfile *profile)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; i < n_items; i++)
    if (get_profile (store, i) == profile)
      return i;

  return G_MAXUINT;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *const *one = a, *const *other = b;
  int order = g_utf8_collate (*one, *other);

  return order != 0 ? order : strcmp (*one, *other);
}

/**
 * desk_profile_folders_list:
 * @store: the saved profiles
 *
 * Returns: (transfer full): the names of all folders, sorted as people sort
 */
char **
desk_profile_folders_list (DeskProfileStore *store)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      const char *folder = desk_profile_get_folder (get_profile (store, i));

      if (folder[0] != '\0' && g_hash_table_add (seen, (gpointer) folder))
        g_ptr_array_add (names, g_strdup (folder));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * desk_profile_folders_rename:
 * @store: the saved profiles
 * @folder: a folder, not empty
 * @new_name: its new name, which may be that of another folder; empty: its
 *   profiles are in no folder any more
 */
void
desk_profile_folders_rename (DeskProfileStore *store, const char *folder, const char *new_name)
{
  g_autofree char *old_name = NULL;

  g_return_if_fail (DESK_IS_PROFILE_STORE (store));
  g_return_if_fail (folder != NULL && folder[0] != '\0');
  g_return_if_fail (new_name != NULL);

  /* It may belong to a profile. */
  old_name = g_strdup (folder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      DeskProfile *profile = get_profile (store, i);

      if (g_str_equal (desk_profile_get_folder (profile), old_name))
        desk_profile_set_folder (profile, new_name);
    }
}

/**
 * desk_profile_folders_place:
 * @store: the saved profiles
 * @profile: one of them
 * @neighbour: another one
 * @after: whether it goes after @neighbour, or before it
 *
 * Moves @profile next to another one, into the same folder.
 */
void
desk_profile_folders_place (DeskProfileStore *store, DeskProfile *profile, DeskProfile *neighbour, gboolean after)
{
  guint from, to;

  g_return_if_fail (DESK_IS_PROFILE_STORE (store));
  g_return_if_fail (DESK_IS_PROFILE (profile));
  g_return_if_fail (DESK_IS_PROFILE (neighbour));

  from = find_position (store, profile);
  to = find_position (store, neighbour);
  if (profile == neighbour || from == G_MAXUINT || to == G_MAXUINT)
    return;

  if (after)
    to++;
  desk_profile_store_move (store, profile, from < to ? to - 1 : to);
  desk_profile_set_folder (profile, desk_profile_get_folder (neighbour));
}

/**
 * desk_profile_folders_step:
 * @store: the saved profiles
 * @profile: one of them
 * @direction: -1 for up, 1 for down
 *
 * Moves @profile past its neighbour in the same folder.
 *
 * Returns: whether there was one
 */
gboolean
desk_profile_folders_step (DeskProfileStore *store, DeskProfile *profile, int direction)
{
  guint n_items, position;
  const char *folder;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), FALSE);
  g_return_val_if_fail (DESK_IS_PROFILE (profile), FALSE);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
  position = find_position (store, profile);
  if (position == G_MAXUINT)
    return FALSE;
  folder = desk_profile_get_folder (profile);
  /* Below zero it wraps around, beyond the end. */
  for (guint i = position + (guint) direction; i < n_items; i += (guint) direction)
    if (g_str_equal (desk_profile_get_folder (get_profile (store, i)), folder))
      {
        desk_profile_store_move (store, profile, i);
        return TRUE;
      }

  return FALSE;
}
