/* desk-packet.h: what the relay tells about a packet that passed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

/* Control packet types (MQTT 5.0 table 2-1) */
typedef enum
{
  DESK_PACKET_CONNECT = 1,
  DESK_PACKET_CONNACK = 2,
  DESK_PACKET_PUBLISH = 3,
  DESK_PACKET_PUBACK = 4,
  DESK_PACKET_PUBREC = 5,
  DESK_PACKET_PUBREL = 6,
  DESK_PACKET_PUBCOMP = 7,
  DESK_PACKET_SUBSCRIBE = 8,
  DESK_PACKET_SUBACK = 9,
  DESK_PACKET_UNSUBSCRIBE = 10,
  DESK_PACKET_UNSUBACK = 11,
  DESK_PACKET_PINGREQ = 12,
  DESK_PACKET_PINGRESP = 13,
  DESK_PACKET_DISCONNECT = 14,
  DESK_PACKET_AUTH = 15,
} DeskPacketType;

/**
 * DeskPacket:
 * @type: which control packet
 * @flags: low four bits of the first byte: for PUBLISH DUP, QoS and RETAIN
 * @incoming: from the broker
 * @size: bytes of the whole packet, fixed header included
 * @packet_id: packet identifier, 0 if this packet has none
 * @connect_flags: CONNACK: the acknowledge flags
 * @has_reason: whether @reason was in the packet
 * @reason: CONNACK return or reason code (with MQTT 5 too it is a return code
 *   from 1 to 5 if the broker speaks only 3.1.1); reason code of PUBACK,
 *   PUBREC, PUBREL, PUBCOMP and DISCONNECT
 * @codes: (nullable): SUBACK and UNSUBACK from the broker: the codes
 * @n_codes: number of @codes
 * @properties: (nullable): MQTT 5 properties, if there are any
 *
 * From @connect_flags on, the members tell of packets from the broker only.
 *
 * A packet's header, valid during the callback only. The relay reports a
 * packet when its variable header is complete; the payload of a PUBLISH may
 * still be on its way.
 */
typedef struct
{
  DeskPacketType type;
  guint8 flags;
  gboolean incoming;
  gsize size;
  guint16 packet_id;
  guint8 connect_flags;
  gboolean has_reason;
  guint8 reason;
  const guint8 *codes;
  gsize n_codes;
  DeskProperties *properties;
} DeskPacket;

G_END_DECLS
