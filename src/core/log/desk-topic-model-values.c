/* desk-topic-model-values.c: what the topic tree of a log tells as a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-topic-model-private.h"

/**
 * desk_topic_model_get_node:
 * @self: a model
 * @position: position of a row
 *
 * Returns: its node; the root if there is no such row
 */
guint32
desk_topic_model_get_node (DeskTopicModel *self, guint position)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), DESK_TOPIC_ROOT);

  return position < self->rows->len ? g_array_index (self->rows, guint32, position) : DESK_TOPIC_ROOT;
}

/**
 * desk_topic_model_get_position:
 * @self: a model
 * @node: a node
 * @position: (out): position of its row
 *
 * Returns: whether it has one
 */
gboolean
desk_topic_model_get_position (DeskTopicModel *self, guint32 node, guint *position)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, guint32, i) == node)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * desk_topic_model_get_parent:
 * @self: a model
 * @node: a node
 *
 * Returns: the node above it, or the root
 */
guint32
desk_topic_model_get_parent (DeskTopicModel *self, guint32 node)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), DESK_TOPIC_ROOT);

  return desk_topic_tree_get_parent (self->tree, node);
}

/**
 * desk_topic_model_find:
 * @self: a model
 * @topic: a topic, or the beginning of some up to a slash
 * @node: (out): its node
 *
 * Returns: whether it was seen
 */
gboolean
desk_topic_model_find (DeskTopicModel *self, const char *topic, guint32 *node)
{
  gboolean found;

  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), FALSE);

  desk_topic_tree_lock (self->tree);
  found = desk_topic_tree_find (self->tree, topic, node);
  desk_topic_tree_unlock (self->tree);

  return found;
}

/**
 * desk_topic_model_dup_topic:
 * @self: a model
 * @node: a node
 *
 * Returns: (transfer full): its topic, as it came from the wire
 */
char *
desk_topic_model_dup_topic (DeskTopicModel *self, guint32 node)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), NULL);

  return desk_topic_tree_dup_topic (self->tree, node);
}

/**
 * desk_topic_model_get_figures:
 * @self: a model
 * @node: a node, or the root for the figures of all
 * @figures: (out caller-allocates): what is known of it
 */
void
desk_topic_model_get_figures (DeskTopicModel *self, guint32 node, DeskTopicFigures *figures)
{
  g_return_if_fail (DESK_IS_TOPIC_MODEL (self));

  desk_topic_tree_lock (self->tree);
  desk_topic_tree_get_figures (self->tree, node, figures);
  desk_topic_tree_unlock (self->tree);
}

/**
 * desk_topic_model_get_max_topics:
 * @self: a model
 *
 * Returns: how many topics it holds at most
 */
guint
desk_topic_model_get_max_topics (DeskTopicModel *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), 0);

  return self->max_topics;
}

/**
 * desk_topic_model_get_n_topics:
 * @self: a model
 *
 * Returns: how many topics were seen
 */
guint
desk_topic_model_get_n_topics (DeskTopicModel *self)
{
  guint n_topics;

  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), 0);

  desk_topic_tree_lock (self->tree);
  n_topics = desk_topic_tree_get_n_topics (self->tree);
  desk_topic_tree_unlock (self->tree);

  return n_topics;
}

/**
 * desk_topic_model_get_n_left_out:
 * @self: a model
 *
 * Returns: messages whose topics were not added since there was no room
 */
guint64
desk_topic_model_get_n_left_out (DeskTopicModel *self)
{
  guint64 n_left_out;

  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), 0);

  desk_topic_tree_lock (self->tree);
  n_left_out = desk_topic_tree_get_n_left_out (self->tree);
  desk_topic_tree_unlock (self->tree);

  return n_left_out;
}

/**
 * desk_topic_model_get_n_matches:
 * @self: a model
 *
 * Returns: nodes in which the text that is searched for was found
 */
guint
desk_topic_model_get_n_matches (DeskTopicModel *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), 0);

  return self->n_matches;
}

/**
 * desk_topic_model_get_searching:
 * @self: a model
 *
 * Returns: whether the rows are still those of an earlier search
 */
gboolean
desk_topic_model_get_searching (DeskTopicModel *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), FALSE);

  return self->searched != self->n_searches;
}

/**
 * desk_topic_model_get_progress:
 * @self: a model
 *
 * Returns: which share of what was in the log at first was read, 0 to 1
 */
double
desk_topic_model_get_progress (DeskTopicModel *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), 1.0);

  return self->progress;
}
