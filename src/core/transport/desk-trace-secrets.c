/* desk-trace-secrets.c: makes secrets in a packet unreadable
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-packet-private.h"
#include "desk-trace-secrets.h"

#define FLAG_WILL 0x04
#define FLAG_PASSWORD 0x40
#define FLAG_USER_NAME 0x80

/* A packet on its way through here; @lost: it is not all there, or malformed */
typedef struct
{
  guint8 *data;
  gsize length;
  gsize at;
  gboolean lost;
  gboolean blanked;
} Walk;

static void
blank (Walk *walk, gsize at, gsize length)
{
  if (length == 0)
    return;

  memset (walk->data + at, DESK_TRACE_BLANK, length);
  walk->blanked = TRUE;
}

static void
skip (Walk *walk, gsize length)
{
  if (walk->length - walk->at < length)
    walk->lost = TRUE;
  else
    walk->at += length;
}

static guint32
take_number (Walk *walk, gsize size)
{
  guint32 number = 0;
  gsize at = walk->at;

  skip (walk, size);
  for (gsize i = 0; i < size && !walk->lost; i++)
    number = number << 8 | walk->data[at + i];

  return number;
}

static guint32
take_varint (Walk *walk)
{
  guint32 number = 0;
  gsize size = 0;

  if (_desk_varint_read (walk->data + walk->at, walk->length - walk->at, &number, &size) == DESK_CHECK_PASS)
    walk->at += size;
  else
    walk->lost = TRUE;

  return number;
}

/* A string or binary data; what is there of it is blanked if that is asked for. */
static void
take_bytes (Walk *walk, gboolean is_secret)
{
  gsize length = take_number (walk, 2);
  gsize at = walk->at;

  if (walk->lost)
    return;
  if (is_secret)
    blank (walk, at, MIN (length, walk->length - at));
  skip (walk, length);
}

static void
take_property (Walk *walk)
{
  DeskPropertyKind kind;
  guint32 id = take_varint (walk);

  if (walk->lost || !desk_property_lookup (id, NULL, &kind))
    {
      walk->lost = TRUE;
      return;
    }

  switch (kind)
    {
    case DESK_PROPERTY_BYTE:
      skip (walk, 1);
      break;
    case DESK_PROPERTY_UINT16:
      skip (walk, 2);
      break;
    case DESK_PROPERTY_UINT32:
      skip (walk, 4);
      break;
    case DESK_PROPERTY_VARINT:
      take_varint (walk);
      break;
    case DESK_PROPERTY_PAIR:
      take_bytes (walk, FALSE);
      if (!walk->lost)
        take_bytes (walk, FALSE);
      break;
    case DESK_PROPERTY_STRING:
    case DESK_PROPERTY_BINARY:
    default:
      take_bytes (walk, id == DESK_PROP_AUTHENTICATION_DATA);
      break;
    }
}

static void
take_properties (Walk *walk)
{
  gsize length = take_varint (walk);
  gsize end = walk->at + length;

  while (!walk->lost && walk->at < end)
    take_property (walk);
  if (walk->at > end)
    walk->lost = TRUE;
}

/* MQTT 5.0 section 3.1. A user name without a password is what some services
 * take a token for, so it is blanked then. */
static void
take_connect (Walk *walk)
{
  guint8 version, flags;

  take_bytes (walk, FALSE);
  version = (guint8) take_number (walk, 1);
  flags = (guint8) take_number (walk, 1);
  skip (walk, 2);
  if (version == DESK_MQTT_5 && !walk->lost)
    take_properties (walk);
  if (!walk->lost)
    take_bytes (walk, FALSE);
  if ((flags & FLAG_WILL) != 0 && !walk->lost)
    {
      if (version == DESK_MQTT_5)
        take_properties (walk);
      if (!walk->lost)
        take_bytes (walk, FALSE);
      if (!walk->lost)
        take_bytes (walk, FALSE);
    }
  if ((flags & FLAG_USER_NAME) != 0 && !walk->lost)
    take_bytes (walk, (flags & FLAG_PASSWORD) == 0);
  if ((flags & FLAG_PASSWORD) != 0 && !walk->lost)
    take_bytes (walk, TRUE);
  /* Nothing belongs here. */
  if (walk->at < walk->length)
    walk->lost = TRUE;
}

/**
 * desk_trace_has_secrets:
 * @type: a packet type
 *
 * Returns: whether desk_trace_blank() has anything to do with such packets
 */
gboolean
desk_trace_has_secrets (DeskPacketType type)
{
  return type == DESK_PACKET_CONNECT || type == DESK_PACKET_CONNACK || type == DESK_PACKET_AUTH;
}

/**
 * desk_trace_blank:
 * @packet: a packet, or the beginning of one
 * @length: bytes that are there
 * @version: of the connection
 *
 * Overwrites the password, a user name that stands alone, and authentication
 * data with asterisks. Their lengths stay, since the length of the packet would
 * tell them anyway. Of a packet that is not all there, what follows the last
 * whole field is overwritten; of one that is malformed, all but its fixed
 * header, since a secret could be anywhere. The payload of a last will is no secret: the broker hands
 * it to whoever subscribes.
 *
 * Returns: whether anything was overwritten
 */
gboolean
desk_trace_blank (guint8 *packet, gsize length, DeskMqttVersion version)
{
  Walk walk = { .data = packet, .length = length };
  gsize body, remaining;
  DeskPacketType type;

  if (length == 0)
    return FALSE;
  type = packet[0] >> 4;
  walk.at = 1;
  remaining = take_varint (&walk);
  body = walk.at;

  if (type == DESK_PACKET_CONNECT && !walk.lost)
    {
      take_connect (&walk);
    }
  else if (version == DESK_MQTT_5 && !walk.lost)
    {
      skip (&walk, type == DESK_PACKET_CONNACK ? MIN (2, length - walk.at) : MIN (1, length - walk.at));
      if (walk.at < length)
        take_properties (&walk);
      if (walk.at < length)
        walk.lost = TRUE;
    }
  if (walk.lost && length - body >= remaining)
    walk.at = body;
  if (walk.lost)
    blank (&walk, walk.at, length - walk.at);

  return walk.blanked;
}
