/* desk-property-walk.c: checks and reads the property block of a packet
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-packet-private.h"

#define IN(type) (1u << DESK_PACKET_##type)
#define IN_ACKS (IN (PUBACK) | IN (PUBREC) | IN (PUBREL) | IN (PUBCOMP) | IN (SUBACK) | IN (UNSUBACK))

typedef enum
{
  ANY_VALUE,
  BOOLEAN,
  NOT_ZERO,
} Rule;

/* Where a broker may use which property (MQTT 5.0 table 2-4) and what the
 * property's own section says of its value, by identifier. */
static const struct
{
  guint32 packets;
  Rule rule;
} rules[] = {
  [DESK_PROP_PAYLOAD_FORMAT_INDICATOR] = { IN (PUBLISH), BOOLEAN },
  [DESK_PROP_MESSAGE_EXPIRY_INTERVAL] = { IN (PUBLISH), ANY_VALUE },
  [DESK_PROP_CONTENT_TYPE] = { IN (PUBLISH), ANY_VALUE },
  [DESK_PROP_RESPONSE_TOPIC] = { IN (PUBLISH), ANY_VALUE },
  [DESK_PROP_CORRELATION_DATA] = { IN (PUBLISH), ANY_VALUE },
  [DESK_PROP_SUBSCRIPTION_IDENTIFIER] = { IN (PUBLISH), NOT_ZERO },
  [DESK_PROP_SESSION_EXPIRY_INTERVAL] = { IN (CONNACK) | IN (DISCONNECT), ANY_VALUE },
  [DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER] = { IN (CONNACK), ANY_VALUE },
  [DESK_PROP_SERVER_KEEP_ALIVE] = { IN (CONNACK), ANY_VALUE },
  [DESK_PROP_AUTHENTICATION_METHOD] = { IN (CONNACK), ANY_VALUE },
  [DESK_PROP_AUTHENTICATION_DATA] = { IN (CONNACK), ANY_VALUE },
  [DESK_PROP_RESPONSE_INFORMATION] = { IN (CONNACK), ANY_VALUE },
  [DESK_PROP_SERVER_REFERENCE] = { IN (CONNACK) | IN (DISCONNECT), ANY_VALUE },
  [DESK_PROP_REASON_STRING] = { IN (CONNACK) | IN_ACKS | IN (DISCONNECT), ANY_VALUE },
  [DESK_PROP_RECEIVE_MAXIMUM] = { IN (CONNACK), NOT_ZERO },
  [DESK_PROP_TOPIC_ALIAS_MAXIMUM] = { IN (CONNACK), ANY_VALUE },
  [DESK_PROP_TOPIC_ALIAS] = { IN (PUBLISH), ANY_VALUE },
  [DESK_PROP_MAXIMUM_QOS] = { IN (CONNACK), BOOLEAN },
  [DESK_PROP_RETAIN_AVAILABLE] = { IN (CONNACK), BOOLEAN },
  [DESK_PROP_USER_PROPERTY] = { IN (CONNACK) | IN (PUBLISH) | IN_ACKS | IN (DISCONNECT), ANY_VALUE },
  [DESK_PROP_MAXIMUM_PACKET_SIZE] = { IN (CONNACK), NOT_ZERO },
  [DESK_PROP_WILDCARD_SUBSCRIPTION_AVAILABLE] = { IN (CONNACK), BOOLEAN },
  [DESK_PROP_SUBSCRIPTION_IDENTIFIER_AVAILABLE] = { IN (CONNACK), BOOLEAN },
  [DESK_PROP_SHARED_SUBSCRIPTION_AVAILABLE] = { IN (CONNACK), BOOLEAN },
};

typedef struct
{
  DeskPacketType type;
  gboolean aliases;
  const guint8 *at;
  const guint8 *end;
  DeskProperties *properties;
} Walk;

static gboolean
fail_truncated (const Walk *walk, const char *name, GError **error)
{
  return desk_fail (error, DESK_ERROR_PROTOCOL,
                    _ ("The broker sent an invalid %s packet: its property “%s” is cut short."),
                    _desk_packet_type_name (walk->type), name);
}

