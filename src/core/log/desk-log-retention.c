/* desk-log-retention.c: keeps a log within its limits
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-schema.h"
#include "desk-log-store-private.h"

/* The oldest messages are removed in steps of so many messages or this share of
 * the write-ahead log, through which the removed pages go. Each step is a
 * transaction of its own, so new messages need not wait. */
#define STEP_MESSAGES 8192
#define STEP_SHARE 8

/* What a message takes beside its payload, roughly */
#define ROW_OVERHEAD 32

/* Events are looked at so many at a time. */
#define STEP_EVENTS 256

/* Free pages that are given back to the file system in a step: 4 MiB */
#define STEP_PAGES 256

/* The write-ahead log may become this large, or an eighth of what the log may
 * have in all if that is less. */
#define WAL_MAX ((guint64) DESK_LOG_WAL_PAGES_MAX * DESK_LOG_PAGE_SIZE)

/* Pages that are kept free for new messages: a share of the file, and at least so many */
#define RESERVE_SHARE 64
#define RESERVE_PAGES 16

/* How far the note in the file of what the time is may fall behind */
#define NOTE_CLOCK_EVERY G_TIME_SPAN_DAY

/* A file of which a quarter and this much is free is made smaller when there is time. */
#define FREE_MAX (G_GUINT64_CONSTANT (16) * 1024 * 1024)

static guint64
get_wal_max (guint64 max_bytes)
{
  return max_bytes == 0 ? WAL_MAX : CLAMP (max_bytes / 8, RESERVE_PAGES * DESK_LOG_PAGE_SIZE, WAL_MAX);
}

/* Pages that the file may have so that with its write-ahead log, which grows
 * past its own limit for a moment, it stays within the limit */
static guint64
get_pages_max (guint64 max_bytes)
{
  guint64 wal_max = get_wal_max (max_bytes);

  if (max_bytes == 0)
    return G_MAXUINT32;

  return (max_bytes - MIN (max_bytes, max_bytes / 16 + wal_max + wal_max / 2)) / DESK_LOG_PAGE_SIZE;
}

/**
 * desk_log_store_set_limits:
 * @self: a log file
 * @max_bytes: size that the file may have, with its write-ahead log; 0: any
 * @max_days: age that a message may have; 0: any
 *
 * Sets what desk_log_store_trim() keeps to.
 */
void
desk_log_store_set_limits (DeskLogStore *self, guint64 max_bytes, guint max_days)
{
  guint64 wal_max = get_wal_max (max_bytes);
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_size_limit = %u", (guint) wal_max);

  self->max_bytes = max_bytes;
  self->max_days = max_days;
  self->age_checked = 0;
  sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  desk_log_checkpointer_set_pages_max (self->checkpointer, (guint) (wal_max / DESK_LOG_PAGE_SIZE));
}

static gboolean
read_number (DeskLogStore *self, DeskLogStatement which, guint64 *number, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, which, error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  found = sqlite3_step (statement) == SQLITE_ROW;
  if (found)
    *number = (guint64) sqlite3_column_int64 (statement, 0);
  else
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);

  return found;
}

/* Finds how far one step goes. Returns: FALSE on error; in @end the id after the last message to remove */
static gboolean
find_end (DeskLogStore *self, gint64 cutoff, gint64 *end, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_LIST_OLDEST, error);
  gint64 bytes_max = (gint64) get_wal_max (self->max_bytes) / STEP_SHARE;
  gint64 bytes = 0;
  int rc;

  if (statement == NULL)
    return FALSE;

  *end = self->first_id;
  sqlite3_bind_int64 (statement, 1, STEP_MESSAGES);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      if (bytes >= bytes_max
          || desk_log_clock_correct (&self->clock, id, sqlite3_column_int64 (statement, 1)) >= cutoff)
        break;
      bytes += ROW_OVERHEAD + sqlite3_column_int64 (statement, 2);
      *end = id + 1;
    }
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);

  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static gboolean
run_with (DeskLogStore *self, DeskLogStatement which, gint64 a, gint64 b, gint64 c, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, which, error);

  if (statement == NULL)
    return FALSE;
  /* A statement that has fewer parameters refuses the rest, which is fine. */
  sqlite3_bind_int64 (statement, 1, a);
  sqlite3_bind_int64 (statement, 2, b);
  sqlite3_bind_int64 (statement, 3, c);

  return _desk_log_store_run (self, statement, error);
}

