/* desk-topic-item-private.h: what the model does to a row of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-item.h"
#include "desk-topic-values.h"

G_BEGIN_DECLS

DeskTopicItem *_desk_topic_item_new          (GHashTable             *items,
                                              guint32                 node,
                                              guint                   level,
                                              const char             *name,
                                              gsize                   length);
gboolean       _desk_topic_item_set          (DeskTopicItem          *self,
                                              const DeskTopicFigures *figures,
                                              gboolean                expanded,
                                              gboolean                match);
void           _desk_topic_item_set_value    (DeskTopicItem          *self,
                                              const DeskTopicValue   *value);
gint64         _desk_topic_item_get_value_id (DeskTopicItem          *self);
void           _desk_topic_item_changed      (DeskTopicItem          *self);

G_END_DECLS
