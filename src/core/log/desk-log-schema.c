/* desk-log-schema.c: the tables of a log file and how it is opened
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-log-schema-private.h"

/* The page size and auto_vacuum only take effect before the first page is
 * written, which setting the journal mode does. */
static const char settings_of_new_file[] = "PRAGMA page_size = 16384;"
                                           "PRAGMA auto_vacuum = INCREMENTAL;";

/* Some distributions have SQLite overwrite what is deleted, which would write
 * large messages a second time; FAST does so where it costs nothing. */
static const char settings_of_writer[] = "PRAGMA journal_mode = WAL;"
                                         "PRAGMA synchronous = NORMAL;"
                                         "PRAGMA secure_delete = FAST;"
                                         "PRAGMA wal_autocheckpoint = 4000;"
                                         "PRAGMA journal_size_limit = 67108864;"
                                         "PRAGMA cache_size = -16384;"
                                         "PRAGMA temp_store = MEMORY;";

static const char settings_of_reader[] = "PRAGMA cache_size = -4096;"
                                         "PRAGMA temp_store = MEMORY;";

static const char tables[] = "BEGIN IMMEDIATE;"
                             "CREATE TABLE topic (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                             "CREATE TABLE message (id INTEGER PRIMARY KEY, time INTEGER, topic INTEGER,"
                             " flags INTEGER, properties TEXT, payload BLOB);"
                             "CREATE TABLE event (id INTEGER PRIMARY KEY, time INTEGER, after INTEGER,"
                             " kind TEXT, detail TEXT);"
                             "CREATE TABLE note (message INTEGER PRIMARY KEY, marked INTEGER, text TEXT);"
                             "CREATE TABLE meta (key TEXT PRIMARY KEY, value);"
                             "INSERT INTO meta VALUES ('next-message-id', 1);"
                             "INSERT INTO meta VALUES ('writer-version', '" PACKAGE_VERSION "');"
                             "PRAGMA user_version = 1;"
                             "COMMIT;";

static void
initialize (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      /* The memory statistics cost a lock that all threads share at each allocation. Somebody
       * else in this process may have started SQLite already; then it stays as it is. */
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      sqlite3_initialize ();
      g_once_init_leave (&once, 1);
    }
}

static DeskError
code_of_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return DESK_ERROR_LOG_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return DESK_ERROR_LOG_READ_ONLY;
    default:
      return DESK_ERROR_FAILED;
    }
}

/* The system's error behind an I/O error. What SQLite remembers for the
 * connection may be that of a later call; each file has its own. */
static int
get_system_error (sqlite3 *db)
{
  static const int which[] = { SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER };

  for (guint i = 0; i < G_N_ELEMENTS (which); i++)
    {
      sqlite3_file *file = NULL;
      int number = 0;

      if (sqlite3_file_control (db, "main", which[i], &file) == SQLITE_OK && file != NULL
          && file->pMethods != NULL
          && file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK
          && number != 0)
        return number;
    }

  return sqlite3_system_errno (db);
}

static DeskError
code_of_sqlite (sqlite3 *db)
{
  DeskError code;

  switch (sqlite3_errcode (db) & 0xff)
    {
    case SQLITE_FULL:
      return DESK_ERROR_LOG_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return DESK_ERROR_LOG_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DESK_ERROR_LOG_DAMAGED;
    case SQLITE_IOERR:
      return code_of_errno (get_system_error (db));
    case SQLITE_CANTOPEN:
      code = code_of_errno (sqlite3_system_errno (db));
      return code == DESK_ERROR_FAILED ? DESK_ERROR_LOG_READ_ONLY : code;
    default:
      return DESK_ERROR_FAILED;
    }
}

static gboolean
fail_with (const char *path, DeskError code, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (code == DESK_ERROR_LOG_FULL)
    return desk_fail (
        error, code,
        _ ("The disk is full, so the log “%s” cannot be written. Make room on it; writing then goes on."),
        name);
  if (code == DESK_ERROR_LOG_READ_ONLY)
    return desk_fail (
        error, code,
        _ ("The log “%s” cannot be written: %s. Make its folder writable; writing then goes on."),
        name, reason);
  if (code == DESK_ERROR_LOG_DAMAGED)
    return desk_fail (error, code, _ ("The log “%s” is damaged: %s."), name, reason);

  return desk_fail (error, code, _ ("The log “%s” cannot be used: %s."), name, reason);
}

static gboolean
fail_sqlite (sqlite3 *db, const char *path, GError **error)
{
  DeskError code = code_of_sqlite (db);
  int number = sqlite3_system_errno (db);

  return fail_with (
      path, code, code == DESK_ERROR_LOG_READ_ONLY && number != 0 ? g_strerror (number) : sqlite3_errmsg (db), error);
}

