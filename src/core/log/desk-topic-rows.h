/* desk-topic-rows.h: which nodes of a topic tree are shown, in which order
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-tree.h"

G_BEGIN_DECLS

/* A search opens branches until there are this many rows. */
#define DESK_TOPIC_ROWS_OPENED_MAX 5000

/**
 * DeskTopicSort:
 * @DESK_TOPIC_SORT_NAME: by name, in natural order
 * @DESK_TOPIC_SORT_RATE: by rate, the busiest first
 * @DESK_TOPIC_SORT_COUNT: by number of messages, the most first
 */
typedef enum
{
  DESK_TOPIC_SORT_NAME,
  DESK_TOPIC_SORT_RATE,
  DESK_TOPIC_SORT_COUNT,
} DeskTopicSort;

/* Belongs to one thread; it takes the lock of the tree itself, for a short
 * time at once. */
typedef struct _DeskTopicRows DeskTopicRows;

DeskTopicRows *desk_topic_rows_new           (DeskTopicTree *tree);
void           desk_topic_rows_free          (DeskTopicRows *self);
gboolean       desk_topic_rows_set_sort      (DeskTopicRows *self,
                                              DeskTopicSort  sort);
gboolean       desk_topic_rows_set_search    (DeskTopicRows *self,
                                              const char    *text);
guint          desk_topic_rows_get_n_matches (DeskTopicRows *self);
GArray        *desk_topic_rows_build         (DeskTopicRows *self,
                                              gboolean       anew,
                                              GCancellable  *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTopicRows, desk_topic_rows_free)

G_END_DECLS
