/* test-log-export.c: messages leave the program as files
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-log-export.h"

static char *
get_child (Scene *scene, const char *name)
{
  return g_build_filename (scene->folder, name, NULL);
}

static gboolean
try_export (Scene *scene, DeskLogScope *scope, const char *format, const char *path, GError **error)
{
  g_autoptr (DeskLogScope) all = scope != NULL ? desk_log_scope_ref (scope) : desk_log_scope_new (NULL, NULL, NULL, NULL);
  g_autoptr (DeskLogExport) export = desk_log_export_new (scene->path, all, desk_export_format_find (format));
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return desk_log_export_to_file (export, file, NULL, error);
}

/* (transfer full): what the file holds */
static char *
export_text (Scene *scene, DeskLogScope *scope, const char *format)
{
  g_autofree char *name = g_strconcat ("out.", format, NULL);
  g_autofree char *path = get_child (scene, name);
  g_autoptr (GError) error = NULL;
  char *text;

  try_export (scene, scope, format, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static guint
count_files (Scene *scene)
{
  g_autoptr (GDir) folder = g_dir_open (scene->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static void
test_csv (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autofree char *text = NULL;

  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "a\"b", -1);
  scene_open (scene);
  append_with (scene->log, 1795435263901123, "a/b", DESK_MESSAGE_RETAINED | 1, properties, "21.5", 4);
  append_with (scene->log, 0, "=cmd", DESK_MESSAGE_OUTGOING, NULL, "=1+2", 4);
  append_with (scene->log, 0, "t", 0, NULL, "-12.5e3", 7);
  append_with (scene->log, 0, "t", 0, NULL, "-1+cmd|' /C calc'!A0", 20);
  append_with (scene->log, 0, "t", DESK_MESSAGE_DUPLICATE | 2, NULL, "'quoted, \"so\"\r\nand so", 21);
  append_with (scene->log, 0, "t", 0, NULL, "", 0);
  append_with (scene->log, 0, "t", 0, NULL, "\xff\x00", 2);
  append_with (scene->log, 0, "t", 0, NULL, "a\0b", 3);
  append_with (scene->log, 0, "t", 0, NULL, "\t@", 2);
  append_with (scene->log, 0, "t", 0, NULL, "-2+3", 4);
  append_with (scene->log, 0, "t", 0, NULL, "-1.5E+3", 7);
  scene_flush (scene);

  text = export_text (scene, NULL, "csv");
  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbfid,time,topic,qos,retained,outgoing,dup,properties,payload,payload_base64\r\n"
                   "1,2026-11-23T12:01:03.901123Z,\"a/b\",1,1,0,0,\"[[\"\"content-type\"\",\"\"a\\\"\"b\"\"]]\",\"21.5\",\r\n"
                   "2,1970-01-01T00:00:00.000000Z,\"'=cmd\",0,0,1,0,,\"'=1+2\",\r\n"
                   "3,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,\"-12.5e3\",\r\n"
                   "4,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,\"'-1+cmd|' /C calc'!A0\",\r\n"
                   "5,1970-01-01T00:00:00.000000Z,\"t\",2,0,0,1,,\"''quoted, \"\"so\"\"\r\nand so\",\r\n"
                   "6,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,,\r\n"
                   "7,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,,/wA=\r\n"
                   "8,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,,YQBi\r\n"
                   "9,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,\"'\t@\",\r\n"
                   "10,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,\"'-2+3\",\r\n"
                   "11,1970-01-01T00:00:00.000000Z,\"t\",0,0,0,0,,\"-1.5E+3\",\r\n");
}

static void
test_scope (Scene *scene, gconstpointer data)
{
  const char *const excluded[] = { "t/#", NULL };
  const char *const kept[] = { "t/2", "t/4", NULL };
  g_autoptr (DeskFilter) filter = desk_filter_parse ("-topic:t/4", NULL, NULL, NULL);
  g_autoptr (DeskIdRanges) ranges = desk_id_ranges_new ();
  g_autoptr (DeskLogScope) scope = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 50000, 0);
  scene_flush (scene);

  /* Of the topics of t/0 to t/9 only t/2 is left, once in ten. */
  desk_id_ranges_add (ranges, 12, 12);
  desk_id_ranges_add (ranges, 40, 60);
  desk_id_ranges_add (ranges, 49990, 70000);
  scope = desk_log_scope_new (filter, excluded, kept, ranges);
  text = export_text (scene, scope, "jsonl");
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_str_has_prefix (lines[0], "{\"id\":12,"));
  g_assert_true (g_str_has_prefix (lines[1], "{\"id\":42,"));
  g_assert_true (g_str_has_prefix (lines[2], "{\"id\":52,"));
  g_assert_true (g_str_has_prefix (lines[3], "{\"id\":49992,"));
  g_assert_cmpstr (lines[4], ==, "");
}

