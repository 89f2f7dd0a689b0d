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
/* The most bytes of properties that a packet may bring: they are held back
 * until they are checked. The standard has no limit of its own. */
#define DESK_PROPERTIES_MAX (1024 * 1024)

typedef struct _DeskPacketReader DeskPacketReader;

typedef void (*DeskPacketFunc) (const DeskPacket *packet,
                                gpointer          user_data);

/* One direction of one connection. It keeps only an unfinished variable header
 * (bounded), never a payload. @max_packet counts for what comes in only; 0:
 * the protocol's maximum. @func is told of a packet when its header passed,
 * before it is in @out, and must not free the reader. MQTT 5 properties end
 * here: @out has none but the numbers that libmosquitto needs of CONNACK. */
DeskPacketReader *desk_packet_reader_new         (DeskMqttVersion   version,
                                                  gboolean          incoming,
                                                  gsize             max_packet,
                                                  DeskPacketFunc    func,
                                                  gpointer          user_data);
void              desk_packet_reader_free        (DeskPacketReader *self);
void              desk_packet_reader_set_topic_alias_maximum (DeskPacketReader *self,
                                                  guint             maximum);
void              desk_packet_reader_set_connect (DeskPacketReader *self,
                                                  GByteArray       *connect);
gboolean          desk_packet_reader_feed        (DeskPacketReader *self,
                                                  const guint8     *data,
                                                  gsize             length,
                                                  GByteArray       *out,
                                                  GError          **error);
void              desk_packet_reader_insert      (DeskPacketReader *self,
                                                  const guint8     *packet,
                                                  gsize             length,
                                                  GByteArray       *out);
gboolean          desk_packet_reader_at_boundary (DeskPacketReader *self);
gboolean          desk_packet_reader_get_rest    (DeskPacketReader *self,
                                                  gsize            *rest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPacketReader, desk_packet_reader_free)

G_END_DECLS
