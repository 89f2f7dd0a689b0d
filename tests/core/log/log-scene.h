/* log-scene.h: a log in a folder of its own, as the tests of the log set it up
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "desk-batch.h"
#include "desk-error.h"
#include "desk-log.h"
#include "desk-message.h"
#include "desk-properties.h"

/* No wait of a test is longer than this. */
#define WAIT_MAX (60 * G_TIME_SPAN_SECOND)

/* Runs the main context until the condition holds. */
#define wait_until(condition)                                            \
  G_STMT_START                                                           \
  {                                                                      \
    gint64 wait_end = g_get_monotonic_time () + WAIT_MAX;                \
    guint wait_timer = g_timeout_add (20, scene_tick, NULL);             \
                                                                         \
    while (!(condition))                                                 \
      {                                                                  \
        if (g_get_monotonic_time () > wait_end)                          \
          g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, #condition); \
        g_main_context_iteration (NULL, TRUE);                           \
      }                                                                  \
    g_source_remove (wait_timer);                                        \
  }                                                                      \
  G_STMT_END

typedef struct
{
  char *folder;
  char *path;
  DeskLog *log; /* (nullable) */
} Scene;

/* Each test needs a few of these. */
#pragma GCC diagnostic ignored "-Wunused-function"

static gboolean
scene_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* In memory where that is possible: what the disk does behind fsync() is not what these tests are about. */
static void
scene_set_up (Scene *scene, gconstpointer data)
{
  const char *parent = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (parent, "mqtt-desk-log-XXXXXX", NULL);

  scene->folder = g_mkdtemp (folder);
  g_assert_nonnull (scene->folder);
  scene->path = g_build_filename (scene->folder, "logs", "one.sqlite", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* Nobody holds on to the object for long: a thread that has done its part may for a moment. */
static void
assert_ends (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  wait_until (g_atomic_pointer_get (&weak) == NULL);
}

static void
scene_tear_down (Scene *scene, gconstpointer data)
{
  if (scene->log != NULL)
    {
      desk_log_close (scene->log);
      assert_ends (scene->log);
    }
  remove_folder (scene->folder);
  g_free (scene->folder);
  g_free (scene->path);
}

static void
scene_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* Tests write times of their own, so nothing is too old. */
static void
scene_make_log (Scene *scene)
{
  scene->log = desk_log_new (scene->path);
  desk_log_set_retention (scene->log, 0, 0);
}

static gboolean
scene_try_open (Scene *scene, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (scene->log == NULL)
    scene_make_log (scene);
  desk_log_open_async (scene->log, NULL, scene_keep_result, &result);
  wait_until (result != NULL);

  return desk_log_open_finish (scene->log, result, error);
}

static void
scene_open (Scene *scene)
{
  g_autoptr (GError) error = NULL;

  scene_try_open (scene, &error);
  g_assert_no_error (error);
  g_assert_true (desk_log_is_open (scene->log));
}

static void
scene_close (Scene *scene)
{
  desk_log_close (scene->log);
  g_assert_false (desk_log_is_open (scene->log));
  assert_ends (g_steal_pointer (&scene->log));
}

static gboolean
scene_try_flush (Scene *scene, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_log_flush_async (scene->log, NULL, scene_keep_result, &result);
  wait_until (result != NULL);

  return desk_log_flush_finish (scene->log, result, error);
}

static void
scene_flush (Scene *scene)
{
  g_autoptr (GError) error = NULL;

  scene_try_flush (scene, &error);
  g_assert_no_error (error);
}

static void
append_with (DeskLog *log, gint64 time, const char *topic, DeskMessageFlags flags, DeskProperties *properties,
             gconstpointer payload, gsize length)
{
  g_autoptr (DeskBatch) batch = desk_batch_new ();
  GRefString *name = g_ref_string_new (topic);

  g_assert_true (desk_batch_append (batch, time, name, flags, properties, payload, length));
  g_ref_string_release (name);
  desk_log_append (log, g_steal_pointer (&batch));
}

static void
append_one (DeskLog *log, const char *topic, DeskMessageFlags flags, gconstpointer payload, gsize length)
{
  append_with (log, g_get_real_time (), topic, flags, NULL, payload, length);
}

/* Message i of these has topic "t/<i mod 10>", time i and payload "payload <i>" filled up to length. */
static void
append_many (DeskLog *log, gint64 first, guint n, gsize length)
{
  DeskBatch *batch = desk_batch_new ();
  g_autofree char *payload = g_malloc0 (MAX (length, 32));
  GRefString *topics[10];

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      g_autofree char *name = g_strdup_printf ("t/%u", i);

      topics[i] = g_ref_string_new (name);
    }

  for (gint64 i = first; i < first + n; i++)
    {
      memset (payload, '.', MAX (length, 32));
      g_snprintf (payload, 32, "payload %" G_GINT64_FORMAT, i);
      g_assert_true (
          desk_batch_append (batch, i, topics[i % 10], 0, NULL, payload, MAX (length, strlen (payload))));
    }

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    g_ref_string_release (topics[i]);
  desk_log_append (log, batch);
}

static DeskMessage *
read_message (DeskLog *log, gint64 id, gsize max_payload, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_log_read_message_async (log, id, max_payload, NULL, scene_keep_result, &result);
  wait_until (result != NULL);

  return desk_log_read_message_finish (log, result, error);
}

/* What another program sees in the file. */
static gint64
query (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return value;
}

static char *
query_text (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *value;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return value;
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}
