/* desk-topic-details.h: the figures of a node of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-topic-tree.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_DETAILS (desk_topic_details_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicDetails, desk_topic_details, DESK, TOPIC_DETAILS, GtkWidget)

void desk_topic_details_show (DeskTopicDetails       *self,
                              const char             *topic,
                              const DeskTopicFigures *figures);

G_END_DECLS
