/* test-topic-tree.c: every topic seen, and its rows
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-topic-order.h"
#include "desk-topic-rows.h"
#include "desk-topic-splice.h"

static gint64 last_id;

static gboolean
add_sum (DeskTopicTree *tree, const char *topic, guint64 count, gint64 row)
{
  DeskTopicSum sum = { .topic = g_ref_string_new (topic), .topic_id = row };
  gboolean added;

  for (guint64 i = 0; i < count; i++)
    {
      last_id++;
      desk_topic_sum_add (&sum, last_id, last_id * 1000, 0, 10, 1);
    }
  desk_topic_tree_lock (tree);
  added = desk_topic_tree_add (tree, &sum, TRUE);
  desk_topic_tree_unlock (tree);
  g_ref_string_release (sum.topic);

  return added;
}

static void
add (DeskTopicTree *tree, const char *topic, guint64 count)
{
  static gint64 row = 0;

  g_assert_true (add_sum (tree, topic, count, ++row));
}

static guint32
find (DeskTopicTree *tree, const char *topic)
{
  guint32 node = 0;

  desk_topic_tree_lock (tree);
  g_assert_true (desk_topic_tree_find (tree, topic, &node));
  desk_topic_tree_unlock (tree);

  return node;
}

static void
open_all (DeskTopicTree *tree, gboolean searching)
{
  desk_topic_tree_lock (tree);
  g_assert_true (desk_topic_tree_open_all (tree, DESK_TOPIC_ROOT, searching));
  desk_topic_tree_unlock (tree);
}

/* The rows as text, a dot for each level above */
static char *
draw (DeskTopicTree *tree, DeskTopicRows *rows, gboolean anew)
{
  g_autoptr (GArray) nodes = desk_topic_rows_build (rows, anew, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      guint32 node = g_array_index (nodes, guint32, i);
      gsize length;

      if (i > 0)
        g_string_append_c (text, ' ');
      for (guint level = desk_topic_tree_get_level (tree, node); level > 1; level--)
        g_string_append_c (text, '.');
      g_string_append (text, desk_topic_tree_get_name (tree, node, &length));
    }

  return g_string_free (text, FALSE);
}

#define assert_rows(tree, rows, anew, expected)                   \
  G_STMT_START                                                    \
  {                                                               \
    g_autofree char *drawn = draw (tree, rows, anew);             \
    g_assert_cmpstr (drawn, ==, expected);                        \
  }                                                               \
  G_STMT_END

static void
assert_branch (DeskTopicTree *tree, const char *topic, guint64 count, guint topics, guint64 own)
{
  DeskTopicFigures figures;
  guint32 node = *topic == '\0' ? DESK_TOPIC_ROOT : find (tree, topic);

  desk_topic_tree_get_figures (tree, node, &figures);
  g_assert_cmpuint (figures.count, ==, count);
  g_assert_cmpuint (figures.topics, ==, topics);
  g_assert_cmpuint (figures.own, ==, own);
  g_assert_cmpint (figures.is_topic, ==, own > 0);
}

static void
test_counts (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  g_autofree char *topic = NULL;

  add (tree, "a/b/c", 3);
  add (tree, "a/b", 2);
  add (tree, "a/b/c", 1);
  add (tree, "d", 5);
  assert_branch (tree, "", 11, 3, 0);
  assert_branch (tree, "a", 6, 2, 0);
  assert_branch (tree, "a/b", 6, 2, 2);
  assert_branch (tree, "a/b/c", 4, 1, 4);
  g_assert_cmpuint (desk_topic_tree_get_n_topics (tree), ==, 3);
  topic = desk_topic_tree_dup_topic (tree, find (tree, "a/b/c"));
  g_assert_cmpstr (topic, ==, "a/b/c");
}

static void
test_levels (void)
{
  static const char *const topics[] = { "/", "//", "/a", "a/", "a//b", "$SYS/broker/uptime", "\xe2\x80\xae" "x/\x01" };
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    add (tree, topics[i], i + 1);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      g_autofree char *topic = desk_topic_tree_dup_topic (tree, find (tree, topics[i]));
      DeskTopicFigures figures;

      g_assert_cmpstr (topic, ==, topics[i]);
      desk_topic_tree_get_figures (tree, find (tree, topics[i]), &figures);
      g_assert_cmpuint (figures.own, ==, i + 1);
    }
  assert_branch (tree, "a", 9, 2, 0);
}

