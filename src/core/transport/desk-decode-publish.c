/* desk-decode-publish.c: PUBLISH and its answers, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode-private.h"
#include "desk-reason-name.h"

/* How much of a payload the line for the list shows, bytes */
#define PAYLOAD_TOLD 80

static void
decode_payload (DeskDecode *self)
{
  gsize offset = self->at;
  gsize size = self->end - self->at;
  gsize there = MIN (self->length - self->at, size);
  gsize told = MIN (there, PAYLOAD_TOLD);
  g_autofree char *text = NULL;

  /* The part must not end within a character. */
  while (told < there && told > 0 && (self->data[offset + told] & 0xc0) == 0x80)
    told--;
  if (there == size)
    self->at = self->end;
  _desk_decode_add (self, offset, "Payload", "%" G_GSIZE_FORMAT " bytes", size);
  if (there < size)
    {
      _desk_decode_add (self, offset + there, "Not kept",
                        "%" G_GSIZE_FORMAT " bytes of the payload were not recorded", size - there);
      self->over = TRUE;
    }
  text = _desk_string_escape (self->data + offset, told);
  if (size == 0)
    _desk_decode_tell (self, "no payload");
  else if (_desk_string_is_plain (self->data + offset, told))
    _desk_decode_tell (self, told < size ? "%s…" : "%s", text);
}

/**
 * _desk_decode_publish:
 * @self: a PUBLISH packet
 *
 * Decodes it (MQTT 5.0 section 3.3). Of the payload only the size is told;
 * its bytes are beside it.
 */
void
_desk_decode_publish (DeskDecode *self)
{
  guint8 flags = self->entry->first & 0x0f;
  guint8 qos = flags >> 1 & 3;
  g_autofree char *topic = NULL;

  self->depth++;
  _desk_decode_flag (self, 0, "DUP", (flags & 8) != 0);
  _desk_decode_add (self, 0, "QoS", "%u", qos);
  _desk_decode_flag (self, 0, "RETAIN", (flags & 1) != 0);
  self->depth--;

  topic = _desk_decode_string (self, "Topic Name");
  if (topic != NULL)
    _desk_decode_tell (self, "%s", topic);
  _desk_decode_tell (self, "QoS %u", qos);
  if ((flags & 8) != 0)
    _desk_decode_tell (self, "DUP");
  if ((flags & 1) != 0)
    _desk_decode_tell (self, "RETAIN");
  if (qos != 0)
    _desk_decode_packet_id (self);
  if (self->version == DESK_MQTT_5)
    _desk_decode_properties (self, "Properties");
  if (!self->over)
    decode_payload (self);
}

static void
decode_reason (DeskDecode *self, const char *success)
{
  gsize offset = self->at;
  const char *name;
  guint8 code;

  if (!_desk_decode_has_more (self))
    {
      /* What is left out means success (MQTT 5.0 section 3.4.2.1). */
      if (!self->over && self->version == DESK_MQTT_5)
        _desk_decode_tell (self, "%s", success);
      return;
    }

  code = (guint8) _desk_decode_number (self, 1);
  if (self->over)
    return;
  name = code == 0 ? success : desk_reason_name (code);
  _desk_decode_add (self, offset, "Reason Code", "0x%02x, %s", code, name != NULL ? name : "unknown");
  _desk_decode_tell (self, "%s", name != NULL ? name : "unknown reason");
  if (_desk_decode_has_more (self))
    _desk_decode_properties (self, "Properties");
}

/**
 * _desk_decode_answer:
 * @self: a PUBACK, PUBREC, PUBREL or PUBCOMP packet
 *
 * Decodes it (MQTT 5.0 section 3.4).
 */
void
_desk_decode_answer (DeskDecode *self)
{
  _desk_decode_packet_id (self);
  decode_reason (self, "Success");
}

/**
 * _desk_decode_goodbye:
 * @self: a DISCONNECT or AUTH packet
 *
 * Decodes it (MQTT 5.0 sections 3.14 and 3.15).
 */
void
_desk_decode_goodbye (DeskDecode *self)
{
  decode_reason (self, self->entry->first >> 4 == DESK_PACKET_AUTH ? "Success" : "Normal disconnection");
}
