/* desk-topic-row.h: one node in the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-topic-item.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_ROW (desk_topic_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicRow, desk_topic_row, DESK, TOPIC_ROW, GtkWidget)

/* Signal "toggled": the arrow before the name was pressed. */

GtkWidget     *desk_topic_row_new      (void);
DeskTopicItem *desk_topic_row_get_item (DeskTopicRow  *self);
void           desk_topic_row_set_item (DeskTopicRow  *self,
                                        DeskTopicItem *item);
char          *desk_topic_row_describe (DeskTopicRow  *self);

G_END_DECLS