/* 32,768 levels, and a level of 65,535 bytes */
static void
test_deep (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  g_autofree char *slashes = g_strnfill (65535, '/');
  g_autofree char *letters = g_strnfill (65535, 'x');
  g_autofree char *both = g_strnfill (65535, 'a');
  g_autofree char *topic = NULL;

  for (guint i = 1; i < 65535; i += 2)
    both[i] = '/';
  for (guint i = 0; i < 3; i++)
    {
      add (tree, slashes, 1);
      add (tree, letters, 1);
      add (tree, both, 1);
    }
  g_assert_cmpuint (desk_topic_tree_get_n_nodes (tree), ==, 1 + 2 * DESK_TOPIC_TREE_MAX_LEVELS + 1);
  assert_branch (tree, both, 3, 1, 3);
  topic = desk_topic_tree_dup_topic (tree, find (tree, both));
  g_assert_cmpstr (topic, ==, both);
  g_assert_cmpuint (desk_topic_tree_get_level (tree, find (tree, slashes)), ==, DESK_TOPIC_TREE_MAX_LEVELS);
}

static void
test_bound (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (3);

  add (tree, "a", 1);
  add (tree, "b/c", 1);
  add (tree, "b/d", 1);
  g_assert_false (add_sum (tree, "b/e/f", 7, 500));
  g_assert_false (add_sum (tree, "b", 7, 501));
  add (tree, "b/d", 2);
  g_assert_cmpuint (desk_topic_tree_get_n_left_out (tree), ==, 14);
  g_assert_cmpuint (desk_topic_tree_get_n_topics (tree), ==, 3);
  g_assert_cmpuint (desk_topic_tree_get_n_nodes (tree), ==, 5);
  assert_branch (tree, "", 5, 3, 0);
}

/* Long names end at a bound of bytes. */
static void
test_names_are_bounded (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100000);
  guint added = 0;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *topic = g_strnfill (60000, 'x');

      g_snprintf (topic, 10, "%08u", i);
      topic[8] = 'y';
      added += add_sum (tree, topic, 1, i + 1) ? 1 : 0;
    }
  g_assert_cmpuint (added, <, 1200);
  g_assert_cmpuint (added, >, 900);
  g_assert_cmpuint (desk_topic_tree_get_n_left_out (tree), ==, 2000 - added);
}

/* Another topic may have had the number of a topic before. */
static void
test_rows_of_the_log (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);

  g_assert_true (add_sum (tree, "a/b", 1, 5));
  g_assert_true (add_sum (tree, "x/b", 1, 5));
  g_assert_true (add_sum (tree, "b", 1, 5));
  g_assert_true (add_sum (tree, "a/b", 1, 5));
  assert_branch (tree, "a/b", 2, 1, 2);
  assert_branch (tree, "x/b", 1, 1, 1);
  assert_branch (tree, "b", 1, 1, 1);
}

static void
add_at (DeskTopicTree *tree, gint64 id, gint64 time, DeskMessageFlags flags, gsize size, gint64 connection)
{
  DeskTopicSum sum = { .topic = g_ref_string_new ("t"), .topic_id = 1 };

  desk_topic_sum_add (&sum, id, time, flags, size, connection);
  desk_topic_tree_add (tree, &sum, FALSE);
  g_ref_string_release (sum.topic);
}

