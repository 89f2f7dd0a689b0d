/* desk-packet-check.c: checks the header of one packet from a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-packet-private.h"

/* Beyond its properties, what answers to a client may hold a reason code for
 * each of the filters that one SUBSCRIBE had. */
#define ANSWER_MAX (DESK_PROPERTIES_MAX + 65536)

/* One packet on its way through the checks below */
typedef struct
{
  DeskMqttVersion version;
  const guint8 *data;
  gsize length; /* bytes that are there */
  gsize at;     /* bytes that are checked */
  DeskHeader *header;
} Check;

/**
 * _desk_packet_type_name:
 * @type: a packet type, as on the wire
 *
 * Returns: (transfer none): its name as the standard writes it
 */
const char *
_desk_packet_type_name (DeskPacketType type)
{
  static const char *names[] = {
    NULL,
    "CONNECT",
    "CONNACK",
    "PUBLISH",
    "PUBACK",
    "PUBREC",
    "PUBREL",
    "PUBCOMP",
    "SUBSCRIBE",
    "SUBACK",
    "UNSUBSCRIBE",
    "UNSUBACK",
    "PINGREQ",
    "PINGRESP",
    "DISCONNECT",
    "AUTH",
  };

  g_return_val_if_fail (type >= DESK_PACKET_CONNECT && type <= DESK_PACKET_AUTH, NULL);

  return names[type];
}

static DeskCheck
refuse_length (const Check *check, GError **error)
{
  desk_fail (error, DESK_ERROR_PROTOCOL,
             _ ("The broker sent an invalid %s packet: its lengths do not fit together."),
             _desk_packet_type_name (check->header->packet.type));
  return DESK_CHECK_REFUSE;
}

static DeskCheck
ask_for (Check *check, gsize need)
{
  check->header->need = need;
  return DESK_CHECK_MORE;
}

/* Other programs give themselves away by their first byte; one byte decides,
 * so that the answer does not depend on how the network cut the stream. */
static gboolean
check_greeting (guint8 byte, GError **error)
{
  DeskPacketType type = byte >> 4;

  if (type == DESK_PACKET_CONNACK)
    return TRUE;

  switch (byte)
    {
    case 'H':
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("This looks like a web server, not like an MQTT broker. Check the port, or choose "
                           "WebSocket if the broker is behind it."));
    case 'A':
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("This looks like an AMQP port. Use the port of the broker’s MQTT listener, often "
                           "1883."));
    case 'S':
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("This looks like an SSH server, not like an MQTT broker. Check the port."));
    case 0x15:
    case 0x16:
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("This port expects an encrypted connection (TLS). Choose TLS, or use the port of "
                           "the broker’s plain listener, often 1883."));
    default:
      break;
    }

  if (type == DESK_PACKET_PUBLISH || type == DESK_PACKET_AUTH || type == DESK_PACKET_DISCONNECT)
    return desk_fail (error, DESK_ERROR_PROTOCOL, _ ("The broker sent %s before it accepted the connection."),
                      _desk_packet_type_name (type));
  return desk_fail (error, DESK_ERROR_PROTOCOL,
                    _ ("What answers here does not speak MQTT: its first byte is 0x%02x. Check host and "
                       "port."),
                    byte);
}

static gboolean
check_type (const Check *check, gboolean first, GError **error)
{
  guint8 byte = check->data[0];
  DeskPacketType type = byte >> 4;
  guint8 flags = byte & 0x0f;

  if (first && !check_greeting (byte, error))
    return FALSE;

  switch (type)
    {
    case DESK_PACKET_CONNACK:
      if (!first)
        return desk_fail (error, DESK_ERROR_PROTOCOL, _ ("The broker sent a second CONNACK packet."));
      break;

    case DESK_PACKET_PUBLISH:
      /* DUP at QoS 0 is forbidden too, but nobody is misled by it. */
      if ((flags & 0x06) == 0x06)
        return desk_fail (error, DESK_ERROR_PROTOCOL,
                          _ ("The broker sent a message with QoS 3, which MQTT does not have."));
      return TRUE;

    case DESK_PACKET_PUBREL:
      flags ^= 0x02;
      break;

    case DESK_PACKET_PUBACK:
    case DESK_PACKET_PUBREC:
    case DESK_PACKET_PUBCOMP:
    case DESK_PACKET_SUBACK:
    case DESK_PACKET_UNSUBACK:
    case DESK_PACKET_PINGRESP:
      break;

    case DESK_PACKET_DISCONNECT:
      if (check->version != DESK_MQTT_5)
        return desk_fail (error, DESK_ERROR_PROTOCOL,
                          _ ("The broker sent DISCONNECT, which only MQTT 5 allows it to send."));
      break;

    case DESK_PACKET_AUTH:
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("The broker sent AUTH: it wants an authentication of several steps, which this program does "
                           "not have. Remove the authentication method from the profile, or choose another one."));

    case DESK_PACKET_CONNECT:
    case DESK_PACKET_SUBSCRIBE:
    case DESK_PACKET_UNSUBSCRIBE:
    case DESK_PACKET_PINGREQ:
      return desk_fail (error, DESK_ERROR_PROTOCOL, _ ("The broker sent %s, which only clients may send."),
                        _desk_packet_type_name (type));

    default:
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("The broker sent a packet of type 0, which MQTT does not have."));
    }

  /* MQTT 3.1 gave DUP, QoS and RETAIN a place in every packet. */
  if (flags != 0 && check->version != DESK_MQTT_3_1)
    return desk_fail (error, DESK_ERROR_PROTOCOL,
                      _ ("The broker sent an invalid %s packet: its reserved flags are 0x%x."),
                      _desk_packet_type_name (type), byte & 0x0f);

  return TRUE;
}

