/* desk-topic-tree-values.c: what a topic tree knows of its nodes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "desk-topic-tree-private.h"

/* A rate follows what happens with this time constant, in seconds, and below
 * the least one it is none. */
#define RATE_TIME 4.0
#define RATE_MIN 0.02

/* By how much a rate must change before the order of the nodes follows it: by
 * a share of it, and by more than chance makes of a steady rate (so many times
 * its deviation). Those of about the same rate do not swap places then. */
#define RATE_LEAP 0.2
#define RATE_CHANCE 2.5

/* How far chance moves a rate of messages that come independently of each other
 * and are averaged with RATE_TIME, of which @observed has been seen */
static double
get_deviation (double rate, double observed)
{
  return sqrt (rate / (2 * RATE_TIME) * (2 - observed) / observed);
}

static void
set_rate (DeskTopicTree *self, DeskTopicNode *node, double rate)
{
  double order = (double) node->order_rate;
  double shown = rate / self->observed;
  double band = RATE_LEAP * MIN (order, shown) + RATE_CHANCE * get_deviation (MAX (order, shown), self->observed);

  node->rate = (float) rate;
  if (rate <= 0 || order <= 0 || fabs (shown - order) > band)
    node->order_rate = (float) shown;
}

/**
 * desk_topic_tree_tick:
 * @self: a tree; the lock is held
 * @seconds: time since the last tick
 *
 * Moves the rates on.
 *
 * Returns: whether any of them is not 0
 */
gboolean
desk_topic_tree_tick (DeskTopicTree *self, double seconds)
{
  double share = 1 - exp (-seconds / RATE_TIME);
  guint n_left = 0;

  self->observed += (1 - self->observed) * share;
  for (guint i = 0; i < self->moving->len; i++)
    {
      guint32 number = g_array_index (self->moving, guint32, i);
      DeskTopicNode *node = desk_topic_tree_node (self, number);
      double rate = (double) node->rate + (node->since / seconds - (double) node->rate) * share;

      if (node->since == 0 && rate < RATE_MIN)
        {
          set_rate (self, node, 0);
          node->flags &= ~(guint) DESK_TOPIC_MOVING & DESK_TOPIC_ALL_FLAGS;
          continue;
        }
      set_rate (self, node, rate);
      node->since = 0;
      g_array_index (self->moving, guint32, n_left) = number;
      n_left++;
    }
  g_array_set_size (self->moving, n_left);

  return n_left > 0;
}

/**
 * desk_topic_tree_get_n_topics:
 * @self: a tree; the lock is held
 *
 * Returns: number of topics
 */
guint
desk_topic_tree_get_n_topics (DeskTopicTree *self)
{
  return self->n_topics;
}

/**
 * desk_topic_tree_get_n_nodes:
 * @self: a tree; the lock is held
 *
 * Returns: number of nodes, the root among them; numbers of nodes are less than that
 */
guint
desk_topic_tree_get_n_nodes (DeskTopicTree *self)
{
  return self->n_nodes;
}

/**
 * desk_topic_tree_get_n_left_out:
 * @self: a tree; the lock is held
 *
 * Returns: messages whose topic had no place
 */
guint64
desk_topic_tree_get_n_left_out (DeskTopicTree *self)
{
  return self->n_left_out;
}

/**
 * desk_topic_tree_get_figures:
 * @self: a tree; the lock is held
 * @node: a node
 * @figures: (out caller-allocates): what is known of it
 */
void
desk_topic_tree_get_figures (DeskTopicTree *self, guint32 number, DeskTopicFigures *figures)
{
  const DeskTopicNode *node = desk_topic_tree_node (self, number);
  const DeskTopicRecord *record = desk_topic_tree_record (self, node);

  *figures = (DeskTopicFigures) {
    .count = node->count,
    .topics = node->n_topics,
    /* What was before the first tick is not known, and no reason for a lower rate. */
    .rate = self->observed > 0 ? (double) node->rate / self->observed : 0,
    .n_children = node->n_children,
    .is_topic = record != NULL,
  };
  if (record == NULL)
    return;

  figures->own = record->count;
  figures->outgoing = record->outgoing;
  figures->bytes = record->bytes;
  figures->first_time = record->first_time;
  figures->last_time = record->last_time;
  figures->last_id = record->last_id;
  figures->size_min = record->size_min;
  figures->size_max = record->size_max;
  if ((node->flags & DESK_TOPIC_RETAINED) != 0)
    figures->retained = DESK_TOPIC_RETAINED_SET;
  else if ((node->flags & DESK_TOPIC_CLEARED) != 0)
    figures->retained = DESK_TOPIC_RETAINED_CLEARED;
  figures->gaps = record->gaps;
  figures->gap_min = (double) record->gap_min;
  figures->gap_mean = (double) record->gap_mean;
  figures->gap_max = (double) record->gap_max;
  figures->gap_deviation = sqrt ((double) record->gap_variance);
}

/**
 * desk_topic_tree_get_parent:
 * @self: a tree
 * @node: a node
 *
 * Returns: the node above; that of the root is the root
 */
guint32
desk_topic_tree_get_parent (DeskTopicTree *self, guint32 node)
{
  return desk_topic_tree_node (self, node)->parent;
}

/**
 * desk_topic_tree_get_level:
 * @self: a tree
 * @node: a node
 *
 * Returns: 0 for the root, 1 for the nodes below it, and so on
 */
guint
desk_topic_tree_get_level (DeskTopicTree *self, guint32 node)
{
  guint level = 0;

  for (; node != DESK_TOPIC_ROOT; node = desk_topic_tree_node (self, node)->parent)
    level++;

  return level;
}

/**
 * desk_topic_tree_get_name:
 * @self: a tree
 * @node: a node but the root
 * @length: (out): bytes of the name
 *
 * Returns: (transfer none): its level of the topic as it came from the wire,
 *   or at the last level that is shown all the rest of it
 */
const char *
desk_topic_tree_get_name (DeskTopicTree *self, guint32 node, gsize *length)
{
  return desk_topic_names_get (self->names, desk_topic_tree_node (self, node)->name, length);
}

/**
 * desk_topic_tree_dup_topic:
 * @self: a tree
 * @node: a node
 *
 * Returns: (transfer full): the topic from the first level to this one
 */
char *
desk_topic_tree_dup_topic (DeskTopicTree *self, guint32 node)
{
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();
  GString *topic = g_string_new (NULL);

  for (; node != DESK_TOPIC_ROOT; node = desk_topic_tree_node (self, node)->parent)
    {
      gsize length;

      g_ptr_array_add (levels, (gpointer) desk_topic_tree_get_name (self, node, &length));
    }
  for (guint i = levels->len; i > 0; i--)
    {
      g_string_append (topic, g_ptr_array_index (levels, i - 1));
      if (i > 1)
        g_string_append_c (topic, '/');
    }

  return g_string_free (topic, FALSE);
}