static void
test_gaps (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  DeskTopicFigures figures;

  add_at (tree, 1, 1000000, DESK_MESSAGE_RETAINED, 4, 1);
  add_at (tree, 2, 5000000, 0, 8, 1);
  add_at (tree, 3, 5500000, DESK_MESSAGE_OUTGOING, 100, 1);
  add_at (tree, 4, 6000000, 0, 8, 1);
  add_at (tree, 5, 9000000, 0, 8, 1);
  add_at (tree, 6, 99000000, 0, 8, 6);
  add_at (tree, 7, 101000000, 0, 8, 6);
  desk_topic_tree_get_figures (tree, find (tree, "t"), &figures);
  g_assert_cmpuint (figures.own, ==, 7);
  g_assert_cmpuint (figures.outgoing, ==, 1);
  g_assert_cmpint (figures.retained, ==, DESK_TOPIC_RETAINED_SET);
  g_assert_cmpuint (figures.size_min, ==, 4);
  g_assert_cmpuint (figures.size_max, ==, 100);
  g_assert_cmpint (figures.first_time, ==, 1000000);
  g_assert_cmpint (figures.last_time, ==, 101000000);
  g_assert_cmpuint (figures.gaps, ==, 3);
  g_assert_cmpfloat_with_epsilon (figures.gap_min, 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (figures.gap_mean, 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (figures.gap_max, 3, 1e-6);
  g_assert_cmpfloat_with_epsilon (figures.gap_deviation, 0.816497, 1e-4);

  /* The history comes after what is live; it changes neither the last message nor the gaps in between. */
  add_at (tree, 8, 102000000, DESK_MESSAGE_RETAINED | DESK_MESSAGE_OUTGOING, 0, 6);
  add_at (tree, 0, 500000, DESK_MESSAGE_RETAINED, 1, 1);
  desk_topic_tree_get_figures (tree, find (tree, "t"), &figures);
  g_assert_cmpint (figures.retained, ==, DESK_TOPIC_RETAINED_CLEARED);
  g_assert_cmpint (figures.last_id, ==, 8);
  g_assert_cmpint (figures.first_time, ==, 500000);
  g_assert_cmpuint (figures.gaps, ==, 3);
}

static void
test_order (void)
{
  static const char *const names[] = { "", "$SYS", "1", "2", "010", "10", "A", "a", "b1", "B2", "b10", "b10x", "z", "ß", "Ä" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          int order = desk_topic_order (names[i], names[j]);

          g_assert_cmpint (order < 0 ? -1 : order > 0, ==, i < j ? -1 : i > j);
        }
    }
}

static void
test_rows (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);

  add (tree, "b/2", 1);
  add (tree, "b/10", 1);
  add (tree, "a", 1);
  assert_rows (tree, rows, FALSE, "a b");
  desk_topic_tree_set_open (tree, find (tree, "b"), TRUE, FALSE);
  assert_rows (tree, rows, FALSE, "a b .2 .10");
  add (tree, "b/3", 1);
  add (tree, "c", 1);
  assert_rows (tree, rows, FALSE, "a b .2 .3 .10 c");
  desk_topic_tree_set_open (tree, find (tree, "b"), FALSE, FALSE);
  assert_rows (tree, rows, FALSE, "a b c");
}

static void
test_rates (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);
  DeskTopicFigures figures;

  desk_topic_rows_set_sort (rows, DESK_TOPIC_SORT_RATE);
  add (tree, "slow", 10);
  add (tree, "fast", 1000);
  add (tree, "idle", 1);
  desk_topic_tree_tick (tree, 1.0);
  desk_topic_tree_get_figures (tree, find (tree, "fast"), &figures);
  g_assert_cmpfloat_with_epsilon (figures.rate, 1000, 1);
  for (guint i = 0; i < 40; i++)
    {
      desk_topic_tree_tick (tree, 1.0);
      add (tree, "slow", 10);
      add (tree, "fast", 1000);
    }
  desk_topic_tree_get_figures (tree, find (tree, "fast"), &figures);
  g_assert_cmpfloat_with_epsilon (figures.rate, 1000, 1);
  desk_topic_tree_get_figures (tree, DESK_TOPIC_ROOT, &figures);
  g_assert_cmpfloat_with_epsilon (figures.rate, 1010, 1);
  assert_rows (tree, rows, TRUE, "fast slow idle");

  /* Those that come stand last until all are sorted anew; a little more does not change the order. */
  add (tree, "new", 5000);
  desk_topic_tree_tick (tree, 1.0);
  assert_rows (tree, rows, FALSE, "fast slow idle new");
  for (guint i = 0; i < 3; i++)
    {
      add (tree, "slow", 11);
      add (tree, "fast", 1000);
      add (tree, "new", 1000);
      desk_topic_tree_tick (tree, 1.0);
    }
  assert_rows (tree, rows, TRUE, "new fast slow idle");

  for (guint i = 0; desk_topic_tree_tick (tree, 1.0); i++)
    g_assert_cmpuint (i, <, 100);
  assert_rows (tree, rows, TRUE, "fast idle new slow");
  desk_topic_rows_set_sort (rows, DESK_TOPIC_SORT_COUNT);
  assert_rows (tree, rows, TRUE, "fast new slow idle");
}

