/* desk-topic-item.h: one row of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-tree.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_ITEM (desk_topic_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicItem, desk_topic_item, DESK, TOPIC_ITEM, GObject)

/* Signal "changed": its figures, its value or whether it is expanded. */

guint32                 desk_topic_item_get_node       (DeskTopicItem *self);
guint                   desk_topic_item_get_level      (DeskTopicItem *self);
/* Level of the topic: valid UTF-8, but otherwise as it came from the wire */
const char             *desk_topic_item_get_name       (DeskTopicItem *self);
const DeskTopicFigures *desk_topic_item_get_figures    (DeskTopicItem *self);
gboolean                desk_topic_item_get_expanded   (DeskTopicItem *self);
/* Whether a search found its text here */
gboolean                desk_topic_item_get_match      (DeskTopicItem *self);
/* (nullable): the first bytes of the last payload, and the size of all of it */
GBytes                 *desk_topic_item_get_preview    (DeskTopicItem *self);
gsize                   desk_topic_item_get_value_size (DeskTopicItem *self);

G_END_DECLS
