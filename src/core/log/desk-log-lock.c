/* desk-log-lock.c: one writer for each log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-log-lock.h"

/* The lock belongs to the open file (OFD): it also keeps two logs of one
 * process apart, and the kernel drops it however the process ends. The file
 * itself stays; removing it would let two processes lock two files of one name. */
struct _DeskLogLock
{
  int fd;
};

static gboolean
fail_busy (const char *path, int fd, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  char holder[128] = "";
  g_auto (GStrv) words = NULL;
  gssize length = pread (fd, holder, sizeof holder - 1, 0);

  /* What is inside is only told to a person, so it is taken for text that may be anything. */
  holder[MAX (length, 0)] = '\0';
  words = g_strsplit (g_strchomp (holder), " ", 2);
  if (g_strv_length (words) == 2 && g_utf8_validate (holder, -1, NULL))
    return desk_fail (error, DESK_ERROR_LOG_BUSY,
                      _ ("The log “%s” is being written by %s (process %s). Close it there first."),
                      display, words[1], words[0]);

  return desk_fail (error, DESK_ERROR_LOG_BUSY,
                    _ ("The log “%s” is being written by another program. Close it there first."),
                    display);
}

static gboolean
fail_errno (const char *path, int number, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  if (number == ENOSPC || number == EDQUOT)
    return desk_fail (error, DESK_ERROR_LOG_FULL,
                      _ ("The disk is full, so the log “%s” cannot be opened. Make room and try again."),
                      display);
  if (number == EROFS || number == EACCES || number == EPERM)
    return desk_fail (error, DESK_ERROR_LOG_READ_ONLY,
                      _ ("The log “%s” cannot be opened: %s. Make its folder writable and try again."),
                      display, g_strerror (number));

  return desk_fail (error, DESK_ERROR_FAILED, _ ("The log “%s” cannot be opened: %s."), display,
                    g_strerror (number));
}

/**
 * desk_log_lock_take:
 * @path: the log file, which need not be there yet
 * @error: %DESK_ERROR_LOG_BUSY with who has it, %DESK_ERROR_LOG_FULL,
 *   %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED
 *
 * Becomes the one writer of a log, by a lock on the file `<path>.lock`, in
 * which the process id and the program's name then stand.
 *
 * Returns: (transfer full) (nullable): the lock
 */
DeskLogLock *
desk_log_lock_take (const char *path, GError **error)
{
  /* One file that two names lead to has one lock. */
  g_autofree char *real = realpath (path, NULL);
  g_autofree char *lock_path = g_strconcat (real != NULL ? real : path, ".lock", NULL);
  g_autofree char *folder = g_path_get_dirname (lock_path);
  g_autofree char *holder = NULL;
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  const char *program = g_get_prgname ();
  DeskLogLock *self;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail_errno (path, errno, error);
      return NULL;
    }

  fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      fail_errno (path, errno, error);
      return NULL;
    }

  if (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        fail_busy (path, fd, error);
      else
        fail_errno (path, errno, error);
      close (fd);
      return NULL;
    }

  /* Who holds it is a courtesy: on a full disk the lock counts all the same. */
  holder = g_strdup_printf ("%d %s\n", (int) getpid (),
                            program != NULL ? program : program_invocation_short_name);
  if (ftruncate (fd, 0) != 0 || pwrite (fd, holder, strlen (holder), 0) < 0)
    g_debug ("Could not write %s: %s", lock_path, g_strerror (errno));

  self = g_new (DeskLogLock, 1);
  self->fd = fd;

  return self;
}

/**
 * desk_log_lock_release:
 * @self: (transfer full): a lock
 *
 * Lets the next one write.
 */
void
desk_log_lock_release (DeskLogLock *self)
{
  if (ftruncate (self->fd, 0) != 0)
    g_debug ("Could not empty a lock file: %s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}
