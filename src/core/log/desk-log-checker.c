/* desk-log-checker.c: looks for damage in a log file while it is written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "desk-log-checker.h"
#include "desk-log-schema.h"

/* Steps of SQLite's between two looks at whether the check shall end */
#define STEPS 20000

/* A check reads one snapshot of the file, which keeps the write-ahead log from
 * being emptied. In a flood it would become too large, so the check begins
 * again later, and gives up where it always floods. */
#define WAL_MAX (G_GINT64_CONSTANT (128) * 1024 * 1024)
#define RETRY_INTERVAL (60 * G_TIME_SPAN_SECOND)
#define TRIES 10

/* The least that a thread may be preferred */
#define NICE 19

struct _DeskLogChecker
{
  GThread *thread;
  char *path;
  char *wal_path;
  gint64 delay;
  DeskLogCheckedFunc func;
  gpointer user_data;
  int stopped; /* atomic */
  int result;  /* atomic, DeskLogCheck */

  GMutex mutex;
  GCond cond;
};

static gint64
get_wal_size (DeskLogChecker *self)
{
  struct stat status;

  return stat (self->wal_path, &status) == 0 ? status.st_size : 0;
}

static int
on_progress (gpointer data)
{
  DeskLogChecker *self = data;

  return g_atomic_int_get (&self->stopped) || get_wal_size (self) > WAL_MAX;
}

static DeskLogCheck
check (DeskLogChecker *self)
{
  sqlite3 *db = desk_log_schema_open_unseen (self->path, NULL);
  g_autoptr (sqlite3_stmt) statement = NULL;
  DeskLogCheck result = DESK_LOG_CHECK_RUNNING;
  int rc;

  if (db == NULL)
    return DESK_LOG_CHECK_RUNNING;

  sqlite3_progress_handler (db, STEPS, on_progress, self);
  rc = sqlite3_prepare_v2 (db, "PRAGMA quick_check (1)", -1, &statement, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    result = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0 ? DESK_LOG_CHECK_WHOLE
                                                                                      : DESK_LOG_CHECK_DAMAGED;
  else if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB)
    result = DESK_LOG_CHECK_DAMAGED;
  if (result == DESK_LOG_CHECK_DAMAGED)
    g_debug ("%s: %s", self->path,
             rc == SQLITE_ROW ? (const char *) sqlite3_column_text (statement, 0) : sqlite3_errmsg (db));
  g_clear_pointer (&statement, sqlite3_finalize);
  sqlite3_close_v2 (db);

  return result;
}

/* Returns: %FALSE if it shall end */
static gboolean
wait (DeskLogChecker *self, gint64 span)
{
  gint64 until = g_get_monotonic_time () + span;

  g_mutex_lock (&self->mutex);
  while (!g_atomic_int_get (&self->stopped) && g_cond_wait_until (&self->cond, &self->mutex, until))
    continue;
  g_mutex_unlock (&self->mutex);

  return !g_atomic_int_get (&self->stopped);
}

static gpointer
run (gpointer data)
{
  DeskLogChecker *self = data;
  DeskLogCheck result = DESK_LOG_CHECK_RUNNING;
  gint64 span = self->delay;

  /* On Linux this is for the thread alone. */
  setpriority (PRIO_PROCESS, 0, NICE);
  for (guint i = 0; i < TRIES && result == DESK_LOG_CHECK_RUNNING && wait (self, span); i++)
    {
      result = check (self);
      span = RETRY_INTERVAL;
    }

  g_atomic_int_set (&self->result, result == DESK_LOG_CHECK_RUNNING ? DESK_LOG_CHECK_GIVEN_UP : result);
  self->func (self->user_data);

  return NULL;
}

/**
 * desk_log_checker_start:
 * @path: a log file
 * @delay: microseconds to wait before it begins, so that it is not in the way
 *   of what happens at the start
 * @func: called in the checker's thread when there is a result
 * @user_data: for @func
 *
 * Reads the whole file in a thread that comes after all others, and looks
 * whether it is damaged (`PRAGMA quick_check`).
 *
 * Returns: (transfer full): the checker
 */
DeskLogChecker *
desk_log_checker_start (const char *path, gint64 delay, DeskLogCheckedFunc func, gpointer user_data)
{
  DeskLogChecker *self = g_new0 (DeskLogChecker, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->path = g_strdup (path);
  self->wal_path = g_strconcat (path, "-wal", NULL);
  self->delay = delay;
  self->func = func;
  self->user_data = user_data;
  self->thread = g_thread_new ("desk-log-checker", run, self);

  return self;
}

/**
 * desk_log_checker_free:
 * @self: (transfer full): a checker
 *
 * Ends the check, if it still runs, and waits for that; it takes milliseconds.
 */
void
desk_log_checker_free (DeskLogChecker *self)
{
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->stopped, TRUE);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self->wal_path);
  g_free (self);
}

/**
 * desk_log_checker_get_result:
 * @self: a checker
 *
 * Returns: what it has found; %DESK_LOG_CHECK_GIVEN_UP if so much is written
 *   all the time that the file could not be read
 */
DeskLogCheck
desk_log_checker_get_result (DeskLogChecker *self)
{
  return (DeskLogCheck) g_atomic_int_get (&self->result);
}
