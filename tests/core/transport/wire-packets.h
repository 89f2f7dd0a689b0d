/* wire-packets.h: a packet of each type, as it is on the wire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

/* Words that no trace may hold */
#define WIRE_PASSWORD "correct horse"
#define WIRE_AUTH_DATA "tr0ub4dor"
#define WIRE_USER "site-user"

typedef struct
{
  gboolean incoming;
  DeskPacketType type;
  GByteArray *bytes;
} WirePacket;

/* One session: each type at least once, in an order that makes sense */
GPtrArray  *wire_packets_new (DeskMqttVersion   version);
GByteArray *wire_connect_new (DeskMqttVersion   version,
                              const char       *user,
                              const char       *password);
GByteArray *wire_publish_new (DeskMqttVersion   version,
                              guint8            flags,
                              guint16           id,
                              const char       *topic,
                              gsize             payload_size);
/* Feeds all of them, each way in pieces of @step bytes. */
void        wire_record      (DeskTrace        *trace,
                              GPtrArray        *packets,
                              DeskMqttVersion   version,
                              gsize             step);
