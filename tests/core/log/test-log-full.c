/* test-log-full.c: a log whose disk is full pauses, and goes on when there is room
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include <signal.h>
#include <sys/resource.h>

#include "desk-log-model.h"
#include "desk-log-private.h"

/* A limit on the size of files makes writing fail as a full disk does, on every
 * machine and for everybody; it is a program of its own as it is for all files. */
static void
set_room (gint64 bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes < 0 ? limit.rlim_max : (rlim_t) bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
on_pressure (gboolean hold, gpointer user_data)
{
  g_atomic_int_set ((int *) user_data, hold ? 1 : 2);
}

static void
on_notify_error (DeskLog *log, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

static guint64
get_lost (DeskLog *log)
{
  guint64 lost;

  g_object_get (log, "lost", &lost, NULL);

  return lost;
}

static void
test_full (Scene *scene, gconstpointer data)
{
  GError *error = NULL;
  gint64 next = 1;
  guint n_notified = 0;
  int pressure = 0;
  gint64 before = g_get_real_time ();
  gint64 kept = 0;
  gint64 stored;
  DeskLogGap gap;
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (DeskLogItem) item = NULL;
  g_autoptr (DeskLogItem) other = NULL;
  g_autofree char *reason = NULL;

  scene_make_log (scene);
  _desk_log_set_queue_max (scene->log, 8 * 1024 * 1024);
  desk_log_set_pressure_func (scene->log, on_pressure, &pressure, NULL);
  g_signal_connect (scene->log, "notify::error", G_CALLBACK (on_notify_error), &n_notified);
  scene_open (scene);
  append_many (scene->log, next, 1000, 100);
  next += 1000;
  scene_flush (scene);

  set_room (2 * 1024 * 1024);
  while (desk_log_get_error (scene->log) == NULL)
    {
      append_many (scene->log, next, 1000, 100);
      next += 1000;
      g_assert_cmpint (next, <, 1000000);
      scene_try_flush (scene, &error);
      if (desk_log_get_error (scene->log) == NULL)
        g_assert_no_error (error);
    }
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_clear_error (&error);
  g_assert_error (desk_log_get_error (scene->log), DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_assert_cmpuint (n_notified, ==, 1);
  stored = desk_log_get_last_id (scene->log);
  g_assert_cmpint (stored, <, next - 1);
  g_assert_cmpuint (desk_log_get_queued (scene->log), >, 0);

  /* What comes meanwhile waits; nobody is told to hold, for that might take
   * days. When the queue is full the rest is let go of, and counted. */
  desk_log_append_event (scene->log, "disconnected", NULL);
  desk_log_get_gap (scene->log, &gap);
  while (gap.lost == 0)
    {
      kept = next - 1;
      append_many (scene->log, next, 1000, 100);
      next += 1000;
      g_assert_cmpint (next, <, 1000000);
      desk_log_get_gap (scene->log, &gap);
    }
  append_many (scene->log, next, 500, 100);
  desk_log_get_gap (scene->log, &gap);
  g_assert_cmpuint (gap.lost, ==, 1500);
  g_assert_cmpint (gap.from, >=, before);
  g_assert_cmpint (gap.until, >=, gap.from);
  wait_until (get_lost (scene->log) == 1500);
  g_assert_cmpint (g_atomic_int_get (&pressure), !=, 1);
  g_assert_cmpuint (desk_log_get_queued (scene->log), <, 10 * 1024 * 1024);
  g_assert_false (scene_try_flush (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_clear_error (&error);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, stored);
  g_assert_cmpuint (n_notified, ==, 1);

  set_room (-1);
  scene_flush (scene);
  g_assert_no_error (desk_log_get_error (scene->log));
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpuint (desk_log_get_queued (scene->log), ==, 0);
  append_many (scene->log, kept + 1501, 10, 100);
  scene_flush (scene);

  /* Nothing else was lost or stored twice, and the log says what is missing, and where. */
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, kept + 10);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE time = id"), ==, kept);
  g_assert_cmpint (query (scene->path, "SELECT min (time) FROM message WHERE time <> id"), ==, kept + 1501);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM event"), ==, 2);
  g_assert_cmpint (query (scene->path, "SELECT after FROM event WHERE kind = 'gap'"), ==, kept);
  g_assert_cmpint (query (scene->path, "SELECT json_extract (detail, '$.lost') FROM event WHERE kind = 'gap'"), ==,
                   1500);
  reason = query_text (scene->path, "SELECT json_extract (detail, '$.reason') FROM event WHERE kind = 'gap'");
  g_assert_cmpstr (reason, ==, "full");

  /* A view shows it at the message that comes after. */
  model = desk_log_model_new (scene->log);
  item = desk_log_model_get_item_by_id (model, kept + 1);
  wait_until (desk_log_item_get_loaded (item));
  g_assert_cmpuint (desk_log_item_get_lost_before (item), ==, 1500);
  other = desk_log_model_get_item_by_id (model, kept);
  wait_until (desk_log_item_get_loaded (other));
  g_assert_cmpuint (desk_log_item_get_lost_before (other), ==, 0);
  desk_log_set_pressure_func (scene->log, NULL, NULL, NULL);
}

/* Without anybody asking, it tries again by itself. */
static void
test_goes_on_by_itself (Scene *scene, gconstpointer data)
{
  GError *error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);
  set_room (64 * 1024);
  append_many (scene->log, 11, 5000, 1000);
  g_assert_false (scene_try_flush (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_clear_error (&error);

  set_room (-1);
  wait_until (desk_log_get_last_id (scene->log) == 5010);
  g_assert_no_error (desk_log_get_error (scene->log));
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE time = id"), ==, 5010);
}

/* A log that must be closed while the disk is full says what is lost. */
static void
test_closed_while_full (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) flushed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *check = NULL;
  GError *error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);
  set_room (64 * 1024);
  append_many (scene->log, 11, 5000, 1000);
  g_assert_false (scene_try_flush (scene, &error));
  g_clear_error (&error);

  /* Who waits for a flush meanwhile hears of it, too. */
  desk_log_flush_async (scene->log, NULL, scene_keep_result, &flushed);
  desk_log_close_async (scene->log, scene_keep_result, &result);
  wait_until (result != NULL && flushed != NULL);
  g_assert_false (desk_log_flush_finish (scene->log, flushed, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_clear_error (&error);
  g_assert_false (desk_log_close_finish (scene->log, result, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "5000"));
  g_clear_error (&error);
  set_room (-1);

  check = query_text (scene->path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 10);
  scene_open (scene);
  g_assert_no_error (desk_log_get_error (scene->log));
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 10);
}

static void
test_opened_while_full (Scene *scene, gconstpointer data)
{
  GError *error = NULL;

  set_room (10000);
  g_assert_false (scene_try_open (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_clear_error (&error);
  set_room (-1);
  scene_open (scene);
  append_many (scene->log, 1, 1, 0);
  scene_flush (scene);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);

#define add(name, function)                                                                                  \
  g_test_add ("/log-full/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add ("full", test_full);
  add ("goes-on-by-itself", test_goes_on_by_itself);
  add ("closed-while-full", test_closed_while_full);
  add ("opened-while-full", test_opened_while_full);
#undef add

  return g_test_run ();
}