/* What comes by chance is no reason to change the order: a person could not press a row that moves. */
static void
test_steady_order (void)
{
  static const struct
  {
    const char *topic;
    double rate;
  } flows[] = { { "a", 2.0 }, { "b", 2.2 }, { "c", 1.8 }, { "d", 5.0 }, { "e", 0.5 } };
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  g_autofree char *order = NULL;
  guint n_changes = 0;

  desk_topic_rows_set_sort (rows, DESK_TOPIC_SORT_RATE);
  for (guint second = 0; second < 300; second++)
    {
      g_autofree char *now = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (flows); i++)
        {
          guint n = 0;

          for (guint part = 0; part < 100; part++)
            n += g_rand_double (chance) < flows[i].rate / 100 ? 1 : 0;
          if (n > 0)
            add (tree, flows[i].topic, n);
        }
      desk_topic_tree_tick (tree, 1.0);
      now = draw (tree, rows, TRUE);
      n_changes += order != NULL && strlen (order) == strlen (now) && !g_str_equal (order, now) ? 1 : 0;
      g_free (order);
      order = g_steal_pointer (&now);
    }
  g_test_message ("The order changed %u times in 300 seconds", n_changes);
  g_assert_cmpuint (n_changes, <=, 20);
  g_assert_true (g_str_has_prefix (order, "d "));

  /* One that floods the broker is first within a few seconds. */
  for (guint second = 0; second < 3; second++)
    {
      add (tree, "e", 100);
      desk_topic_tree_tick (tree, 1.0);
    }
  g_free (order);
  order = draw (tree, rows, TRUE);
  g_assert_true (g_str_has_prefix (order, "e d "));
}

static void
test_search (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (100);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);

  add (tree, "plant/line4/press", 1);
  add (tree, "plant/line5/oven", 1);
  add (tree, "home/line4", 1);
  add (tree, "home/Press", 1);

  desk_topic_rows_set_search (rows, "press");
  assert_rows (tree, rows, FALSE, "home .Press plant .line4 ..press");
  g_assert_cmpuint (desk_topic_rows_get_n_matches (rows), ==, 2);
  desk_topic_rows_set_search (rows, "Press");
  assert_rows (tree, rows, FALSE, "home .Press");

  /* What is below a match can be opened. */
  desk_topic_rows_set_search (rows, "line4");
  assert_rows (tree, rows, FALSE, "home .line4 plant .line4");
  desk_topic_tree_set_open (tree, find (tree, "plant/line4"), TRUE, TRUE);
  desk_topic_tree_set_open (tree, find (tree, "home"), FALSE, TRUE);
  assert_rows (tree, rows, FALSE, "home plant .line4 ..press");

  /* What comes is found too, with what is above it. */
  add (tree, "cellar/7/line42", 1);
  add (tree, "plant/line5/line44", 1);
  add (tree, "attic", 1);
  assert_rows (tree, rows, FALSE, "cellar .7 ..line42 home plant .line4 ..press .line5 ..line44");

  desk_topic_rows_set_search (rows, "t/line5/o");
  assert_rows (tree, rows, FALSE, "plant .line5 ..oven");
  desk_topic_rows_set_search (rows, "nothing");
  assert_rows (tree, rows, FALSE, "");
  desk_topic_rows_set_search (rows, NULL);
  assert_rows (tree, rows, FALSE, "attic cellar home plant");
  open_all (tree, FALSE);
  assert_rows (tree, rows, FALSE,
               "attic cellar .7 ..line42 home .line4 .Press plant .line4 ..press .line5 ..line44 ..oven");
}