static DeskCheck
check_packet_id (Check *check, GError **error)
{
  DeskPacket *packet = &check->header->packet;

  packet->packet_id = (guint16) (check->data[check->at] << 8 | check->data[check->at + 1]);
  check->at += 2;
  if (packet->packet_id == 0)
    {
      desk_fail (error, DESK_ERROR_PROTOCOL,
                 _ ("The broker sent an invalid %s packet: its packet identifier is 0."),
                 _desk_packet_type_name (packet->type));
      return DESK_CHECK_REFUSE;
    }

  return DESK_CHECK_PASS;
}

static DeskCheck
check_properties (Check *check, GError **error)
{
  DeskHeader *header = check->header;
  gsize rest = header->packet.size - check->at;
  DeskCheck result;
  guint32 length;
  gsize size;

  result = _desk_varint_read (check->data + check->at, MIN (check->length - check->at, rest), &length, &size);
  if (result == DESK_CHECK_MORE && size <= rest)
    return ask_for (check, check->at + size);
  if (result != DESK_CHECK_PASS || length > rest - size
      || (size > 1 && check->data[check->at + size - 1] == 0))
    return refuse_length (check, error);

  if (length > DESK_PROPERTIES_MAX)
    {
      g_autofree char *is = g_format_size (length);
      g_autofree char *may_be = g_format_size (DESK_PROPERTIES_MAX);

      desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                 _ ("The broker sent %s with %s of properties; this program takes at most %s."),
                 _desk_packet_type_name (header->packet.type), is, may_be);
      return DESK_CHECK_REFUSE;
    }

  header->properties_at = check->at;
  header->properties_size = size + length;
  check->at += size;
  if (check->length - check->at < length)
    return ask_for (check, check->at + length);

  if (!_desk_properties_walk (header->packet.type, header->aliases != NULL, check->data + check->at, length, header->kept,
                              &header->packet.properties, error))
    return DESK_CHECK_REFUSE;
  check->at += length;

  return DESK_CHECK_PASS;
}

static DeskCheck
refuse_topic (const guint8 *topic, gsize length, GError **error)
{
  g_autofree char *shown = _desk_string_escape (topic, length);

  if (!g_utf8_validate_len ((const char *) topic, length, NULL))
    desk_fail (error, DESK_ERROR_PROTOCOL,
               _ ("The broker sent a message whose topic “%s” is not valid UTF-8 or holds NUL, which MQTT "
                  "forbids. Find out who publishes it."),
               shown);
  else
    desk_fail (error, DESK_ERROR_PROTOCOL,
               _ ("The broker sent a message whose topic “%s” holds a control character. Find out who "
                  "publishes it; if it is retained, it comes back at every subscription that matches it."),
               shown);

  return DESK_CHECK_REFUSE;
}

/* MQTT 5.0 section 3.3.2.3.4: a topic gets a number, or the number stands for it. */
static DeskCheck
check_alias (Check *check, gsize topic_at, gsize topic_length, GError **error)
{
  DeskHeader *header = check->header;
  const DeskProperty *alias = desk_properties_find (header->packet.properties, DESK_PROP_TOPIC_ALIAS);

  if (alias == NULL && topic_length > 0)
    return DESK_CHECK_PASS;
  if (alias == NULL)
    {
      desk_fail (error, DESK_ERROR_PROTOCOL, _ ("The broker sent a message without a topic."));
      return DESK_CHECK_REFUSE;
    }

  if (topic_length > 0)
    {
      if (desk_topic_aliases_set (header->aliases, alias->number, check->data + topic_at + 2, topic_length))
        return DESK_CHECK_PASS;
    }
  else
    {
      header->topic_at = topic_at;
      header->topic = desk_topic_aliases_lookup (header->aliases, alias->number);
      if (header->topic != NULL)
        return DESK_CHECK_PASS;
    }
  desk_fail (error, DESK_ERROR_PROTOCOL,
             _ ("The broker used the topic alias %u, which it may not use or did not explain. Turn topic aliases off "
                "in the profile."),
             alias->number);

  return DESK_CHECK_REFUSE;
}

