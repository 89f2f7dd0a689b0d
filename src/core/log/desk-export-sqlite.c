/* desk-export-sqlite.c: messages as a log of their own
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-export-format.h"
#include "desk-log-schema.h"

/* The file is thrown away if anything fails, so nothing needs to be undone. */
static const char settings[] = "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "BEGIN;";

enum
{
  ADD_TOPIC,
  ADD_MESSAGE,
  ADD_EVENT,
  ADD_NOTE,
  SET_NEXT_ID,
  N_STATEMENTS,
};

static const char *const texts[N_STATEMENTS] = {
  [ADD_TOPIC] = "INSERT INTO topic VALUES (?1, ?2)",
  [ADD_MESSAGE] = "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [ADD_EVENT] = "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5)",
  [ADD_NOTE] = "INSERT INTO note VALUES (?1, ?2, ?3)",
  [SET_NEXT_ID] = "UPDATE meta SET value = ?1 WHERE key = 'next-message-id'",
};

/* A larger payload is written in pieces: of one that is bound SQLite makes a copy. */
#define LARGE (1024 * 1024)

/* What the person deleted is gone, though it may be in the file for a while. */
static const char list_events[] = "SELECT id, time, after, kind, detail FROM event WHERE after BETWEEN"
                                  " max (?1, ifnull ((SELECT value FROM meta WHERE key = 'delete-below'), 0) - 1)"
                                  " AND ?2 ORDER BY id";

static const char list_notes[] = "SELECT message, marked, text FROM note WHERE message BETWEEN ?1 AND ?2"
                                 " ORDER BY message";

typedef struct
{
  const DeskExportTarget *target;
  sqlite3 *db;                              /* (owned) */
  sqlite3_stmt *statements[N_STATEMENTS];   /* (owned) */
  sqlite3_blob *blob;                       /* (owned) (nullable): of a large payload */
  gsize offset;
  GHashTable *topics;                       /* (owned): name to id */
  gint64 first_id;                          /* 0: there is no message yet */
  gint64 next_id;
  gboolean has_holes;                       /* a message was left out after the first */
} Sqlite;

static void
sqlite_free (gpointer state)
{
  Sqlite *self = state;

  sqlite3_blob_close (self->blob);
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close_v2 (self->db);
  g_hash_table_unref (self->topics);
  g_free (self);
}

static gpointer
begin (const DeskExportTarget *target, GError **error)
{
  g_autofree char *set_aside = NULL;
  sqlite3 *db = desk_log_schema_open_writer (target->path, &set_aside, error);
  Sqlite *self;

  if (db == NULL)
    return NULL;

  self = g_new0 (Sqlite, 1);
  self->target = target;
  self->db = db;
  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* What is defended must have a journal. This file is nobody's but ours. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  if (sqlite3_exec (db, settings, NULL, NULL, NULL) != SQLITE_OK)
    {
      desk_log_schema_fail (db, error);
      sqlite_free (self);
      return NULL;
    }
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      if (sqlite3_prepare_v3 (db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[i], NULL) != SQLITE_OK)
        {
          desk_log_schema_fail (db, error);
          sqlite_free (self);
          return NULL;
        }
    }

  return self;
}

static gboolean
run (Sqlite *self, sqlite3_stmt *statement, GError **error)
{
  int rc = sqlite3_step (statement);

  if (rc != SQLITE_DONE)
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);

  return rc == SQLITE_DONE;
}

/* Returns: id of the topic, or 0 */
static gint64
find_topic (Sqlite *self, const char *name, GError **error)
{
  gint64 id = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->topics, name));
  sqlite3_stmt *statement = self->statements[ADD_TOPIC];

  if (id > 0)
    return id;

  id = g_hash_table_size (self->topics) + 1;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, name, -1, SQLITE_STATIC);
  if (!run (self, statement, error))
    return 0;
  g_hash_table_insert (self->topics, g_strdup (name), GSIZE_TO_POINTER ((gsize) id));

  return id;
}

static gboolean
add_piece (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Sqlite *self = user_data;

  if (sqlite3_blob_write (self->blob, data, (int) length, (int) self->offset) != SQLITE_OK)
    return desk_log_schema_fail (self->db, error);
  self->offset += length;

  return TRUE;
}

static gboolean
fill_payload (Sqlite *self, DeskSearchPayload *payload, GError **error)
{
  gboolean ok;

  if (sqlite3_blob_open (self->db, "main", "message", "payload", self->next_id, 1, &self->blob) != SQLITE_OK)
    return desk_log_schema_fail (self->db, error);
  self->offset = 0;
  ok = desk_search_payload_walk (payload, add_piece, self, error);
  sqlite3_blob_close (g_steal_pointer (&self->blob));

  return ok;
}

