/* desk-topic-values.h: the last messages of some nodes of a topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-tree.h"

G_BEGIN_DECLS

/**
 * DeskTopicValue:
 * @node: whose value it is
 * @id: of the message
 * @size: bytes of the whole payload
 * @preview: (owned): its first bytes
 *
 * The last message on a topic.
 */
typedef struct
{
  guint32 node;
  gint64 id;
  gsize size;
  GBytes *preview;
} DeskTopicValue;

/* Reads from the log file; for one thread at a time. */
typedef struct _DeskTopicValues DeskTopicValues;

DeskTopicValues *desk_topic_values_new       (DeskTopicTree   *tree,
                                              const char      *path);
void             desk_topic_values_free      (DeskTopicValues *self);
GArray          *desk_topic_values_read      (DeskTopicValues *self,
                                              GArray          *wanted);
GArray          *desk_topic_values_new_array (void);

G_END_DECLS
