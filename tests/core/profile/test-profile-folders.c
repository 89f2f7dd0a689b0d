/* test-profile-folders.c: profiles in folders and in an order
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>

#include "desk-profile-folders.h"

static char *
join_names (DeskProfileStore *store)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_string_append (names, desk_profile_get_name (profile));
      if (desk_profile_get_folder (profile)[0] != '\0')
        g_string_append_printf (names, "/%s", desk_profile_get_folder (profile));
      g_string_append_c (names, ' ');
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

#define assert_names(store, expected) \
  G_STMT_START \
    { \
      g_autofree char *joined = join_names (store); \
\
      g_assert_cmpstr (joined, ==, expected); \
    } \
  G_STMT_END

/* Profiles are moved past each other within their folders, and next to others into theirs. */
static void
test_folders (void)
{
  static const char *const names[] = { "a", "b", "c", "d" };
  DeskProfile *profiles[G_N_ELEMENTS (names)];
  g_autofree char *folder = g_dir_make_tmp ("desk-profile-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "profiles.json", NULL);
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_auto (GStrv) folders = NULL;
  g_auto (GStrv) renamed = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      profiles[i] = desk_profile_new ();
      desk_profile_set_name (profiles[i], names[i]);
      desk_profile_store_add (store, profiles[i]);
      g_object_unref (profiles[i]);
    }
  desk_profile_set_folder (profiles[1], "Z");
  desk_profile_set_folder (profiles[2], "Ä");
  folders = desk_profile_folders_list (store);
  g_assert_cmpuint (g_strv_length (folders), ==, 2);

  /* Over the ones in other folders */
  g_assert_true (desk_profile_folders_step (store, profiles[3], -1));
  assert_names (store, "d a b/Z c/Ä ");
  g_assert_false (desk_profile_folders_step (store, profiles[3], -1));
  g_assert_false (desk_profile_folders_step (store, profiles[1], 1));
  g_assert_true (desk_profile_folders_step (store, profiles[3], 1));
  assert_names (store, "a d b/Z c/Ä ");

  desk_profile_folders_place (store, profiles[0], profiles[2], TRUE);
  assert_names (store, "d b/Z c/Ä a/Ä ");
  desk_profile_folders_place (store, profiles[0], profiles[1], FALSE);
  assert_names (store, "d a/Z b/Z c/Ä ");
  desk_profile_folders_place (store, profiles[0], profiles[0], TRUE);
  assert_names (store, "d a/Z b/Z c/Ä ");

  desk_profile_folders_rename (store, desk_profile_get_folder (profiles[0]), "Ä");
  renamed = desk_profile_folders_list (store);
  g_assert_cmpuint (g_strv_length (renamed), ==, 1);
  desk_profile_folders_rename (store, "Ä", "");
  assert_names (store, "d a b c ");

  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile-folders/order", test_folders);

  return g_test_run ();
}
