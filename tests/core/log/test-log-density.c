/* test-log-density.c: how fast messages came over the whole of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-log-density.h"

static void
count_change (gpointer instance, guint *n_changes)
{
  (*n_changes)++;
}

/* Times are the ids, times thousand after the first 100,000. */
static gint64
time_of (gint64 id)
{
  return id <= 100000 ? id * 1000 : 100000000 + (id - 100000) * 1000000;
}

static void
append_range (Scene *scene, gint64 first, gint64 last)
{
  g_autoptr (GRefString) topic = g_ref_string_new ("t");
  DeskBatch *batch = desk_batch_new ();

  for (gint64 id = first; id <= last; id++)
    desk_batch_append (batch, time_of (id), topic, 0, NULL, "x", 1);
  desk_log_append (scene->log, batch);
  scene_flush (scene);
}

static void
assert_right (DeskLogDensity *density, gint64 first, gint64 last)
{
  guint n_marks;
  const DeskLogMark *marks = desk_log_density_get_marks (density, &n_marks);

  g_assert_cmpuint (n_marks, >=, 2);
  g_assert_cmpuint (n_marks, <=, DESK_LOG_DENSITY_MAX + 1);
  g_assert_cmpint (marks[0].id, ==, first);
  g_assert_cmpint (marks[n_marks - 1].id, ==, last);
  for (guint i = 0; i < n_marks; i++)
    {
      g_assert_cmpint (marks[i].time, ==, time_of (marks[i].id));
      if (i > 0)
        g_assert_cmpint (marks[i].id, >, marks[i - 1].id);
    }
}

static void
test_grows_and_is_trimmed (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogDensity) density = NULL;
  guint n_changes = 0;
  guint n_marks;
  gint64 last = 0;

  scene_open (scene);
  density = desk_log_density_new (scene->log);
  g_signal_connect (density, "changed", G_CALLBACK (count_change), &n_changes);
  desk_log_density_get_marks (density, &n_marks);
  g_assert_cmpuint (n_marks, ==, 0);

  for (gint64 next = 3; next < 200000; next = next * 3)
    {
      guint before = n_changes;

      append_range (scene, last + 1, next);
      last = next;
      desk_log_density_set_range (density, 1, last);
      wait_until (n_changes > before);
      assert_right (density, 1, last);
    }
  g_assert_cmpfloat_with_epsilon (desk_log_density_get_rate (density, 10), 1000, 0.1);
  desk_log_density_get_marks (density, &n_marks);
  g_assert_cmpuint (n_marks, >, DESK_LOG_DENSITY_MAX / 2);
  g_assert_cmpfloat_with_epsilon (desk_log_density_get_rate (density, n_marks - 3), 1, 0.1);

  execute (scene->path, "DELETE FROM message WHERE id <= 50000");
  n_changes = 0;
  desk_log_density_set_range (density, 50001, last);
  wait_until (n_changes == 1);
  assert_right (density, 50001, last);

  /* Another file */
  n_changes = 0;
  desk_log_density_set_range (density, 1, 0);
  desk_log_density_get_marks (density, &n_marks);
  g_assert_cmpuint (n_marks, ==, 0);
  wait_until (n_changes == 2);
  desk_log_density_get_marks (density, &n_marks);
  g_assert_cmpuint (n_marks, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log-density/grows-and-is-trimmed", Scene, NULL, scene_set_up, test_grows_and_is_trimmed, scene_tear_down);

  return g_test_run ();
}
