/* desk-topic-selection.h: the selected node of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-topic-model.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_SELECTION (desk_topic_selection_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicSelection, desk_topic_selection, DESK, TOPIC_SELECTION, GObject)

/* A GtkSelectionModel. What is selected is a node and not a position: it stays
 * selected when rows move, and while its row is not shown. GtkSingleSelection
 * would ask for every row of a list that has changed. Selecting the selected
 * row again unselects it. Property "node" (uint, notified): the root if none is
 * selected. */

DeskTopicSelection *desk_topic_selection_new      (DeskTopicModel     *model);
guint32             desk_topic_selection_get_node (DeskTopicSelection *self);
void                desk_topic_selection_set_node (DeskTopicSelection *self,
                                                   guint32             node);

G_END_DECLS