static DeskCheck
check_publish (Check *check, GError **error)
{
  DeskPacket *packet = &check->header->packet;
  gboolean has_id = (packet->flags & 0x06) != 0;
  gsize after = (has_id ? 2 : 0) + (check->version == DESK_MQTT_5 ? 1 : 0);
  const guint8 *topic;
  gsize topic_at, topic_length;
  DeskCheck result;

  if (packet->size - check->at < 2 + after)
    return refuse_length (check, error);
  if (check->length - check->at < 2)
    return ask_for (check, check->at + 2);

  topic_at = check->at;
  topic_length = (gsize) (check->data[check->at] << 8 | check->data[check->at + 1]);
  check->at += 2;
  if (packet->size - check->at < topic_length + after)
    return refuse_length (check, error);
  if (check->length - check->at < topic_length + after)
    return ask_for (check, check->at + topic_length + after);

  topic = check->data + check->at;
  check->at += topic_length;
  if (!_desk_string_is_plain (topic, topic_length))
    return refuse_topic (topic, topic_length, error);

  if (has_id)
    {
      result = check_packet_id (check, error);
      if (result != DESK_CHECK_PASS)
        return result;
    }
  if (check->version == DESK_MQTT_5)
    {
      result = check_properties (check, error);
      if (result != DESK_CHECK_PASS)
        return result;
    }

  return check_alias (check, topic_at, topic_length, error);
}

static DeskCheck
check_connack (Check *check, GError **error)
{
  DeskPacket *packet = &check->header->packet;

  packet->connect_flags = check->data[check->at];
  packet->reason = check->data[check->at + 1];
  packet->has_reason = TRUE;
  check->at += 2;
  /* MQTT 3.1 does not use this byte. */
  if ((packet->connect_flags & 0xfe) != 0 && check->version != DESK_MQTT_3_1)
    {
      desk_fail (error, DESK_ERROR_PROTOCOL,
                 _ ("The broker sent an invalid CONNACK packet: its reserved flags are 0x%02x."),
                 packet->connect_flags);
      return DESK_CHECK_REFUSE;
    }

  if (check->version != DESK_MQTT_5)
    return DESK_CHECK_PASS;
  /* A broker that knows only MQTT 3.1.1 refuses in its own words. */
  if (check->at == packet->size && packet->reason >= 1 && packet->reason <= 5)
    return DESK_CHECK_PASS;
  return check_properties (check, error);
}

/* PUBACK, PUBREC, PUBREL and PUBCOMP: a reason code of 0 and an empty property
 * block may be left out (MQTT 5.0 section 3.4.2.1); so it is with DISCONNECT. */
static DeskCheck
check_reason (Check *check, GError **error)
{
  DeskPacket *packet = &check->header->packet;

  if (check->at == packet->size)
    return DESK_CHECK_PASS;

  packet->reason = check->data[check->at++];
  packet->has_reason = TRUE;
  if (check->at == packet->size)
    return DESK_CHECK_PASS;

  return check_properties (check, error);
}

static DeskCheck
check_codes (Check *check, GError **error)
{
  DeskPacket *packet = &check->header->packet;
  DeskCheck result;

  if (check->version == DESK_MQTT_5)
    {
      result = check_properties (check, error);
      if (result != DESK_CHECK_PASS)
        return result;
    }
  packet->codes = check->data + check->at;
  packet->n_codes = packet->size - check->at;
  if (packet->n_codes == 0)
    {
      desk_fail (error, DESK_ERROR_PROTOCOL,
                 _ ("The broker sent an invalid %s packet: it has no reason code."),
                 _desk_packet_type_name (packet->type));
      return DESK_CHECK_REFUSE;
    }
  check->at = packet->size;

  return DESK_CHECK_PASS;
}

/* Whether a packet other than PUBLISH can be that long; it is held back whole,
 * so this is asked before it is. */
