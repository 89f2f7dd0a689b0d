/* desk-decode-connect.c: CONNECT and CONNACK, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode-private.h"
#include "desk-reason-name.h"

#define FLAG_RESERVED 0x01
#define FLAG_CLEAN 0x02
#define FLAG_WILL 0x04
#define FLAG_RETAIN 0x20
#define FLAG_PASSWORD 0x40
#define FLAG_USER_NAME 0x80

static const char *
get_version_name (guint8 level)
{
  switch (level)
    {
    case DESK_MQTT_3_1:
      return "MQTT 3.1";
    case DESK_MQTT_3_1_1:
      return "MQTT 3.1.1";
    case DESK_MQTT_5:
      return "MQTT 5.0";
    default:
      return "a version that nobody knows";
    }
}

static void
decode_flags (DeskDecode *self, guint8 flags)
{
  gsize offset = self->at - 1;

  _desk_decode_add (self, offset, "Connect Flags", "0x%02x", flags);
  self->depth++;
  _desk_decode_flag (self, offset, "User Name Flag", (flags & FLAG_USER_NAME) != 0);
  _desk_decode_flag (self, offset, "Password Flag", (flags & FLAG_PASSWORD) != 0);
  _desk_decode_flag (self, offset, "Will Retain", (flags & FLAG_RETAIN) != 0);
  _desk_decode_add (self, offset, "Will QoS", "%d", flags >> 3 & 3);
  _desk_decode_flag (self, offset, "Will Flag", (flags & FLAG_WILL) != 0);
  _desk_decode_flag (self, offset, self->version == DESK_MQTT_5 ? "Clean Start" : "Clean Session",
                     (flags & FLAG_CLEAN) != 0);
  _desk_decode_flag (self, offset, "Reserved", (flags & FLAG_RESERVED) != 0);
  self->depth--;
}

static void
decode_will (DeskDecode *self)
{
  g_autofree char *topic = NULL;

  if (self->version == DESK_MQTT_5)
    _desk_decode_properties (self, "Will Properties");
  topic = _desk_decode_string (self, "Will Topic");
  if (topic != NULL)
    _desk_decode_tell (self, "will on %s", topic);
  g_free (_desk_decode_binary (self, self->version == DESK_MQTT_5 ? "Will Payload" : "Will Message"));
}

/**
 * _desk_decode_connect:
 * @self: a CONNECT packet
 *
 * Decodes it (MQTT 5.0 section 3.1).
 */
void
_desk_decode_connect (DeskDecode *self)
{
  g_autofree char *client_id = NULL;
  g_autofree char *user_name = NULL;
  gsize offset;
  guint32 keep_alive;
  guint8 flags;

  g_free (_desk_decode_string (self, "Protocol Name"));
  offset = self->at;
  self->version = (DeskMqttVersion) _desk_decode_number (self, 1);
  if (self->over)
    return;
  _desk_decode_add (self, offset, "Protocol Version", "%d, %s", (int) self->version,
                    get_version_name ((guint8) self->version));
  _desk_decode_tell (self, "%s", get_version_name ((guint8) self->version));

  flags = (guint8) _desk_decode_number (self, 1);
  if (self->over)
    return;
  decode_flags (self, flags);
  offset = self->at;
  keep_alive = _desk_decode_number (self, 2);
  if (self->over)
    return;
  _desk_decode_add (self, offset, "Keep Alive", "%u s", keep_alive);

  if (self->version == DESK_MQTT_5)
    _desk_decode_properties (self, "Properties");
  client_id = _desk_decode_string (self, "Client Identifier");
  if (client_id != NULL)
    _desk_decode_tell (self, *client_id != '\0' ? "%s" : "no client ID", client_id);
  if ((flags & FLAG_CLEAN) != 0)
    _desk_decode_tell (self, self->version == DESK_MQTT_5 ? "clean start" : "clean session");
  _desk_decode_tell (self, "keep alive %u s", keep_alive);
  if ((flags & FLAG_WILL) != 0)
    decode_will (self);
  if ((flags & FLAG_USER_NAME) != 0)
    user_name = _desk_decode_string (self, "User Name");
  if (user_name != NULL)
    _desk_decode_tell (self, "user %s", user_name);
  if ((flags & FLAG_PASSWORD) != 0)
    g_free (_desk_decode_binary (self, "Password"));
}

static const char *
name_code (DeskDecode *self, guint8 code)
{
  const char *name;

  /* A broker that does not know MQTT 5 refuses in its own words. */
  if (self->version == DESK_MQTT_5 && (code == 0 || code >= 0x80))
    name = desk_reason_name (code);
  else
    name = desk_return_code_name (code);

  return name != NULL ? name : "unknown";
}

/**
 * _desk_decode_connack:
 * @self: a CONNACK packet
 *
 * Decodes it (MQTT 5.0 section 3.2).
 */
void
_desk_decode_connack (DeskDecode *self)
{
  gsize offset = self->at;
  guint8 flags = (guint8) _desk_decode_number (self, 1);
  guint8 code;

  if (self->over)
    return;
  _desk_decode_add (self, offset, "Connect Acknowledge Flags", "0x%02x", flags);
  self->depth++;
  _desk_decode_flag (self, offset, "Session Present", (flags & 1) != 0);
  self->depth--;

  offset = self->at;
  code = (guint8) _desk_decode_number (self, 1);
  if (self->over)
    return;
  _desk_decode_add (self, offset, self->version == DESK_MQTT_5 ? "Reason Code" : "Return Code", "0x%02x, %s",
                    code, name_code (self, code));
  _desk_decode_tell (self, "%s", name_code (self, code));
  if ((flags & 1) != 0)
    _desk_decode_tell (self, "session present");
  if (self->version == DESK_MQTT_5 && _desk_decode_has_more (self))
    _desk_decode_properties (self, "Properties");
}
