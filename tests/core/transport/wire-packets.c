/* wire-packets.c: a packet of each type, as it is on the wire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire-packets.h"

#include <string.h>

#include "desk-packet-private.h"
#include "desk-trace-tap.h"

static void
put_byte (GByteArray *bytes, guint8 byte)
{
  g_byte_array_append (bytes, &byte, 1);
}

static void
put_uint16 (GByteArray *bytes, guint16 number)
{
  put_byte (bytes, number >> 8);
  put_byte (bytes, number & 0xff);
}

static void
put_string (GByteArray *bytes, const char *string)
{
  put_uint16 (bytes, (guint16) strlen (string));
  g_byte_array_append (bytes, (const guint8 *) string, (guint) strlen (string));
}

/* Puts the fixed header before @body, which is taken. */
static GByteArray *
wrap (guint8 first, GByteArray *body)
{
  GByteArray *packet = g_byte_array_new ();

  put_byte (packet, first);
  _desk_varint_append (packet, body->len);
  g_byte_array_append (packet, body->data, body->len);
  g_byte_array_unref (body);

  return packet;
}

/* Puts a block of properties, which is taken. */
static void
put_properties (GByteArray *bytes, DeskMqttVersion version, GByteArray *block)
{
  if (version == DESK_MQTT_5)
    {
      _desk_varint_append (bytes, block->len);
      g_byte_array_append (bytes, block->data, block->len);
    }
  g_byte_array_unref (block);
}

static GByteArray *
make_pair (void)
{
  GByteArray *block = g_byte_array_new ();

  put_byte (block, DESK_PROP_USER_PROPERTY);
  put_string (block, "site");
  put_string (block, "Lübeck");

  return block;
}

static GByteArray *
make_authentication (void)
{
  GByteArray *block = g_byte_array_new ();

  put_byte (block, DESK_PROP_AUTHENTICATION_METHOD);
  put_string (block, "SCRAM-SHA-256");
  put_byte (block, DESK_PROP_AUTHENTICATION_DATA);
  put_string (block, WIRE_AUTH_DATA);

  return block;
}

GByteArray *
wire_connect_new (DeskMqttVersion version, const char *user, const char *password)
{
  GByteArray *body = g_byte_array_new ();
  guint8 flags = 0x04 | 0x02 | (user != NULL ? 0x80 : 0) | (password != NULL ? 0x40 : 0);

  put_string (body, version == DESK_MQTT_3_1 ? "MQIsdp" : "MQTT");
  put_byte (body, (guint8) version);
  put_byte (body, flags);
  put_uint16 (body, 60);
  put_properties (body, version, make_authentication ());
  put_string (body, "desk-1");
  put_properties (body, version, make_pair ());
  put_string (body, "status/desk-1");
  put_string (body, "will payload");
  if (user != NULL)
    put_string (body, user);
  if (password != NULL)
    put_string (body, password);

  return wrap (0x10, body);
}

GByteArray *
wire_publish_new (DeskMqttVersion version, guint8 flags, guint16 id, const char *topic, gsize payload_size)
{
  GByteArray *body = g_byte_array_new ();

  put_string (body, topic);
  if ((flags & 6) != 0)
    put_uint16 (body, id);
  put_properties (body, version, make_pair ());
  for (gsize i = 0; i < payload_size; i++)
    put_byte (body, "0123456789"[i % 10]);

  return wrap (0x30 | flags, body);
}

static void
free_packet (gpointer data)
{
  WirePacket *packet = data;

  g_byte_array_unref (packet->bytes);
  g_free (packet);
}

static void
take (GPtrArray *packets, gboolean incoming, GByteArray *bytes)
{
  WirePacket *packet = g_new (WirePacket, 1);

  *packet = (WirePacket) { .incoming = incoming, .type = bytes->data[0] >> 4, .bytes = bytes };
  g_ptr_array_add (packets, packet);
}

static GByteArray *
make_connack (DeskMqttVersion version)
{
  GByteArray *body = g_byte_array_new ();

  put_uint16 (body, 0x0100);
  put_properties (body, version, make_authentication ());

  return wrap (0x20, body);
}

static GByteArray *
make_subscribe (DeskMqttVersion version)
{
  GByteArray *body = g_byte_array_new ();

  put_uint16 (body, 1);
  put_properties (body, version, make_pair ());
  put_string (body, "plant/#");
  put_byte (body, version == DESK_MQTT_5 ? 0x1d : 0x01);
  put_string (body, "home/+/light");
  put_byte (body, 0x02);

  return wrap (0x82, body);
}

