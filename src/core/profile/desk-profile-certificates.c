/* desk-profile-certificates.c: the certificates and keys that profiles keep in files of their own
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-certificates"

#include "config.h"

#include <gio/gio.h>

#include "desk-profile-certificates.h"

static const char *const properties[] = { "tls-ca-file", "tls-certificate-file", "tls-key-file" };

/**
 * desk_profile_certificates_dup_folder:
 *
 * Returns: (transfer full): where what was imported is; no file of a person's own is there
 */
char *
desk_profile_certificates_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "mqtt-desk", "certificates", NULL);
}

static gboolean
uses (DeskProfile *profile, const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *used = NULL;

      g_object_get (profile, properties[i], &used, NULL);
      if (g_str_equal (used, path))
        return TRUE;
    }

  return FALSE;
}

/* A duplicate has the same files. */
static gboolean
is_used (DeskProfileStore *store, const char *path)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (uses (profile, path))
        return TRUE;
    }

  return FALSE;
}

/**
 * desk_profile_certificates_remove:
 * @profile: a profile that is in no store any more
 * @store: the saved profiles
 *
 * Deletes the files that were made for a profile when it was imported, unless
 * another one uses them. Files of a person's own are left alone.
 */
void
desk_profile_certificates_remove (DeskProfile *profile, DeskProfileStore *store)
{
  g_autofree char *folder = desk_profile_certificates_dup_folder ();

  g_return_if_fail (DESK_IS_PROFILE (profile));
  g_return_if_fail (DESK_IS_PROFILE_STORE (store));

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *parent = NULL;

      g_object_get (profile, properties[i], &path, NULL);
      parent = g_path_get_dirname (path);
      if (g_str_equal (parent, folder) && !is_used (store, path))
        {
          g_autoptr (GFile) file = g_file_new_for_path (path);

          g_file_delete_async (file, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
        }
    }
}