static gboolean
read_number (Walk *walk, gsize size, const char *name, guint32 *number, GError **error)
{
  if ((gsize) (walk->end - walk->at) < size)
    return fail_truncated (walk, name, error);

  *number = 0;
  for (gsize i = 0; i < size; i++)
    *number = *number << 8 | *walk->at++;

  return TRUE;
}

/* libmosquitto would also take what is longer than need be, but what a broker
 * means by it is anybody's guess (MQTT 5.0 section 1.5.5). */
static gboolean
read_varint (Walk *walk, guint32 *number, GError **error)
{
  gsize size;

  if (_desk_varint_read (walk->at, (gsize) (walk->end - walk->at), number, &size) != DESK_CHECK_PASS
      || (size > 1 && walk->at[size - 1] == 0))
    return desk_fail (error, DESK_ERROR_PROTOCOL,
                      _ ("The broker sent an invalid %s packet: its properties hold a malformed integer."),
                      _desk_packet_type_name (walk->type));
  walk->at += size;

  return TRUE;
}

static gboolean
read_bytes (Walk *walk, const char *name, const guint8 **data, gsize *length, GError **error)
{
  guint32 size = 0;

  if (!read_number (walk, 2, name, &size, error))
    return FALSE;
  if ((gsize) (walk->end - walk->at) < size)
    return fail_truncated (walk, name, error);

  *data = walk->at;
  *length = size;
  walk->at += size;

  return TRUE;
}

static gboolean
read_string (Walk *walk, const char *name, const char **string, gssize *length, GError **error)
{
  const guint8 *data = NULL;
  gsize size = 0;

  if (!read_bytes (walk, name, &data, &size, error))
    return FALSE;
  if (!g_utf8_validate_len ((const char *) data, size, NULL))
    return desk_fail (error, DESK_ERROR_PROTOCOL,
                      _ ("The broker sent an invalid %s packet: its property “%s” is not valid UTF-8."),
                      _desk_packet_type_name (walk->type), name);

  *string = (const char *) data;
  *length = (gssize) size;

  return TRUE;
}

static gboolean
read_value (Walk *walk, DeskPropertyId id, DeskPropertyKind kind, const char *name, GError **error)
{
  static const gsize sizes[] = {
    [DESK_PROPERTY_BYTE] = 1,
    [DESK_PROPERTY_UINT16] = 2,
    [DESK_PROPERTY_UINT32] = 4,
  };
  const char *string, *value;
  gssize length, value_length;
  guint32 number = 0;

  switch (kind)
    {
    case DESK_PROPERTY_STRING:
      if (!read_string (walk, name, &string, &length, error))
        return FALSE;
      desk_properties_add_string (walk->properties, id, string, length);
      return TRUE;

    case DESK_PROPERTY_PAIR:
      if (!read_string (walk, name, &string, &length, error)
          || !read_string (walk, name, &value, &value_length, error))
        return FALSE;
      desk_properties_add_pair (walk->properties, string, length, value, value_length);
      return TRUE;

    case DESK_PROPERTY_BINARY:
      {
        g_autoptr (GBytes) bytes = NULL;
        const guint8 *data = NULL;
        gsize size = 0;

        if (!read_bytes (walk, name, &data, &size, error))
          return FALSE;
        bytes = g_bytes_new (data, size);
        desk_properties_add_bytes (walk->properties, id, bytes);
        return TRUE;
      }

    case DESK_PROPERTY_VARINT:
      if (!read_varint (walk, &number, error))
        return FALSE;
      break;

    case DESK_PROPERTY_BYTE:
    case DESK_PROPERTY_UINT16:
    case DESK_PROPERTY_UINT32:
    default:
      if (!read_number (walk, sizes[kind], name, &number, error))
        return FALSE;
      break;
    }

  if ((rules[id].rule == BOOLEAN && number > 1) || (rules[id].rule == NOT_ZERO && number == 0))
    return desk_fail (error, DESK_ERROR_PROTOCOL,
                      _ ("The broker sent an invalid %s packet: its property “%s” must not be %u."),
                      _desk_packet_type_name (walk->type), name, number);
  desk_properties_add_number (walk->properties, id, number);

  return TRUE;
}

