/* test-log-file.c: what may happen to the file of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

static void
test_file (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);
  g_autofree char *tables = NULL;
  const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
  struct stat status;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);

  g_assert_cmpint (stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (scene->path, suffixes[i], NULL);

      g_assert_cmpint (stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }

  g_assert_cmpint (query (scene->path, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query (scene->path, "PRAGMA page_size"), ==, 16384);
  g_assert_cmpint (query (scene->path, "PRAGMA auto_vacuum"), ==, 2);
  tables = query_text (scene->path, "SELECT group_concat (sql, ';') FROM sqlite_schema WHERE type = 'table'");
  g_assert_cmpstr (
      tables, ==,
      "CREATE TABLE topic (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
      "CREATE TABLE message (id INTEGER PRIMARY KEY, time INTEGER, topic INTEGER, flags INTEGER,"
      " properties TEXT, payload BLOB);"
      "CREATE TABLE event (id INTEGER PRIMARY KEY, time INTEGER, after INTEGER, kind TEXT, detail TEXT);"
      "CREATE TABLE note (message INTEGER PRIMARY KEY, marked INTEGER, text TEXT);"
      "CREATE TABLE meta (key TEXT PRIMARY KEY, value)");
}

static void
test_default_path (void)
{
  g_autofree char *path = desk_log_default_path ("5d2f");
  g_autofree char *expected
      = g_build_filename (g_get_user_data_dir (), "mqtt-desk", "logs", "5d2f.sqlite", NULL);

  g_assert_cmpstr (path, ==, expected);
}

/* Starts this program again to do something with a log; it says “ready” when it has begun. */
static GSubprocess *
start_child (const char *verb, const char *path, GDataInputStream **output)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                         &error, program, verb, path, NULL);

  g_assert_no_error (error);
  *output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  line = g_data_input_stream_read_line (*output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "ready");

  return child;
}

static void
end_child (GSubprocess *child)
{
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
}

/* Runs in a child: opens a log and writes to it without end. */
static void
write_for_ever (const char *path)
{
  Scene scene = { .path = g_strdup (path) };

  scene_open (&scene);
  for (gint64 next = 1;; next += 500)
    {
      append_many (scene.log, next, 500, 200);
      scene_flush (&scene);
      if (next == 1)
        {
          puts ("ready");
          fflush (stdout);
        }
    }
}

/* Runs in a child: opens a log and holds it until the end of its input. */
static int
hold (const char *path)
{
  Scene scene = { .path = g_strdup (path) };

  scene_open (&scene);
  puts ("ready");
  fflush (stdout);
  getchar ();
  desk_log_close (scene.log);
  g_object_unref (scene.log);
  g_free (scene.path);

  return 0;
}

