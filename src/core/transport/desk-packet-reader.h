/* desk-packet-reader.h: cuts a byte stream into MQTT packets and checks them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet.h"

G_BEGIN_DECLS

/* The protocol's own maximum: 268,435,455 bytes after a five-byte header
 * (MQTT 5.0 section 1.5.5). */
#define DESK_PACKET_MAX 268435460u

typedef struct _DeskPacketReader DeskPacketReader;

typedef void (*DeskPacketFunc) (const DeskPacket *packet,
                                gpointer          user_data);

/* One direction of one connection. It keeps only an unfinished variable header
 * (bounded), never a payload. */
DeskPacketReader *desk_packet_reader_new  (DeskMqttVersion   version,
                                           gboolean          incoming,
                                           gsize             max_packet,
                                           DeskPacketFunc    func,
                                           gpointer          user_data);
void              desk_packet_reader_free (DeskPacketReader *self);
/* Looks at the next bytes of the stream and appends to @out what may be
 * handed on: a packet's header is held back until it is whole and checked.
 * Returns FALSE with DESK_ERROR_PROTOCOL or DESK_ERROR_PACKET_TOO_LARGE; the
 * stream ends there and @out holds what came before the bad packet. */
gboolean          desk_packet_reader_feed (DeskPacketReader *self,
                                           const guint8     *data,
                                           gsize             length,
                                           GByteArray       *out,
                                           GError          **error);
/* Whether the stream stands between two packets. */
gboolean          desk_packet_reader_at_boundary (DeskPacketReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPacketReader, desk_packet_reader_free)

G_END_DECLS
