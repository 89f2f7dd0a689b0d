/* desk-search-run.c: hands over the messages of a log that match, one by one
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-log-schema.h"
#include "desk-search-blob.h"
#include "desk-search-run.h"
#include "desk-search-scan.h"

/* A payload beyond 65,536 bytes is read in windows. They are larger than the pieces that
 * are asked for, since each must find its place in the file again. */
#define READ_ROW                                                                             \
  "SELECT message.time, topic.name, message.flags, message.properties,"                      \
  " CASE WHEN length (payload) <= 65536 THEN payload ELSE length (payload) END FROM message" \
  " LEFT JOIN topic ON topic.id = message.topic WHERE message.id = ?1"
#define WINDOW (4 * 1024 * 1024)

/* What is read in one transaction before it is handed over */
#define BATCH_ROWS 256
#define BATCH_BYTES (1024 * 1024)

/**
 * Stored:
 * @properties: where they begin in the text, or -1
 * @payload: where it begins in the text, or -1 if it is too large for that
 *
 * A message that was read; the offsets lead into the text of its batch.
 */
typedef struct
{
  gint64 id;
  gint64 time;
  DeskMessageFlags flags;
  gssize topic;
  gssize properties;
  gssize payload;
  gsize size;
} Stored;

/* Nothing of this holds a transaction open while the function runs: it may write
 * to a pipe that nobody reads for hours. */
typedef struct
{
  sqlite3 *db;            /* (owned) */
  sqlite3_stmt *read_row; /* (owned) */
  DeskSearchBlob *blob;   /* (owned) */
  GArray *batch;          /* (owned) (element-type Stored) */
  GByteArray *text;       /* (owned): of the batch */
  DeskSearchRow row;      /* what is handed over */
  GByteArray *window;     /* (owned): a part of its payload */
  gsize window_start;
} Run;

