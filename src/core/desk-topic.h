/* desk-topic.h: topic names and topic filters (MQTT 5.0 section 4.7)
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* The longest UTF-8 string of the wire (MQTT 5.0 section 1.5.4) */
#define DESK_STRING_MAX 65535

gboolean desk_topic_check          (const char *topic,
                                    GError    **error);
gboolean desk_topic_filter_check   (const char *filter,
                                    GError    **error);
gboolean desk_topic_filter_is_shared (const char *filter);
gboolean desk_topic_filter_matches (const char *filter,
                                    const char *topic);

G_END_DECLS
