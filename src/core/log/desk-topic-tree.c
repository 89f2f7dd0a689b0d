/* desk-topic-tree.c: every topic seen, level by level, with its figures
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-topic-tree-private.h"

#define FIRST_SLOTS 1024

/* The index by rows of the log grows with the topics up to this. */
#define BY_ROW_MAX (1024 * 1024)

/**
 * desk_topic_tree_new:
 * @max_topics: topics at most, up to %DESK_TOPIC_TREE_MAX_TOPICS
 *
 * Returns: (transfer full): a tree without topics
 */
DeskTopicTree *
desk_topic_tree_new (guint max_topics)
{
  DeskTopicTree *self = g_new0 (DeskTopicTree, 1);

  g_mutex_init (&self->mutex);
  self->max_topics = MIN (max_topics, DESK_TOPIC_TREE_MAX_TOPICS);
  self->names = desk_topic_names_new ();
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint32, self->n_slots);
  self->n_by_row = FIRST_SLOTS;
  self->by_row = g_new0 (guint32, self->n_by_row);
  self->moving = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->nodes[0] = g_new0 (DeskTopicNode, DESK_TOPIC_BLOCK);
  self->nodes[0][DESK_TOPIC_ROOT].flags = DESK_TOPIC_OPEN;
  self->n_nodes = 1;

  return self;
}

void
desk_topic_tree_free (DeskTopicTree *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->nodes); i++)
    g_free (self->nodes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->records); i++)
    g_free (self->records[i]);
  desk_topic_names_free (self->names);
  g_free (self->slots);
  g_free (self->by_row);
  g_array_unref (self->moving);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
desk_topic_tree_lock (DeskTopicTree *self)
{
  g_mutex_lock (&self->mutex);
}

void
desk_topic_tree_unlock (DeskTopicTree *self)
{
  g_mutex_unlock (&self->mutex);
}

static guint
find_slot (const DeskTopicTree *self, guint32 parent, guint32 name)
{
  guint64 mixed = ((guint64) parent << 32 | name) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint slot = (guint) (mixed >> 32) & (self->n_slots - 1);

  while (self->slots[slot] != 0)
    {
      const DeskTopicNode *node = desk_topic_tree_node (self, self->slots[slot]);

      if (node->parent == parent && node->name == name)
        break;
      slot = (slot + 1) & (self->n_slots - 1);
    }

  return slot;
}

static void
grow_slots (DeskTopicTree *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint32 i = 1; i < self->n_nodes; i++)
    {
      const DeskTopicNode *node = desk_topic_tree_node (self, i);

      self->slots[find_slot (self, node->parent, node->name)] = i;
    }
}

static guint32
add_node (DeskTopicTree *self, guint32 parent, guint32 name)
{
  guint32 number = self->n_nodes;
  DeskTopicNode *above = desk_topic_tree_node (self, parent);
  DeskTopicNode *node;

  if (self->nodes[number / DESK_TOPIC_BLOCK] == NULL)
    self->nodes[number / DESK_TOPIC_BLOCK] = g_new0 (DeskTopicNode, DESK_TOPIC_BLOCK);
  node = desk_topic_tree_node (self, number);
  node->parent = parent;
  node->name = name;
  node->next = above->child;
  above->child = number;
  above->n_children++;
  self->slots[find_slot (self, parent, name)] = number;
  self->n_nodes++;
  if (self->n_nodes > self->n_slots / 4 * 3)
    grow_slots (self);

  return number;
}

/* The levels of a topic, of which the last that is shown takes all the rest. */
static gsize
measure_level (const char *rest, guint level)
{
  return level < DESK_TOPIC_TREE_MAX_LEVELS ? strcspn (rest, "/") : strlen (rest);
}

/* Follows a topic as far as it is there. Returns: what is left of it, or NULL if all is there */
static const char *
descend (DeskTopicTree *self, const char *topic, guint32 *node, guint *level)
{
  const char *rest = topic;

  *node = DESK_TOPIC_ROOT;
  for (*level = 1;; (*level)++)
    {
      gsize length = measure_level (rest, *level);
      guint32 name;
      guint slot;

      if (!desk_topic_names_lookup (self->names, rest, length, &name))
        return rest;
      slot = find_slot (self, *node, name);
      if (self->slots[slot] == 0)
        return rest;
      *node = self->slots[slot];
      if (rest[length] == '\0')
        return NULL;
      rest += length + 1;
    }
}