/* Opens as a log, with ids from the first one on and without holes. */
static void
test_sqlite (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse ("topic:t/3", NULL, NULL, NULL);
  g_autoptr (DeskLogScope) scope = desk_log_scope_new (filter, NULL, NULL, NULL);
  g_autofree char *path = get_child (scene, "copy.sqlite");
  g_autofree char *big = g_malloc0 (3 * 1024 * 1024);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMessage) message = NULL;
  Scene copy = { NULL, path, NULL };

  memset (big, 'x', 3 * 1024 * 1024);
  scene_open (scene);
  append_many (scene->log, 1, 100, 0);
  append_one (scene->log, "t/3", DESK_MESSAGE_OUTGOING | 1, big, 3 * 1024 * 1024);
  append_one (scene->log, "t/3", 0, "", 0);
  scene_flush (scene);
  g_assert_true (try_export (scene, scope, "sqlite", path, &error));
  g_assert_no_error (error);

  scene_open (&copy);
  g_assert_cmpint (desk_log_get_first_id (copy.log), ==, 3);
  g_assert_cmpint (desk_log_get_last_id (copy.log), ==, 14);
  message = read_message (copy.log, 13, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (message->payload, NULL), g_bytes_get_size (message->payload), big,
                   3 * 1024 * 1024);
  g_assert_cmpuint (message->flags, ==, (DESK_MESSAGE_OUTGOING | 1));
  append_one (copy.log, "new", 0, "x", 1);
  scene_flush (&copy);
  g_assert_cmpint (desk_log_get_last_id (copy.log), ==, 15);
  scene_close (&copy);
  g_assert_cmpint (query (path, "SELECT count (*) FROM message WHERE payload IS NULL"), ==, 0);
}

/* (transfer full): all that a log holds, with its times and bytes */
static char *
dump (const char *path)
{
  static const char *const lists[] = {
    "SELECT m.id, time, name, flags, properties, payload FROM message m JOIN topic t ON t.id = m.topic ORDER BY m.id",
    "SELECT id, time, after, kind, detail FROM event ORDER BY id",
    "SELECT message, marked, text FROM note ORDER BY message",
    "SELECT value FROM meta WHERE key = 'next-message-id'",
  };
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      sqlite3_stmt *rows = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (db, lists[i], -1, &rows, NULL), ==, SQLITE_OK);
      while (sqlite3_step (rows) == SQLITE_ROW)
        {
          for (int k = 0; k < sqlite3_column_count (rows); k++)
            {
              const guint8 *bytes = sqlite3_column_blob (rows, k);

              g_string_append_printf (text, " %d:", sqlite3_column_type (rows, k));
              for (int n = 0; n < sqlite3_column_bytes (rows, k); n++)
                g_string_append_printf (text, "%02x", bytes[n]);
            }
          g_string_append_c (text, '\n');
        }
      g_string_append_c (text, '\n');
      sqlite3_finalize (rows);
    }
  sqlite3_close (db);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The whole log goes along, and a copy of the copy is the same. */
