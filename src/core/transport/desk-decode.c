/* desk-decode.c: what a packet says, field by field, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode-private.h"
#include "desk-reason-name.h"

/* By type; what is missing has nothing behind its fixed header. */
static void (*const decoders[16]) (DeskDecode *self) = {
  [DESK_PACKET_CONNECT] = _desk_decode_connect, [DESK_PACKET_CONNACK] = _desk_decode_connack,
  [DESK_PACKET_PUBLISH] = _desk_decode_publish, [DESK_PACKET_PUBACK] = _desk_decode_answer,
  [DESK_PACKET_PUBREC] = _desk_decode_answer,   [DESK_PACKET_PUBREL] = _desk_decode_answer,
  [DESK_PACKET_PUBCOMP] = _desk_decode_answer,  [DESK_PACKET_SUBSCRIBE] = _desk_decode_subscribe,
  [DESK_PACKET_SUBACK] = _desk_decode_codes,    [DESK_PACKET_UNSUBSCRIBE] = _desk_decode_subscribe,
  [DESK_PACKET_UNSUBACK] = _desk_decode_codes,  [DESK_PACKET_DISCONNECT] = _desk_decode_goodbye,
  [DESK_PACKET_AUTH] = _desk_decode_goodbye,
};

static void
free_field (gpointer data)
{
  DeskDecodedField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

/* Reserved bits (MQTT 5.0 table 2-2); MQTT 3.1 had a use for them. */
static gboolean
are_flags_right (DeskDecode *self)
{
  guint8 flags = self->entry->first & 0x0f;

  switch ((DeskPacketType) (self->entry->first >> 4))
    {
    case DESK_PACKET_PUBLISH:
      return (flags & 6) != 6;
    case DESK_PACKET_PUBREL:
    case DESK_PACKET_SUBSCRIBE:
    case DESK_PACKET_UNSUBSCRIBE:
      return flags == 2 || self->version == DESK_MQTT_3_1;
    case DESK_PACKET_CONNECT:
    case DESK_PACKET_CONNACK:
    case DESK_PACKET_PUBACK:
    case DESK_PACKET_PUBREC:
    case DESK_PACKET_PUBCOMP:
    case DESK_PACKET_SUBACK:
    case DESK_PACKET_UNSUBACK:
    case DESK_PACKET_PINGREQ:
    case DESK_PACKET_PINGRESP:
    case DESK_PACKET_DISCONNECT:
    case DESK_PACKET_AUTH:
    default:
      return flags == 0 || self->version == DESK_MQTT_3_1;
    }
}

static void
decode (DeskDecode *self)
{
  guint8 type = self->entry->first >> 4;
  gsize remaining;

  if (self->length == 0)
    return;

  self->at = 1;
  _desk_decode_add (self, 0, "Packet Type", "%s (%u)", desk_decode_type_name (self->entry), type);
  if (!are_flags_right (self))
    {
      _desk_decode_add (self, 0, "Flags", "0x%x", self->entry->first & 0x0f);
      _desk_decode_fault (self,
                          type == DESK_PACKET_PUBLISH ? "QoS 3 does not exist" : "reserved flags are wrong");
    }
  remaining = _desk_decode_varint (self);
  if (!self->over)
    _desk_decode_add (self, 1, "Remaining Length", "%" G_GSIZE_FORMAT, remaining);
  if (type == 0)
    _desk_decode_fault (self, "MQTT has no packets of type 0");

  if (!self->over && decoders[type] != NULL)
    decoders[type] (self);
  if (_desk_decode_has_more (self))
    _desk_decode_fault (self, "more follows than belongs there");
}

static void
tell_end (DeskDecode *self)
{
  self->over = FALSE;
  if ((self->entry->flags & DESK_TRACE_UNFINISHED) != 0)
    _desk_decode_tell (self, "unfinished: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " bytes",
                       self->entry->seen, self->entry->size);
}

static void
run (const DeskTraceEntry *entry, const guint8 *data, GPtrArray *fields, GString *summary)
{
  DeskDecode self = { .entry = entry, .version = (DeskMqttVersion) entry->version, .data = data };

  self.length = entry->length;
  self.end = entry->size;
  self.fields = fields;
  self.summary = summary;
  decode (&self);
  tell_end (&self);
}

/**
 * desk_decode_type_name:
 * @entry: a packet
 *
 * Returns: (transfer none): the name of its type as the standard writes it
 */
const char *
desk_decode_type_name (const DeskTraceEntry *entry)
{
  DeskPacketType type = entry->first >> 4;

  return type >= DESK_PACKET_CONNECT && type <= DESK_PACKET_AUTH ? _desk_packet_type_name (type) : "?";
}

/**
 * desk_decode_fields:
 * @entry: a packet
 * @data: what is kept of it
 *
 * Names and values are the standard's own, so that they are found there.
 *
 * Returns: (transfer full) (element-type DeskDecodedField): its fields, in the
 *   order of the wire
 */
GPtrArray *
desk_decode_fields (const DeskTraceEntry *entry, const guint8 *data)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field);
  g_autoptr (GString) summary = g_string_new (NULL);

  if ((entry->flags & DESK_TRACE_STEP) == 0)
    run (entry, data, fields, summary);

  return fields;
}

