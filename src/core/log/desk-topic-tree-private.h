/* desk-topic-tree-private.h: the nodes of a topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-names.h"
#include "desk-topic-tree.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_TOPIC_OPEN = 1 << 0,     /* its children are shown */
  DESK_TOPIC_SHUT = 1 << 1,     /* while searching: a person has shut it */
  DESK_TOPIC_MATCH = 1 << 2,    /* what is searched for is here */
  DESK_TOPIC_HAS = 1 << 3,      /* or below */
  DESK_TOPIC_UNDER = 1 << 4,    /* or above */
  DESK_TOPIC_MOVING = 1 << 5,   /* has a rate */
  DESK_TOPIC_RETAINED = 1 << 6, /* the broker keeps a message */
  DESK_TOPIC_CLEARED = 1 << 7,  /* it was removed */
  DESK_TOPIC_UNFOLDED = 1 << 8, /* its children are in the list of rows */
  DESK_TOPIC_OPENED = 1 << 9,   /* while searching: a person has opened it */
  DESK_TOPIC_ALL_FLAGS = (1 << 10) - 1,
} DeskTopicNodeFlags;

/* Parent, name and next never change once the node is there, so that they can be read without the lock. */
typedef struct
{
  guint32 parent;
  guint32 name;
  guint32 next;  /* the sibling that came before it, or 0 */
  guint32 child; /* the newest, or 0 */
  guint32 n_children;
  guint32 n_topics;
  guint32 record : 22; /* number of the record of its own messages + 1, or 0 */
  guint32 flags : 10;
  guint32 since; /* messages since the last tick */
  guint64 count;
  float rate;
  float order_rate; /* the rate by which it is sorted, which follows the rate in leaps */
} DeskTopicNode;

/* What came on a topic itself. Times in seconds where there is no unit. */
typedef struct
{
  gint64 first_time; /* µs */
  gint64 last_time;  /* µs */
  gint64 last_id;
  guint64 count;
  guint64 bytes;
  guint32 since_arrival; /* µs from the last arrival to the last message; G_MAXUINT32 if it is long ago */
  guint32 run;           /* of the last arrival, cut to 32 bits */
  guint32 outgoing;
  guint32 gaps;
  float gap_min;
  float gap_mean;
  float gap_max;
  float gap_variance;
  guint32 size_min;
  guint32 size_max;
} DeskTopicRecord;

#define DESK_TOPIC_BLOCK 16384
#define DESK_TOPIC_MAX_NODES (128 * DESK_TOPIC_BLOCK)

struct _DeskTopicTree
{
  GMutex mutex;
  DeskTopicNames *names;
  DeskTopicNode *nodes[DESK_TOPIC_MAX_NODES / DESK_TOPIC_BLOCK];
  guint32 n_nodes;
  DeskTopicRecord *records[DESK_TOPIC_TREE_MAX_TOPICS / DESK_TOPIC_BLOCK + 1];
  guint32 n_topics;
  guint max_topics;
  guint32 *slots; /* node by parent and name, or 0 */
  guint n_slots;
  guint32 *by_row; /* node by the number of the topic in the log, perhaps another's */
  guint n_by_row;
  GArray *moving; /* of guint32 */
  double observed; /* the share of a rate that is not from before the first tick */
  guint64 n_left_out;
};

static inline DeskTopicNode *
desk_topic_tree_node (const DeskTopicTree *self, guint32 node)
{
  return &self->nodes[node / DESK_TOPIC_BLOCK][node % DESK_TOPIC_BLOCK];
}

/* (nullable) */
static inline DeskTopicRecord *
desk_topic_tree_record (const DeskTopicTree *self, const DeskTopicNode *node)
{
  guint32 number = node->record - 1;

  return node->record != 0 ? &self->records[number / DESK_TOPIC_BLOCK][number % DESK_TOPIC_BLOCK] : NULL;
}

G_END_DECLS
