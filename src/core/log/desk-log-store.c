/* desk-log-store.c: a log file, as its writer changes it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "desk-log-schema.h"
#include "desk-log-store-private.h"
#include "desk-properties.h"

/* A file that was closed well each time is checked as often as this. */
#define CHECK_INTERVAL (7 * G_TIME_SPAN_DAY)

/* With the statement of each in the order of this list */
static const char *const texts[DESK_LOG_N_STATEMENTS] = {
  [DESK_LOG_BEGIN] = "BEGIN IMMEDIATE",
  [DESK_LOG_COMMIT] = "COMMIT",
  [DESK_LOG_ROLLBACK] = "ROLLBACK",
  [DESK_LOG_FIND_TOPIC] = "SELECT id FROM topic WHERE name = ?1",
  [DESK_LOG_ADD_TOPIC] = "INSERT INTO topic (name) VALUES (?1)",
  [DESK_LOG_ADD_MESSAGE] = "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [DESK_LOG_ADD_EVENT] = "INSERT INTO event (time, after, kind, detail) VALUES (?1, ?2, ?3, ?4)",
  [DESK_LOG_COUNT_PAGES] = "PRAGMA page_count",
  [DESK_LOG_COUNT_FREE] = "PRAGMA freelist_count",
  [DESK_LOG_LIST_OLDEST] = "SELECT id, time, length (payload) FROM message ORDER BY id LIMIT ?1",
  [DESK_LOG_REMOVE_MESSAGES] = "DELETE FROM message WHERE id < ?1",
  [DESK_LOG_REMOVE_NOTES] = "DELETE FROM note WHERE message < ?1",
  [DESK_LOG_REMOVE_EVENTS] = "DELETE FROM event WHERE id IN (SELECT id FROM event ORDER BY id LIMIT ?1)"
                             " AND (after < ?2 OR time < ?3)",
  [DESK_LOG_LIST_USED_TOPICS] = "SELECT id, topic FROM message WHERE id >= ?1 ORDER BY id LIMIT ?2",
  [DESK_LOG_LIST_TOPICS] = "SELECT id FROM topic WHERE id > ?1 ORDER BY id LIMIT ?2",
  [DESK_LOG_REMOVE_TOPIC] = "DELETE FROM topic WHERE id = ?1",
  [DESK_LOG_SET_META] = "INSERT INTO meta VALUES (?1, ?2)"
                        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
};

/* Statements that are used all the time are kept; SQLite prepares them anew by itself when needed. */
sqlite3_stmt *
_desk_log_store_get_statement (DeskLogStore *self, DeskLogStatement which, GError **error)
{
  if (self->statements[which] == NULL
      && sqlite3_prepare_v3 (self->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[which],
                             NULL)
             != SQLITE_OK)
    desk_log_schema_fail (self->db, error);

  return self->statements[which];
}

/* Runs a statement that gives no rows and leaves it ready for the next time. */
gboolean
_desk_log_store_run (DeskLogStore *self, sqlite3_stmt *statement, GError **error)
{
  int rc = sqlite3_step (statement);

  if (rc != SQLITE_DONE)
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);

  return rc == SQLITE_DONE;
}

static gboolean
run (DeskLogStore *self, DeskLogStatement which, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, which, error);

  return statement != NULL && _desk_log_store_run (self, statement, error);
}

gboolean
_desk_log_store_set_meta (DeskLogStore *self, const char *key, gint64 value, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_SET_META, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, value);

  return _desk_log_store_run (self, statement, error);
}

static gboolean
read_ids (DeskLogStore *self, gint64 next_id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (self->db,
                          "SELECT (SELECT min (id) FROM message), (SELECT max (id) FROM message),"
                          " (SELECT value FROM meta WHERE key = 'next-message-id'),"
                          " (SELECT max (id) FROM topic),"
                          " (SELECT value FROM meta WHERE key = 'delete-below'),"
                          " (SELECT value FROM meta WHERE key = 'checked')",
                          -1, &statement, NULL)
          != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return desk_log_schema_fail (self->db, error);

  /* The largest of the three, so that an id never comes twice: rows may all have been trimmed, and the number
   * in meta is only brought up to date when they are. */
  self->next_id
      = MAX (next_id, MAX (sqlite3_column_int64 (statement, 1) + 1, sqlite3_column_int64 (statement, 2)));
  self->first_id = sqlite3_column_type (statement, 0) == SQLITE_NULL ? self->next_id
                                                                     : sqlite3_column_int64 (statement, 0);
  self->committed_next_id = self->next_id;
  self->run = self->next_id;
  self->delete_below = self->delete_below_next = sqlite3_column_int64 (statement, 4);
  if (g_get_real_time () - sqlite3_column_int64 (statement, 5) > CHECK_INTERVAL)
    self->check_due = self->next_id > 1;
  self->last_topic_id = sqlite3_column_int64 (statement, 3);
  self->n_topics = (guint64) self->last_topic_id;

  return TRUE;
}

