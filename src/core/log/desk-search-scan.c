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

/* The filter is looked at by functions inside of the statement, which is a third faster
 * than to fetch each row and look at it outside. The second one, and with it the payload,
 * is only looked at if the first left it open: CASE goes no further than it must. Where the
 * payload nearly always decides, one function for all of it is faster by a tenth. A payload
 * beyond 16,384 bytes (a page of the file) is not copied; SQLite knows its size without
 * reading it. Columns that no term asks for are not read. */
#define HEAD "SELECT id FROM message WHERE id BETWEEN ?1 AND ?2 AND "
#define CHECK "desk_check (topic, flags%s%s%s)"
#define PAYLOAD "CASE WHEN length (payload) <= 16384 THEN payload ELSE length (payload) END"
#define CHECK_PAYLOAD                          \
  "CASE " CHECK " WHEN 0 THEN 0 WHEN 1 THEN 1" \
  " ELSE desk_check_payload (id, " PAYLOAD ") END"
#define CHECK_ALL "desk_check_all (id, " PAYLOAD ", topic, flags%s%s%s)"

/* What the first function gives */
enum
{
  MATCHES_NOT = 0,
  MATCHES = 1,
  IS_OPEN = 2,
};

struct _DeskSearchScan
{
  sqlite3 *db;              /* (owned) */
  sqlite3_stmt *ascending;  /* (owned) */
  sqlite3_stmt *descending; /* (owned) */
  sqlite3_stmt *topic_name; /* (owned) */
  DeskSearchBlob *blob;     /* (owned) */
  DeskSearchPlan *plan;     /* not owned */
  gboolean is_slow;         /* whether a look at one payload may take long */

  /* Of the slice that is looked through */
  GCancellable *cancellable; /* (nullable) */
  gint64 deadline;
  guint n_rows;
  gboolean matches; /* whether the last row does; it may be given out only to end the slice */
  gboolean over;    /* whether the time is over, or something failed */
  GError *error;    /* (owned) (nullable) */
};

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

/* Looks at the clock now and then, and after what may have taken long. */
static void
check_limits (DeskSearchScan *self, gboolean now)
{
  if (!now && ++self->n_rows % ROWS_BETWEEN_LOOKS != 0)
    return;

  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  self->over = self->over || self->error != NULL || g_get_monotonic_time () > self->deadline;
}

/* Looks at the columns behind the first two, which are there if they are needed. */
static DeskTruth
check_head (DeskSearchScan *self, sqlite3_value **values)
{
  DeskPlanNeeds needs = desk_search_plan_get_needs (self->plan);
  DeskSearchHead head = { 0, };

  if ((needs & DESK_PLAN_NEEDS_TIME) != 0)
    head.time = sqlite3_value_int64 (*values++);
  if ((needs & DESK_PLAN_NEEDS_SIZE) != 0)
    head.size = (gsize) sqlite3_value_int64 (*values++);
  if ((needs & DESK_PLAN_NEEDS_PROPERTIES) != 0)
    head.properties = (const char *) sqlite3_value_text (*values++);

  return desk_search_plan_check_head (self->plan, &head);
}

/* Looks at all but the payload. */
static DeskTruth
check_columns (DeskSearchScan *self, int n_values, sqlite3_value **values)
{
  DeskTruth truth = desk_search_plan_check (self->plan,
                                            sqlite3_value_int64 (values[0]),
                                            (DeskMessageFlags) sqlite3_value_int (values[1]),
                                            read_topic_name,
                                            self);

  if (truth == DESK_TRUTH_UNKNOWN && n_values > 2)
    truth = check_head (self, values + 2);
  self->matches = truth == DESK_TRUTH_YES;
  check_limits (self, FALSE);

  return truth;
}