/* Adds all or nothing. */
static gboolean
add_levels (DeskTopicTree *self, const char *rest, guint32 *node, guint level)
{
  guint n_levels = 1;

  if (strlen (rest) + (gsize) 4 * DESK_TOPIC_TREE_MAX_LEVELS > desk_topic_names_get_room (self->names))
    return FALSE;
  for (const char *p = rest; *p != '\0' && level + n_levels <= DESK_TOPIC_TREE_MAX_LEVELS; p++)
    n_levels += *p == '/' ? 1 : 0;
  if (self->n_nodes + n_levels > DESK_TOPIC_MAX_NODES)
    return FALSE;

  for (;; level++)
    {
      gsize length = measure_level (rest, level);
      guint32 name;

      desk_topic_names_add (self->names, rest, length, &name);
      *node = add_node (self, *node, name);
      if (rest[length] == '\0')
        return TRUE;
      rest += length + 1;
    }
}

static void
add_record (DeskTopicTree *self, guint32 number)
{
  guint32 record = self->n_topics++;

  if (self->records[record / DESK_TOPIC_BLOCK] == NULL)
    self->records[record / DESK_TOPIC_BLOCK] = g_new0 (DeskTopicRecord, DESK_TOPIC_BLOCK);
  desk_topic_tree_node (self, number)->record = (record + 1) & 0x3fffff;
  for (guint32 i = number;; i = desk_topic_tree_node (self, i)->parent)
    {
      desk_topic_tree_node (self, i)->n_topics++;
      if (i == DESK_TOPIC_ROOT)
        break;
    }
}

/* Whether a node is that of a topic: its levels are compared from the last to the first. */
static gboolean
has_topic (const DeskTopicTree *self, guint32 number, const char *topic, gsize left)
{
  while (number != DESK_TOPIC_ROOT)
    {
      const DeskTopicNode *node = desk_topic_tree_node (self, number);
      gsize length;
      const char *name = desk_topic_names_get (self->names, node->name, &length);

      if (length > left || memcmp (topic + left - length, name, length) != 0)
        return FALSE;
      left -= length;
      number = node->parent;
      if (number == DESK_TOPIC_ROOT)
        return left == 0;
      if (left == 0 || topic[left - 1] != '/')
        return FALSE;
      left--;
    }

  return FALSE;
}

static void
remember_row (DeskTopicTree *self, gint64 row, guint32 node)
{
  if (self->n_topics > self->n_by_row && self->n_by_row < BY_ROW_MAX)
    {
      self->by_row = g_renew (guint32, self->by_row, self->n_by_row * 2);
      memset (self->by_row + self->n_by_row, 0, self->n_by_row * sizeof (guint32));
      self->n_by_row *= 2;
    }
  self->by_row[(guint64) row & (self->n_by_row - 1)] = node;
}

/* Returns: whether there is or can be a node for the topic */
static gboolean
find_or_add (DeskTopicTree *self, const DeskTopicSum *sum, guint32 *node)
{
  const char *rest;
  guint level;

  *node = self->by_row[(guint64) sum->topic_id & (self->n_by_row - 1)];
  if (*node != 0 && has_topic (self, *node, sum->topic, g_ref_string_length (sum->topic)))
    return TRUE;

  rest = descend (self, sum->topic, node, &level);
  if (rest != NULL || desk_topic_tree_node (self, *node)->record == 0)
    {
      if (self->n_topics >= self->max_topics || (rest != NULL && !add_levels (self, rest, node, level)))
        return FALSE;
      add_record (self, *node);
    }
  remember_row (self, sum->topic_id, *node);

  return TRUE;
}

static double
to_seconds (gint64 time)
{
  return (double) time / G_TIME_SPAN_SECOND;
}

/* Joins two sets of gaps; the mean and the variance of both tell those of the whole. */
static void
join_gaps (DeskTopicRecord *record, guint64 n, double min, double max, double mean, double variance)
{
  double n_old = record->gaps;
  double n_new = (double) n;
  double n_all = n_old + n_new;
  double delta = mean - (double) record->gap_mean;

  if (n == 0)
    return;

  record->gap_min = (float) (record->gaps == 0 ? min : MIN ((double) record->gap_min, min));
  record->gap_max = (float) (record->gaps == 0 ? max : MAX ((double) record->gap_max, max));
  record->gap_variance = (float) ((n_old * (double) record->gap_variance + n_new * variance
                                   + delta * delta * n_old * n_new / n_all)
                                  / n_all);
  record->gap_mean = (float) ((double) record->gap_mean + delta * n_new / n_all);
  record->gaps = (guint32) MIN (record->gaps + n, G_MAXUINT32);
}

