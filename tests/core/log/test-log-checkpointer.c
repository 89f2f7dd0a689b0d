/* test-log-checkpointer.c: the write-ahead log is moved into the file while more is written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <glib/gstdio.h>

#include "desk-log-checkpointer.h"
#include "desk-log-schema.h"

#define PAGES_MAX 2048

/* Of a transaction, each page of which holds one row */
#define ROWS 64

typedef struct
{
  char *folder;
  char *path;
  sqlite3 *db;
  DeskLogCheckpointer *checkpointer;
  guint n_rows;
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scene->folder = g_dir_make_tmp ("desk-log-checkpointer-XXXXXX", &error);
  g_assert_no_error (error);
  scene->path = g_build_filename (scene->folder, "log.sqlite", NULL);
  scene->db = desk_log_schema_open_writer (scene->path, NULL, &error);
  g_assert_no_error (error);
  scene->checkpointer = desk_log_checkpointer_new (scene->path, scene->db);
  desk_log_checkpointer_set_pages_max (scene->checkpointer, GPOINTER_TO_UINT (data));
}

static gint64
query (sqlite3 *db, const char *sql)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);

  return sqlite3_column_int64 (statement, 0);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  desk_log_checkpointer_free (scene->checkpointer);
  sqlite3_close_v2 (scene->db);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (scene->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (scene->folder), ==, 0);
  g_free (scene->folder);
  g_free (scene->path);
}

static void
write_transaction (Scene *scene)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_assert_cmpint (sqlite3_exec (scene->db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (scene->db, "INSERT INTO message VALUES (?, 0, 1, 0, NULL, zeroblob (16000))",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < ROWS; i++)
    {
      sqlite3_bind_int64 (statement, 1, ++scene->n_rows);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_reset (statement);
    }
  g_assert_cmpint (sqlite3_exec (scene->db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
}

static guint
get_wal_pages (Scene *scene)
{
  g_autofree char *wal = g_strconcat (scene->path, "-wal", NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (wal, &status), ==, 0);

  return (guint) (status.st_size / DESK_LOG_PAGE_SIZE);
}

/* However much is written without a pause, the write-ahead log keeps to its limit but for one transaction. */
static void
test_bounded (Scene *scene, gconstpointer data)
{
  guint pages_max = GPOINTER_TO_UINT (data);

  while (scene->n_rows < 4 * PAGES_MAX)
    {
      write_transaction (scene);
      g_assert_cmpuint (get_wal_pages (scene), <=, pages_max + 2 * ROWS);
    }

  g_assert_cmpint (query (scene->db, "SELECT count (*) FROM message"), ==, scene->n_rows);
  g_assert_cmpint (query (scene->db, "SELECT count (*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
                   ==, 1);
}

/* Somebody who reads keeps the write-ahead log from beginning anew, not the writer from writing. */
static void
test_reader (Scene *scene, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) reader = NULL;
  guint pages;

  write_transaction (scene);
  reader = desk_log_schema_open_reader (scene->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (reader, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (query (reader, "SELECT count (*) FROM message"), ==, ROWS);

  while (scene->n_rows < 2 * PAGES_MAX)
    write_transaction (scene);
  pages = get_wal_pages (scene);
  g_assert_cmpuint (pages, >, PAGES_MAX);
  g_assert_cmpint (query (reader, "SELECT count (*) FROM message"), ==, ROWS);

  g_assert_cmpint (sqlite3_exec (reader, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < 4; i++)
    write_transaction (scene);
  g_assert_cmpuint (get_wal_pages (scene), <=, pages);
  g_assert_cmpint (query (reader, "SELECT count (*) FROM message"), ==, scene->n_rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/log-checkpointer/bounded", Scene, GUINT_TO_POINTER (PAGES_MAX), set_up, test_bounded, tear_down);
  g_test_add ("/log-checkpointer/bounded-small", Scene, GUINT_TO_POINTER (128), set_up, test_bounded, tear_down);
  g_test_add ("/log-checkpointer/reader", Scene, GUINT_TO_POINTER (PAGES_MAX), set_up, test_reader, tear_down);

  return g_test_run ();
}