/* Looks at a payload, or at where it is if it is large. */
static void
check_stored_payload (DeskSearchScan *self, sqlite3_value *id, sqlite3_value *value)
{
  DeskSearchPayload payload = { NULL, };
  gboolean ok = TRUE;
  gboolean is_large = sqlite3_value_type (value) == SQLITE_INTEGER;

  if (is_large)
    {
      payload.cancellable = self->cancellable;
      ok = desk_search_blob_open (self->blob, sqlite3_value_int64 (id), &payload, &self->error);
    }
  else
    {
      payload.data = sqlite3_value_blob (value);
      payload.size = (gsize) sqlite3_value_bytes (value);
    }
  if (ok)
    self->matches = desk_search_plan_check_payload (self->plan, &payload, &self->error) == DESK_TRUTH_YES;
  if (is_large || self->is_slow || self->error != NULL)
    check_limits (self, TRUE);
}

static void
check (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  DeskSearchScan *self = sqlite3_user_data (context);

  if (check_columns (self, n_values, values) == DESK_TRUTH_UNKNOWN)
    sqlite3_result_int (context, IS_OPEN);
  else
    sqlite3_result_int (context, self->matches || self->over ? MATCHES : MATCHES_NOT);
}

static void
check_payload (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  DeskSearchScan *self = sqlite3_user_data (context);

  check_stored_payload (self, values[0], values[1]);
  sqlite3_result_int (context, self->matches || self->over);
}

static void
check_all (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  DeskSearchScan *self = sqlite3_user_data (context);

  if (check_columns (self, n_values - 2, values + 2) == DESK_TRUTH_UNKNOWN)
    check_stored_payload (self, values[0], values[1]);
  sqlite3_result_int (context, self->matches || self->over);
}

static sqlite3_stmt *
prepare (DeskSearchScan *self, const char *order)
{
  DeskPlanNeeds needs = desk_search_plan_get_needs (self->plan);
  g_autofree char *condition
      = g_strdup_printf (desk_search_plan_is_for_payloads (self->plan) ? CHECK_ALL
                         : (needs & DESK_PLAN_NEEDS_PAYLOAD) != 0 ? CHECK_PAYLOAD
                                                                  : CHECK,
                         (needs & DESK_PLAN_NEEDS_TIME) != 0 ? ", time" : "",
                         (needs & DESK_PLAN_NEEDS_SIZE) != 0 ? ", length (payload)" : "",
                         (needs & DESK_PLAN_NEEDS_PROPERTIES) != 0 ? ", properties" : "");
  g_autofree char *sql = g_strconcat (HEAD, condition, " ORDER BY id ", order, NULL);
  sqlite3_stmt *statement = NULL;

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
  self->is_slow = desk_search_plan_has_pattern (plan);
  self->blob = desk_search_blob_new (db);
  sqlite3_create_function (db, "desk_check", -1, SQLITE_UTF8, self, check, NULL, NULL);
  sqlite3_create_function (db, "desk_check_payload", 2, SQLITE_UTF8, self, check_payload, NULL, NULL);
  sqlite3_create_function (db, "desk_check_all", -1, SQLITE_UTF8, self, check_all, NULL, NULL);
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
  sqlite3_stmt *statement = descending ? self->descending : self->ascending;
  gint64 id = 0;
  int rc;

  self->cancellable = cancellable;
  self->deadline = g_get_monotonic_time () + DESK_SEARCH_SLICE_TIME;
  self->over = FALSE;
  self->n_rows = 0;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      id = sqlite3_column_int64 (statement, 0);
      if (self->matches && self->error == NULL)
        g_array_append_val (ids, id);
      if (self->over)
        break;
    }

  if (rc == SQLITE_DONE)
    *reached = descending ? first : last;
  else if (rc == SQLITE_ROW)
    *reached = id;
  else if (self->error == NULL)
    desk_log_schema_fail (self->db, &self->error);
  /* Both hold the transaction open. */
  desk_search_blob_close (self->blob);
  sqlite3_reset (statement);

  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
