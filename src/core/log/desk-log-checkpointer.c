/* desk-log-checkpointer.c: moves the write-ahead log into its file while more is written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-checkpointer.h"
#include "desk-log-schema.h"

/* What a commit waits for is mostly the disk: what was written must be there before and after it is moved. A thread of
 * its own waits instead of the writer. It never catches up with a flood, since the write-ahead log grows meanwhile, and
 * only one that was moved whole begins anew. So the writer moves the last few pages itself, between two commits. */

/* A log that may be smaller than this is moved by the writer alone: that takes no time. */
#define PAGES_MIN 1024

/* So few pages the writer moves itself */
#define PAGES_LEFT 512

struct _DeskLogCheckpointer
{
  sqlite3 *db; /* the writer's connection */
  char *path;
  GThread *thread; /* (nullable) */

  guint pages_max; /* how long the write-ahead log may become */
  guint pages;     /* how long it was after the last commit */

  GMutex mutex;
  GCond cond;
  gboolean wanted;
  gboolean busy;
  gboolean stopped;
  guint n_moved; /* pages that are in the file, of those in the write-ahead log; 0: not known */
};

static gboolean
wait_for_work (DeskLogCheckpointer *self)
{
  gboolean stopped;

  g_mutex_lock (&self->mutex);
  self->busy = self->wanted;
  g_cond_broadcast (&self->cond);
  while (!self->wanted && !self->stopped)
    g_cond_wait (&self->cond, &self->mutex);
  self->wanted = FALSE;
  stopped = self->stopped;
  g_mutex_unlock (&self->mutex);

  return !stopped;
}

static gpointer
run (gpointer data)
{
  DeskLogCheckpointer *self = data;
  sqlite3 *db = desk_log_schema_open_checkpointer (self->path);

  while (wait_for_work (self))
    {
      int n_pages = 0;
      int n_moved = 0;

      /* An error is the disk's, and the writer meets it as well. */
      if (db == NULL)
        db = desk_log_schema_open_checkpointer (self->path);
      if (db != NULL)
        sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_PASSIVE, &n_pages, &n_moved);

      g_mutex_lock (&self->mutex);
      self->n_moved = (guint) MAX (n_moved, 0);
      g_mutex_unlock (&self->mutex);
    }
  sqlite3_close_v2 (db);

  return NULL;
}

static void
start (DeskLogCheckpointer *self)
{
  if (self->thread == NULL)
    self->thread = g_thread_new ("desk-log-moves", run, self);
  self->wanted = TRUE;
  self->busy = TRUE;
  g_cond_broadcast (&self->cond);
}

/* Called after each commit. */
static int
on_commit (void *user_data, sqlite3 *db, const char *schema, int n_pages)
{
  DeskLogCheckpointer *self = user_data;
  guint pages = (guint) n_pages;
  gboolean move = FALSE;

  g_mutex_lock (&self->mutex);
  /* It has begun anew. */
  if (pages < self->pages)
    self->n_moved = 0;
  self->pages = pages;

  if (self->pages_max < PAGES_MIN)
    move = pages >= self->pages_max;
  else if (pages >= self->pages_max)
    {
      while (self->busy)
        g_cond_wait (&self->cond, &self->mutex);
      move = TRUE;
    }
  else if (pages >= self->pages_max / 4 && !self->busy)
    {
      move = self->n_moved > 0 && pages - MIN (pages, self->n_moved) <= PAGES_LEFT;
      if (!move)
        start (self);
    }
  g_mutex_unlock (&self->mutex);

  if (move)
    sqlite3_wal_checkpoint_v2 (db, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

  return SQLITE_OK;
}

/**
 * desk_log_checkpointer_new:
 * @path: a log file
 * @db: the connection that writes it; outlives the checkpointer
 *
 * Has the write-ahead log of @path moved into the file from now on, instead of
 * SQLite's `wal_autocheckpoint`.
 *
 * Returns: (transfer full): the checkpointer
 */
DeskLogCheckpointer *
desk_log_checkpointer_new (const char *path, sqlite3 *db)
{
  DeskLogCheckpointer *self = g_new0 (DeskLogCheckpointer, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->path = g_strdup (path);
  self->db = db;
  self->pages_max = DESK_LOG_WAL_PAGES_MAX;
  sqlite3_wal_hook (db, on_commit, self);

  return self;
}

/**
 * desk_log_checkpointer_free:
 * @self: (transfer full): a checkpointer
 *
 * Ends it; what is being moved is moved first.
 */
void
desk_log_checkpointer_free (DeskLogCheckpointer *self)
{
  sqlite3_wal_hook (self->db, NULL, NULL);
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (self->thread);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self);
}

/**
 * desk_log_checkpointer_set_pages_max:
 * @self: a checkpointer
 * @pages_max: pages, at least one
 *
 * Sets how long the write-ahead log may become before a commit waits until it
 * has been moved. It does get longer while somebody reads a part of it.
 */
void
desk_log_checkpointer_set_pages_max (DeskLogCheckpointer *self, guint pages_max)
{
  g_mutex_lock (&self->mutex);
  self->pages_max = pages_max;
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_checkpointer_wait:
 * @self: a checkpointer
 *
 * Waits until nothing is being moved, so that the writer can do it.
 */
void
desk_log_checkpointer_wait (DeskLogCheckpointer *self)
{
  g_mutex_lock (&self->mutex);
  while (self->busy)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