static gboolean
check_size (const Check *check, GError **error)
{
  static const struct
  {
    guint8 least;
    guint8 most; /* before MQTT 5; 0: any */
  } sizes[] = {
    [DESK_PACKET_CONNACK] = { 2, 2 },
    [DESK_PACKET_PUBACK] = { 2, 2 },
    [DESK_PACKET_PUBREC] = { 2, 2 },
    [DESK_PACKET_PUBREL] = { 2, 2 },
    [DESK_PACKET_PUBCOMP] = { 2, 2 },
    [DESK_PACKET_SUBACK] = { 2, 0 },
    [DESK_PACKET_UNSUBACK] = { 2, 2 },
    [DESK_PACKET_PINGRESP] = { 0, 0 },
    [DESK_PACKET_DISCONNECT] = { 0, 0 },
  };
  const DeskPacket *packet = &check->header->packet;
  gsize length = packet->size - check->at;

  if (length < sizes[packet->type].least
      || (check->version != DESK_MQTT_5 && sizes[packet->type].most > 0 && length > sizes[packet->type].most)
      || (packet->type == DESK_PACKET_PINGRESP && length > 0))
    {
      refuse_length (check, error);
      return FALSE;
    }

  if (packet->size > ANSWER_MAX)
    {
      g_autofree char *is = g_format_size (packet->size);
      g_autofree char *may_be = g_format_size (ANSWER_MAX);

      return desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                        _ ("The broker sent %s with a size of %s; this program takes at most %s."),
                        _desk_packet_type_name (packet->type), is, may_be);
    }

  return TRUE;
}

static DeskCheck
check_rest (Check *check, GError **error)
{
  DeskPacket *packet = &check->header->packet;
  DeskCheck result = DESK_CHECK_PASS;

  if (packet->type == DESK_PACKET_PUBLISH)
    return check_publish (check, error);

  if (!check_size (check, error))
    return DESK_CHECK_REFUSE;
  if (check->length < packet->size)
    return ask_for (check, packet->size);

  if (packet->type == DESK_PACKET_CONNACK)
    result = check_connack (check, error);
  else if (packet->type == DESK_PACKET_DISCONNECT)
    result = check_reason (check, error);
  else if (packet->type != DESK_PACKET_PINGRESP)
    {
      result = check_packet_id (check, error);
      if (result != DESK_CHECK_PASS)
        return result;
      if (packet->type == DESK_PACKET_SUBACK
          || (packet->type == DESK_PACKET_UNSUBACK && check->version == DESK_MQTT_5))
        result = check_codes (check, error);
      else
        result = check_reason (check, error);
    }

  if (result == DESK_CHECK_PASS && check->at != packet->size)
    return refuse_length (check, error);

  return result;
}

/**
 * _desk_packet_check:
 * @version: the connection's protocol version
 * @max_packet: bytes of the largest packet that is taken
 * @first: whether no packet came before
 * @data: the stream, from the beginning of a packet
 * @length: bytes that are there, at least one; it need not be the whole packet
 * @header: (inout): what was learnt; @header->packet.properties is %NULL
 *   unless the check passes, and @header->kept is the caller's to empty
 * @error: %DESK_ERROR_PROTOCOL or %DESK_ERROR_PACKET_TOO_LARGE
 *
 * Checks a packet from a broker up to its payload. What it finds does not
 * depend on how much of the stream follows: each thing is looked at in the
 * order of the wire, as soon as it is there.
 *
 * Returns: whether libmosquitto may see the packet
 */
DeskCheck
_desk_packet_check (DeskMqttVersion version,
                    gsize           max_packet,
                    gboolean        first,
                    const guint8   *data,
                    gsize           length,
                    DeskHeader     *header,
                    GError        **error)
{
  Check check = { .version = version, .data = data, .length = length, .header = header };
  DeskPacket *packet = &header->packet;
  DeskCheck result;
  guint32 remaining;
  gsize size;

  if (!check_type (&check, first, error))
    return DESK_CHECK_REFUSE;

  header->properties_size = 0;
  header->topic = NULL;
  *packet = (DeskPacket) { .type = data[0] >> 4, .flags = data[0] & 0x0f, .incoming = TRUE };
  result = _desk_varint_read (data + 1, length - 1, &remaining, &size);
  if (result == DESK_CHECK_MORE)
    return ask_for (&check, 1 + size);
  if (result == DESK_CHECK_REFUSE)
    {
      desk_fail (error, DESK_ERROR_PROTOCOL,
                 _ ("The broker sent an invalid %s packet: its length has more than four bytes."),
                 _desk_packet_type_name (packet->type));
      return DESK_CHECK_REFUSE;
    }

  check.at = 1 + size;
  packet->size = check.at + remaining;
  if (packet->size > max_packet)
    {
      g_autofree char *is = g_format_size_full (packet->size, G_FORMAT_SIZE_LONG_FORMAT);
      g_autofree char *may_be = g_format_size_full (max_packet, G_FORMAT_SIZE_LONG_FORMAT);

      desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                 _ ("The broker sent a packet of %s; this connection takes at most %s. Raise the maximum "
                    "packet size if such messages are meant for you."),
                 is, may_be);
      return DESK_CHECK_REFUSE;
    }

  result = check_rest (&check, error);
  header->size = check.at;
  if (result == DESK_CHECK_REFUSE)
    g_clear_pointer (&packet->properties, desk_properties_unref);

  return result;
}
