/* desk-topic-pane.h: every topic that was seen, as a tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-topic-model.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_PANE (desk_topic_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicPane, desk_topic_pane, DESK, TOPIC_PANE, GtkWidget)

/* Property "sort" (string, notified): "name", "rate" or "count".
 * It tells the page by its actions: page.filter-topic when a node is selected,
 * page.leave-topic when none is any more. */

void            desk_topic_pane_set_log      (DeskTopicPane *self,
                                              DeskLog       *log);
DeskTopicModel *desk_topic_pane_get_model    (DeskTopicPane *self);
void            desk_topic_pane_focus_search (DeskTopicPane *self);
void            desk_topic_pane_unselect     (DeskTopicPane *self);

G_END_DECLS
