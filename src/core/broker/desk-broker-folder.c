/* desk-broker-folder.c: the private folder of a local broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-broker-folder"

#include "config.h"

#include "desk-broker-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"

#define FOLDER_PREFIX "broker-"
#define LOCK_NAME "lock"

struct _DeskBrokerFolder
{
  char *path; /* (owned) */
  int lock;   /* held as long as this process lives and wants the folder */
};

static gboolean
fail_errno (GError **error, const char *path)
{
  return desk_fail (error, DESK_ERROR_FAILED, _ ("The folder “%s” cannot be used for a local broker: %s."),
                    path, g_strerror (errno));
}

/* Opens and locks a file; -1 with errno EWOULDBLOCK if @flags hold LOCK_NB and
 * another process has the lock. */
static int
lock_file (const char *path, int flags)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, flags) != 0)
    {
      int saved = errno;

      close (fd);
      errno = saved;
      return -1;
    }

  return fd;
}

/* Removes a folder and the files in it, but never a folder below: we make none. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_unlink (child);
    }
  if (g_rmdir (path) != 0)
    g_debug ("%s stays: %s", path, g_strerror (errno));
}

/* Removes what dead processes left: the lock of a living one cannot be had. */
static void
sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (parent, name, NULL);
      g_autofree char *lock_path = g_build_filename (folder, LOCK_NAME, NULL);
      int lock;

      if (!g_str_has_prefix (name, FOLDER_PREFIX))
        continue;
      lock = lock_file (lock_path, LOCK_EX | LOCK_NB);
      if (lock < 0)
        continue;
      remove_folder (folder);
      close (lock);
    }
}

/**
 * desk_broker_folder_new:
 * @error: return location for an error
 *
 * Makes a folder that only this person can enter, in the runtime folder of the
 * session, and removes those that dead processes left there.
 *
 * Returns: (transfer full) (nullable): the folder, or %NULL with
 *   %DESK_ERROR_FAILED
 */
DeskBrokerFolder *
desk_broker_folder_new (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_runtime_dir (), "mqtt-desk", NULL);
  g_autofree char *parent_lock_path = g_build_filename (parent, LOCK_NAME, NULL);
  g_autofree char *path = g_build_filename (parent, FOLDER_PREFIX "XXXXXX", NULL);
  g_autofree char *lock_path = NULL;
  DeskBrokerFolder *self;
  int parent_lock, lock;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail_errno (error, parent), NULL;
  /* Held while a folder of ours exists without its own lock, which a sweep would take for a dead one. */
  parent_lock = lock_file (parent_lock_path, LOCK_EX);
  if (parent_lock < 0)
    return fail_errno (error, parent), NULL;

  sweep (parent);
  if (g_mkdtemp_full (path, 0700) == NULL)
    {
      fail_errno (error, parent);
      close (parent_lock);
      return NULL;
    }
  lock_path = g_build_filename (path, LOCK_NAME, NULL);
  lock = lock_file (lock_path, LOCK_EX | LOCK_NB);
  if (lock < 0)
    {
      fail_errno (error, path);
      remove_folder (path);
      close (parent_lock);
      return NULL;
    }
  close (parent_lock);

  self = g_new0 (DeskBrokerFolder, 1);
  self->path = g_steal_pointer (&path);
  self->lock = lock;

  return self;
}

/**
 * desk_broker_folder_free:
 * @self: (transfer full): a folder
 *
 * Removes the folder with what was written into it.
 */
void
desk_broker_folder_free (DeskBrokerFolder *self)
{
  remove_folder (self->path);
  close (self->lock);
  g_free (self->path);
  g_free (self);
}

/**
 * desk_broker_folder_get_path:
 * @self: a folder
 *
 * Returns: (transfer none): its absolute path
 */
const char *
desk_broker_folder_get_path (DeskBrokerFolder *self)
{
  return self->path;
}

/**
 * desk_broker_folder_write:
 * @self: a folder
 * @name: name of a file in it
 * @contents: its text
 * @error: return location for an error
 *
 * Writes a file that only this person can read.
 *
 * Returns: (transfer full) (nullable): its absolute path, or %NULL with
 *   %DESK_ERROR_FAILED
 */
char *
desk_broker_folder_write (DeskBrokerFolder *self, const char *name, const char *contents, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);
  g_autoptr (GError) local_error = NULL;

  if (!g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local_error))
    {
      desk_fail (error, DESK_ERROR_FAILED, "%s", local_error->message);
      return NULL;
    }

  return g_steal_pointer (&path);
}
