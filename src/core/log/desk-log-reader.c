/* desk-log-reader.c: reads rows and whole messages from a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-log-gaps.h"
#include "desk-log-reader.h"
#include "desk-log-schema.h"
#include "desk-message.h"
#include "desk-properties.h"

/* A payload up to this length lies in one page of the file with its row, where
 * substr() costs nothing; of a longer one substr() would read all, so its
 * beginning is read as a blob. */
#define WITH_ROW_MAX 8192

/* Bytes of a payload that are read at once; between, cancelling is noticed. */
#define CHUNK (1024 * 1024)

static const char rows_text[]
    = "SELECT m.id, m.time, t.name, m.flags, m.properties IS NOT NULL, length (m.payload), m.topic,"
      " CASE WHEN length (m.payload) <= 8192 THEN substr (m.payload, 1, 256) END"
      " FROM message m LEFT JOIN topic t ON t.id = m.topic"
      " WHERE m.id BETWEEN ?1 AND ?2 ORDER BY m.id";

static const char message_text[] = "SELECT m.time, t.name, m.flags, m.properties, length (m.payload)"
                                   " FROM message m LEFT JOIN topic t ON t.id = m.topic WHERE m.id = ?1";

G_STATIC_ASSERT (WITH_ROW_MAX == 8192 && DESK_LOG_PREVIEW_MAX == 256);

struct _DeskLogReader
{
  sqlite3 *db;
  sqlite3_stmt *rows;
  DeskLogGaps *gaps;
  sqlite3_blob *blob; /* (nullable): open only while a statement runs */
};

/**
 * desk_log_reader_new:
 * @path: a log file
 * @busy_timeout: milliseconds to wait for a file that is locked, which only
 *   happens while it is recovered after a crash
 * @error: as of desk_log_schema_open_reader()
 *
 * Returns: (transfer full) (nullable): the reader
 */
DeskLogReader *
desk_log_reader_new (const char *path, int busy_timeout, GError **error)
{
  g_autoptr (DeskLogReader) self = NULL;
  sqlite3 *db = desk_log_schema_open_reader (path, error);

  if (db == NULL)
    return NULL;

  self = g_new0 (DeskLogReader, 1);
  self->db = db;
  sqlite3_busy_timeout (db, busy_timeout);
  self->gaps = desk_log_gaps_new (db);
  if (sqlite3_prepare_v3 (db, rows_text, -1, SQLITE_PREPARE_PERSISTENT, &self->rows, NULL) != SQLITE_OK)
    {
      desk_log_schema_fail (db, error);
      return NULL;
    }

  /* The first look at all events may take a while, so not when rows are read. */
  desk_log_gaps_update (self->gaps);

  return g_steal_pointer (&self);
}

