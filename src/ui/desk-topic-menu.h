/* desk-topic-menu.h: what can be done with a node of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-topic-model.h"

G_BEGIN_DECLS

GtkPopover *desk_topic_menu_new        (DeskTopicModel *model,
                                        guint32         node);
char       *desk_topic_menu_dup_filter (DeskTopicModel *model,
                                        guint32         node);

G_END_DECLS
