/* desk-trace-topics.h: the topics that a packet names
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

typedef gboolean (*DeskTraceTopicFunc) (const char *topic,
                                        gpointer    user_data);

gboolean desk_trace_find_topic (const DeskTraceEntry *entry,
                                const guint8         *data,
                                DeskTraceTopicFunc    func,
                                gpointer              user_data);

G_END_DECLS