/* What comes one by one in any order is the same as what is sorted at once. */
static void
test_random (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (10000);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer topic, count;
  guint64 all = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (DeskTopicRows) fresh = desk_topic_rows_new (tree);
      g_autofree char *expected = NULL;

      for (guint i = 0; i < 50; i++)
        {
          g_autofree char *name = g_strdup_printf ("%d/%d/%d", g_test_rand_int_range (0, 4),
                                                   g_test_rand_int_range (0, 9), g_test_rand_int_range (0, 30));
          guint n = (guint) g_test_rand_int_range (1, 5);

          add (tree, name, n);
          all += n;
          count = g_hash_table_lookup (counts, name);
          g_hash_table_insert (counts, g_steal_pointer (&name), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + n));
        }
      open_all (tree, FALSE);
      expected = draw (tree, fresh, FALSE);
      assert_rows (tree, rows, FALSE, expected);
    }

  assert_branch (tree, "", all, g_hash_table_size (counts), 0);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &topic, &count))
    assert_branch (tree, topic, GPOINTER_TO_UINT (count), 1, GPOINTER_TO_UINT (count));
}

/* A million topics, and some that have no place any more */
static void
test_million (void)
{
  g_autoptr (DeskTopicTree) tree = desk_topic_tree_new (DESK_TOPIC_TREE_MAX_TOPICS);
  g_autoptr (DeskTopicRows) rows = desk_topic_rows_new (tree);
  g_autoptr (GArray) found = NULL;
  guint added = 0;

  for (guint i = 0; i < DESK_TOPIC_TREE_MAX_TOPICS + 100; i++)
    {
      char topic[32];

      g_snprintf (topic, sizeof topic, "plant/%u", i);
      added += add_sum (tree, topic, 1, i + 1) ? 1 : 0;
    }
  g_assert_cmpuint (added, ==, DESK_TOPIC_TREE_MAX_TOPICS);
  g_assert_cmpuint (desk_topic_tree_get_n_left_out (tree), ==, 100);
  assert_branch (tree, "plant", DESK_TOPIC_TREE_MAX_TOPICS, DESK_TOPIC_TREE_MAX_TOPICS, 0);
  assert_branch (tree, "plant/999999", 1, 1, 1);
  desk_topic_rows_set_search (rows, "4242");
  found = desk_topic_rows_build (rows, FALSE, NULL);
  g_assert_cmpuint (desk_topic_rows_get_n_matches (rows), ==, found->len - 1);
  g_assert_cmpuint (found->len, ==, 1 + 299);
}

static void
on_spliced (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  GArray **arrays = user_data;
  GArray *mirror = arrays[0], *rows = arrays[1];

  if (removed > 0)
    g_array_remove_range (mirror, position, removed);
  if (added > 0)
    g_array_insert_vals (mirror, position, &g_array_index (rows, guint32, position), added);
  g_assert_cmpmem (mirror->data, mirror->len * sizeof (guint32), rows->data, rows->len * sizeof (guint32));
}

static void
test_splice (void)
{
  g_autoptr (GListStore) model = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *arrays[] = { mirror, rows };

  g_signal_connect (model, "items-changed", G_CALLBACK (on_spliced), arrays);
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GArray) target = g_array_new (FALSE, FALSE, sizeof (guint32));
      gboolean moved = g_test_rand_int_range (0, 4) == 0;

      for (guint32 i = 0; i < 200; i++)
        {
          if (g_test_rand_int_range (0, 10) == 0)
            continue;
          if (moved)
            g_array_prepend_val (target, i);
          else
            g_array_append_val (target, i);
        }
      desk_topic_splice (G_LIST_MODEL (model), rows, target);
      g_assert_cmpmem (mirror->data, mirror->len * sizeof (guint32), target->data, target->len * sizeof (guint32));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/topic-tree/counts", test_counts);
  g_test_add_func ("/topic-tree/levels", test_levels);
  g_test_add_func ("/topic-tree/deep", test_deep);
  g_test_add_func ("/topic-tree/bound", test_bound);
  g_test_add_func ("/topic-tree/names-are-bounded", test_names_are_bounded);
  g_test_add_func ("/topic-tree/rows-of-the-log", test_rows_of_the_log);
  g_test_add_func ("/topic-tree/gaps", test_gaps);
  g_test_add_func ("/topic-tree/order", test_order);
  g_test_add_func ("/topic-tree/rows", test_rows);
  g_test_add_func ("/topic-tree/rates", test_rates);
  g_test_add_func ("/topic-tree/steady-order", test_steady_order);
  g_test_add_func ("/topic-tree/search", test_search);
  g_test_add_func ("/topic-tree/random", test_random);
  g_test_add_func ("/topic-tree/million", test_million);
  g_test_add_func ("/topic-tree/splice", test_splice);

  return g_test_run ();
}