/* Removes the messages below @end with their notes, and the oldest events that
 * came before them or before @cutoff. The next id is written down in the same
 * transaction: when no message is left, only that tells it. */
static gboolean
remove_oldest (DeskLogStore *self, gint64 end, gint64 cutoff, GError **error)
{
  if (!desk_log_store_begin (self, error)
      || !run_with (self, DESK_LOG_REMOVE_MESSAGES, end, 0, 0, error)
      || !run_with (self, DESK_LOG_REMOVE_NOTES, end, 0, 0, error)
      || !run_with (self, DESK_LOG_REMOVE_EVENTS, STEP_EVENTS, end - 1, cutoff, error)
      || !_desk_log_store_set_meta (self, "next-message-id", self->next_id, error)
      || !desk_log_store_commit (self, NULL, error))
    {
      desk_log_store_rollback (self);
      return FALSE;
    }
  self->first_id = end;

  return TRUE;
}

/* Writes down what the next run has to know of the time, seldom. */
static gboolean
note_clock (DeskLogStore *self, GError **error)
{
  const DeskLogClock *clock = &self->clock;

  if (ABS (clock->believed - self->clock_noted.believed) < NOTE_CLOCK_EVERY
      && clock->doubted == self->clock_noted.doubted && clock->move.at == self->clock_noted.move.at)
    return TRUE;

  if (!desk_log_store_begin (self, error)
      || !_desk_log_store_set_meta (self, "clock", clock->believed, error)
      || !_desk_log_store_set_meta (self, "doubted", clock->doubted, error)
      || !_desk_log_store_set_meta (self, "moved_below", clock->move.below, error)
      || !_desk_log_store_set_meta (self, "moved_from", clock->move.from, error)
      || !_desk_log_store_set_meta (self, "moved_by", clock->move.by, error)
      || !_desk_log_store_set_meta (self, "moved_at", clock->move.at, error)
      || !desk_log_store_commit (self, NULL, error))
    {
      desk_log_store_rollback (self);
      return FALSE;
    }
  self->clock_noted = *clock;

  return TRUE;
}

static gboolean
trim_by_age (DeskLogStore *self, gboolean *more, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  gint64 span = self->max_days * G_TIME_SPAN_DAY;
  gint64 cutoff, events_cutoff;
  gint64 end;

  if (self->max_days == 0 || (self->age_checked != 0 && now < self->age_checked + G_TIME_SPAN_MINUTE))
    return TRUE;

  cutoff = desk_log_clock_look (&self->clock, desk_log_clock_get_now (), desk_log_clock_get_since_boot (), span / 2,
                                self->next_id)
           - span;
  /* Events have no id by which their stamps could be corrected, so they go with the messages then. */
  events_cutoff = self->first_id < self->clock.move.below ? G_MININT64 : cutoff;
  if (!note_clock (self, error))
    return FALSE;
  if (!find_end (self, cutoff, &end, error))
    return FALSE;
  if (end > self->first_id)
    {
      *more = TRUE;
      return remove_oldest (self, end, events_cutoff, error);
    }

  self->age_checked = now;

  return run_with (self, DESK_LOG_REMOVE_EVENTS, STEP_EVENTS, 0, events_cutoff, error);
}

/* Gives free pages at the end of the file back, moving what is behind them. */
static gboolean
vacuum (DeskLogStore *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA incremental_vacuum (%u)", STEP_PAGES);

  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK
         || desk_log_schema_fail (self->db, error);
}

/* A file at its limit does not become smaller and larger all the time: some
 * free pages are kept in it, which the next messages fill. It is only made
 * smaller when it is too large all the same, as after a change of the limit or
 * a single huge message, or when there is time for it. */
static gboolean
trim_by_size (DeskLogStore *self, gboolean idle, gboolean *more, GError **error)
{
  guint64 limit = get_pages_max (self->max_bytes);
  guint64 reserve = MAX (limit / RESERVE_SHARE, RESERVE_PAGES);
  guint64 n_pages, n_free;
  gint64 end;

  if (!read_number (self, DESK_LOG_COUNT_PAGES, &n_pages, error)
      || !read_number (self, DESK_LOG_COUNT_FREE, &n_free, error))
    return FALSE;

  /* Removing has fallen behind writing when nearly all of the reserve is used. */
  self->over = n_pages - n_free + reserve / 4 > limit;
  if (n_pages - n_free + reserve > limit)
    {
      if (!find_end (self, G_MAXINT64, &end, error))
        return FALSE;
      /* The newest message stays, however large it is. */
      end = MIN (end, self->next_id - 1);
      if (end > self->first_id)
        {
          *more = TRUE;
          return remove_oldest (self, end, G_MININT64, error);
        }
    }

  if (n_free > 0
      && (n_pages > limit + reserve
          || self->shrink || (idle && n_free > n_pages / 4 && n_free * DESK_LOG_PAGE_SIZE > FREE_MAX)))
    {
      *more = TRUE;
      return vacuum (self, error);
    }
  self->shrink = FALSE;

  return TRUE;
}