/**
 * desk_log_schema_fail:
 * @db: a connection whose last call failed
 * @error: %DESK_ERROR_LOG_FULL, %DESK_ERROR_LOG_READ_ONLY,
 *   %DESK_ERROR_LOG_DAMAGED or %DESK_ERROR_FAILED
 *
 * Says what went wrong in words that a person can act on.
 *
 * Returns: %FALSE
 */
gboolean
desk_log_schema_fail (sqlite3 *db, GError **error)
{
  const char *path = sqlite3_db_filename (db, "main");

  return fail_sqlite (db, path != NULL ? path : "", error);
}

/**
 * desk_log_schema_new_damage_error:
 * @path: a log file in which a check has found damage
 *
 * Returns: (transfer full): the error that says so
 */
GError *
desk_log_schema_new_damage_error (const char *path)
{
  GError *error = NULL;

  fail_with (path, DESK_ERROR_LOG_DAMAGED, sqlite3_errstr (SQLITE_CORRUPT), &error);

  return error;
}

static gboolean
fail_newer (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return desk_fail (
      error, DESK_ERROR_LOG_NEWER,
      _ ("The log “%s” was written by a newer version of MqttDesk. Update it, or choose another file."),
      name);
}

static gboolean
fail_foreign (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return desk_fail (
      error, DESK_ERROR_LOG_DAMAGED,
      _ ("“%s” is a database of another program and not a log of MqttDesk. Choose another file."), name);
}

/* With a system error, for what happens before SQLite sees the file */
static gboolean
fail_errno (const char *path, int number, GError **error)
{
  return fail_with (path, code_of_errno (number), g_strerror (number), error);
}

/* Makes the file ourselves so that it, and what SQLite puts beside it with the
 * same mode, is the owner's alone. A file that is there is never opened here:
 * closing it again would drop the locks that SQLite holds on it in this process. */
static gboolean
create_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (path, errno, error);

  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  else if (errno != EEXIST)
    return fail_errno (path, errno, error);

  return TRUE;
}

static sqlite3 *
open_file (const char *path, int flags, GError **error)
{
  sqlite3 *db = NULL;

  initialize ();
  if (sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
    {
      /* What could not be opened has no name yet. */
      if (db != NULL)
        fail_sqlite (db, path, error);
      else
        fail_errno (path, ENOMEM, error);
      sqlite3_close_v2 (db);
      return NULL;
    }
  _desk_log_schema_defend (db);

  return db;
}

/**
 * desk_log_schema_set_aside:
 * @path: a log file
 * @set_aside: (out): the name that it has now
 * @error: %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED
 *
 * Gives a file that cannot be used, and its write-ahead log, another name in
 * the same folder, so that a new one can begin in its place and nothing of the
 * old one is lost.
 *
 * Returns: whether it was renamed
 */
gboolean
desk_log_schema_set_aside (const char *path, char **set_aside, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *stem
      = g_str_has_suffix (path, ".sqlite") ? g_strndup (path, strlen (path) - 7) : g_strdup (path);
  g_autofree char *name = g_strdup_printf ("%s.damaged-%s.sqlite", stem, stamp);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *new_wal = NULL;
  struct stat status;

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u.sqlite", stem, stamp, i);
    }

  if (g_rename (path, name) != 0)
    return fail_errno (path, errno, error);

  new_wal = g_strconcat (name, "-wal", NULL);
  if (stat (wal, &status) == 0 && status.st_size > 0)
    g_rename (wal, new_wal);
  else
    g_unlink (wal);
  g_unlink (shm);

  g_free (*set_aside);
  *set_aside = g_steal_pointer (&name);

  return TRUE;
}

/**
 * desk_log_schema_open_writer:
 * @path: the log file; it is created with its folder if need be
 * @set_aside: (inout): set to the new name of a damaged file, if there was one
 * @error: %DESK_ERROR_LOG_NEWER, %DESK_ERROR_LOG_DAMAGED (the database of
 *   another program, which is left alone), %DESK_ERROR_LOG_FULL,
 *   %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED
 *
 * Opens a log for its one writer. Only who holds the log's lock may call it.
 * The connection may be used by one thread at a time.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *
desk_log_schema_open_writer (const char *path, char **set_aside, GError **error)
{
  for (guint attempt = 0;; attempt++)
    {
      g_autoptr (sqlite3) db = NULL;
      DeskLogFileState state;

      if (!create_file (path, error))
        return NULL;
      db = open_file (path, SQLITE_OPEN_READWRITE, error);
      if (db == NULL)
        return NULL;
      sqlite3_busy_timeout (db, DESK_LOG_BUSY_TIMEOUT);

      state = _desk_log_schema_look (db);
      if (state == DESK_LOG_FILE_IS_DAMAGED && attempt == 0)
        {
          /* What is set aside keeps its bytes as they are. */
          sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
          sqlite3_close_v2 (g_steal_pointer (&db));
          if (!desk_log_schema_set_aside (path, set_aside, error))
            return NULL;
          continue;
        }

      if (state == DESK_LOG_FILE_IS_NEWER)
        fail_newer (path, error);
      else if (state == DESK_LOG_FILE_IS_FOREIGN)
        fail_foreign (path, error);
      else if (state == DESK_LOG_FILE_IS_DAMAGED || state == DESK_LOG_FILE_HAS_ERROR)
        desk_log_schema_fail (db, error);
      else if ((state == DESK_LOG_FILE_IS_EMPTY
                && sqlite3_exec (db, settings_of_new_file, NULL, NULL, NULL) != SQLITE_OK)
               || sqlite3_exec (db, settings_of_writer, NULL, NULL, NULL) != SQLITE_OK
               || (state == DESK_LOG_FILE_IS_EMPTY && sqlite3_exec (db, tables, NULL, NULL, NULL) != SQLITE_OK))
        desk_log_schema_fail (db, error);
      else
        return g_steal_pointer (&db);

      return NULL;
    }
}