static void
test_busy (Scene *scene, gconstpointer data)
{
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GSubprocess) child = start_child ("--hold", scene->path, &output);
  g_autofree char *link = g_build_filename (scene->folder, "link.sqlite", NULL);
  g_autoptr (DeskLog) other = NULL;
  GError *error = NULL;

  g_assert_false (scene_try_open (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
  g_assert_nonnull (strstr (error->message, g_subprocess_get_identifier (child)));
  g_assert_nonnull (strstr (error->message, "test-log-file"));
  g_clear_error (&error);
  g_assert_false (desk_log_is_open (scene->log));
  g_assert_null (desk_log_get_set_aside (scene->log));

  /* Reading it is possible meanwhile. */
  g_assert_null (read_message (scene->log, 1, 10, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);

  /* When the other has ended, however it did, the log is free. */
  end_child (child);
  scene_open (scene);

  /* Two logs of one process keep apart as well, also under two names. */
  g_assert_cmpint (symlink (scene->path, link), ==, 0);
  other = desk_log_new (link);
  {
    Scene second = { .log = other };

    g_assert_false (scene_try_open (&second, &error));
    g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
    g_clear_error (&error);
  }
}

static void
test_newer (Scene *scene, gconstpointer data)
{
  GError *error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_close (scene);
  execute (scene->path, "PRAGMA user_version = 2");

  g_assert_false (scene_try_open (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_NEWER);
  g_clear_error (&error);
  g_assert_null (desk_log_get_set_aside (scene->log));
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 10);
  g_assert_cmpint (query (scene->path, "PRAGMA user_version"), ==, 2);
  g_assert_null (read_message (scene->log, 1, 10, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_NEWER);
  g_clear_error (&error);
}

/* The database of another program is nobody's to move away. */
static void
test_foreign (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);
  sqlite3 *db = NULL;
  GError *error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (scene->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE recipe (name)", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  for (guint version = 0; version < 2; version++)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %u", version);

      execute (scene->path, sql);
      g_assert_false (scene_try_open (scene, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_DAMAGED);
      g_clear_error (&error);
      g_assert_cmpint (query (scene->path, "SELECT count (*) FROM recipe"), ==, 0);
    }
}

/* Whatever cannot be opened is named. */
static void
test_folder (Scene *scene, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (scene->path, 0700), ==, 0);
  g_assert_false (scene_try_open (scene, &error));
  g_assert_nonnull (strstr (error->message, scene->path));
  g_assert_cmpint (g_rmdir (scene->path), ==, 0);
}

static guint
count_files (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_damaged (Scene *scene, gconstpointer data)
{
  static const char *const kinds[] = { "garbage", "short", "cut", "overwritten" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *contents = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *set_aside = NULL;
      gsize length, kept_length;

      scene_open (scene);
      append_many (scene->log, 1, 1000, 500);
      scene_close (scene);
      g_assert_true (g_file_get_contents (scene->path, &contents, &length, NULL));
      if (i == 0)
        memset (contents, 'x', 4096);
      else if (i == 1)
        length = 10;
      else if (i == 2)
        length = 16384 + 100;
      else
        memset (contents + 16384, 0xa5, length - 16384);
      g_assert_true (g_file_set_contents (scene->path, contents, (gssize) length, NULL));

      scene_open (scene);
      set_aside = g_strdup (desk_log_get_set_aside (scene->log));
      g_test_message ("%s: %s", kinds[i], set_aside);
      g_assert_nonnull (set_aside);
      g_assert_true (g_file_get_contents (set_aside, &kept, &kept_length, NULL));
      g_assert_cmpmem (kept, kept_length, contents, length);
      g_assert_cmpint (desk_log_get_last_id (scene->log), <, desk_log_get_first_id (scene->log));

      append_many (scene->log, 1, 1, 0);
      scene_flush (scene);
      scene_close (scene);
      g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 1);
      g_assert_cmpint (g_unlink (scene->path), ==, 0);
      g_assert_cmpint (g_unlink (set_aside), ==, 0);
      g_assert_cmpuint (count_files (scene->path), ==, 1);
    }

  scene_open (scene);
  g_assert_null (desk_log_get_set_aside (scene->log));
}

static void
test_empty_file (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (scene->path, "", 0, NULL));
  scene_open (scene);
  g_assert_null (desk_log_get_set_aside (scene->log));
  append_many (scene->log, 1, 1, 0);
  scene_flush (scene);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 1);
}