/* libmosquitto must know what a CONNACK tells of the broker's limits, with one
 * exception: it aborts the process when it finds a packet of ours too large for
 * the broker, and is off by one (2.0.11). All else is trouble without a use: a
 * line feed in a reason string, or two subscription identifiers, are legal and
 * make it close the connection. */
static gboolean
is_kept (DeskPacketType type, DeskPropertyId id, DeskPropertyKind kind)
{
  return type == DESK_PACKET_CONNACK && kind <= DESK_PROPERTY_VARINT && id != DESK_PROP_MAXIMUM_PACKET_SIZE;
}

static gboolean
walk_block (Walk *walk, GByteArray *kept, GError **error)
{
  guint64 seen = 0;

  while (walk->at < walk->end)
    {
      const guint8 *start = walk->at;
      DeskPropertyKind kind;
      const char *name;
      guint32 id;

      if (!read_varint (walk, &id, error))
        return FALSE;
      if (!desk_property_lookup (id, &name, &kind))
        return desk_fail (error, DESK_ERROR_PROTOCOL,
                          _ ("The broker sent an invalid %s packet: MQTT 5 knows no property 0x%02x."),
                          _desk_packet_type_name (walk->type), id);
      if (id >= G_N_ELEMENTS (rules) || (rules[id].packets & 1u << walk->type) == 0)
        return desk_fail (error, DESK_ERROR_PROTOCOL,
                          _ ("The broker sent an invalid %s packet: the property “%s” does not belong in "
                             "it."),
                          _desk_packet_type_name (walk->type), name);
      if (id == DESK_PROP_TOPIC_ALIAS && !walk->aliases)
        return desk_fail (error, DESK_ERROR_PROTOCOL,
                          _ ("The broker used a topic alias, though this client did not allow any."));
      if ((seen & G_GUINT64_CONSTANT (1) << id) != 0 && id != DESK_PROP_USER_PROPERTY
          && id != DESK_PROP_SUBSCRIPTION_IDENTIFIER)
        return desk_fail (error, DESK_ERROR_PROTOCOL,
                          _ ("The broker sent an invalid %s packet: it has the property “%s” twice."),
                          _desk_packet_type_name (walk->type), name);
      seen |= G_GUINT64_CONSTANT (1) << id;
      if (!read_value (walk, id, kind, name, error))
        return FALSE;
      if (is_kept (walk->type, id, kind))
        g_byte_array_append (kept, start, (guint) (walk->at - start));
    }

  return TRUE;
}

/**
 * _desk_properties_walk:
 * @type: the packet that they belong to
 * @aliases: whether the broker may use topic aliases
 * @data: a property block without its length
 * @length: bytes of @data
 * @kept: the properties that libmosquitto may see are appended
 * @properties: (out) (nullable): the properties, in the order of the wire, or
 *   %NULL if there are none
 * @error: %DESK_ERROR_PROTOCOL
 *
 * Reads the properties of a packet from a broker and refuses what MQTT 5.0
 * section 2.2.2 forbids. libmosquitto 2.0.11 would end the whole process on an
 * identifier that it does not know.
 *
 * Returns: %TRUE if they are well-formed and belong there
 */
gboolean
_desk_properties_walk (DeskPacketType   type,
                       gboolean         aliases,
                       const guint8    *data,
                       gsize            length,
                       GByteArray      *kept,
                       DeskProperties **properties,
                       GError         **error)
{
  Walk walk = { .type = type, .aliases = aliases, .at = data, .end = data + length };

  *properties = NULL;
  if (length == 0)
    return TRUE;

  walk.properties = desk_properties_new ();
  if (!walk_block (&walk, kept, error))
    {
      desk_properties_unref (walk.properties);
      return FALSE;
    }
  *properties = walk.properties;

  return TRUE;
}
