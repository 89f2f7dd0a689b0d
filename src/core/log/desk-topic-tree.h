/* desk-topic-tree.h: every topic seen, level by level, with its figures
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-sum.h"

G_BEGIN_DECLS

/* Where topics stop being added */
#define DESK_TOPIC_TREE_MAX_TOPICS 1000000

/* What a topic has beyond this many levels is one row, with its slashes. */
#define DESK_TOPIC_TREE_MAX_LEVELS 64

/* The root, whose children are the first levels */
#define DESK_TOPIC_ROOT 0

/**
 * DeskTopicFigures:
 * @count: messages of the branch
 * @topics: topics of the branch
 * @rate: messages a second of the branch, over about the last four seconds
 * @n_children: next levels that were seen
 * @is_topic: whether messages came on the topic itself; the rest is about it
 * @own: messages on it
 * @outgoing: of @own, how many were sent by us
 * @bytes: of their payloads
 * @first_time: when the first was seen, microseconds since 1970, UTC
 * @last_time: when the last was seen
 * @last_id: id of the last in the log
 * @size_min: bytes of the smallest payload
 * @size_max: bytes of the largest one
 * @retained: what is known of a retained message
 * @gaps: times between arrivals; those between two connections are left out
 * @gap_min: the shortest, seconds
 * @gap_mean: their mean, seconds
 * @gap_max: the longest, seconds
 * @gap_deviation: their standard deviation, seconds
 *
 * What is known of a node of the tree.
 */
typedef struct
{
  guint64 count;
  guint topics;
  double rate;
  guint n_children;
  gboolean is_topic;
  guint64 own;
  guint64 outgoing;
  guint64 bytes;
  gint64 first_time;
  gint64 last_time;
  gint64 last_id;
  gsize size_min;
  gsize size_max;
  DeskTopicRetained retained;
  guint64 gaps;
  double gap_min;
  double gap_mean;
  double gap_max;
  double gap_deviation;
} DeskTopicFigures;

/* Nodes are numbers and stay until the end. All but the names needs the lock. */
typedef struct _DeskTopicTree DeskTopicTree;

DeskTopicTree *desk_topic_tree_new            (guint                max_topics);
void           desk_topic_tree_free           (DeskTopicTree       *self);
void           desk_topic_tree_lock           (DeskTopicTree       *self);
void           desk_topic_tree_unlock         (DeskTopicTree       *self);
gboolean       desk_topic_tree_add            (DeskTopicTree       *self,
                                               const DeskTopicSum  *sum,
                                               gboolean             live);
gboolean       desk_topic_tree_tick           (DeskTopicTree       *self,
                                               double               seconds);
gboolean       desk_topic_tree_find           (DeskTopicTree       *self,
                                               const char          *topic,
                                               guint32             *node);
guint          desk_topic_tree_get_n_topics   (DeskTopicTree       *self);
guint          desk_topic_tree_get_n_nodes    (DeskTopicTree       *self);
guint64        desk_topic_tree_get_n_left_out (DeskTopicTree       *self);
void           desk_topic_tree_get_figures    (DeskTopicTree       *self,
                                               guint32              node,
                                               DeskTopicFigures    *figures);
void           desk_topic_tree_set_open       (DeskTopicTree       *self,
                                               guint32              node,
                                               gboolean             open,
                                               gboolean             searching);
gboolean       desk_topic_tree_open_all       (DeskTopicTree       *self,
                                               guint32              node,
                                               gboolean             searching);
guint32        desk_topic_tree_get_parent     (DeskTopicTree       *self,
                                               guint32              node);
guint          desk_topic_tree_get_level      (DeskTopicTree       *self,
                                               guint32              node);
const char    *desk_topic_tree_get_name       (DeskTopicTree       *self,
                                               guint32              node,
                                               gsize               *length);
char          *desk_topic_tree_dup_topic      (DeskTopicTree       *self,
                                               guint32              node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTopicTree, desk_topic_tree_free)

G_END_DECLS