/* A log on a medium that cannot be written has no place for the shared memory
 * of a write-ahead log; where there is none to read, the file alone is whole. */
static sqlite3 *
open_immutable (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = NULL;
  g_autofree char *query = NULL;
  struct stat status;

  if (stat (wal, &status) == 0 && status.st_size > 0)
    return NULL;

  uri = g_filename_to_uri (absolute, NULL, NULL);
  query = g_strconcat (uri, "?immutable=1", NULL);

  return open_file (query, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
}

static gboolean
fail_unreadable (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (number == ENOENT)
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("There is no log “%s”. Check the name; a log is made when something is recorded."),
                         name);

  return desk_fail (error, DESK_ERROR_FAILED,
                    _ ("The log “%s” cannot be read: %s."), name, g_strerror (number));
}

/* Who chose this file is mistaken, more likely than the file is damaged. */
static gboolean
fail_no_database (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return desk_fail (error, DESK_ERROR_LOG_DAMAGED,
                    _ ("“%s” is not a log of MqttDesk, or its beginning is damaged. Choose another file."), name);
}

/**
 * desk_log_schema_open_unseen:
 * @path: a file
 * @error: as of desk_log_schema_fail()
 *
 * Opens a file for reading without a look at what it is, to find that out.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *
desk_log_schema_open_unseen (const char *path, GError **error)
{
  sqlite3 *db = open_file (path, SQLITE_OPEN_READONLY, error);

  if (db != NULL)
    sqlite3_busy_timeout (db, DESK_LOG_BUSY_TIMEOUT);

  return db;
}

/**
 * desk_log_schema_open_checkpointer:
 * @path: a log file that another connection of this process writes
 *
 * Opens a file for nothing but moving its write-ahead log.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL if the file
 *   cannot be opened
 */
sqlite3 *
desk_log_schema_open_checkpointer (const char *path)
{
  sqlite3 *db = open_file (path, SQLITE_OPEN_READWRITE, NULL);

  if (db != NULL)
    {
      sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      sqlite3_exec (db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    }

  return db;
}

/**
 * desk_log_schema_open_reader:
 * @path: a log file; the log may be written meanwhile, also by another process
 * @error: %DESK_ERROR_LOG_NEWER, %DESK_ERROR_LOG_DAMAGED, %DESK_ERROR_FAILED
 *
 * Opens a log for reading. The connection may be used by one thread at a time.
 * Keep read transactions short: while one is open, the write-ahead log grows.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *
desk_log_schema_open_reader (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  DeskLogFileState state;

  if (g_access (path, R_OK) != 0)
    {
      fail_unreadable (path, errno, error);
      return NULL;
    }
  db = open_file (path, SQLITE_OPEN_READONLY, error);
  if (db == NULL)
    return NULL;

  sqlite3_busy_timeout (db, 1000);
  state = _desk_log_schema_look (db);
  if (state == DESK_LOG_FILE_HAS_ERROR)
    {
      sqlite3 *immutable = open_immutable (path);

      if (immutable != NULL)
        {
          sqlite3_close_v2 (db);
          db = immutable;
          state = _desk_log_schema_look (db);
        }
    }

  if (state == DESK_LOG_FILE_IS_NEWER)
    fail_newer (path, error);
  else if (state == DESK_LOG_FILE_IS_FOREIGN || state == DESK_LOG_FILE_IS_EMPTY)
    fail_foreign (path, error);
  else if (state == DESK_LOG_FILE_IS_DAMAGED && (sqlite3_errcode (db) & 0xff) == SQLITE_NOTADB)
    fail_no_database (path, error);
  else if (state != DESK_LOG_FILE_IS_LOG || sqlite3_exec (db, settings_of_reader, NULL, NULL, NULL) != SQLITE_OK)
    desk_log_schema_fail (db, error);
  else
    return g_steal_pointer (&db);

  return NULL;
}