/**
 * desk_decode_summary:
 * @entry: a packet or a step
 * @data: what is kept of it
 *
 * Returns: (transfer full): what it says, in one line
 */
char *
desk_decode_summary (const DeskTraceEntry *entry, const guint8 *data)
{
  GString *summary = g_string_new (NULL);

  if ((entry->flags & DESK_TRACE_STEP) != 0)
    {
      g_string_free (summary, TRUE);
      return g_utf8_make_valid ((const char *) data, entry->length);
    }
  run (entry, data, NULL, summary);

  return g_string_free (summary, FALSE);
}

static const char *
find_refusal (const DeskTraceEntry *entry, const guint8 *data, gsize at)
{
  if (entry->version == DESK_MQTT_5)
    at = at < entry->length && data[at] < 0x80 ? at + 1 + data[at] : entry->length;
  for (; at < entry->length; at++)
    if (data[at] >= 0x80)
      return entry->version == DESK_MQTT_5 ? desk_reason_name (data[at]) : "Failure";

  return NULL;
}

/**
 * desk_decode_refusal:
 * @entry: a packet
 * @data: what is kept of it
 *
 * Returns: (transfer none) (nullable): the name of the first code in it that
 *   is a refusal
 */
const char *
desk_decode_refusal (const DeskTraceEntry *entry, const guint8 *data)
{
  DeskPacketType type = entry->first >> 4;
  gsize at = type == DESK_PACKET_DISCONNECT || type == DESK_PACKET_AUTH ? 2
             : type == DESK_PACKET_CONNACK                              ? 3
                                                                        : 4;
  const char *name;

  /* In all of these the code lies at a fixed place, as long as the remaining
   * length has one byte. */
  if ((entry->flags & DESK_TRACE_STEP) != 0 || at >= entry->length || (data[1] & 0x80) != 0)
    return NULL;
  switch (type)
    {
    case DESK_PACKET_CONNACK:
      if (data[at] == 0)
        return NULL;
      name = data[at] < 0x80 ? desk_return_code_name (data[at]) : desk_reason_name (data[at]);
      return name != NULL ? name : "unknown";
    case DESK_PACKET_PUBACK:
    case DESK_PACKET_PUBREC:
    case DESK_PACKET_PUBREL:
    case DESK_PACKET_PUBCOMP:
    case DESK_PACKET_DISCONNECT:
      if (data[at] < 0x80)
        return NULL;
      name = desk_reason_name (data[at]);
      return name != NULL ? name : "unknown";
    case DESK_PACKET_SUBACK:
    case DESK_PACKET_UNSUBACK:
      return find_refusal (entry, data, at);
    case DESK_PACKET_CONNECT:
    case DESK_PACKET_PUBLISH:
    case DESK_PACKET_SUBSCRIBE:
    case DESK_PACKET_UNSUBSCRIBE:
    case DESK_PACKET_PINGREQ:
    case DESK_PACKET_PINGRESP:
    case DESK_PACKET_AUTH:
    default:
      return NULL;
    }
}
