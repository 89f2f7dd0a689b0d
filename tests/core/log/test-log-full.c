/* test-log-full.c: a log whose disk is full pauses, and goes on when there is room
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include <signal.h>
#include <sys/resource.h>

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

static void
test_full (Scene *scene, gconstpointer data)
{
  GError *error = NULL;
  gint64 next = 1;
  guint n_notified = 0;
  int pressure = 0;
  gint64 stored;

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

  /* What comes meanwhile waits, and in the end its source is told to wait as well. */
  desk_log_append_event (scene->log, "disconnected", NULL);
  while (g_atomic_int_get (&pressure) == 0)
    {
      append_many (scene->log, next, 1000, 100);
      next += 1000;
      g_assert_cmpint (next, <, 1000000);
    }
  g_assert_cmpint (pressure, ==, 1);
  g_assert_false (scene_try_flush (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_FULL);
  g_clear_error (&error);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, stored);
  g_assert_cmpuint (n_notified, ==, 1);

  set_room (-1);
  scene_flush (scene);
  g_assert_no_error (desk_log_get_error (scene->log));
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpint (g_atomic_int_get (&pressure), ==, 2);
  g_assert_cmpuint (desk_log_get_queued (scene->log), ==, 0);
  g_assert_cmpfloat (desk_log_get_held_back (scene->log), >, 0);

  /* Nothing was lost or stored twice, and no gap is claimed. */
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, next - 1);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE time = id"), ==, next - 1);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM event"), ==, 1);
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

  desk_log_close_async (scene->log, scene_keep_result, &result);
  wait_until (result != NULL);
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
