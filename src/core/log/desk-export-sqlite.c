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
  SET_NEXT_ID,
  N_STATEMENTS,
};

static const char *const texts[N_STATEMENTS] = {
  [ADD_TOPIC] = "INSERT INTO topic VALUES (?1, ?2)",
  [ADD_MESSAGE] = "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [SET_NEXT_ID] = "UPDATE meta SET value = ?1 WHERE key = 'next-message-id'",
};

typedef struct
{
  const DeskExportTarget *target;
  sqlite3 *db;                              /* (owned) */
  sqlite3_stmt *statements[N_STATEMENTS];   /* (owned) */
  sqlite3_blob *blob;                       /* (owned) (nullable): of a large payload */
  gsize offset;
  GHashTable *topics;                       /* (owned): name to id */
  gint64 next_id;
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

  if (topic == 0)
    return FALSE;
  if (self->next_id == 0)
    self->next_id = row->id;

  sqlite3_bind_int64 (statement, 1, self->next_id);
  sqlite3_bind_int64 (statement, 2, row->time);
  sqlite3_bind_int64 (statement, 3, topic);
  sqlite3_bind_int (statement, 4, (int) row->flags);
  sqlite3_bind_text (statement, 5, row->properties, -1, SQLITE_STATIC);
  if (payload->data == NULL && payload->size > 0)
    sqlite3_bind_zeroblob64 (statement, 6, payload->size);
  else
    sqlite3_bind_blob64 (statement, 6, payload->size > 0 ? (gconstpointer) payload->data : "", payload->size,
                         SQLITE_STATIC);
  if (!run (self, statement, error)
      || (payload->data == NULL && payload->size > 0 && !fill_payload (self, payload, error)))
    return FALSE;
  self->next_id++;

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
  .end = end,
  .free = sqlite_free,
};
