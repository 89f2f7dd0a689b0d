/* test-topic-sum.c: what a log tells of each topic
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "log-scene.h"

/* What a follower of a log heard; only the writer's thread writes it, and a flush comes after that. */
typedef struct
{
  GHashTable *by_topic; /* name → DeskTopicSum, of the last commit with that topic */
  guint64 count;
  guint64 outgoing;
  guint n_begun;
  guint generation;
  gint64 next_id;
} Heard;

static void
hear (const DeskLogCommit *commit, gpointer user_data)
{
  Heard *heard = user_data;

  if (commit->n_sums == 0)
    {
      g_assert_cmpint (commit->last_id, ==, commit->first_id - 1);
      heard->n_begun++;
    }
  else if (heard->next_id != 0)
    g_assert_cmpint (commit->first_id, ==, heard->next_id);
  heard->next_id = commit->last_id + 1;
  heard->generation = commit->generation;
  for (guint i = 0; i < commit->n_sums; i++)
    {
      const DeskTopicSum *sum = commit->sums[i];

      heard->count += sum->count;
      heard->outgoing += sum->outgoing;
      g_hash_table_replace (heard->by_topic, g_strdup (sum->topic), g_memdup2 (sum, sizeof *sum));
    }
}

static void
heard_init (Heard *heard)
{
  *heard = (Heard) { .by_topic = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
}

static void
append_at (DeskLog *log, const char *topic, DeskMessageFlags flags, gint64 time, gsize size)
{
  DeskBatch *batch = desk_batch_new ();
  GRefString *name = g_ref_string_new (topic);
  g_autofree char *payload = g_malloc0 (size + 1);

  g_assert_true (desk_batch_append (batch, time, name, flags, NULL, payload, size));
  g_ref_string_release (name);
  desk_log_append (log, batch);
}

static void
test_sums (Scene *scene, gconstpointer data)
{
  Heard early, late;
  guint late_id;
  const DeskTopicSum *sum;

  heard_init (&early);
  heard_init (&late);
  scene_make_log (scene);
  desk_log_add_commit_func (scene->log, hear, &early, NULL);
  g_assert_cmpuint (early.n_begun, ==, 0);
  append_at (scene->log, "a", DESK_MESSAGE_OUTGOING, 1000, 5);
  append_at (scene->log, "a", DESK_MESSAGE_RETAINED, 1500, 9);
  append_at (scene->log, "a", 0, 2000, 3);
  append_at (scene->log, "a", 0, 2100, 5);
  append_at (scene->log, "a", 0, 2400, 5);
  append_at (scene->log, "b", 0, 2500, 0);
  scene_open (scene);
  scene_flush (scene);

  g_assert_cmpuint (early.n_begun, ==, 1);
  g_assert_cmpuint (g_hash_table_size (early.by_topic), ==, 2);
  sum = g_hash_table_lookup (early.by_topic, "a");
  g_assert_cmpuint (sum->count, ==, 5);
  g_assert_cmpuint (sum->bytes, ==, 27);
  g_assert_cmpuint (sum->outgoing, ==, 1);
  g_assert_cmpint (sum->first_id, ==, 1);
  g_assert_cmpint (sum->last_id, ==, 5);
  g_assert_cmpint (sum->first_time, ==, 1000);
  g_assert_cmpint (sum->last_time, ==, 2400);
  g_assert_cmpuint (sum->size_min, ==, 3);
  g_assert_cmpuint (sum->size_max, ==, 9);
  g_assert_cmpint (sum->retained, ==, DESK_TOPIC_RETAINED_SET);
  g_assert_cmpuint (sum->arrivals, ==, 3);
  g_assert_cmpuint (sum->gaps, ==, 2);
  g_assert_cmpint (sum->gap_min, ==, 100);
  g_assert_cmpint (sum->gap_max, ==, 300);
  g_assert_cmpfloat (sum->gap_sum, ==, 400);

  /* Whoever comes later hears where it begins, and then the same. */
  late_id = desk_log_add_commit_func (scene->log, hear, &late, NULL);
  g_assert_cmpuint (late.n_begun, ==, 1);
  g_assert_cmpint (late.next_id, ==, 7);
  append_at (scene->log, "a", 0, 3000, 1);
  append_at (scene->log, "a", DESK_MESSAGE_RETAINED | DESK_MESSAGE_OUTGOING, 3000, 0);
  scene_flush (scene);
  sum = g_hash_table_lookup (late.by_topic, "a");
  g_assert_cmpuint (sum->count, ==, 2);
  g_assert_cmpint (sum->retained, ==, DESK_TOPIC_RETAINED_CLEARED);
  g_assert_cmpuint (late.count, ==, 2);
  g_assert_cmpuint (early.count, ==, 8);
  g_assert_cmpuint (early.outgoing, ==, 2);

  desk_log_remove_commit_func (scene->log, late_id);
  append_at (scene->log, "c", 0, 3000, 1);
  scene_flush (scene);
  g_assert_cmpuint (late.count, ==, 2);
  g_assert_cmpuint (early.count, ==, 9);

  desk_log_close (scene->log);
  g_hash_table_unref (early.by_topic);
  g_hash_table_unref (late.by_topic);
}

/* The time between the last message of one connection and the first of the next is no gap. */
static void
test_gaps_end_with_a_connection (Scene *scene, gconstpointer data)
{
  Heard heard;
  const DeskTopicSum *sum;

  heard_init (&heard);
  scene_make_log (scene);
  desk_log_add_commit_func (scene->log, hear, &heard, NULL);
  append_at (scene->log, "a", 0, 1000, 1);
  append_at (scene->log, "a", 0, 1010, 1);
  desk_log_append_event (scene->log, "disconnected", NULL);
  desk_log_append_event (scene->log, "connected", NULL);
  append_at (scene->log, "a", 0, 90000, 1);
  append_at (scene->log, "a", 0, 90020, 1);
  scene_open (scene);
  scene_flush (scene);

  sum = g_hash_table_lookup (heard.by_topic, "a");
  g_assert_cmpuint (sum->count, ==, 4);
  g_assert_cmpuint (sum->gaps, ==, 2);
  g_assert_cmpint (sum->gap_max, ==, 20);
  g_assert_cmpint (sum->first_run, ==, 1);
  g_assert_cmpint (sum->last_run, ==, 3);

  desk_log_close (scene->log);
  g_hash_table_unref (heard.by_topic);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/topic-sum/follows-the-log", Scene, NULL, scene_set_up, test_sums, scene_tear_down);
  g_test_add ("/topic-sum/gaps-end-with-a-connection", Scene, NULL, scene_set_up, test_gaps_end_with_a_connection,
              scene_tear_down);

  return g_test_run ();
}
