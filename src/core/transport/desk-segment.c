/* desk-segment.c: TCP segments that carry what a trace has recorded
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-segment.h"

/* The registered port of MQTT, so that every program takes the bytes for it */
#define MQTT_PORT 1883
/* A client's port, where the real one is not known or is taken for something else */
#define CLIENT_PORT 49152

#define PROTOCOL_TCP 6
#define TCP_HEADER 20
#define FLAG_SYN 0x02
#define FLAG_PSH 0x08
#define FLAG_ACK 0x10

static void
put_uint16 (guint8 *at, guint16 number)
{
  at[0] = number >> 8;
  at[1] = number & 0xff;
}

static void
put_uint32 (guint8 *at, guint32 number)
{
  put_uint16 (at, number >> 16);
  put_uint16 (at + 2, number & 0xffff);
}

/* RFC 1071 */
static guint32
sum (guint32 total, const guint8 *data, gsize length)
{
  for (gsize i = 0; i + 1 < length; i += 2)
    total += (guint32) (data[i] << 8 | data[i + 1]);
  if (length % 2 != 0)
    total += (guint32) data[length - 1] << 8;

  return (total & 0xffff) + (total >> 16);
}

static guint16
fold (guint32 total)
{
  while (total > 0xffff)
    total = (total & 0xffff) + (total >> 16);

  return (guint16)~total;
}

/**
 * desk_segment_flow_init:
 * @flow: (out): a connection
 * @client: (nullable): its address, if it is known
 * @broker: (nullable): its address, if it is known
 *
 * Begins a connection between two addresses, or between two of the loopback
 * network. The broker's port is always the registered one of MQTT.
 */
void
desk_segment_flow_init (DeskSegmentFlow *flow, GInetSocketAddress *client, GInetSocketAddress *broker)
{
  GInetSocketAddress *ends[] = { client, broker };

  *flow = (DeskSegmentFlow) { .ports = { CLIENT_PORT, MQTT_PORT } };
  flow->addresses[0][0] = flow->addresses[1][0] = 127;
  flow->addresses[0][3] = 1;
  flow->addresses[1][3] = 2;
  if (client == NULL || broker == NULL
      || g_socket_address_get_family (G_SOCKET_ADDRESS (client))
             != g_socket_address_get_family (G_SOCKET_ADDRESS (broker)))
    return;

  flow->is_ipv6 = g_socket_address_get_family (G_SOCKET_ADDRESS (client)) == G_SOCKET_FAMILY_IPV6;
  for (guint i = 0; i < 2; i++)
    {
      GInetAddress *address = g_inet_socket_address_get_address (ends[i]);

      memcpy (flow->addresses[i], g_inet_address_to_bytes (address),
              g_inet_address_get_native_size (address));
    }
  if (g_inet_socket_address_get_port (client) > MQTT_PORT)
    flow->ports[0] = g_inet_socket_address_get_port (client);
}

static gsize
make_ipv4 (const DeskSegmentFlow *flow, guint from, gsize size, guint8 *header)
{
  memset (header, 0, 20);
  header[0] = 0x45;
  put_uint16 (header + 2, (guint16) (20 + size));
  header[6] = 0x40; /* not fragmented */
  header[8] = 64;
  header[9] = PROTOCOL_TCP;
  memcpy (header + 12, flow->addresses[from], 4);
  memcpy (header + 16, flow->addresses[1 - from], 4);
  put_uint16 (header + 10, fold (sum (0, header, 20)));

  return 20;
}

static gsize
make_ipv6 (const DeskSegmentFlow *flow, guint from, gsize size, guint8 *header)
{
  memset (header, 0, 8);
  header[0] = 0x60;
  put_uint16 (header + 4, (guint16) size);
  header[6] = PROTOCOL_TCP;
  header[7] = 64;
  memcpy (header + 8, flow->addresses[from], 16);
  memcpy (header + 24, flow->addresses[1 - from], 16);

  return 40;
}

/* Of a segment that is not whole, the checksum cannot be known. */
static guint16
get_checksum (const DeskSegmentFlow *flow, guint from, const guint8 *tcp, const guint8 *data, gsize size)
{
  gsize address = flow->is_ipv6 ? 16 : 4;
  guint32 total = PROTOCOL_TCP + (guint32) (TCP_HEADER + size);

  total = sum (total, flow->addresses[from], address);
  total = sum (total, flow->addresses[1 - from], address);
  total = sum (total, tcp, TCP_HEADER);
  total = sum (total, data, size);

  return fold (total);
}

/**
 * desk_segment_make_header:
 * @flow: a connection, which goes on
 * @from: who sends: 0: the client, 1: the broker
 * @is_syn: whether the connection begins in this direction
 * @data: the payload, as far as it is known
 * @length: bytes of @data
 * @size: bytes of the whole payload, at most %DESK_SEGMENT_MAX
 * @header: (out): at least %DESK_SEGMENT_HEADER_MAX bytes
 *
 * Makes the headers of IP and TCP of the next segment.
 *
 * Returns: bytes of the headers
 */
gsize
desk_segment_make_header (DeskSegmentFlow *flow,
                          guint from,
                          gboolean is_syn,
                          const guint8 *data,
                          gsize length,
                          gsize size,
                          guint8 *header)
{
  gsize ip = flow->is_ipv6 ? make_ipv6 (flow, from, TCP_HEADER + size, header)
                           : make_ipv4 (flow, from, TCP_HEADER + size, header);
  guint8 *tcp = header + ip;

  memset (tcp, 0, TCP_HEADER);
  put_uint16 (tcp, flow->ports[from]);
  put_uint16 (tcp + 2, flow->ports[1 - from]);
  put_uint32 (tcp + 4, flow->next[from]);
  put_uint32 (tcp + 8, flow->next[1 - from]);
  tcp[12] = TCP_HEADER / 4 << 4;
  tcp[13] = (is_syn ? FLAG_SYN : 0) | (is_syn && from == 0 ? 0 : FLAG_ACK) | (size > 0 ? FLAG_PSH : 0);
  put_uint16 (tcp + 14, 0xffff);
  if (length == size)
    put_uint16 (tcp + 16, get_checksum (flow, from, tcp, data, size));
  flow->next[from] += (guint32) size + (is_syn ? 1 : 0);

  return ip + TCP_HEADER;
}