void
desk_log_reader_free (DeskLogReader *self)
{
  sqlite3_blob_close (self->blob);
  sqlite3_finalize (self->rows);
  desk_log_gaps_free (self->gaps);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

static void
row_clear (gpointer data)
{
  DeskLogRow *row = data;

  g_ref_string_release (row->topic);
  g_bytes_unref (row->preview);
}

/* Moves the one blob handle to a message, which is cheaper than a new one. */
static gboolean
open_blob (DeskLogReader *self, gint64 id, GError **error)
{
  int rc = self->blob == NULL ? sqlite3_blob_open (self->db, "main", "message", "payload", id, 0, &self->blob)
                              : sqlite3_blob_reopen (self->blob, id);

  return rc == SQLITE_OK || desk_log_schema_fail (self->db, error);
}

static gboolean
read_preview (DeskLogReader *self, DeskLogRow *row, GError **error)
{
  char bytes[DESK_LOG_PREVIEW_MAX];

  if (!open_blob (self, row->id, error))
    return FALSE;
  if (sqlite3_blob_read (self->blob, bytes, sizeof bytes, 0) != SQLITE_OK)
    return desk_log_schema_fail (self->db, error);
  row->preview = g_bytes_new (bytes, sizeof bytes);

  return TRUE;
}

/* Rows that are read together share the strings of their topics. They are not
 * interned: GLib before 2.80 may hand out an interned string that another
 * thread is just freeing. */
static GRefString *
take_topic (sqlite3_stmt *statement, GHashTable *topics)
{
  gint64 id = sqlite3_column_int64 (statement, 6);
  GRefString *topic = g_hash_table_lookup (topics, &id);
  g_autofree char *valid = NULL;
  const char *name;

  if (topic == NULL)
    {
      name = (const char *) sqlite3_column_text (statement, 2);
      /* Somebody else may have written the file: what a label shows has to be text. */
      if (name != NULL && !g_utf8_validate (name, -1, NULL))
        name = valid = g_utf8_make_valid (name, -1);
      topic = g_ref_string_new (name != NULL ? name : "");
      g_hash_table_insert (topics, g_memdup2 (&id, sizeof id), topic);
    }

  return g_ref_string_acquire (topic);
}

static gboolean
read_row (DeskLogReader *self, GArray *rows, GHashTable *topics, GError **error)
{
  sqlite3_stmt *statement = self->rows;
  DeskLogRow row = {
    .id = sqlite3_column_int64 (statement, 0),
    .time = sqlite3_column_int64 (statement, 1),
    .flags = (DeskMessageFlags) sqlite3_column_int (statement, 3),
    .has_properties = sqlite3_column_int (statement, 4),
    .size = (gsize) sqlite3_column_int64 (statement, 5),
    .lost_before = desk_log_gaps_get_lost (self->gaps, sqlite3_column_int64 (statement, 0)),
  };

  if (row.size > WITH_ROW_MAX)
    {
      if (!read_preview (self, &row, error))
        return FALSE;
    }
  else
    row.preview
        = g_bytes_new (sqlite3_column_blob (statement, 7), (gsize) sqlite3_column_bytes (statement, 7));
  row.topic = take_topic (statement, topics);
  g_array_append_val (rows, row);

  return TRUE;
}

/**
 * desk_log_reader_read_rows:
 * @self: a reader
 * @first: first id
 * @last: last id
 * @deadline: monotonic time at which it gives up
 * @error: %G_IO_ERROR_TIMED_OUT, or as of desk_log_schema_fail()
 *
 * Reads the messages of a range that are in the file, by ascending id. The
 * time is looked at between rows, each of which takes a few microseconds.
 *
 * Returns: (transfer full) (nullable) (element-type DeskLogRow): the rows
 */
GArray *
desk_log_reader_read_rows (DeskLogReader *self, gint64 first, gint64 last, gint64 deadline, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (DeskLogRow));
  g_autoptr (GHashTable) topics
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ref_string_release);
  gboolean whole = FALSE;
  int rc;

  g_array_set_clear_func (rows, row_clear);
  desk_log_gaps_update (self->gaps);
  sqlite3_bind_int64 (self->rows, 1, first);
  sqlite3_bind_int64 (self->rows, 2, last);

  while ((rc = sqlite3_step (self->rows)) == SQLITE_ROW)
    {
      if (!read_row (self, rows, topics, error))
        break;
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
          break;
        }
    }
  if (rc == SQLITE_DONE)
    whole = TRUE;
  else if (rc != SQLITE_ROW)
    desk_log_schema_fail (self->db, error);

  /* Both would keep the snapshot, and with it the write-ahead log. */
  g_clear_pointer (&self->blob, sqlite3_blob_close);
  sqlite3_reset (self->rows);

  return whole ? g_steal_pointer (&rows) : NULL;
}

/* One snapshot for a row and its payload. */
static gboolean
begin (DeskLogReader *self, GError **error)
{
  return sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK
         || desk_log_schema_fail (self->db, error);
}

static void
end (DeskLogReader *self)
{
  g_clear_pointer (&self->blob, sqlite3_blob_close);
  sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL);
}

static gboolean
fail_missing (gint64 id, GError **error)
{
  return desk_fail (
      error, DESK_ERROR_FAILED,
      _ ("Message %'lld is not in the log any more: it was removed to keep the log within its limits."),
      (long long) id);
}

static gboolean
read_payload (DeskLogReader *self, guint8 *data, gsize length, GCancellable *cancellable, GError **error)
{
  for (gsize offset = 0; offset < length;)
    {
      gsize n = MIN (CHUNK, length - offset);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (sqlite3_blob_read (self->blob, data + offset, (int) n, (int) offset) != SQLITE_OK)
        return desk_log_schema_fail (self->db, error);
      offset += n;
    }

  return TRUE;
}