static void
join_arrivals (DeskTopicRecord *record, const DeskTopicSum *sum)
{
  if (sum->arrivals == 0)
    return;

  /* The gap between what was known and what is new, if one follows the other on one connection */
  if (sum->first_id > record->last_id && record->count > record->outgoing
      && record->since_arrival < G_MAXUINT32 && record->run == (guint32) sum->first_run)
    {
      double gap = to_seconds (sum->first_arrival - (record->last_time - record->since_arrival));

      if (gap >= 0)
        join_gaps (record, 1, gap, gap, gap, 0);
    }
  if (sum->gaps > 0)
    {
      double mean = sum->gap_sum / (double) sum->gaps;
      double variance = MAX (sum->gap_squares / (double) sum->gaps - mean * mean, 0.0);

      join_gaps (record, sum->gaps, to_seconds (sum->gap_min), to_seconds (sum->gap_max),
                 mean / G_TIME_SPAN_SECOND, variance / G_TIME_SPAN_SECOND / G_TIME_SPAN_SECOND);
    }
}

/* Times that are not there yet are no reason to go wrong: the clock may have been set back. */
static guint32
span (gint64 from, gint64 to)
{
  return to >= from && to - from < G_MAXUINT32 ? (guint32) (to - from) : G_MAXUINT32;
}

static void
join (DeskTopicRecord *record, const DeskTopicSum *sum)
{
  join_arrivals (record, sum);

  record->first_time = record->count == 0 ? sum->first_time : MIN (record->first_time, sum->first_time);
  record->size_min = (guint32) (record->count == 0 ? sum->size_min : MIN (record->size_min, sum->size_min));
  record->size_max = (guint32) MAX (record->size_max, sum->size_max);
  if (sum->last_id > record->last_id)
    {
      if (sum->arrivals > 0)
        {
          record->since_arrival = span (sum->last_arrival, sum->last_time);
          record->run = (guint32) sum->last_run;
        }
      else if (record->count == 0 || record->since_arrival == G_MAXUINT32)
        record->since_arrival = G_MAXUINT32;
      else
        record->since_arrival = span (record->last_time - record->since_arrival, sum->last_time);
      record->last_time = sum->last_time;
      record->last_id = sum->last_id;
    }
  record->count += sum->count;
  record->bytes += sum->bytes;
  record->outgoing = (guint32) MIN (record->outgoing + sum->outgoing, G_MAXUINT32);
}

/**
 * desk_topic_tree_find:
 * @self: a tree; the lock is held
 * @topic: a topic, or the beginning of some up to a slash
 * @node: (out): its node
 *
 * Returns: whether it is there
 */
gboolean
desk_topic_tree_find (DeskTopicTree *self, const char *topic, guint32 *node)
{
  guint level;

  return descend (self, topic, node, &level) == NULL;
}

/**
 * desk_topic_tree_add:
 * @self: a tree; the lock is held
 * @sum: messages on one topic, which may also be older than those that are there
 * @live: whether they came just now, and so count for the rate
 *
 * Returns: whether the topic is in the tree; if not, it is full
 */
gboolean
desk_topic_tree_add (DeskTopicTree *self, const DeskTopicSum *sum, gboolean live)
{
  guint32 number;
  DeskTopicNode *node;
  DeskTopicRecord *record;
  gboolean newest;

  if (!find_or_add (self, sum, &number))
    {
      self->n_left_out += sum->count;
      return FALSE;
    }

  node = desk_topic_tree_node (self, number);
  record = desk_topic_tree_record (self, node);
  g_return_val_if_fail (record != NULL, FALSE);
  newest = sum->last_id > record->last_id;
  join (record, sum);
  if (sum->retained != DESK_TOPIC_RETAINED_UNKNOWN
      && (newest || (node->flags & (DESK_TOPIC_RETAINED | DESK_TOPIC_CLEARED)) == 0))
    {
      node->flags &= ~(guint) (DESK_TOPIC_RETAINED | DESK_TOPIC_CLEARED) & DESK_TOPIC_ALL_FLAGS;
      node->flags |= sum->retained == DESK_TOPIC_RETAINED_SET ? DESK_TOPIC_RETAINED : DESK_TOPIC_CLEARED;
    }

  for (;; number = node->parent)
    {
      node = desk_topic_tree_node (self, number);
      node->count += sum->count;
      if (live)
        node->since = (guint32) MIN (node->since + sum->count, G_MAXUINT32);
      if (live && (node->flags & DESK_TOPIC_MOVING) == 0)
        {
          node->flags |= DESK_TOPIC_MOVING;
          g_array_append_val (self->moving, number);
        }
      if (number == DESK_TOPIC_ROOT)
        return TRUE;
    }
}
