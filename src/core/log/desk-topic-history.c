/* desk-topic-history.c: sums of what is in a log already, topic by topic
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-error.h"
#include "desk-log-schema.h"
#include "desk-topic-history.h"

/* What is read in one transaction: the write-ahead log can be moved into the file in between. */
#define SLICE_ROWS 65536
#define SLICE_TIME (50 * G_TIME_SPAN_MILLISECOND)
#define ROWS_BETWEEN_LOOKS 1024

/* Topics whose names are remembered; past that all are forgotten and read again as they come. */
#define TOPICS_MAX 262144

/* Connections at whose beginnings no time between two arrivals is taken */
#define RUNS_MAX 100000

struct _DeskTopicHistory
{
  sqlite3 *db;
  sqlite3_stmt *messages;
  sqlite3_stmt *name;
  GHashTable *by_id;  /* number of the topic → DeskTopicSum (owned) */
  GPtrArray *touched; /* of DeskTopicSum */
  GArray *runs;       /* of gint64: the last message before each connection */
  guint run;
};

static void
sum_free (gpointer data)
{
  DeskTopicSum *sum = data;

  g_ref_string_release (sum->topic);
  g_free (sum);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
read_runs (DeskTopicHistory *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int rc;

  if (sqlite3_prepare_v2 (self->db, "SELECT after FROM event WHERE kind = 'connected' ORDER BY id DESC LIMIT ?1",
                          -1, &statement, NULL)
      != SQLITE_OK)
    return desk_log_schema_fail (self->db, error);

  sqlite3_bind_int (statement, 1, RUNS_MAX);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 after = sqlite3_column_int64 (statement, 0);

      g_array_append_val (self->runs, after);
    }
  g_array_sort (self->runs, compare_ids);

  return rc == SQLITE_DONE || desk_log_schema_fail (self->db, error);
}

/**
 * desk_topic_history_new:
 * @path: a log file; the log may be written meanwhile
 * @error: as of desk_log_schema_open_reader()
 *
 * Returns: (transfer full) (nullable): the history
 */
DeskTopicHistory *
desk_topic_history_new (const char *path, GError **error)
{
  g_autoptr (DeskTopicHistory) self = NULL;
  sqlite3 *db = desk_log_schema_open_reader (path, error);

  if (db == NULL)
    return NULL;

  self = g_new0 (DeskTopicHistory, 1);
  self->db = db;
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, sum_free);
  self->touched = g_ptr_array_new ();
  self->runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_busy_timeout (db, DESK_LOG_BUSY_TIMEOUT);
  if (sqlite3_prepare_v2 (db,
                          "SELECT id, time, topic, flags, length (payload) FROM message"
                          " WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3",
                          -1, &self->messages, NULL)
          != SQLITE_OK
      || sqlite3_prepare_v2 (db, "SELECT name FROM topic WHERE id = ?1", -1, &self->name, NULL) != SQLITE_OK)
    {
      desk_log_schema_fail (db, error);
      return NULL;
    }
  if (!read_runs (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
desk_topic_history_free (DeskTopicHistory *self)
{
  sqlite3_finalize (self->messages);
  sqlite3_finalize (self->name);
  sqlite3_close_v2 (self->db);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->touched);
  g_array_unref (self->runs);
  g_free (self);
}

static DeskTopicSum *
get_sum (DeskTopicHistory *self, gint64 topic)
{
  DeskTopicSum *sum = g_hash_table_lookup (self->by_id, &topic);
  const char *name = NULL;

  if (sum != NULL)
    return sum;

  sqlite3_bind_int64 (self->name, 1, topic);
  if (sqlite3_step (self->name) == SQLITE_ROW)
    name = (const char *) sqlite3_column_text (self->name, 0);
  if (name != NULL)
    {
      sum = g_new0 (DeskTopicSum, 1);
      sum->topic = g_ref_string_new (name);
      sum->topic_id = topic;
      g_hash_table_insert (self->by_id, &sum->topic_id, sum);
    }
  sqlite3_reset (self->name);

  return sum;
}

static gint64
get_run (DeskTopicHistory *self, gint64 id)
{
  while (self->run < self->runs->len && g_array_index (self->runs, gint64, self->run) < id)
    self->run++;

  return self->run == 0 ? 1 : g_array_index (self->runs, gint64, self->run - 1) + 1;
}

static void
add_row (DeskTopicHistory *self)
{
  gint64 id = sqlite3_column_int64 (self->messages, 0);
  DeskTopicSum *sum = get_sum (self, sqlite3_column_int64 (self->messages, 2));

  /* A message without a topic is damage; the log shows it, the tree cannot. */
  if (sum == NULL)
    return;

  if (sum->count == 0)
    g_ptr_array_add (self->touched, sum);
  desk_topic_sum_add (sum, id, sqlite3_column_int64 (self->messages, 1),
                      (DeskMessageFlags) sqlite3_column_int (self->messages, 3),
                      (gsize) sqlite3_column_int64 (self->messages, 4), get_run (self, id));
}

/**
 * desk_topic_history_read:
 * @self: a history
 * @first: first id of what was not read yet
 * @last: last id that is wanted
 * @next: (out): where to go on; more than @last if all was read
 * @error: as of desk_log_schema_fail()
 *
 * Reads some of the messages, from the oldest on, for about 50 milliseconds.
 *
 * Returns: (transfer container) (nullable) (element-type DeskTopicSum): a sum
 *   for each topic, until the next call
 */
GPtrArray *
desk_topic_history_read (DeskTopicHistory *self,
                         gint64 first,
                         gint64 last,
                         gint64 *next,
                         GError **error)
{
  gint64 end = g_get_monotonic_time () + SLICE_TIME;
  gint64 id = last;
  int rc = SQLITE_ROW;

  for (guint i = 0; i < self->touched->len; i++)
    desk_topic_sum_clear (g_ptr_array_index (self->touched, i));
  g_ptr_array_set_size (self->touched, 0);
  if (g_hash_table_size (self->by_id) > TOPICS_MAX)
    g_hash_table_remove_all (self->by_id);

  sqlite3_bind_int64 (self->messages, 1, first);
  sqlite3_bind_int64 (self->messages, 2, last);
  sqlite3_bind_int (self->messages, 3, SLICE_ROWS);
  for (guint n = 1; (rc = sqlite3_step (self->messages)) == SQLITE_ROW; n++)
    {
      id = sqlite3_column_int64 (self->messages, 0);
      add_row (self);
      if (n == SLICE_ROWS || (n % ROWS_BETWEEN_LOOKS == 0 && g_get_monotonic_time () > end))
        break;
    }
  sqlite3_reset (self->messages);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    {
      desk_log_schema_fail (self->db, error);
      return NULL;
    }
  *next = rc == SQLITE_ROW ? id + 1 : last + 1;

  return g_ptr_array_ref (self->touched);
}
