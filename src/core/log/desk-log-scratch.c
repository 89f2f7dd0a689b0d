/* desk-log-scratch.c: logs that live as long as somebody looks at them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-scratch.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "desk-log-lock.h"

/* What is being made has no lock yet, but is no older than this (s). */
#define MAKING_MAX 86400

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "mqtt-desk", "opened", NULL);
}

/**
 * desk_log_scratch_new:
 *
 * Returns: (transfer full): a path that no log has, in a folder that is there
 */
char *
desk_log_scratch_new (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (uuid, ".sqlite", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("Could not make %s: %s", folder, g_strerror (errno));

  return g_build_filename (folder, name, NULL);
}

/**
 * desk_log_scratch_remove:
 * @path: a log that nobody has open
 *
 * Removes it, and what belongs to it.
 */
void
desk_log_scratch_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static void
sweep_one (const char *path)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  g_autoptr (DeskLogLock) lock = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0
      || (!g_file_test (lock_path, G_FILE_TEST_EXISTS)
          && g_get_real_time () / G_USEC_PER_SEC - status.st_mtime < MAKING_MAX))
    return;
  lock = desk_log_lock_take (path, NULL);
  if (lock != NULL)
    desk_log_scratch_remove (path);
}

/**
 * desk_log_scratch_sweep:
 *
 * Removes what a program that was killed has left behind. It blocks.
 */
void
desk_log_scratch_sweep (void)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".sqlite"))
        sweep_one (path);
    }
}
