/* desk-packet-writer.c: the fields of MQTT packets, as bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-packet-private.h"
#include "desk-packet-writer.h"

static void
append_byte (GByteArray *packet, guint8 byte)
{
  g_byte_array_append (packet, &byte, 1);
}

/**
 * desk_packet_append_uint16:
 * @packet: where to write
 * @number: a two byte integer (MQTT 5.0 section 1.5.2)
 *
 * Appends a number.
 */
void
desk_packet_append_uint16 (GByteArray *packet, guint16 number)
{
  append_byte (packet, (guint8) (number >> 8));
  append_byte (packet, (guint8) number);
}

/**
 * desk_packet_append_data:
 * @packet: where to write
 * @data: (nullable): the bytes
 * @length: how many, at most %DESK_FIELD_MAX
 *
 * Appends binary data, or a string, with its length before it (MQTT 5.0
 * sections 1.5.4 and 1.5.6).
 */
void
desk_packet_append_data (GByteArray *packet, gconstpointer data, gsize length)
{
  g_return_if_fail (length <= DESK_FIELD_MAX);

  desk_packet_append_uint16 (packet, (guint16) length);
  if (length > 0)
    g_byte_array_append (packet, data, (guint) length);
}

/**
 * desk_packet_append_string:
 * @packet: where to write
 * @string: UTF-8, at most %DESK_FIELD_MAX bytes
 *
 * Appends a string with its length before it.
 */
void
desk_packet_append_string (GByteArray *packet, const char *string)
{
  desk_packet_append_data (packet, string, strlen (string));
}

static void
append_property (GByteArray *packet, const DeskProperty *property)
{
  _desk_varint_append (packet, property->id);
  switch (property->kind)
    {
    case DESK_PROPERTY_BYTE:
      append_byte (packet, (guint8) property->number);
      break;
    case DESK_PROPERTY_UINT16:
      desk_packet_append_uint16 (packet, (guint16) property->number);
      break;
    case DESK_PROPERTY_UINT32:
      desk_packet_append_uint16 (packet, (guint16) (property->number >> 16));
      desk_packet_append_uint16 (packet, (guint16) property->number);
      break;
    case DESK_PROPERTY_VARINT:
      _desk_varint_append (packet, property->number);
      break;
    case DESK_PROPERTY_STRING:
      desk_packet_append_string (packet, property->string);
      break;
    case DESK_PROPERTY_PAIR:
      desk_packet_append_string (packet, property->name);
      desk_packet_append_string (packet, property->string);
      break;
    case DESK_PROPERTY_BINARY:
      {
        gsize length;
        gconstpointer data = g_bytes_get_data (property->bytes, &length);

        desk_packet_append_data (packet, data, length);
        break;
      }
    default:
      g_return_if_reached ();
    }
}

/**
 * desk_packet_append_properties:
 * @packet: where to write
 * @properties: (nullable): properties whose fields fit
 *
 * Appends a property block with its length before it (MQTT 5.0 section 2.2.2).
 */
void
desk_packet_append_properties (GByteArray *packet, DeskProperties *properties)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();

  for (guint i = 0; properties != NULL && i < desk_properties_get_length (properties); i++)
    append_property (block, desk_properties_get (properties, i));
  _desk_varint_append (packet, block->len);
  g_byte_array_append (packet, block->data, block->len);
  /* It may hold what proves who we are. */
  if (block->len > 0)
    explicit_bzero (block->data, block->len);
}

/**
 * desk_packet_begin:
 * @packet: what comes after the fixed header
 * @first_byte: packet type and flags (MQTT 5.0 section 2.1.1)
 *
 * Puts the fixed header before it.
 */
void
desk_packet_begin (GByteArray *packet, guint8 first_byte)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();

  append_byte (header, first_byte);
  _desk_varint_append (header, packet->len);
  g_byte_array_prepend (packet, header->data, header->len);
}