static void
test_whole (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autofree char *path = get_child (scene, "copy.sqlite");
  g_autofree char *second = get_child (scene, "second.sqlite");
  g_autofree char *original = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *twice = NULL;
  g_autoptr (GError) error = NULL;
  Scene copy = { scene->folder, path, NULL };

  desk_properties_add_pair (properties, "b", -1, "2", -1);
  desk_properties_add_pair (properties, "b", -1, "2", -1);
  desk_properties_add_number (properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  scene_open (scene);
  desk_log_append_event (scene->log, "connected", "{\"address\":\"mqtt://before:1883\"}");
  append_many (scene->log, 1, 5, 0);
  desk_log_append_event (scene->log, "disconnected", "{\"by\":\"us\"}");
  desk_log_append_event (scene->log, "connected", "{}");
  append_with (scene->log, 1795435263901123, "a/b", DESK_MESSAGE_RETAINED | DESK_MESSAGE_DUPLICATE | 2, properties, "\0\xff", 2);
  append_one (scene->log, "a/b", DESK_MESSAGE_OUTGOING, "", 0);
  desk_log_append_event (scene->log, "gap", "{\"count\":3}");
  scene_flush (scene);
  scene_close (scene);
  execute (scene->path, "INSERT INTO note VALUES (4, 1, 'look at this'); DELETE FROM message WHERE id <= 2");

  g_assert_true (try_export (scene, NULL, "sqlite", path, &error));
  g_assert_no_error (error);
  original = dump (scene->path);
  copied = dump (path);
  g_assert_cmpstr (original, ==, copied);
  g_assert_cmpint (query (path, "SELECT count (*) FROM event"), ==, 4);
  g_assert_cmpint (query (path, "SELECT count (*) FROM note"), ==, 1);
  g_assert_true (try_export (&copy, NULL, "sqlite", second, &error));
  g_assert_no_error (error);
  twice = dump (second);
  g_assert_cmpstr (original, ==, twice);

  /* It opens, and ids go on. */
  scene_open (&copy);
  g_assert_cmpint (desk_log_get_first_id (copy.log), ==, 3);
  append_one (copy.log, "new", 0, "x", 1);
  scene_flush (&copy);
  g_assert_cmpint (desk_log_get_last_id (copy.log), ==, 8);
  scene_close (&copy);
}

/* What lies between messages that are neighbours still goes along with a
 * selection; where some are left out, messages go alone. */
static void
test_part (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskIdRanges) ranges = desk_id_ranges_new ();
  g_autoptr (DeskFilter) filter = desk_filter_parse ("-payload:5", NULL, NULL, NULL);
  g_autoptr (DeskLogScope) selection = NULL;
  g_autoptr (DeskLogScope) filtered = desk_log_scope_new (filter, NULL, NULL, NULL);
  g_autofree char *path = get_child (scene, "copy.sqlite");

  scene_open (scene);
  desk_log_append_event (scene->log, "connected", "{}");
  append_many (scene->log, 1, 5, 0);
  desk_log_append_event (scene->log, "disconnected", "{}");
  append_many (scene->log, 6, 5, 0);
  desk_log_append_event (scene->log, "connected", "{}");
  scene_flush (scene);

  desk_id_ranges_add (ranges, 4, 8);
  selection = desk_log_scope_new (NULL, NULL, NULL, ranges);
  g_assert_true (try_export (scene, selection, "sqlite", path, NULL));
  g_assert_cmpint (query (path, "SELECT count (*) FROM message"), ==, 5);
  g_assert_cmpint (query (path, "SELECT sum (after) FROM event"), ==, 5);
  g_assert_true (try_export (scene, filtered, "sqlite", path, NULL));
  g_assert_cmpint (query (path, "SELECT count (*) FROM message"), ==, 9);
  g_assert_cmpint (query (path, "SELECT count (*) FROM event"), ==, 0);
}

/* A log without messages may still tell when there was a connection, and what was
 * deleted leaves no event behind. */
static void
test_events_alone (Scene *scene, gconstpointer data)
{
  g_autofree char *path = get_child (scene, "copy.sqlite");

  scene_open (scene);
  desk_log_append_event (scene->log, "connected", "{}");
  append_many (scene->log, 1, 5, 0);
  desk_log_append_event (scene->log, "disconnected", "{}");
  scene_flush (scene);
  scene_close (scene);
  execute (scene->path, "DELETE FROM message");
  g_assert_true (try_export (scene, NULL, "sqlite", path, NULL));
  g_assert_cmpint (query (path, "SELECT count (*) FROM event"), ==, 2);
  g_assert_cmpint (query (path, "SELECT value FROM meta WHERE key = 'next-message-id'"), ==, 6);

  execute (scene->path, "INSERT INTO meta VALUES ('delete-below', 6)");
  g_assert_true (try_export (scene, NULL, "sqlite", path, NULL));
  g_assert_cmpint (query (path, "SELECT count (*) FROM event"), ==, 1);
}

static gboolean
cancel_soon (gpointer user_data)
{
  DeskLogExport *export = ((gpointer *) user_data)[0];

  if (desk_log_export_get_count (export) == 0)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (((gpointer *) user_data)[1]);

  return G_SOURCE_REMOVE;
}

/* Nothing is left, and what was there is as it was. */
static void
test_cancel (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogScope) all = desk_log_scope_new (NULL, NULL, NULL, NULL);
  g_autofree char *path = get_child (scene, "out");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint n_files;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  scene_open (scene);
  append_many (scene->log, 1, 200000, 0);
  scene_flush (scene);
  n_files = count_files (scene);

  for (guint i = 0; desk_export_formats ()[i] != NULL; i++)
    {
      g_autoptr (DeskLogExport) export = desk_log_export_new (scene->path, all, desk_export_formats ()[i]);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gpointer both[] = { export, cancellable };

      g_timeout_add (1, cancel_soon, both);
      desk_log_export_async (export, file, cancellable, scene_keep_result, &result);
      wait_until (result != NULL);
      g_assert_false (desk_log_export_finish (export, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (desk_log_export_get_count (export), >, 0);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "before");
      g_assert_cmpuint (count_files (scene), ==, n_files);
    }
}

static void
on_count (guint64 *told, GParamSpec *pspec, DeskLogExport *export)
{
  guint64 count = desk_log_export_get_count (export);

  g_assert_cmpuint (count, >, *told);
  *told = count;
}