/* A file without a note of it is as old as its newest message. */
static gboolean
read_clock (DeskLogStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  DeskLogClock *clock = &self->clock;

  if (sqlite3_prepare_v2 (self->db,
                          "SELECT coalesce ((SELECT value FROM meta WHERE key = 'clock'),"
                          "  (SELECT time FROM message ORDER BY id DESC LIMIT 1)),"
                          " (SELECT value FROM meta WHERE key = 'doubted'),"
                          " (SELECT value FROM meta WHERE key = 'moved_below'),"
                          " (SELECT value FROM meta WHERE key = 'moved_from'),"
                          " (SELECT value FROM meta WHERE key = 'moved_by'),"
                          " (SELECT value FROM meta WHERE key = 'moved_at')",
                          -1, &statement, NULL)
          != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return desk_log_schema_fail (self->db, error);

  clock->believed = CLAMP (sqlite3_column_int64 (statement, 0), 0, DESK_LOG_CLOCK_LATEST);
  clock->doubted = sqlite3_column_int64 (statement, 1);
  clock->move.below = sqlite3_column_int64 (statement, 2);
  clock->move.from = sqlite3_column_int64 (statement, 3);
  clock->move.by = sqlite3_column_int64 (statement, 4);
  clock->move.at = sqlite3_column_int64 (statement, 5);
  self->clock_noted = *clock;

  return TRUE;
}

static gboolean
read_identity (DeskLogStore *self, guint64 *device, guint64 *inode)
{
  struct stat status;

  if (stat (self->path, &status) != 0)
    return FALSE;
  *device = (guint64) status.st_dev;
  *inode = (guint64) status.st_ino;

  return TRUE;
}

static void
store_free (DeskLogStore *self)
{
  desk_log_checkpointer_free (self->checkpointer);
  for (guint i = 0; i < DESK_LOG_N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close_v2 (self->db);
  desk_log_topics_free (self->topics);
  g_clear_pointer (&self->used, roaring_bitmap_free);
  g_clear_pointer (&self->last_properties, desk_properties_unref);
  g_free (self->last_json);
  g_free (self->path);
  g_free (self->wal_path);
  g_free (self);
}

/**
 * desk_log_store_open:
 * @path: the log file; its lock is held
 * @next_id: the least id of the next message; 1 if the file alone decides
 * @set_aside: (inout): set to the new name of a damaged file, if there was one
 * @error: as of desk_log_schema_open_writer()
 *
 * Returns: (transfer full) (nullable): the log file
 */
DeskLogStore *
desk_log_store_open (const char *path, gint64 next_id, char **set_aside, GError **error)
{
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  struct stat status;
  /* It is empty when the log was closed as it should be. */
  gboolean crashed = stat (wal_path, &status) == 0 && status.st_size > 0;
  sqlite3 *db = desk_log_schema_open_writer (path, set_aside, error);
  DeskLogStore *self;

  if (db == NULL)
    return NULL;

  self = g_new0 (DeskLogStore, 1);
  self->db = db;
  self->checkpointer = desk_log_checkpointer_new (path, db);
  self->path = g_strdup (path);
  self->wal_path = g_steal_pointer (&wal_path);
  self->check_due = crashed;
  self->topics = desk_log_topics_new ();
  read_identity (self, &self->device, &self->inode);

  if (!read_ids (self, next_id, error) || !read_clock (self, error)
      || !_desk_log_store_set_meta (self, "next-message-id", self->next_id, error))
    g_clear_pointer (&self, store_free);

  return self;
}

/**
 * desk_log_store_close:
 * @self: (transfer full): a log file, outside of a transaction
 *
 * Closes the file; SQLite then moves the write-ahead log into it.
 */
void
desk_log_store_close (DeskLogStore *self)
{
  _desk_log_store_set_meta (self, "next-message-id", self->next_id, NULL);
  store_free (self);
}

/**
 * desk_log_store_abandon:
 * @self: (transfer full): a log file that is damaged or has another name now
 *
 * Closes it and leaves the bytes of the file and of its write-ahead log as
 * they are.
 */
void
desk_log_store_abandon (DeskLogStore *self)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  store_free (self);
}

gboolean
desk_log_store_begin (DeskLogStore *self, GError **error)
{
  return run (self, DESK_LOG_BEGIN, error);
}

static DeskTopicSum *
find_topic (DeskLogStore *self, GRefString *name, GError **error)
{
  DeskTopicSum *topic = desk_log_topics_lookup (self->topics, name);
  DeskLogStatement which = DESK_LOG_FIND_TOPIC;
  sqlite3_stmt *statement;
  gint64 id = 0;
  int rc;

  if (topic != NULL)
    return topic;

  statement = _desk_log_store_get_statement (self, which, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, (int) g_ref_string_length (name), SQLITE_STATIC);
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    id = sqlite3_column_int64 (statement, 0);
  else if (rc != SQLITE_DONE)
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return NULL;

  if (id == 0)
    {
      statement = _desk_log_store_get_statement (self, DESK_LOG_ADD_TOPIC, error);
      if (statement == NULL)
        return NULL;
      sqlite3_bind_text (statement, 1, name, (int) g_ref_string_length (name), SQLITE_STATIC);
      if (!_desk_log_store_run (self, statement, error))
        return NULL;
      id = sqlite3_last_insert_rowid (self->db);
      self->last_topic_id = MAX (self->last_topic_id, id);
      self->n_topics++;
    }
  _desk_log_store_keep_topic (self, id);

  return desk_log_topics_insert (self->topics, name, id);
}

/**
 * desk_log_store_insert_event:
 * @self: a log file, in a transaction
 * @time: microseconds since 1970, UTC
 * @kind: what happened
 * @detail: (nullable): JSON
 * @error: as of desk_log_schema_fail()
 *
 * Adds an event after the last message.
 *
 * Returns: whether it worked; if not, roll back
 */
gboolean
desk_log_store_insert_event (DeskLogStore *self,
                             gint64 time,
                             const char *kind,
                             const char *detail,
                             GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_ADD_EVENT, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, time);
  sqlite3_bind_int64 (statement, 2, self->next_id - 1);
  sqlite3_bind_text (statement, 3, kind, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, detail, -1, SQLITE_STATIC);
  if (strcmp (kind, "connected") == 0)
    self->run = self->next_id;

  return _desk_log_store_run (self, statement, error);
}

