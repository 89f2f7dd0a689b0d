/* certificates.c: authorities and certificates for tests
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>

#include "certificates.h"

struct _Certificates
{
  char *folder;
  GHashTable *paths; /* char * set */
};

Certificates *
certificates_new (void)
{
  Certificates *self = g_new0 (Certificates, 1);
  char *argv[] = { (char *) MAKE_CERTIFICATES, NULL, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  self->folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  argv[1] = self->folder;
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);

  return self;
}

void
certificates_free (Certificates *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_hash_table_unref (self->paths);
  g_free (self);
}

const char *
certificates_get_path (Certificates *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);
  gpointer known;

  if (g_hash_table_lookup_extended (self->paths, path, &known, NULL))
    {
      g_free (path);
      return known;
    }
  g_hash_table_add (self->paths, path);

  return path;
}
