/* bench-topics.c: what the tree of topics costs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <unistd.h>

#include "desk-topic-rows.h"

#include "figure.h"

#define BUSY_TOPICS 10000
#define MANY_TOPICS 1000000
#define COMMIT 4096 /* messages of a commit of the log */
#define COMMITS 2000
#define RUNS 5

static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  gulong pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*u %lu", &pages);

  return pages * (gsize) sysconf (_SC_PAGESIZE);
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND;
}

static DeskTopicSum *
make_sums (guint n)
{
  DeskTopicSum *sums = g_new0 (DeskTopicSum, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *topic = g_strdup_printf ("plant/devices/device%06u", i);

      sums[i].topic = g_ref_string_new (topic);
      sums[i].topic_id = (gint64) i + 1;
      desk_topic_sum_add (&sums[i], (gint64) i + 1, 1000 * (gint64) i, 0, 64, 1);
    }

  return sums;
}

static void
free_sums (DeskTopicSum *sums, guint n)
{
  for (guint i = 0; i < n; i++)
    g_ref_string_release (sums[i].topic);
  g_free (sums);
}

/* A commit of 4,096 messages, each on another of 10,000 topics: nothing is summed up before it reaches the tree. */
static double
feed (DeskTopicSum *sums)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (MANY_TOPICS);
  guint next = 0;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < COMMITS; i++)
    {
      desk_topic_tree_lock (tree);
      for (guint j = 0; j < COMMIT; j++)
        {
          desk_topic_tree_add (tree, &sums[next], TRUE);
          next = (next + 1) % BUSY_TOPICS;
        }
      desk_topic_tree_unlock (tree);
    }

  return since (start);
}

static void
report (const char *name, const char *unit, double value, double at_most)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_val (values, value);
  report_value ("topics", name, unit, values, at_most);
}

static void
measure_feeding (void)
{
  DeskTopicSum *sums = make_sums (BUSY_TOPICS);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < RUNS; i++)
    {
      double a_frame = feed (sums) / ((double) COMMITS * COMMIT) * 200000 * 0.016 * 1000;

      g_array_append_val (values, a_frame);
    }
  report_value ("topics", "topic tree: a frame's share of 200,000 messages a second on 10,000 topics", "ms", values, 5);
  free_sums (sums, BUSY_TOPICS);
}

static void
measure_many (void)
{
  DeskTopicSum *sums = make_sums (MANY_TOPICS);
  gsize before = get_resident ();
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (MANY_TOPICS);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) found = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < MANY_TOPICS; i++)
    {
      desk_topic_tree_lock (tree);
      desk_topic_tree_add (tree, &sums[i], TRUE);
      desk_topic_tree_unlock (tree);
    }
  report ("topic tree: adding 1,000,000 topics", "s", since (start), 5);
  report ("topic tree: memory of 1,000,000 topics", "MiB", (double) (get_resident () - before) / 1048576, 200);

  desk_topic_tree_lock (tree);
  desk_topic_tree_set_open (tree, 1, TRUE, FALSE);
  for (guint32 i = 2; i < 20; i++)
    desk_topic_tree_set_open (tree, i, TRUE, FALSE);
  desk_topic_tree_unlock (tree);
  start = g_get_monotonic_time ();
  first = desk_topic_rows_build (rows, TRUE, NULL);
  report ("topic tree: sorting the rows of an opened branch with 1,000,000 topics", "s", since (start), 5);
  start = g_get_monotonic_time ();
  desk_topic_rows_set_search (rows, "device0004");
  found = desk_topic_rows_build (rows, TRUE, NULL);
  report ("topic tree: search in 1,000,000 topics", "s", since (start), 1);
  g_assert_cmpuint (first->len, >, MANY_TOPICS);
  g_assert_cmpuint (found->len, >, 100);
  free_sums (sums, MANY_TOPICS);
}

int
main (void)
{
  measure_feeding ();
  measure_many ();

  return 0;
}