/* SQLite takes no text beyond a billion bytes, and JSON may be six times as
 * long as what it tells; a message that nothing can store would stop the log. */
#define JSON_MAX (512 * 1024 * 1024)

/* Many messages in a row may carry the same list of properties.
 *
 * Returns: (nullable): the JSON, unless there is none or it is too long */
static const char *
json_of (DeskLogStore *self, DeskProperties *properties)
{
  if (properties == NULL || desk_properties_get_length (properties) == 0)
    return NULL;

  if (self->last_properties != properties)
    {
      g_clear_pointer (&self->last_properties, desk_properties_unref);
      g_free (self->last_json);
      self->last_properties = desk_properties_ref (properties);
      self->last_json = desk_properties_to_json (properties);
      if (strlen (self->last_json) > JSON_MAX)
        g_clear_pointer (&self->last_json, g_free);
    }

  return self->last_json;
}

/**
 * desk_log_store_insert:
 * @self: a log file, in a transaction
 * @record: a message, which must stay as it is until this returns
 * @error: as of desk_log_schema_fail()
 *
 * Adds a message with the next id.
 *
 * Returns: whether it worked; if not, roll back
 */
gboolean
desk_log_store_insert (DeskLogStore *self, const DeskRecord *record, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_ADD_MESSAGE, error);
  DeskTopicSum *topic = find_topic (self, record->topic, error);
  const char *json;

  if (statement == NULL || topic == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->next_id);
  sqlite3_bind_int64 (statement, 2, record->time);
  sqlite3_bind_int64 (statement, 3, topic->topic_id);
  sqlite3_bind_int (statement, 4, (int) record->flags);
  json = json_of (self, record->properties);
  sqlite3_bind_text (statement, 5, json, -1, SQLITE_STATIC);
  /* A blob of no bytes must have an address, or it becomes NULL. */
  sqlite3_bind_blob64 (statement, 6, record->length > 0 ? (gconstpointer) record->payload : "",
                       record->length, SQLITE_STATIC);
  if (!_desk_log_store_run (self, statement, error))
    return FALSE;

  desk_log_topics_count (self->topics, topic, self->next_id, record->time, record->flags, record->length,
                         self->run);
  self->next_id++;

  return json != NULL || record->properties == NULL || desk_properties_get_length (record->properties) == 0
         || desk_log_store_insert_event (self, record->time, "gap", "{\"lost-properties\":1}", error);
}

