/* desk-log-topics.h: topics that the writer of a log met lately, and sums of them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

/* Sums wait for whoever takes them, in any thread. */
typedef struct _DeskLogSums DeskLogSums;

DeskLogSums   *desk_log_sums_new        (void);
void           desk_log_sums_free       (DeskLogSums   *self);
void           desk_log_sums_add        (DeskLogSums   *self,
                                         GRefString    *topic,
                                         guint64        count,
                                         guint64        bytes,
                                         guint64        outgoing);
GPtrArray     *desk_log_sums_take       (DeskLogSums   *self);

/**
 * DeskLogTopic:
 * @name: topic name
 * @id: its row in the log
 * @count: messages of this transaction
 * @bytes: of their payloads
 * @outgoing: of @count, how many were sent by us
 */
typedef struct
{
  GRefString *name;
  gint64 id;
  guint64 count;
  guint64 bytes;
  guint64 outgoing;
} DeskLogTopic;

/* The topics belong to the writer's thread. */
typedef struct _DeskLogTopics DeskLogTopics;

DeskLogTopics *desk_log_topics_new      (void);
void           desk_log_topics_free     (DeskLogTopics *self);
DeskLogTopic  *desk_log_topics_lookup   (DeskLogTopics *self,
                                         GRefString    *name);
DeskLogTopic  *desk_log_topics_insert   (DeskLogTopics *self,
                                         GRefString    *name,
                                         gint64         id);
void           desk_log_topics_count    (DeskLogTopics *self,
                                         DeskLogTopic  *topic,
                                         gsize          bytes,
                                         gboolean       outgoing);
void           desk_log_topics_commit   (DeskLogTopics *self,
                                         DeskLogSums   *sums);
void           desk_log_topics_forget   (DeskLogTopics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLogSums, desk_log_sums_free)

G_END_DECLS
