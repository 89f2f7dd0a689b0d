/* test-log-time.c: where in a log a time is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-log-time.h"
#include "dice.h"

static gint64
find (Scene *scene, gint64 time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  desk_log_find_time_async (scene->log, time, NULL, scene_keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (desk_log_find_time_finish (scene->log, result, &id, &error));
  g_assert_no_error (error);

  return id;
}

/* The times become those of the messages from id 1 on. */
static void
append_times (Scene *scene, const gint64 *times, guint n)
{
  g_autoptr (GRefString) topic = g_ref_string_new ("t");
  DeskBatch *batch = desk_batch_new ();

  for (guint i = 0; i < n; i++)
    desk_batch_append (batch, times[i], topic, 0, NULL, "x", 1);
  desk_log_append (scene->log, batch);
  scene_flush (scene);
}

static void
test_empty (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  g_assert_cmpint (find (scene, 0), ==, 1);
  g_assert_cmpint (find (scene, G_MAXINT64), ==, 1);
}

static void
test_few (Scene *scene, gconstpointer data)
{
  static const gint64 times[] = { 10, 20, 20, 30 };

  scene_open (scene);
  append_times (scene, times, G_N_ELEMENTS (times));
  g_assert_cmpint (find (scene, G_MININT64), ==, 1);
  g_assert_cmpint (find (scene, 10), ==, 1);
  g_assert_cmpint (find (scene, 11), ==, 2);
  g_assert_cmpint (find (scene, 20), ==, 2);
  g_assert_cmpint (find (scene, 30), ==, 4);
  g_assert_cmpint (find (scene, 31), ==, 5);
}

/* Bursts, pauses, and messages that lie the other way round by a moment */
static void
test_many (Scene *scene, gconstpointer data)
{
  const guint n = 50000;
  g_autofree gint64 *times = g_new (gint64, n);
  gint64 now = 1000000;

  for (guint i = 0; i < n; i++)
    {
      now += roll (100) == 0 ? roll (1000000) : roll (3);
      times[i] = now - (roll (10) == 0 ? roll (20) : 0);
    }
  scene_open (scene);
  append_times (scene, times, n);

  for (guint i = 0; i < 300; i++)
    {
      gint64 time = times[roll (n - 1)] + roll (3) - 1;
      guint expected = 0;

      while (expected < n && times[expected] < time)
        expected++;
      g_assert_cmpint (find (scene, time), ==, expected + 1);
    }

  /* What is trimmed at the head is not found any more. */
  execute (scene->path, "DELETE FROM message WHERE id <= 20000");
  g_assert_cmpint (find (scene, 0), ==, 20001);
  g_assert_cmpint (find (scene, times[29999] + 1), >, 30000);
  g_assert_cmpint (find (scene, now + 1), ==, n + 1);
}

/* The clock goes from 0 to 99,999, is set back by 50,000 and goes on. */
static void
test_clock_set_back (Scene *scene, gconstpointer data)
{
  const guint n = 200000;
  g_autofree gint64 *times = g_new (gint64, n);

  for (guint i = 0; i < n; i++)
    times[i] = i < 100000 ? i : i - 50000;
  scene_open (scene);
  append_times (scene, times, n);

  g_assert_cmpint (find (scene, 20000), ==, 20001);
  g_assert_cmpint (find (scene, 49999), ==, 50000);
  g_assert_cmpint (find (scene, 75000), ==, 75001);
  g_assert_cmpint (find (scene, 120000), ==, 170001);
  g_assert_cmpint (find (scene, 150000), ==, n + 1);
}

static void
test_no_file (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 7;

  scene_make_log (scene);
  g_assert_cmpint (g_mkdir_with_parents (scene->folder, 0700), ==, 0);
  desk_log_find_time_async (scene->log, 0, NULL, scene_keep_result, &result);
  wait_until (result != NULL);
  g_assert_false (desk_log_find_time_finish (scene->log, result, &id, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (id, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log-time/empty", Scene, NULL, scene_set_up, test_empty, scene_tear_down);
  g_test_add ("/log-time/few", Scene, NULL, scene_set_up, test_few, scene_tear_down);
  g_test_add ("/log-time/many", Scene, NULL, scene_set_up, test_many, scene_tear_down);
  g_test_add ("/log-time/clock-set-back", Scene, NULL, scene_set_up, test_clock_set_back, scene_tear_down);
  g_test_add ("/log-time/no-file", Scene, NULL, scene_set_up, test_no_file, scene_tear_down);

  return g_test_run ();
}