static void
test_progress (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogScope) all = desk_log_scope_new (NULL, NULL, NULL, NULL);
  g_autoptr (DeskLogExport) export = NULL;
  g_autofree char *path = get_child (scene, "out.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint64 told = 0;

  scene_open (scene);
  append_many (scene->log, 1, 1000, 0);
  scene_flush (scene);
  export = desk_log_export_new (scene->path, all, desk_export_format_find ("csv"));
  g_signal_connect_swapped (export, "notify::count", G_CALLBACK (on_count), &told);
  desk_log_export_async (export, file, NULL, scene_keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (desk_log_export_finish (export, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told, ==, 1000);
}

/* What a person can do something about is said, and nothing is left. */
static void
test_refusals (Scene *scene, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (scene->folder, "no", "such", "out.csv", NULL);
  g_autoptr (DeskLogScope) all = desk_log_scope_new (NULL, NULL, NULL, NULL);
  g_autoptr (DeskLogExport) export = NULL;
  g_autoptr (GOutputStream) full = NULL;
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/full");
  g_autoptr (GFile) remote = g_file_new_for_uri ("http://127.0.0.1/out.csv");
  g_autoptr (GError) error = NULL;
  guint n_files;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);
  n_files = count_files (scene);

  g_assert_false (try_export (scene, NULL, "csv", missing, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "out.csv"));
  g_clear_error (&error);
  g_assert_false (try_export (scene, NULL, "csv", scene->folder, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);

  export = desk_log_export_new (scene->path, all, desk_export_format_find ("jsonl"));
  g_assert_false (desk_log_export_to_file (export, remote, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);
  full = G_OUTPUT_STREAM (g_file_append_to (device, G_FILE_CREATE_NONE, NULL, NULL));
  g_assert_nonnull (full);
  g_assert_false (desk_log_export_to_stream (export, full, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (count_files (scene), ==, n_files);
}

/* Neither the log itself, by whatever name, nor one that is written is replaced. */
static void
test_never_onto_a_log (Scene *scene, gconstpointer data)
{
  g_autofree char *link = get_child (scene, "link.sqlite");
  g_autofree char *path = get_child (scene, "other.sqlite");
  g_autoptr (GError) error = NULL;
  Scene other = { NULL, path, NULL };

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_close (scene);
  g_assert_cmpint (symlink (scene->path, link), ==, 0);
  g_assert_false (try_export (scene, NULL, "sqlite", scene->path, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "is the log"));
  g_clear_error (&error);
  g_assert_false (try_export (scene, NULL, "jsonl", link, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);

  scene_open (&other);
  append_many (other.log, 1, 20, 0);
  g_assert_false (try_export (scene, NULL, "sqlite", path, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "other.sqlite"));
  g_clear_error (&error);
  append_many (other.log, 21, 1, 0);
  scene_close (&other);

  scene_open (&other);
  g_assert_cmpint (desk_log_get_last_id (other.log), ==, 21);
  scene_close (&other);
  g_assert_true (try_export (scene, NULL, "sqlite", path, &error));
  g_assert_no_error (error);
  scene_open (&other);
  g_assert_cmpint (desk_log_get_last_id (other.log), ==, 10);
  scene_close (&other);
}

/* What SQLite kept beside a database belongs to no other of the same name. */
static void
test_leaves_no_old_wal (Scene *scene, gconstpointer data)
{
  g_autofree char *path = get_child (scene, "copy.sqlite");
  g_autofree char *wal = get_child (scene, "copy.sqlite-wal");
  g_autofree char *log_wal = g_strconcat (scene->path, "-wal", NULL);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;
  Scene copy = { NULL, path, NULL };
  gsize length;

  scene_open (scene);
  append_many (scene->log, 1, 5000, 0);
  scene_flush (scene);
  g_assert_true (g_file_get_contents (log_wal, &old, &length, NULL));
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (g_file_set_contents (wal, old, (gssize) length, NULL));
  g_assert_true (try_export (scene, NULL, "sqlite", path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  scene_open (&copy);
  g_assert_cmpint (desk_log_get_last_id (copy.log), ==, 5000);
  scene_close (&copy);
}

#define add(name, func) g_test_add ("/log-export/" name, Scene, NULL, scene_set_up, func, scene_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("csv", test_csv);
  add ("scope", test_scope);
  add ("sqlite", test_sqlite);
  add ("whole", test_whole);
  add ("part", test_part);
  add ("events-alone", test_events_alone);
  add ("cancel", test_cancel);
  add ("progress", test_progress);
  add ("refusals", test_refusals);
  add ("never-onto-a-log", test_never_onto_a_log);
  add ("leaves-no-old-wal", test_leaves_no_old_wal);

  return g_test_run ();
}
