/* desk-log-follower.c: watches a log that another process writes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <sys/stat.h>

#include "desk-log-follower.h"
#include "desk-log-lock.h"
#include "desk-log-schema.h"

/* How often it looks whether there is more: often while there is, and then
 * ever more seldom, as nobody tells when another process commits. */
#define INTERVAL_MIN (40 * G_TIME_SPAN_MILLISECOND)
#define INTERVAL_MAX (500 * G_TIME_SPAN_MILLISECOND)

/* Milliseconds that it waits for a file that is being recovered */
#define BUSY_TIMEOUT 200

static const char ends_text[] = "SELECT (SELECT min (id) FROM message), (SELECT max (id) FROM message),"
                                " (SELECT value FROM meta WHERE key = 'next-message-id'),"
                                " (SELECT value FROM meta WHERE key = 'delete-below')";

struct _DeskLogFollower
{
  char *path;
  DeskLogWakeFunc wake;
  gpointer user_data;
  GDestroyNotify destroy;

  /* of the thread alone */
  sqlite3 *db;        /* (owned) (nullable) */
  sqlite3_stmt *ends; /* (owned) (nullable) */
  guint64 device;
  guint64 inode;

  GMutex mutex;
  GCond cond;
  gboolean stopped;
  gboolean released;
  DeskLogReport report;
};

static void
close_file (DeskLogFollower *self)
{
  g_clear_pointer (&self->ends, sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close_v2);
}

static void
follower_clear (gpointer data)
{
  DeskLogFollower *self = data;

  close_file (self);
  desk_log_report_clear (&self->report);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  self->destroy (self->user_data);
  g_free (self->path);
}

static void
follower_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, follower_clear);
}

/* The writer may begin a new file under the same name. */
static gboolean
open_file (DeskLogFollower *self)
{
  struct stat status;

  if (stat (self->path, &status) != 0)
    return FALSE;
  if (self->db != NULL && self->device == (guint64) status.st_dev && self->inode == (guint64) status.st_ino)
    return TRUE;

  close_file (self);
  self->db = desk_log_schema_open_reader (self->path, NULL);
  if (self->db == NULL)
    return FALSE;
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT);
  if (sqlite3_prepare_v3 (self->db, ends_text, -1, SQLITE_PREPARE_PERSISTENT, &self->ends, NULL) != SQLITE_OK)
    {
      close_file (self);
      return FALSE;
    }

  self->device = (guint64) status.st_dev;
  self->inode = (guint64) status.st_ino;
  g_mutex_lock (&self->mutex);
  self->report.generation++;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static guint64
get_size (DeskLogFollower *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  struct stat status;
  guint64 size = 0;

  if (stat (self->path, &status) == 0)
    size += (guint64) status.st_size;
  if (stat (wal, &status) == 0)
    size += (guint64) status.st_size;

  return size;
}

/* Returns: whether there is something new to tell */
static gboolean
look (DeskLogFollower *self)
{
  DeskLogReport *report = &self->report;
  gint64 first_id, last_id, next_id;
  guint64 size;
  gboolean changed;

  if (!open_file (self))
    return FALSE;
  if (sqlite3_step (self->ends) != SQLITE_ROW)
    {
      /* A file that turns out to be damaged is the writer's to set aside; then there is another. */
      close_file (self);
      return FALSE;
    }
  next_id = MAX (sqlite3_column_int64 (self->ends, 1) + 1, sqlite3_column_int64 (self->ends, 2));
  last_id = next_id - 1;
  first_id = sqlite3_column_type (self->ends, 0) == SQLITE_NULL ? next_id : sqlite3_column_int64 (self->ends, 0);
  first_id = MAX (first_id, sqlite3_column_int64 (self->ends, 3));
  sqlite3_reset (self->ends);
  size = get_size (self);

  g_mutex_lock (&self->mutex);
  changed = report->state != DESK_LOG_WRITER_OPEN || report->first_id != first_id || report->last_id != last_id
            || report->size != size;
  report->state = DESK_LOG_WRITER_OPEN;
  report->first_id = first_id;
  report->last_id = last_id;
  report->size = size;
  g_mutex_unlock (&self->mutex);

  return changed;
}

static gboolean
wait (DeskLogFollower *self, gint64 interval)
{
  gint64 until = g_get_monotonic_time () + interval;
  gboolean stopped;

  g_mutex_lock (&self->mutex);
  while (!self->stopped && g_cond_wait_until (&self->cond, &self->mutex, until))
    continue;
  stopped = self->stopped;
  g_mutex_unlock (&self->mutex);

  return !stopped;
}

static gpointer
run (gpointer data)
{
  DeskLogFollower *self = data;
  gint64 interval = INTERVAL_MIN;
  gboolean released = FALSE;

  do
    {
      gboolean changed = look (self);
      gboolean is_free = desk_log_lock_is_free (self->path);

      interval = changed ? INTERVAL_MIN : MIN (interval * 2, INTERVAL_MAX);
      if (is_free != released)
        {
          released = changed = is_free;
          g_mutex_lock (&self->mutex);
          self->released = released;
          g_mutex_unlock (&self->mutex);
        }
      if (changed)
        self->wake (self->user_data);
    }
  while (wait (self, interval));

  close_file (self);
  follower_unref (self);

  return NULL;
}

/**
 * desk_log_follower_start:
 * @path: a log file that another process holds
 * @wake: called in the follower's thread when there is a new report
 * @user_data: for @wake
 * @destroy: frees @user_data, in any thread
 *
 * Reads from time to time how far the log has got, and whether its writer has
 * ended, from a thread of its own.
 *
 * Returns: (transfer full): the follower
 */
DeskLogFollower *
desk_log_follower_start (const char *path, DeskLogWakeFunc wake, gpointer user_data, GDestroyNotify destroy)
{
  DeskLogFollower *self = g_atomic_rc_box_new0 (DeskLogFollower);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->path = g_strdup (path);
  self->wake = wake;
  self->user_data = user_data;
  self->destroy = destroy;
  self->report.first_id = 1;
  g_thread_unref (g_thread_new ("desk-log-follower", run, g_atomic_rc_box_acquire (self)));

  return self;
}

/**
 * desk_log_follower_stop:
 * @self: (transfer full): a follower
 *
 * Ends the thread, without waiting for that: a slow disk must not stop a window.
 */
void
desk_log_follower_stop (DeskLogFollower *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  follower_unref (self);
}

/**
 * desk_log_follower_take_report:
 * @self: a follower
 * @report: (out caller-allocates): how far the log has got; its state is
 *   %DESK_LOG_WRITER_OPENING as long as the file could not be read
 *
 * Returns: whether nobody writes the log any more
 */
gboolean
desk_log_follower_take_report (DeskLogFollower *self, DeskLogReport *report)
{
  gboolean released;

  g_mutex_lock (&self->mutex);
  *report = self->report;
  released = self->released;
  g_mutex_unlock (&self->mutex);
  report->flushed = g_ptr_array_new ();

  return released;
}