static void
run_free (Run *run)
{
  g_clear_pointer (&run->blob, desk_search_blob_free);
  sqlite3_finalize (run->read_row);
  sqlite3_close_v2 (run->db);
  g_array_unref (run->batch);
  g_byte_array_unref (run->text);
  g_byte_array_unref (run->window);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static Run *
run_new (const char *path, GError **error)
{
  g_autoptr (Run) run = NULL;
  sqlite3 *db = desk_log_schema_open_reader (path, error);

  if (db == NULL)
    return NULL;

  run = g_new0 (Run, 1);
  run->db = db;
  run->blob = desk_search_blob_new (db);
  run->batch = g_array_new (FALSE, FALSE, sizeof (Stored));
  run->text = g_byte_array_new ();
  run->window = g_byte_array_new ();
  if (sqlite3_prepare_v2 (db, READ_ROW, -1, &run->read_row, NULL) != SQLITE_OK)
    {
      desk_log_schema_fail (db, error);
      return NULL;
    }

  return g_steal_pointer (&run);
}

/* Leaves both as they are if there is no message. */
static gboolean
read_range (Run *run, gint64 *first, gint64 *last, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (run->db,
                          "SELECT (SELECT min (id) FROM message), (SELECT max (id) FROM message)",
                          -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return desk_log_schema_fail (run->db, error);

  if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
    {
      *first = sqlite3_column_int64 (statement, 0);
      *last = sqlite3_column_int64 (statement, 1);
    }

  return TRUE;
}

static gboolean
fill_window (Run *run, gsize offset, GError **error)
{
  DeskSearchPayload payload = { NULL, };
  g_autofree char *number = NULL;
  gboolean ok = desk_search_blob_open (run->blob, run->row.id, &payload, NULL);

  g_byte_array_set_size (run->window, (guint) MIN (WINDOW, run->row.payload.size - offset));
  run->window_start = offset;
  ok = ok && payload.size == run->row.payload.size
       && payload.read (payload.source, offset, run->window->data, run->window->len, NULL);
  desk_search_blob_close (run->blob);
  if (ok)
    return TRUE;

  g_byte_array_set_size (run->window, 0);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, run->row.id);
  return desk_fail (error, DESK_ERROR_FAILED,
                    _ ("Message %s could not be read to its end; it may have been trimmed from the log "
                       "meanwhile. Search again."),
                    number);
}

static gboolean
read_piece (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error)
{
  Run *run = source;

  while (length > 0)
    {
      gsize n;

      if (offset < run->window_start || offset >= run->window_start + run->window->len)
        {
          if (!fill_window (run, offset, error))
            return FALSE;
        }
      n = MIN (length, run->window_start + run->window->len - offset);
      memcpy (buffer, run->window->data + (offset - run->window_start), n);
      buffer += n;
      offset += n;
      length -= n;
    }

  return TRUE;
}

static gssize
keep_bytes (Run *run, gconstpointer bytes, gsize length)
{
  gssize at = (gssize) run->text->len;

  g_byte_array_append (run->text, bytes, (guint) length);
  return at;
}

static gssize
keep_text (Run *run, const unsigned char *text)
{
  return text != NULL ? keep_bytes (run, text, strlen ((const char *) text) + 1) : -1;
}

/* A message that is not there any more was trimmed after it was found. */
static gboolean
read_row (Run *run, gint64 id, GError **error)
{
  sqlite3_stmt *statement = run->read_row;
  int rc;

  sqlite3_bind_int64 (statement, 1, id);
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    {
      Stored stored = { .id = id, .payload = -1 };

      stored.time = sqlite3_column_int64 (statement, 0);
      stored.topic = keep_text (run, sqlite3_column_text (statement, 1));
      stored.flags = (DeskMessageFlags) sqlite3_column_int (statement, 2);
      stored.properties = keep_text (run, sqlite3_column_text (statement, 3));
      if (sqlite3_column_type (statement, 4) == SQLITE_INTEGER)
        stored.size = (gsize) sqlite3_column_int64 (statement, 4);
      else
        {
          stored.size = (gsize) sqlite3_column_bytes (statement, 4);
          stored.payload = keep_bytes (run, sqlite3_column_blob (statement, 4), stored.size);
        }
      g_array_append_val (run->batch, stored);
    }
  sqlite3_reset (statement);

  return rc == SQLITE_ROW || rc == SQLITE_DONE || desk_log_schema_fail (run->db, error);
}

/* Reads messages from @position on and moves it behind them. */
static gboolean
read_batch (Run *run, GArray *ids, guint *position, GError **error)
{
  gboolean ok = TRUE;

  g_array_set_size (run->batch, 0);
  g_byte_array_set_size (run->text, 0);
  if (sqlite3_exec (run->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return desk_log_schema_fail (run->db, error);

  while (ok && *position < ids->len && run->batch->len < BATCH_ROWS && run->text->len < BATCH_BYTES)
    ok = read_row (run, g_array_index (ids, gint64, (*position)++), error);
  sqlite3_exec (run->db, "COMMIT", NULL, NULL, NULL);

  return ok;
}

static const char *
find_text (Run *run, gssize at, const char *otherwise)
{
  return at >= 0 ? (const char *) run->text->data + at : otherwise;
}

static DeskSearchRow *
prepare_row (Run *run, const Stored *stored)
{
  DeskSearchRow *row = &run->row;

  row->id = stored->id;
  row->time = stored->time;
  row->topic = find_text (run, stored->topic, "");
  row->flags = stored->flags;
  row->properties = find_text (run, stored->properties, NULL);
  row->payload.data = (const guint8 *) find_text (run, stored->payload, NULL);
  row->payload.size = stored->size;
  row->payload.read = read_piece;
  row->payload.source = run;
  g_byte_array_set_size (run->window, 0);

  return row;
}

static gboolean
hand_over (Run *run, GArray *ids, DeskSearchRowFunc func, gpointer user_data, GError **error)
{
  guint position = 0;

  while (position < ids->len)
    {
      if (!read_batch (run, ids, &position, error))
        return FALSE;

      for (guint i = 0; i < run->batch->len; i++)
        {
          if (!func (prepare_row (run, &g_array_index (run->batch, Stored, i)), user_data, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
run_range (Run *run,
           DeskSearchScan *scan,
           const DeskIdRange *range,
           DeskSearchRowFunc func,
           gpointer user_data,
           GError **error)
{
  GCancellable *cancellable = run->row.payload.cancellable;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 next = range->first;

  while (next <= range->last)
    {
      gint64 slice_last = range->last - next < DESK_SEARCH_SLICE ? range->last : next + DESK_SEARCH_SLICE - 1;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      g_array_set_size (ids, 0);
      if (!desk_search_scan_run (scan, next, slice_last, FALSE, cancellable, ids, &next, error))
        return FALSE;
      next++;

      if (!hand_over (run, ids, func, user_data, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * desk_search_run_scope_sync:
 * @path: the log file; the log may be written meanwhile
 * @scope: which messages
 * @func: what is called with each of them
 * @user_data: for @func
 * @cancellable: (nullable): ends it
 * @error: as desk_log_schema_open_reader(), %G_IO_ERROR_CANCELLED, what @func
 *   said, or %DESK_ERROR_PARTIAL: a regular expression gave up on some messages, all
 *   others were handed over
 *
 * Hands over what is in a log when it begins, from the oldest message to the
 * newest, with memory that does not depend on the log: neither what arrives
 * later nor what is trimmed meanwhile. It blocks.
 *
 * Returns: whether all of it was handed over
 */
gboolean
desk_search_run_scope_sync (const char *path,
                            DeskLogScope *scope,
                            DeskSearchRowFunc func,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (DeskSearchPlan) plan = desk_search_plan_new (scope->filter, (const char *const *) scope->excluded,
                                                          (const char *const *) scope->kept);
  g_autoptr (Run) run = run_new (path, error);
  g_autoptr (DeskSearchScan) scan = NULL;
  DeskIdRange all = { 1, 0 };
  GError *warning;

  if (run == NULL)
    return FALSE;
  scan = desk_search_scan_new (path, plan, error);
  if (scan == NULL || !read_range (run, &all.first, &all.last, error))
    return FALSE;

  run->row.payload.cancellable = cancellable;
  if (scope->ranges == NULL && !run_range (run, scan, &all, func, user_data, error))
    return FALSE;
  for (guint i = 0; scope->ranges != NULL && i < desk_id_ranges_get_length (scope->ranges); i++)
    {
      DeskIdRange range = *desk_id_ranges_get (scope->ranges, i);

      range.first = MAX (range.first, all.first);
      range.last = MIN (range.last, all.last);
      if (!run_range (run, scan, &range, func, user_data, error))
        return FALSE;
    }

  warning = desk_search_plan_get_warning (plan);
  if (warning != NULL)
    g_propagate_error (error, warning);
  return warning == NULL;
}

/**
 * desk_search_run_sync:
 * @path: the log file; the log may be written meanwhile
 * @filter: (nullable): what must match
 * @func: what is called with each message that does
 * @user_data: for @func
 * @cancellable: (nullable): ends the search
 * @error: as desk_search_run_scope_sync()
 *
 * Hands over what matches @filter in the whole log. It blocks.
 *
 * Returns: whether all of it was searched
 */
gboolean
desk_search_run_sync (const char *path,
                      DeskFilter *filter,
                      DeskSearchRowFunc func,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (DeskLogScope) scope = desk_log_scope_new (filter, NULL, NULL, NULL);

  return desk_search_run_scope_sync (path, scope, func, user_data, cancellable, error);
}