/* Bytes of a file that was fine are overwritten while it is in use. */
static void
test_damaged_in_use (Scene *scene, gconstpointer data)
{
  g_autofree char *detail = NULL;
  g_autofree char *set_aside = NULL;
  g_autofree guint8 *noise = g_malloc (16384);
  struct stat status;
  int fd;

  scene_open (scene);
  append_many (scene->log, 1, 5000, 100);
  scene_close (scene);
  scene_open (scene);

  memset (noise, 0xa5, 16384);
  fd = open (scene->path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fstat (fd, &status), ==, 0);
  for (off_t at = 16384; at < status.st_size; at += 16384)
    g_assert_cmpint (pwrite (fd, noise, 16384, at), ==, 16384);
  close (fd);

  /* What has to be removed cannot be read. */
  desk_log_set_retention (scene->log, 300 * 1024, 0);
  wait_until (desk_log_get_set_aside (scene->log) != NULL);
  desk_log_set_retention (scene->log, 0, 0);
  append_many (scene->log, 5001, 5000, 100);
  scene_flush (scene);

  /* Ids go on in a new file, and it says what became of the old one. */
  set_aside = g_strdup (desk_log_get_set_aside (scene->log));
  g_assert_nonnull (set_aside);
  g_assert_true (g_file_test (set_aside, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 5001);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 10000);
  g_assert_cmpint (query (scene->path, "SELECT min (id) FROM message"), ==,
                   desk_log_get_first_id (scene->log));
  detail = query_text (scene->path, "SELECT kind || detail FROM event");
  g_assert_true (g_str_has_prefix (detail, "gap{\"reason\":\"damaged\",\"set-aside\":\"one.damaged-"));
}

/* Somebody removes the folder of the logs while one is written. */
static void
test_removed_in_use (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);
  g_autofree char *detail = NULL;
  g_autoptr (DeskMessage) message = NULL;
  GError *error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 100, 0);
  scene_flush (scene);
  remove_folder (folder);

  append_many (scene->log, 101, 100, 0);
  scene_flush (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 101);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 200);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 100);
  detail = query_text (scene->path, "SELECT after || kind || detail FROM event");
  g_assert_cmpstr (detail, ==, "100gap{\"reason\":\"removed\"}");
  message = read_message (scene->log, 101, 100, &error);
  g_assert_no_error (error);

  /* The new file is locked as the old one was. */
  {
    Scene second = { .path = scene->path };

    g_assert_false (scene_try_open (&second, &error));
    g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
    g_clear_error (&error);
    g_object_unref (second.log);
  }
}

/* Other programs read what is committed while it is written, and what they have read stays whole. */
static void
test_read_while_writing (Scene *scene, gconstpointer data)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 100, 0);
  scene_flush (scene);

  g_assert_cmpint (sqlite3_open_v2 (scene->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT count (*) FROM message", -1, &statement, NULL), ==,
                   SQLITE_OK);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 100);
      g_assert_cmpint (sqlite3_reset (statement), ==, SQLITE_OK);
      append_many (scene->log, 101 + i * 5000, 5000, 0);
      scene_flush (scene);
    }
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 25100);
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

