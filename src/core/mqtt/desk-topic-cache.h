/* desk-topic-cache.h: one string for all messages of a topic
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

typedef struct _DeskTopicCache DeskTopicCache;

/* One thread's own; the strings may go anywhere. */
DeskTopicCache *desk_topic_cache_new  (void);
void            desk_topic_cache_free (DeskTopicCache *self);
GRefString     *desk_topic_cache_get  (DeskTopicCache *self,
                                       const char     *topic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTopicCache, desk_topic_cache_free)

G_END_DECLS
