/* desk-log-topics.h: topics that the writer of a log met lately, and their sums
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-sums.h"

G_BEGIN_DECLS

/* The topics belong to the writer's thread. */
typedef struct _DeskLogTopics DeskLogTopics;

DeskLogTopics *desk_log_topics_new      (void);
void           desk_log_topics_free     (DeskLogTopics *self);
DeskTopicSum  *desk_log_topics_lookup   (DeskLogTopics *self,
                                         GRefString    *name);
DeskTopicSum  *desk_log_topics_insert   (DeskLogTopics *self,
                                         GRefString    *name,
                                         gint64         id);
void           desk_log_topics_count    (DeskLogTopics *self,
                                         DeskTopicSum  *topic,
                                         gint64         id,
                                         gint64         time,
                                         DeskMessageFlags flags,
                                         gsize          size,
                                         gint64         run);
void           desk_log_topics_commit   (DeskLogTopics *self,
                                         DeskLogSums   *sums,
                                         gint64         next_id);
void           desk_log_topics_forget   (DeskLogTopics *self);

G_END_DECLS
