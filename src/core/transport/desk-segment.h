/* desk-segment.h: TCP segments that carry what a trace has recorded
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* IPv6 and TCP without options: the longer of the two kinds of header */
#define DESK_SEGMENT_HEADER_MAX 60
/* What one segment carries at most. It is more than a trace keeps of a packet,
 * so that a packet that is not whole is cut within its first segment:
 * Wireshark waits for the rest otherwise. */
#define DESK_SEGMENT_MAX 65000

/**
 * DeskSegmentFlow:
 * @is_ipv6: whether the addresses are of IPv6
 * @addresses: of the client and the broker, in network order
 * @ports: of the client and the broker
 * @next: the next sequence number of each
 *
 * A TCP connection.
 */
typedef struct
{
  gboolean is_ipv6;
  guint8 addresses[2][16];
  guint16 ports[2];
  guint32 next[2];
} DeskSegmentFlow;

void  desk_segment_flow_init   (DeskSegmentFlow    *flow,
                                GInetSocketAddress *client,
                                GInetSocketAddress *broker);
gsize desk_segment_make_header (DeskSegmentFlow    *flow,
                                guint               from,
                                gboolean            is_syn,
                                const guint8       *data,
                                gsize               length,
                                gsize               size,
                                guint8             *header);

G_END_DECLS
