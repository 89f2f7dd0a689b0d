/* desk-log-schema-look.c: whether a file is a log that can be trusted to be one
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-schema-private.h"

/* Ids beyond this are nobody's: ten million a second for 28 years. */
#define ID_MAX "9007199254740992"

/* A log has these tables, as they are made by SQLite from our own statements:
 * no views in their place, no virtual tables (which have no root page), no
 * generated columns (which are hidden), and no other or fewer columns. */
static const char check_tables[]
    = "WITH wanted (name, columns) AS (VALUES ('topic', 'id name'),"
      "  ('message', 'id time topic flags properties payload'),"
      "  ('event', 'id time after kind detail'), ('note', 'message marked text'), ('meta', 'key value'))"
      " SELECT count (*) = 5 FROM wanted w JOIN sqlite_schema s"
      "  ON s.name = w.name AND s.type = 'table' AND s.rootpage > 0"
      "  AND (SELECT group_concat (c.name, ' ') FROM pragma_table_xinfo (w.name) c) = w.columns"
      "  AND (SELECT max (c.hidden) FROM pragma_table_xinfo (w.name) c) = 0";

/* Touches the root of each table and the ends of the big ones: damage there is
 * found at once. Damage in between is found by whoever reads it, and by the
 * check in the background. */
static const char probe[]
    = "SELECT (SELECT max (id) FROM topic), (SELECT count (name) FROM topic WHERE name = ''),"
      " (SELECT id + time FROM message ORDER BY id LIMIT 1),"
      " (SELECT id + topic + flags + length (payload)"
      "  FROM message ORDER BY id DESC LIMIT 1),"
      " (SELECT id + time + after + length (kind) + length (detail)"
      "  FROM event ORDER BY id DESC LIMIT 1),"
      " (SELECT marked + length (text) FROM note ORDER BY message DESC LIMIT 1),"
      " (SELECT value FROM meta WHERE key = 'next-message-id'),"
      " coalesce ((SELECT min (id) FROM message) >= 1, 1) AND coalesce ((SELECT max (id) FROM message) < " ID_MAX
      ", 1) AND coalesce ((SELECT max (id) FROM topic) < " ID_MAX ", 1)"
      " AND coalesce ((SELECT max (CAST (value AS INTEGER)) FROM meta WHERE key LIKE '%-%') < " ID_MAX ", 1)";

#define PROBE_IDS 7 /* column of the probe that tells whether ids can be used */

/* A file that somebody sent may want to do something when it is read: in it no
 * trigger and no view runs, what its schema calls is not trusted, and nothing
 * gets at other files. */
void
_desk_log_schema_defend (sqlite3 *db)
{
  static const struct
  {
    int option, value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    sqlite3_db_config (db, options[i].option, options[i].value, NULL);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  /* A page whose cells lie outside of it is noticed when it is read. */
  sqlite3_exec (db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
}

/* Runs a statement that gives one row. Returns: SQLITE_ROW, or what went wrong; in @number a column of the row */
static int
run_for_row (sqlite3 *db, const char *sql, int column, int *number)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    *number = sqlite3_column_int (statement, column);

  return rc;
}

static DeskLogFileState
state_of_error (int rc)
{
  return (rc & 0xff) == SQLITE_NOTADB || (rc & 0xff) == SQLITE_CORRUPT ? DESK_LOG_FILE_IS_DAMAGED
                                                                       : DESK_LOG_FILE_HAS_ERROR;
}

/* Says what a file is, in a time that does not depend on its size. */
DeskLogFileState
_desk_log_schema_look (sqlite3 *db)
{
  int number = 0;
  int rc = run_for_row (db, "PRAGMA user_version", 0, &number);

  if (rc != SQLITE_ROW)
    return state_of_error (rc);
  if (number > DESK_LOG_VERSION)
    return DESK_LOG_FILE_IS_NEWER;

  if (number < DESK_LOG_VERSION)
    {
      rc = run_for_row (db, "SELECT count (*) FROM sqlite_schema", 0, &number);
      if (rc != SQLITE_ROW)
        return state_of_error (rc);
      return number == 0 ? DESK_LOG_FILE_IS_EMPTY : DESK_LOG_FILE_IS_FOREIGN;
    }

  rc = run_for_row (db, check_tables, 0, &number);
  if (rc == SQLITE_ERROR || (rc == SQLITE_ROW && number == 0))
    return DESK_LOG_FILE_IS_FOREIGN;
  if (rc == SQLITE_ROW)
    rc = run_for_row (db, probe, PROBE_IDS, &number);
  if (rc == SQLITE_ROW)
    return number == 1 ? DESK_LOG_FILE_IS_LOG : DESK_LOG_FILE_IS_DAMAGED;
  if (rc == SQLITE_ERROR)
    return DESK_LOG_FILE_IS_FOREIGN;

  return state_of_error (rc);
}