/**
 * desk_log_store_commit:
 * @self: a log file, in a transaction
 * @sums: where the sums of the transaction go; may be %NULL if it has no messages
 * @error: as of desk_log_schema_fail()
 *
 * Returns: whether it worked; if not, roll back
 */
gboolean
desk_log_store_commit (DeskLogStore *self, DeskLogSums *sums, GError **error)
{
  if (!run (self, DESK_LOG_COMMIT, error))
    return FALSE;

  self->committed_next_id = self->next_id;
  self->delete_below = self->delete_below_next;
  desk_log_topics_commit (self->topics, sums, self->next_id);

  return TRUE;
}

/**
 * desk_log_store_rollback:
 * @self: a log file
 *
 * Undoes what was added since the last commit.
 */
void
desk_log_store_rollback (DeskLogStore *self)
{
  /* After some errors SQLite has rolled back already. */
  if (!sqlite3_get_autocommit (self->db))
    run (self, DESK_LOG_ROLLBACK, NULL);
  self->next_id = self->committed_next_id;
  self->delete_below_next = self->delete_below;
  desk_log_topics_forget (self->topics);
}

/**
 * desk_log_store_get_first_id:
 * @self: a log file
 *
 * Returns: id of the first message; the next id if there is none
 */
gint64
desk_log_store_get_first_id (DeskLogStore *self)
{
  /* What is deleted is gone for everybody, before all of it has left the file. */
  return MAX (self->first_id, self->delete_below);
}

/**
 * desk_log_store_get_next_id:
 * @self: a log file
 *
 * Returns: id that the next message gets
 */
gint64
desk_log_store_get_next_id (DeskLogStore *self)
{
  return self->next_id;
}

/**
 * desk_log_store_is_check_due:
 * @self: a log file that was just opened
 *
 * Returns: whether the file should be checked for damage: it was left open by
 *   a crash, or was not checked for a week
 */
gboolean
desk_log_store_is_check_due (DeskLogStore *self)
{
  return self->check_due;
}

/**
 * desk_log_store_set_checked:
 * @self: a log file, outside of a transaction
 *
 * Notes that the file was found whole now.
 */
void
desk_log_store_set_checked (DeskLogStore *self)
{
  self->check_due = FALSE;
  _desk_log_store_set_meta (self, "checked", g_get_real_time (), NULL);
}

/**
 * desk_log_store_is_in_place:
 * @self: a log file
 *
 * Returns: %FALSE if somebody has removed the file or put another one in its
 *   place, so that what is written now can be found by nobody
 */
gboolean
desk_log_store_is_in_place (DeskLogStore *self)
{
  guint64 device, inode;

  return read_identity (self, &device, &inode) && device == self->device && inode == self->inode;
}

/**
 * desk_log_store_get_size:
 * @self: a log file
 *
 * Returns: bytes on disk of the file and its write-ahead log
 */
guint64
desk_log_store_get_size (DeskLogStore *self)
{
  guint64 size = 0;
  struct stat status;

  if (stat (self->path, &status) == 0)
    size += (guint64) status.st_size;
  if (stat (self->wal_path, &status) == 0)
    size += (guint64) status.st_size;

  return size;
}