static gboolean
add (gpointer state, DeskSearchRow *row, GError **error)
{
  Sqlite *self = state;
  sqlite3_stmt *statement = self->statements[ADD_MESSAGE];
  gint64 topic = find_topic (self, row->topic, error);
  DeskSearchPayload *payload = &row->payload;
  gboolean in_pieces = payload->size > 0 && (payload->data == NULL || payload->size > LARGE);

  if (topic == 0)
    return FALSE;
  if (self->first_id == 0)
    self->first_id = self->next_id = row->id;
  self->has_holes = self->has_holes || row->id != self->next_id;

  sqlite3_bind_int64 (statement, 1, self->next_id);
  sqlite3_bind_int64 (statement, 2, row->time);
  sqlite3_bind_int64 (statement, 3, topic);
  sqlite3_bind_int (statement, 4, (int) row->flags);
  sqlite3_bind_text (statement, 5, row->properties, -1, SQLITE_STATIC);
  if (in_pieces)
    sqlite3_bind_zeroblob64 (statement, 6, payload->size);
  else
    sqlite3_bind_blob64 (statement, 6, payload->size > 0 ? (gconstpointer) payload->data : "", payload->size,
                         SQLITE_STATIC);
  if (!run (self, statement, error) || (in_pieces && !fill_payload (self, payload, error)))
    return FALSE;
  self->next_id++;

  return TRUE;
}

/* Takes over rows as they are. */
static gboolean
copy_rows (Sqlite *self, sqlite3 *from, const char *list, guint which, gint64 first, gint64 last, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = NULL;
  sqlite3_stmt *statement = self->statements[which];
  int rc;

  if (sqlite3_prepare_v2 (from, list, -1, &rows, NULL) != SQLITE_OK)
    return desk_log_schema_fail (from, error);
  sqlite3_bind_int64 (rows, 1, first);
  sqlite3_bind_int64 (rows, 2, last);
  while ((rc = sqlite3_step (rows)) == SQLITE_ROW)
    {
      if (g_cancellable_set_error_if_cancelled (self->target->cancellable, error))
        return FALSE;
      for (int i = 0; i < sqlite3_column_count (rows); i++)
        sqlite3_bind_value (statement, i + 1, sqlite3_column_value (rows, i));
      if (!run (self, statement, error))
        return FALSE;
    }

  return rc == SQLITE_DONE || desk_log_schema_fail (from, error);
}

/* An event lies behind a message and a note belongs to one. So they only go along
 * with messages that are as they were: none between the first and the last is
 * missing. What arrives meanwhile is no part of it. */
static gboolean
add_events (gpointer state, const char *log_path, gboolean whole, GError **error)
{
  Sqlite *self = state;
  gint64 first = whole ? G_MININT64 : self->first_id;
  gint64 last = self->first_id > 0 ? self->next_id - 1 : G_MAXINT64 - 1;
  g_autoptr (sqlite3) from = NULL;

  if (self->has_holes || (self->first_id == 0 && !whole))
    return TRUE;

  from = desk_log_schema_open_reader (log_path, error);
  if (from == NULL || !copy_rows (self, from, list_events, ADD_EVENT, first, last, error)
      || !copy_rows (self, from, list_notes, ADD_NOTE, self->first_id, last, error))
    return FALSE;

  /* No id may come again that an event lies behind. */
  if (self->first_id == 0)
    {
      g_autoptr (sqlite3_stmt) statement = NULL;

      if (sqlite3_prepare_v2 (self->db, "SELECT max (after) FROM event", -1, &statement, NULL) != SQLITE_OK
          || sqlite3_step (statement) != SQLITE_ROW)
        return desk_log_schema_fail (self->db, error);
      self->next_id = CLAMP (sqlite3_column_int64 (statement, 0), 0, G_MAXINT64 - 1) + 1;
    }

  return TRUE;
}

static gboolean
end (gpointer state, GError **error)
{
  Sqlite *self = state;
  sqlite3_stmt *statement = self->statements[SET_NEXT_ID];

  sqlite3_bind_int64 (statement, 1, MAX (self->next_id, 1));

  return run (self, statement, error)
         && (sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK
             || desk_log_schema_fail (self->db, error));
}

/* In a log ids have no holes: what a filter left out would leave some, so they
 * begin with the id of the first message and are counted from there. */
const DeskExportFormat _desk_export_sqlite = {
  .id = "sqlite",
  .name = N_ ("Log of MqttDesk (SQLite)"),
  .extension = "sqlite",
  .needs_file = TRUE,
  .begin = begin,
  .add = add,
  .add_events = add_events,
  .end = end,
  .free = sqlite_free,
};
