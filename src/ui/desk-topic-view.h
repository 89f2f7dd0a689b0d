/* desk-topic-view.h: the rows of the topic tree, and moving about in them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-topic-model.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_VIEW (desk_topic_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicView, desk_topic_view, DESK, TOPIC_VIEW, GtkWidget)

/* Signal "selected": another node is selected, or none any more. */

void       desk_topic_view_set_model (DeskTopicView  *self,
                                      DeskTopicModel *model);
GtkWidget *desk_topic_view_get_list  (DeskTopicView  *self);
guint32    desk_topic_view_get_node  (DeskTopicView  *self);
void       desk_topic_view_select    (DeskTopicView  *self,
                                      guint32         node);

G_END_DECLS
