/* desk-topic-sum.h: what happened on one topic, and how others hear of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskTopicRetained:
 * @DESK_TOPIC_RETAINED_UNKNOWN: nothing was heard of a retained message
 * @DESK_TOPIC_RETAINED_SET: the broker keeps one, as far as we heard
 * @DESK_TOPIC_RETAINED_CLEARED: it was removed by an empty one (MQTT 5.0 section 3.3.1.3)
 */
typedef enum
{
  DESK_TOPIC_RETAINED_UNKNOWN,
  DESK_TOPIC_RETAINED_SET,
  DESK_TOPIC_RETAINED_CLEARED,
} DeskTopicRetained;

/**
 * DeskTopicSum:
 * @topic: topic name
 * @topic_id: its row in the log
 * @count: messages
 * @bytes: bytes of their payloads
 * @outgoing: of @count, how many were sent by us
 * @first_id: id of the first message
 * @last_id: id of the last one
 * @first_time: when the first came, microseconds since 1970, UTC
 * @last_time: when the last came
 * @size_min: bytes of the smallest payload
 * @size_max: bytes of the largest one
 * @retained: what they tell of a retained message
 * @arrivals: messages that were received when they were published: neither
 *   sent by us nor kept by the broker
 * @first_run: which connection brought the first arrival: the id of its first message
 * @last_run: which one brought the last arrival
 * @first_arrival: time of the first arrival
 * @last_arrival: time of the last arrival
 * @gaps: times between two arrivals of one connection
 * @gap_min: the shortest, microseconds
 * @gap_max: the longest, microseconds
 * @gap_sum: all of them together, microseconds
 * @gap_squares: their squares together
 *
 * Figures of the messages on one topic that follow one another.
 */
typedef struct
{
  GRefString *topic;
  gint64 topic_id;
  guint64 count;
  guint64 bytes;
  guint64 outgoing;
  gint64 first_id;
  gint64 last_id;
  gint64 first_time;
  gint64 last_time;
  gsize size_min;
  gsize size_max;
  DeskTopicRetained retained;
  guint64 arrivals;
  gint64 first_run;
  gint64 last_run;
  gint64 first_arrival;
  gint64 last_arrival;
  guint64 gaps;
  gint64 gap_min;
  gint64 gap_max;
  double gap_sum;
  double gap_squares;
} DeskTopicSum;

/**
 * DeskLogCommit:
 * @generation: counts the files that were begun at the log's path
 * @first_id: id of the first message of the commit
 * @last_id: id of the last one; one less than @first_id if there is none
 * @sums: (array length=n_sums): one for each topic
 * @n_sums: number of topics
 *
 * What is in the file now that was not there before.
 */
typedef struct
{
  guint generation;
  gint64 first_id;
  gint64 last_id;
  const DeskTopicSum *const *sums;
  guint n_sums;
} DeskLogCommit;

/**
 * DeskLogCommitFunc:
 * @commit: what is new; it is valid until the function returns
 * @user_data: what was given with the function
 *
 * Called after each commit of a log, in the writer's thread: whatever it does
 * there holds up the log. An empty commit tells where the next one begins: at
 * first, when the log is opened, and when writing goes on in another file.
 */
typedef void (*DeskLogCommitFunc) (const DeskLogCommit *commit,
                                   gpointer             user_data);

void desk_topic_sum_add   (DeskTopicSum    *self,
                           gint64           id,
                           gint64           time,
                           DeskMessageFlags flags,
                           gsize            size,
                           gint64           run);
void desk_topic_sum_clear (DeskTopicSum    *self);

G_END_DECLS
