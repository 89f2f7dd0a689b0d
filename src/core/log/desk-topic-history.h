/* desk-topic-history.h: sums of what is in a log already, topic by topic
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-sum.h"

G_BEGIN_DECLS

/* A connection of its own to the file; for one thread at a time. */
typedef struct _DeskTopicHistory DeskTopicHistory;

DeskTopicHistory *desk_topic_history_new  (const char        *path,
                                           GError           **error);
void              desk_topic_history_free (DeskTopicHistory  *self);
GPtrArray        *desk_topic_history_read (DeskTopicHistory  *self,
                                           gint64             first,
                                           gint64             last,
                                           gint64            *next,
                                           GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTopicHistory, desk_topic_history_free)

G_END_DECLS
