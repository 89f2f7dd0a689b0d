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
#include "desk-log.h"

/* The lock belongs to the open file (OFD): it also keeps two logs of one
 * process apart, and the kernel drops it however the process ends. The file
 * itself stays; removing it would let two processes lock two files of one name. */
struct _DeskLogLock
{
  int fd;
};

static char *holder_name = NULL; /* set once, before there are threads */

/* One file that two names lead to has one lock. */
static char *
get_lock_path (const char *path)
{
  g_autofree char *real = realpath (path, NULL);

  return g_strconcat (real != NULL ? real : path, ".lock", NULL);
}

/* What makes a process id mean something: it counts since this start of this
 * machine, within one of its namespaces. */
static char *
read_place (void)
{
  g_autofree char *boot = NULL;
  g_autofree char *space = g_file_read_link ("/proc/self/ns/pid", NULL);

  g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL);

  return g_strdup_printf ("%s/%s", boot != NULL ? g_strchomp (boot) : "", space != NULL ? space : "");
}

/* What stands in the file is only told to a person, so it is taken for text
 * that may be anything:
 *
 *   PROCESS-ID PROGRAM
 *   HOST PLACE */
static gboolean
fail_busy (const char *path, int fd, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *here = read_place ();
  char text[512] = "";
  gssize length = pread (fd, text, sizeof text - 1, 0);
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) holder = NULL;
  g_auto (GStrv) where = NULL;

  text[MAX (length, 0)] = '\0';
  lines = g_strsplit (text, "\n", 3);
  holder = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", 2);
  where = g_strsplit (g_strv_length (lines) >= 2 ? lines[1] : "", " ", 2);
  if (g_strv_length (holder) != 2 || !g_utf8_validate (text, -1, NULL))
    return desk_fail (error, DESK_ERROR_LOG_BUSY,
                      _ ("The log “%s” is being written by another program. Close it there first."), display);

  if (g_strv_length (where) != 2 || g_str_equal (where[1], here))
    return desk_fail (error, DESK_ERROR_LOG_BUSY,
                      _ ("The log “%s” is being written by “%s” (process %s). Close it there first."), display,
                      holder[1], holder[0]);
  if (g_str_equal (where[0], g_get_host_name ()))
    return desk_fail (error, DESK_ERROR_LOG_BUSY,
                      _ ("The log “%s” is being written by “%s” in another container. Close it there first."),
                      display, holder[1]);

  return desk_fail (error, DESK_ERROR_LOG_BUSY,
                    _ ("The log “%s” is being written by “%s” on “%s”. Close it there first."), display,
                    holder[1], where[0]);
}

static gboolean
fail_errno (const char *path, int number, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  if (number == ENOSPC || number == EDQUOT)
    return desk_fail (error, DESK_ERROR_LOG_FULL,
                      _ ("The disk is full, so the log “%s” cannot be opened. Make room on it; writing then begins."),
                      display);
  if (number == EROFS || number == EACCES || number == EPERM)
    return desk_fail (error, DESK_ERROR_LOG_READ_ONLY,
                      _ ("The log “%s” cannot be opened: %s. Make its folder writable; writing then begins."),
                      display, g_strerror (number));

  return desk_fail (error, DESK_ERROR_FAILED, _ ("The log “%s” cannot be opened: %s."), display,
                    g_strerror (number));
}

/**
 * desk_log_set_holder_name:
 * @name: what this program does, as in “mqtt-desk record”
 *
 * Sets what others are told of who holds a log, before any is opened. Without
 * this it is the name of the program.
 */
void
desk_log_set_holder_name (const char *name)
{
  g_free (holder_name);
  holder_name = g_strdup (name);
}

/**
 * desk_log_lock_take:
 * @path: the log file, which need not be there yet
 * @error: %DESK_ERROR_LOG_BUSY with who has it, %DESK_ERROR_LOG_FULL,
 *   %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED
 *
 * Becomes the one writer of a log, by a lock on the file `<path>.lock`, in
 * which it then stands who has it.
 *
 * Returns: (transfer full) (nullable): the lock
 */
DeskLogLock *
desk_log_lock_take (const char *path, GError **error)
{
  g_autofree char *lock_path = get_lock_path (path);
  g_autofree char *folder = g_path_get_dirname (lock_path);
  g_autofree char *holder = NULL;
  g_autofree char *place = NULL;
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  const char *program = holder_name != NULL ? holder_name : g_get_prgname ();
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
  place = read_place ();
  holder = g_strdup_printf ("%d %s\n%s %s\n", (int) getpid (),
                            program != NULL ? program : program_invocation_short_name, g_get_host_name (), place);
  if (ftruncate (fd, 0) != 0 || pwrite (fd, holder, strlen (holder), 0) < 0)
    g_debug ("Could not write %s: %s", lock_path, g_strerror (errno));

  self = g_new (DeskLogLock, 1);
  self->fd = fd;

  return self;
}

/**
 * desk_log_lock_is_free:
 * @path: a log file
 *
 * Returns: whether nobody holds the lock at this moment
 */
gboolean
desk_log_lock_is_free (const char *path)
{
  g_autofree char *lock_path = get_lock_path (path);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (lock_path, O_RDONLY | O_CLOEXEC);
  gboolean is_free = TRUE;

  if (fd < 0)
    return errno == ENOENT;
  if (fcntl (fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK)
    is_free = FALSE;
  close (fd);

  return is_free;
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
