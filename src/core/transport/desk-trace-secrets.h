/* desk-trace-secrets.h: makes secrets in a packet unreadable
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet.h"

G_BEGIN_DECLS

#define DESK_TRACE_BLANK '*'

/* Whether packets of this type can have secrets. */
gboolean desk_trace_has_secrets (DeskPacketType  type);
gboolean desk_trace_blank       (guint8         *packet,
                                 gsize           length,
                                 DeskMqttVersion version);

G_END_DECLS