static DeskMessage *
read_found (DeskLogReader *self,
            sqlite3_stmt *statement,
            gint64 id,
            gsize max_payload,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (DeskProperties) properties = NULL;
  g_autoptr (GBytes) payload = NULL;
  const char *topic = (const char *) sqlite3_column_text (statement, 1);
  const char *json = (const char *) sqlite3_column_text (statement, 3);
  gsize size = (gsize) sqlite3_column_int64 (statement, 4);
  gsize length = MIN (size, max_payload);

  if (json != NULL)
    {
      properties = desk_properties_from_json (json, error);
      if (properties == NULL)
        return NULL;
    }

  if (length > 0)
    {
      g_autofree guint8 *data = g_try_malloc (length);

      if (data == NULL)
        {
          desk_fail (error, DESK_ERROR_FAILED,
                     _ ("There is not enough memory to show message %'lld."), (long long) id);
          return NULL;
        }
      if (!open_blob (self, id, error) || !read_payload (self, data, length, cancellable, error))
        return NULL;
      payload = g_bytes_new_take (g_steal_pointer (&data), length);
    }
  else
    payload = g_bytes_new_static ("", 0);

  return desk_message_new (id, sqlite3_column_int64 (statement, 0), topic != NULL ? topic : "",
                           (DeskMessageFlags) sqlite3_column_int (statement, 2), properties, payload, size);
}

/**
 * desk_log_reader_read_message:
 * @self: a reader
 * @id: id of a message
 * @max_payload: bytes of its payload that are wanted at most
 * @cancellable: (nullable): a #GCancellable
 * @error: %DESK_ERROR_FAILED if it is not there any more, or as of
 *   desk_log_schema_fail()
 *
 * Returns: (transfer full) (nullable): the message
 */
DeskMessage *
desk_log_reader_read_message (DeskLogReader *self,
                              gint64 id,
                              gsize max_payload,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  DeskMessage *message = NULL;
  int rc;

  if (!begin (self, error))
    return NULL;

  rc = sqlite3_prepare_v2 (self->db, message_text, -1, &statement, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, id);
      rc = sqlite3_step (statement);
    }
  if (rc == SQLITE_ROW)
    message = read_found (self, statement, id, max_payload, cancellable, error);
  else if (rc == SQLITE_DONE)
    fail_missing (id, error);
  else
    desk_log_schema_fail (self->db, error);
  g_clear_pointer (&statement, sqlite3_finalize);
  end (self);

  return message;
}

static gboolean
copy_blob (DeskLogReader *self, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  gsize length = (gsize) sqlite3_blob_bytes (self->blob);
  g_autofree guint8 *chunk = g_malloc (MAX (MIN (CHUNK, length), 1));

  for (gsize offset = 0; offset < length;)
    {
      gsize n = MIN (CHUNK, length - offset);

      if (sqlite3_blob_read (self->blob, chunk, (int) n, (int) offset) != SQLITE_OK)
        return desk_log_schema_fail (self->db, error);
      if (!g_output_stream_write_all (stream, chunk, n, NULL, cancellable, error))
        return FALSE;
      offset += n;
    }

  return TRUE;
}

/**
 * desk_log_reader_copy_payload:
 * @self: a reader
 * @id: id of a message
 * @stream: where its payload goes
 * @cancellable: (nullable): a #GCancellable
 * @error: %DESK_ERROR_FAILED if it is not there any more, as of
 *   desk_log_schema_fail(), or what @stream sets
 *
 * Copies a payload in pieces, whatever its length.
 *
 * Returns: whether all was written
 */
gboolean
desk_log_reader_copy_payload (DeskLogReader *self,
                              gint64 id,
                              GOutputStream *stream,
                              GCancellable *cancellable,
                              GError **error)
{
  gboolean copied = FALSE;
  int rc;

  rc = sqlite3_blob_open (self->db, "main", "message", "payload", id, 0, &self->blob);
  if (rc == SQLITE_OK)
    copied = copy_blob (self, stream, cancellable, error);
  else if (rc == SQLITE_ERROR)
    /* So sqlite3_blob_open() says that there is no such row. */
    fail_missing (id, error);
  else
    desk_log_schema_fail (self->db, error);
  g_clear_pointer (&self->blob, sqlite3_blob_close);

  return copied;
}