static GByteArray *
make_suback (DeskMqttVersion version)
{
  GByteArray *body = g_byte_array_new ();

  put_uint16 (body, 1);
  put_properties (body, version, make_pair ());
  put_byte (body, 0x01);
  put_byte (body, version == DESK_MQTT_5 ? 0x87 : 0x80);

  return wrap (0x90, body);
}

static GByteArray *
make_unsubscribe (DeskMqttVersion version)
{
  GByteArray *body = g_byte_array_new ();

  put_uint16 (body, 2);
  put_properties (body, version, make_pair ());
  put_string (body, "plant/#");

  return wrap (0xa2, body);
}

static GByteArray *
make_unsuback (DeskMqttVersion version)
{
  GByteArray *body = g_byte_array_new ();

  put_uint16 (body, 2);
  put_properties (body, version, make_pair ());
  if (version == DESK_MQTT_5)
    put_byte (body, 0x11);

  return wrap (0xb0, body);
}

static GByteArray *
make_answer (DeskMqttVersion version, guint8 first, guint16 id, guint8 reason)
{
  GByteArray *body = g_byte_array_new ();

  put_uint16 (body, id);
  if (version == DESK_MQTT_5)
    {
      put_byte (body, reason);
      put_properties (body, version, make_pair ());
    }

  return wrap (first, body);
}

static GByteArray *
make_goodbye (DeskMqttVersion version, guint8 first, guint8 reason, GByteArray *properties)
{
  GByteArray *body = g_byte_array_new ();

  if (version == DESK_MQTT_5)
    put_byte (body, reason);
  put_properties (body, version, properties);

  return wrap (first, body);
}

GPtrArray *
wire_packets_new (DeskMqttVersion version)
{
  GPtrArray *packets = g_ptr_array_new_with_free_func (free_packet);

  take (packets, FALSE, wire_connect_new (version, WIRE_USER, WIRE_PASSWORD));
  if (version == DESK_MQTT_5)
    {
      take (packets, TRUE, make_goodbye (version, 0xf0, 0x18, make_authentication ()));
      take (packets, FALSE, make_goodbye (version, 0xf0, 0x18, make_authentication ()));
    }
  take (packets, TRUE, make_connack (version));
  take (packets, FALSE, make_subscribe (version));
  take (packets, TRUE, make_suback (version));
  take (packets, TRUE, wire_publish_new (version, 0x01, 0, "plant/1/temperature", 5));
  take (packets, FALSE, wire_publish_new (version, 0x02, 7, "plant/1/set", 3));
  take (packets, TRUE, make_answer (version, 0x40, 7, 0x10));
  take (packets, TRUE, wire_publish_new (version, 0x0c, 9, "plant/2/alarm", 40));
  take (packets, FALSE, make_answer (version, 0x50, 9, 0));
  take (packets, TRUE, make_answer (version, 0x62, 9, 0));
  take (packets, FALSE, make_answer (version, 0x70, 9, 0));
  take (packets, FALSE, make_unsubscribe (version));
  take (packets, TRUE, make_unsuback (version));
  take (packets, FALSE, wrap (0xc0, g_byte_array_new ()));
  take (packets, TRUE, wrap (0xd0, g_byte_array_new ()));
  take (packets, FALSE, make_goodbye (version, 0xe0, 0x04, make_pair ()));

  return packets;
}

void
wire_record (DeskTrace *trace, GPtrArray *packets, DeskMqttVersion version, gsize step)
{
  g_autoptr (DeskTraceTap) tap = NULL;
  g_auto (DeskTraceConnection) connection = { 0 };

  connection.endpoint = g_strdup ("broker.example:8883");
  connection.transport = g_strdup ("mqtts");
  tap = desk_trace_tap_new (trace, desk_trace_begin (trace, &connection), version);
  desk_trace_tap_join (tap, TRUE, 0);
  desk_trace_tap_join (tap, FALSE, 0);
  for (guint i = 0; i < packets->len; i++)
    {
      const WirePacket *packet = g_ptr_array_index (packets, i);

      desk_trace_tap_take_time (tap);
      for (gsize at = 0; at < packet->bytes->len; at += step)
        desk_trace_tap_feed (tap, packet->incoming, packet->bytes->data + at,
                             MIN (step, packet->bytes->len - at));
    }
  desk_trace_tap_end (tap);
}
