/* desk-decode-properties.c: the properties of a packet, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode-private.h"

/* Names as MQTT 5.0 table 2-4 writes them, by identifier */
static const struct
{
  const char *name;
  const char *unit;
} names[] = {
  [DESK_PROP_PAYLOAD_FORMAT_INDICATOR] = { "Payload Format Indicator", NULL },
  [DESK_PROP_MESSAGE_EXPIRY_INTERVAL] = { "Message Expiry Interval", "s" },
  [DESK_PROP_CONTENT_TYPE] = { "Content Type", NULL },
  [DESK_PROP_RESPONSE_TOPIC] = { "Response Topic", NULL },
  [DESK_PROP_CORRELATION_DATA] = { "Correlation Data", NULL },
  [DESK_PROP_SUBSCRIPTION_IDENTIFIER] = { "Subscription Identifier", NULL },
  [DESK_PROP_SESSION_EXPIRY_INTERVAL] = { "Session Expiry Interval", "s" },
  [DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER] = { "Assigned Client Identifier", NULL },
  [DESK_PROP_SERVER_KEEP_ALIVE] = { "Server Keep Alive", "s" },
  [DESK_PROP_AUTHENTICATION_METHOD] = { "Authentication Method", NULL },
  [DESK_PROP_AUTHENTICATION_DATA] = { "Authentication Data", NULL },
  [DESK_PROP_REQUEST_PROBLEM_INFORMATION] = { "Request Problem Information", NULL },
  [DESK_PROP_WILL_DELAY_INTERVAL] = { "Will Delay Interval", "s" },
  [DESK_PROP_REQUEST_RESPONSE_INFORMATION] = { "Request Response Information", NULL },
  [DESK_PROP_RESPONSE_INFORMATION] = { "Response Information", NULL },
  [DESK_PROP_SERVER_REFERENCE] = { "Server Reference", NULL },
  [DESK_PROP_REASON_STRING] = { "Reason String", NULL },
  [DESK_PROP_RECEIVE_MAXIMUM] = { "Receive Maximum", NULL },
  [DESK_PROP_TOPIC_ALIAS_MAXIMUM] = { "Topic Alias Maximum", NULL },
  [DESK_PROP_TOPIC_ALIAS] = { "Topic Alias", NULL },
  [DESK_PROP_MAXIMUM_QOS] = { "Maximum QoS", NULL },
  [DESK_PROP_RETAIN_AVAILABLE] = { "Retain Available", NULL },
  [DESK_PROP_USER_PROPERTY] = { "User Property", NULL },
  [DESK_PROP_MAXIMUM_PACKET_SIZE] = { "Maximum Packet Size", "bytes" },
  [DESK_PROP_WILDCARD_SUBSCRIPTION_AVAILABLE] = { "Wildcard Subscription Available", NULL },
  [DESK_PROP_SUBSCRIPTION_IDENTIFIER_AVAILABLE] = { "Subscription Identifier Available", NULL },
  [DESK_PROP_SHARED_SUBSCRIPTION_AVAILABLE] = { "Shared Subscription Available", NULL },
};

/* What tells most of an answer or an end belongs into the line, too. */
static gboolean
is_worth_telling (guint32 id)
{
  return id == DESK_PROP_REASON_STRING || id == DESK_PROP_SERVER_REFERENCE
         || id == DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER;
}

static void
decode_pair (DeskDecode *self, gsize offset, const char *name)
{
  gsize key_length = _desk_decode_number (self, 2);
  const guint8 *key = _desk_decode_take (self, key_length);
  gsize value_length = _desk_decode_number (self, 2);
  const guint8 *value = _desk_decode_take (self, value_length);
  g_autofree char *key_text = NULL;
  g_autofree char *value_text = NULL;

  if (self->over)
    return;

  key_text = _desk_string_escape (key, key_length);
  value_text = _desk_string_escape (value, value_length);
  _desk_decode_add (self, offset, name, "%s = %s", key_text, value_text);
}

static void
decode_property (DeskDecode *self)
{
  gsize offset = self->at;
  guint32 id = _desk_decode_varint (self);
  g_autofree char *text = NULL;
  DeskPropertyKind kind;
  const char *name;

  if (self->over)
    return;
  if (id >= G_N_ELEMENTS (names) || !desk_property_lookup (id, NULL, &kind))
    {
      _desk_decode_fault (self, "MQTT 5 has no such property");
      return;
    }

  name = names[id].name;
  switch (kind)
    {
    case DESK_PROPERTY_BYTE:
      _desk_decode_unsigned (self, 1, name, names[id].unit);
      break;
    case DESK_PROPERTY_UINT16:
      _desk_decode_unsigned (self, 2, name, names[id].unit);
      break;
    case DESK_PROPERTY_UINT32:
      _desk_decode_unsigned (self, 4, name, names[id].unit);
      break;
    case DESK_PROPERTY_VARINT:
      {
        guint32 number = _desk_decode_varint (self);

        if (!self->over)
          _desk_decode_add (self, offset, name, "%u", number);
        break;
      }
    case DESK_PROPERTY_PAIR:
      decode_pair (self, offset, name);
      break;
    case DESK_PROPERTY_STRING:
      text = _desk_decode_string (self, name);
      break;
    case DESK_PROPERTY_BINARY:
    default:
      text = _desk_decode_binary (self, name);
      break;
    }

  if (kind == DESK_PROPERTY_STRING && text != NULL && is_worth_telling (id))
    _desk_decode_tell (self, "%s", text);
}

/**
 * _desk_decode_properties:
 * @self: an MQTT 5 packet that stands before a property block
 * @name: what the block is called
 *
 * Decodes properties (MQTT 5.0 section 2.2.2).
 */
void
_desk_decode_properties (DeskDecode *self, const char *name)
{
  gsize offset = self->at;
  gsize length = _desk_decode_varint (self);
  gsize end = self->end;

  if (self->over)
    return;
  if (length > self->end - self->at)
    {
      _desk_decode_fault (self, "the properties are longer than the packet");
      return;
    }

  _desk_decode_add (self, offset, name, "%" G_GSIZE_FORMAT " bytes", length);
  self->end = self->at + length;
  self->depth++;
  while (_desk_decode_has_more (self))
    decode_property (self);
  self->depth--;
  self->end = end;
}
