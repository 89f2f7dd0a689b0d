/* desk-search-scan.c: looks through the messages of a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-schema.h"
#include "desk-search-blob.h"
#include "desk-search-scan.h"

/* Rows between two looks at the clock and at the cancellable */
#define ROWS_BETWEEN_LOOKS 256

/* A payload beyond 16,384 bytes (a page of the file) is not worth copying before
 * its topic and flags are known; of such a one only the size is read. SQLite
 * knows it without reading the payload. */
#define COLUMNS "id, topic, flags"
#define COLUMNS_WITH_PAYLOAD \
  COLUMNS ", CASE WHEN length (payload) <= 16384 THEN payload ELSE length (payload) END"

struct _DeskSearchScan
{
  sqlite3 *db;              /* (owned) */
  sqlite3_stmt *ascending;  /* (owned) */
  sqlite3_stmt *descending; /* (owned) */
  sqlite3_stmt *topic_name; /* (owned) */
  DeskSearchBlob *blob;     /* (owned) */
  DeskSearchPlan *plan;     /* not owned */
  gboolean needs_payload;
};

static sqlite3_stmt *
prepare (DeskSearchScan *self, const char *order)
{
  guint32 flags = desk_search_plan_get_flags (self->plan);
  g_autofree char *condition = NULL;
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement = NULL;

  condition = flags == G_MAXUINT32 ? g_strdup ("") : g_strdup_printf (" AND (%u >> (flags & 31)) & 1", flags);
  sql = g_strconcat ("SELECT ", self->needs_payload ? COLUMNS_WITH_PAYLOAD : COLUMNS,
                     " FROM message WHERE id BETWEEN ?1 AND ?2", condition, " ORDER BY id ", order, NULL);
  sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);

  return statement;
}

/**
 * desk_search_scan_new:
 * @path: the log file
 * @plan: what to look for; it must live as long as the scan
 * @error: as desk_log_schema_open_reader()
 *
 * Returns: (transfer full) (nullable): a scan
 */
DeskSearchScan *
desk_search_scan_new (const char *path, DeskSearchPlan *plan, GError **error)
{
  g_autoptr (DeskSearchScan) self = NULL;
  sqlite3 *db = desk_log_schema_open_reader (path, error);

  if (db == NULL)
    return NULL;

  self = g_new0 (DeskSearchScan, 1);
  self->db = db;
  self->plan = plan;
  self->needs_payload = desk_search_plan_needs_payload (plan);
  self->blob = desk_search_blob_new (db);
  self->ascending = prepare (self, "ASC");
  self->descending = prepare (self, "DESC");
  sqlite3_prepare_v2 (db, "SELECT name FROM topic WHERE id = ?1", -1, &self->topic_name, NULL);
  if (self->ascending == NULL || self->descending == NULL || self->topic_name == NULL)
    {
      desk_log_schema_fail (db, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
desk_search_scan_free (DeskSearchScan *self)
{
  sqlite3_finalize (self->ascending);
  sqlite3_finalize (self->descending);
  sqlite3_finalize (self->topic_name);
  desk_search_blob_free (self->blob);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

/* A topic that is not in the file has no name: the file is damaged there, and
 * its messages are still found by their payload. */
static char *
read_topic_name (gint64 topic, gpointer user_data)
{
  DeskSearchScan *self = user_data;
  const unsigned char *name = NULL;
  char *copy;

  sqlite3_bind_int64 (self->topic_name, 1, topic);
  if (sqlite3_step (self->topic_name) == SQLITE_ROW)
    name = sqlite3_column_text (self->topic_name, 0);
  copy = g_strdup (name != NULL ? (const char *) name : "");
  sqlite3_reset (self->topic_name);

  return copy;
}

static DeskTruth
check_row (DeskSearchScan *self, sqlite3_stmt *row, GCancellable *cancellable, GError **error)
{
  DeskSearchPayload payload = { NULL, };
  DeskTruth truth = desk_search_plan_check (self->plan,
                                            sqlite3_column_int64 (row, 1),
                                            (DeskMessageFlags) sqlite3_column_int (row, 2),
                                            read_topic_name,
                                            self);

  if (truth != DESK_TRUTH_UNKNOWN)
    return truth;

  if (sqlite3_column_type (row, 3) == SQLITE_INTEGER)
    {
      payload.cancellable = cancellable;
      if (!desk_search_blob_open (self->blob, sqlite3_column_int64 (row, 0), &payload, error))
        return DESK_TRUTH_UNKNOWN;
    }
  else
    {
      payload.data = sqlite3_column_blob (row, 3);
      payload.size = (gsize) sqlite3_column_bytes (row, 3);
    }

  return desk_search_plan_check_payload (self->plan, &payload, error);
}

/**
 * desk_search_scan_run:
 * @self: a scan
 * @first: the lowest id to look at
 * @last: the highest id to look at
 * @descending: whether to begin at @last
 * @cancellable: (nullable): ends the scan early, with an error
 * @ids: (element-type gint64): where the ids of what matches are added, in the
 *   order of the scan
 * @reached: (out): the last id that was looked at; what lies between it and
 *   where the scan began is done
 * @error: %DESK_ERROR_LOG_DAMAGED, %DESK_ERROR_FAILED, %G_IO_ERROR_CANCELLED
 *
 * Looks through messages in one read transaction. It ends when its time is
 * over, be it before the range is: call it again from @reached on.
 *
 * Returns: whether it went well
 */
gboolean
desk_search_scan_run (DeskSearchScan *self,
                      gint64 first,
                      gint64 last,
                      gboolean descending,
                      GCancellable *cancellable,
                      GArray *ids,
                      gint64 *reached,
                      GError **error)
{
  sqlite3_stmt *row = descending ? self->descending : self->ascending;
  gint64 deadline = g_get_monotonic_time () + DESK_SEARCH_SLICE_TIME;
  gint64 id = 0;
  gboolean failed = FALSE;
  int rc;

  sqlite3_bind_int64 (row, 1, first);
  sqlite3_bind_int64 (row, 2, last);
  for (guint i = 1; (rc = sqlite3_step (row)) == SQLITE_ROW; i++)
    {
      DeskTruth truth = check_row (self, row, cancellable, error);

      id = sqlite3_column_int64 (row, 0);
      if (truth == DESK_TRUTH_YES)
        g_array_append_val (ids, id);
      failed = truth == DESK_TRUTH_UNKNOWN
               || (i % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error));
      if (failed || ((i % ROWS_BETWEEN_LOOKS == 0 || desk_search_blob_is_open (self->blob))
                     && g_get_monotonic_time () > deadline))
        break;
    }

  if (rc == SQLITE_DONE)
    *reached = descending ? first : last;
  else if (rc == SQLITE_ROW)
    *reached = id;
  else
    failed = !desk_log_schema_fail (self->db, error);
  /* Both hold the transaction open. */
  desk_search_blob_close (self->blob);
  sqlite3_reset (row);

  return !failed;
}
