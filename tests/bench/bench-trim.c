/* bench-trim.c: how long a message waits for its commit while old ones are removed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>

#include "desk-batch.h"
#include "desk-log.h"
#include "figure.h"

/* 50,000 messages a second, of which the log keeps the last third of a second or so */
#define BATCH 500
#define INTERVAL (10 * G_TIME_SPAN_MILLISECOND)
#define SECONDS 5
#define PAYLOAD 64
#define ROUNDS 5
#define LIMIT (8 * 1024 * 1024)

/* A commit after 20 ms, and three frames that nobody notices */
#define AIM 70.0

typedef struct
{
  GMutex mutex;
  double longest; /* ms from the coming of a message to its commit */
} Watch;

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_commit (const DeskLogCommit *commit, gpointer user_data)
{
  Watch *watch = user_data;
  gint64 now = g_get_real_time ();

  g_mutex_lock (&watch->mutex);
  for (guint i = 0; i < commit->n_sums; i++)
    watch->longest = MAX (watch->longest, (double) (now - commit->sums[i]->first_time) / G_TIME_SPAN_MILLISECOND);
  g_mutex_unlock (&watch->mutex);
}

static void
append_some (DeskLog *log, GRefString *topic)
{
  DeskBatch *batch = desk_batch_new ();
  char payload[PAYLOAD];

  memset (payload, 'x', sizeof payload);
  for (guint i = 0; i < BATCH; i++)
    desk_batch_append (batch, g_get_real_time (), topic, 0, NULL, payload, sizeof payload);
  desk_log_append (log, batch);
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Returns: the longest wait, ms */
static double
measure (const char *path, guint64 max_bytes)
{
  g_autoptr (DeskLog) log = desk_log_new (path);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) flushed = NULL;
  GRefString *topic = g_ref_string_new ("plant/hall/sensor/temperature");
  Watch watch = { .longest = 0 };
  gint64 begin;
  guint timer;
  guint follower;

  g_mutex_init (&watch.mutex);
  desk_log_set_retention (log, max_bytes, 0);
  desk_log_open_async (log, NULL, on_done, &opened);
  wait_for (&opened);
  g_assert_true (desk_log_open_finish (log, opened, NULL));
  follower = desk_log_add_commit_func (log, on_commit, &watch, NULL);

  timer = g_timeout_add (1, on_tick, NULL);
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < SECONDS * G_USEC_PER_SEC / INTERVAL; i++)
    {
      append_some (log, topic);
      while (g_get_monotonic_time () < begin + (i + 1) * INTERVAL)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timer);
  desk_log_flush_async (log, NULL, on_done, &flushed);
  wait_for (&flushed);

  g_assert_cmpint (desk_log_get_last_id (log), ==, SECONDS * G_USEC_PER_SEC / INTERVAL * BATCH);
  if (max_bytes > 0)
    g_assert_cmpint (desk_log_get_first_id (log), >, 1);
  desk_log_remove_commit_func (log, follower);
  desk_log_close (log);
  g_mutex_clear (&watch.mutex);
  g_ref_string_release (topic);

  return watch.longest;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-bench-XXXXXX", NULL);
  g_autoptr (GArray) trimmed = g_array_new (FALSE, FALSE, sizeof (double));
  guint rounds = g_strcmp0 (g_getenv ("MQTT_DESK_BENCH"), "short") == 0 ? 1 : ROUNDS;

  for (guint i = 0; i < 2 * rounds; i++)
    {
      g_autofree char *path = g_build_filename (folder, "log.sqlite", NULL);
      g_autofree char *lock = g_strconcat (path, ".lock", NULL);
      gboolean limited = i % 2 == 1;
      double longest = measure (path, limited ? LIMIT : 0);

      g_print ("%s: %.1f ms\n", limited ? "limited" : "not limited", longest);
      if (limited)
        g_array_append_val (trimmed, longest);
      g_unlink (path);
      g_unlink (lock);
    }
  report_value ("trim", "trim-longest-wait", "ms", trimmed, AIM);
  g_rmdir (folder);

  return 0;
}