/**
 * desk_log_store_delete_all:
 * @self: a log file, in a transaction
 * @error: as of desk_log_schema_fail()
 *
 * Deletes all messages that are there or were inserted in this transaction,
 * with their notes, and all events. From the commit on they do not count any
 * more, also if the program ends; desk_log_store_trim() takes them out of the
 * file in small steps.
 *
 * Returns: whether it worked; if not, roll back
 */
gboolean
desk_log_store_delete_all (DeskLogStore *self, GError **error)
{
  self->delete_below_next = self->next_id;

  return _desk_log_store_set_meta (self, "delete-below", self->next_id, error);
}

/**
 * desk_log_store_is_deleting:
 * @self: a log file
 *
 * Returns: whether something that was deleted still takes room
 */
gboolean
desk_log_store_is_deleting (DeskLogStore *self)
{
  return self->delete_below > 0 || self->shrink;
}

/* One step of what desk_log_store_delete_all() has asked for */
static gboolean
delete_some (DeskLogStore *self, GError **error)
{
  gint64 end;

  if (self->first_id < self->delete_below)
    return find_end (self, G_MAXINT64, &end, error)
           && remove_oldest (self, MIN (end, self->delete_below), G_MININT64, error);

  if (!run_with (self, DESK_LOG_REMOVE_EVENTS, STEP_EVENTS, self->delete_below - 1, G_MININT64, error))
    return FALSE;
  if (sqlite3_changes (self->db) > 0)
    return TRUE;

  if (!_desk_log_store_set_meta (self, "delete-below", 0, error))
    return FALSE;
  self->delete_below = self->delete_below_next = 0;
  self->sweep_wanted = TRUE;
  self->shrink = TRUE;

  return TRUE;
}

/**
 * desk_log_store_trim:
 * @self: a log file, outside of a transaction
 * @idle: whether nothing else waits for being written
 * @more: (out): whether there is more to do
 * @error: as of desk_log_schema_fail()
 *
 * Does one small step to keep the file within its limits. Messages are only
 * removed at the head, in the order of their ids; so one whose time is wrong
 * because the clock was, keeps those after it until its own time is over or
 * the size is. What the time is tells desk_log_clock_look().
 *
 * Returns: whether it worked
 */
gboolean
desk_log_store_trim (DeskLogStore *self, gboolean idle, gboolean *more, GError **error)
{
  gint64 first_id = self->first_id;

  *more = FALSE;
  self->over = FALSE;
  if (self->delete_below > 0)
    {
      *more = TRUE;
      return delete_some (self, error);
    }
  /* Unused topics go before messages do. */
  if (!trim_by_age (self, more, error)
      || (!*more && !_desk_log_store_sweep (self, more, error))
      || (!*more && !trim_by_size (self, idle, more, error)))
    return FALSE;
  if (self->first_id != first_id)
    self->trimmed = TRUE;

  return TRUE;
}

/**
 * desk_log_store_is_over:
 * @self: a log file
 *
 * Returns: whether the last step of desk_log_store_trim() has found so much
 *   in the file that no more should be written before more is removed
 */
gboolean
desk_log_store_is_over (DeskLogStore *self)
{
  return self->over;
}

/**
 * desk_log_store_checkpoint:
 * @self: a log file, outside of a transaction
 *
 * Moves the write-ahead log into the file as far as nobody reads from it, and
 * empties it if nobody does at all.
 *
 * Returns: whether it is empty, so that the file has its size
 */
gboolean
desk_log_store_checkpoint (DeskLogStore *self)
{
  int result;

  desk_log_checkpointer_wait (self->checkpointer);
  sqlite3_busy_timeout (self->db, 0);
  result = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->db, DESK_LOG_BUSY_TIMEOUT);

  return result == SQLITE_OK;
}