/* Another program that holds the file's write lock delays a transaction and loses nothing. */
static void
test_locked_by_another (Scene *scene, gconstpointer data)
{
  sqlite3 *db = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  scene_open (scene);
  g_assert_cmpint (sqlite3_open_v2 (scene->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  append_many (scene->log, 1, 100, 0);
  desk_log_flush_async (scene->log, NULL, scene_keep_result, &result);
  g_main_context_iteration (NULL, FALSE);
  g_assert_null (result);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  wait_until (result != NULL);
  g_assert_true (desk_log_flush_finish (scene->log, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 100);
}

/* A process that is killed loses at most the end of what it was given. */
static void
test_killed (Scene *scene, gconstpointer data)
{
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GSubprocess) child = start_child ("--write", scene->path, &output);
  g_autofree char *check = NULL;
  gint64 last;

  wait_until (query (scene->path, "SELECT max (id) FROM message") > 20000);
  end_child (child);

  check = query_text (scene->path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
  last = query (scene->path, "SELECT max (id) FROM message");
  g_assert_cmpint (last, >, 20000);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE time = id"), ==, last);
  g_assert_cmpint (query (scene->path, "SELECT min (id) FROM message"), ==, 1);

  scene_open (scene);
  g_assert_null (desk_log_get_set_aside (scene->log));
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, last);
  append_many (scene->log, last + 1, 1, 0);
  scene_flush (scene);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, last + 1);
}

/* Becomes a person without rights over others' files, if it was not one. */
static void
drop_rights (void)
{
  if (geteuid () != 0)
    return;
  g_assert_cmpint (setgroups (0, NULL), ==, 0);
  g_assert_cmpint (setresgid (65534, 65534, 65534), ==, 0);
  g_assert_cmpint (setresuid (65534, 65534, 65534), ==, 0);
}

/* Runs in a child without rights: a folder that cannot be written. */
static int
try_read_only (const char *path)
{
  Scene scene = { .path = g_strdup (path) };
  g_autofree char *missing = g_strconcat (path, ".missing", NULL);
  g_autoptr (DeskMessage) message = NULL;
  GError *error = NULL;

  drop_rights ();
  g_assert_false (scene_try_open (&scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_READ_ONLY);
  g_clear_error (&error);

  /* What is there can be read all the same. */
  message = read_message (scene.log, 7, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpint (message->time, ==, 7);
  g_object_unref (scene.log);

  scene.log = desk_log_new (missing);
  g_assert_false (scene_try_open (&scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_READ_ONLY);
  g_clear_error (&error);
  g_object_unref (scene.log);
  g_free (scene.path);
  puts ("ready");

  return 0;
}

static void
test_read_only_folder (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GSubprocess) child = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);
  scene_close (scene);
  g_assert_cmpint (chmod (scene->folder, 0755), ==, 0);
  g_assert_cmpint (chmod (folder, 0555), ==, 0);
  g_assert_cmpint (chmod (scene->path, 0444), ==, 0);

  child = start_child ("--read-only", scene->path, &output);
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
  g_assert_cmpint (chmod (folder, 0755), ==, 0);
}

static void
replace_file (Scene *scene, const char *suffix, const char *bytes, gsize length)
{
  g_autofree char *name = g_strconcat (scene->path, suffix, NULL);

  g_assert_true (g_file_set_contents (name, bytes, (gssize) length, NULL));
}

/* Whatever becomes of the files of a log, the next one can be written. */
static void
test_odd_files (Scene *scene, gconstpointer data)
{
  static const char text[100000] = "This is no database at all.";
  g_autofree char *whole = NULL;
  gsize length;

  scene_open (scene);
  append_many (scene->log, 1, 5000, 100);
  scene_close (scene);
  g_assert_true (g_file_get_contents (scene->path, &whole, &length, NULL));

  /* A write-ahead log that is none is left out of account. */
  replace_file (scene, "-wal", text, sizeof text);
  scene_open (scene);
  g_assert_null (desk_log_get_set_aside (scene->log));
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 5000);
  scene_close (scene);

  for (guint i = 0; i < 3; i++)
    {
      if (i == 0)
        replace_file (scene, "", text, sizeof text);
      else
        replace_file (scene, "", whole, i == 1 ? length / 2 : 1000);
      g_test_message ("file %u", i);
      scene_open (scene);
      append_many (scene->log, 1, 10, 0);
      scene_flush (scene);
      wait_until (desk_log_get_set_aside (scene->log) != NULL);
      append_many (scene->log, 11, 10, 0);
      scene_flush (scene);
      g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), >=, 10);
      scene_close (scene);
    }
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    write_for_ever (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--read-only"))
    return try_read_only (argv[2]);

  g_test_init (&argc, &argv, NULL);

#define add(name, function)                                                                                  \
  g_test_add ("/log-file/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add ("file", test_file);
  g_test_add_func ("/log-file/default-path", test_default_path);
  add ("busy", test_busy);
  add ("newer", test_newer);
  add ("foreign", test_foreign);
  add ("folder", test_folder);
  add ("damaged", test_damaged);
  add ("empty-file", test_empty_file);
  add ("damaged-in-use", test_damaged_in_use);
  add ("removed-in-use", test_removed_in_use);
  add ("read-while-writing", test_read_while_writing);
  add ("locked-by-another", test_locked_by_another);
  add ("killed", test_killed);
  add ("read-only-folder", test_read_only_folder);
  add ("odd-files", test_odd_files);
#undef add

  return g_test_run ();
}
