/* desk-decode-subscribe.c: SUBSCRIBE, UNSUBSCRIBE and their answers, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode-private.h"
#include "desk-reason-name.h"

static const char *
describe_retain_handling (guint8 handling)
{
  static const char *words[] = {
    "send retained messages",
    "send retained messages if the subscription is new",
    "send no retained messages",
    "not defined",
  };

  return words[handling & 3];
}

static void
decode_options (DeskDecode *self, const char *filter)
{
  gsize offset = self->at;
  guint8 options = (guint8) _desk_decode_number (self, 1);

  if (self->over)
    return;

  _desk_decode_add (self, offset, "Subscription Options", "0x%02x", options);
  self->depth++;
  _desk_decode_add (self, offset, "Maximum QoS", "%d", options & 3);
  _desk_decode_tell (self, "%s, QoS %d", filter, options & 3);
  if (self->version == DESK_MQTT_5)
    {
      _desk_decode_flag (self, offset, "No Local", (options & 4) != 0);
      _desk_decode_flag (self, offset, "Retain As Published", (options & 8) != 0);
      _desk_decode_add (self, offset, "Retain Handling", "%d, %s", options >> 4 & 3,
                        describe_retain_handling (options >> 4));
    }
  self->depth--;
}

/**
 * _desk_decode_subscribe:
 * @self: a SUBSCRIBE or UNSUBSCRIBE packet
 *
 * Decodes it (MQTT 5.0 sections 3.8 and 3.10).
 */
void
_desk_decode_subscribe (DeskDecode *self)
{
  gboolean has_options = self->entry->first >> 4 == DESK_PACKET_SUBSCRIBE;

  _desk_decode_packet_id (self);
  if (self->version == DESK_MQTT_5)
    _desk_decode_properties (self, "Properties");
  while (_desk_decode_has_more (self))
    {
      g_autofree char *filter = _desk_decode_string (self, "Topic Filter");

      if (filter == NULL)
        break;
      self->depth++;
      if (has_options)
        decode_options (self, filter);
      else
        _desk_decode_tell (self, "%s", filter);
      self->depth--;
    }
}

/* Before MQTT 5, SUBACK has one refusal alone, and UNSUBACK has no codes
 * (MQTT 3.1.1 section 3.9.3). */
static const char *
name_code (DeskDecode *self, guint8 code)
{
  const char *name;

  if (self->version != DESK_MQTT_5 && code == 0x80)
    return "Failure";
  if (code == 0 && self->entry->first >> 4 == DESK_PACKET_SUBACK)
    return "Granted QoS 0";
  name = desk_reason_name (code);

  return name != NULL ? name : "unknown";
}

/**
 * _desk_decode_codes:
 * @self: a SUBACK or UNSUBACK packet
 *
 * Decodes it (MQTT 5.0 sections 3.9 and 3.11).
 */
void
_desk_decode_codes (DeskDecode *self)
{
  _desk_decode_packet_id (self);
  if (self->version == DESK_MQTT_5)
    _desk_decode_properties (self, "Properties");
  while (_desk_decode_has_more (self))
    {
      gsize offset = self->at;
      guint8 code = (guint8) _desk_decode_number (self, 1);

      if (self->over)
        break;
      _desk_decode_add (self, offset, "Reason Code", "0x%02x, %s", code, name_code (self, code));
      _desk_decode_tell (self, "%s", name_code (self, code));
    }
}
