/* desk-topic-tree-open.c: which branches of a topic tree are open
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-tree-private.h"

/* What is opened with a branch at most: branches, and nodes that are looked at for them */
#define OPENED_MAX 2000
#define VISITED_MAX 20000

static void
set_open (DeskTopicNode *node, gboolean open, gboolean searching)
{
  guint set, clear;

  if (searching)
    {
      set = open ? DESK_TOPIC_OPENED : DESK_TOPIC_SHUT;
      clear = DESK_TOPIC_OPENED | DESK_TOPIC_SHUT;
    }
  else
    {
      set = open ? DESK_TOPIC_OPEN : 0;
      clear = DESK_TOPIC_OPEN;
    }
  node->flags &= ~clear & DESK_TOPIC_ALL_FLAGS;
  node->flags |= set & DESK_TOPIC_ALL_FLAGS;
}

/**
 * desk_topic_tree_set_open:
 * @self: a tree; the lock is held
 * @node: a node
 * @open: whether its children are shown
 * @searching: whether this is for the search; what was open before comes back after it
 */
void
desk_topic_tree_set_open (DeskTopicTree *self, guint32 node, gboolean open, gboolean searching)
{
  set_open (desk_topic_tree_node (self, node), open, searching);
}

/**
 * desk_topic_tree_open_all:
 * @self: a tree; the lock is held
 * @node: a node
 * @searching: whether this is for the search
 *
 * Opens a node and the branches below it, level by level, up to 2,000 of them.
 *
 * Returns: whether that was all of them
 */
gboolean
desk_topic_tree_open_all (DeskTopicTree *self, guint32 node, gboolean searching)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_visited = 0, next = 0;
  guint32 child = 0;

  g_array_append_val (queue, node);
  while (next < queue->len && next < OPENED_MAX && n_visited < VISITED_MAX)
    {
      DeskTopicNode *branch = desk_topic_tree_node (self, g_array_index (queue, guint32, next++));

      set_open (branch, TRUE, searching);
      for (child = branch->child; child != 0 && n_visited < VISITED_MAX; n_visited++)
        {
          const DeskTopicNode *below = desk_topic_tree_node (self, child);

          if (below->child != 0)
            g_array_append_val (queue, child);
          child = below->next;
        }
    }

  return next == queue->len && child == 0;
}
