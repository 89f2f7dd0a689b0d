/* desk-profile-mqtt5.c: what a profile has for MQTT 5 alone
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_RECEIVE_MAXIMUM 20
#define OFFSET(field) G_STRUCT_OFFSET (DeskProfileMqtt5, field)

static const DeskRecordMember table[] = {
  { "session_expiry", DESK_RECORD_INT, OFFSET (session_expiry), -1, G_MAXINT, -1 },
  { "session_never_expires", DESK_RECORD_BOOLEAN, OFFSET (session_never_expires) },
  { "receive_maximum", DESK_RECORD_INT, OFFSET (receive_maximum), 1, G_MAXUINT16, DEFAULT_RECEIVE_MAXIMUM },
  { "topic_alias_maximum", DESK_RECORD_INT, OFFSET (topic_alias_maximum), 0,
    DESK_PROFILE_MAX_TOPIC_ALIASES, 0 },
  { "request_response_information", DESK_RECORD_BOOLEAN, OFFSET (request_response_information) },
  { "request_problem_information", DESK_RECORD_BOOLEAN, OFFSET (request_problem_information), .fallback = TRUE },
  { "assigned_client_id", DESK_RECORD_BOOLEAN, OFFSET (assigned_client_id) },
  { "authentication_method", DESK_RECORD_STRING, OFFSET (authentication_method) },
  { "authentication_encoding", DESK_RECORD_STRING, OFFSET (authentication_encoding) },
};

struct _DeskMqtt5Part
{
  DeskProfileMqtt5 values; /* the strings and the properties are owned */
  JsonObject *unknown;     /* (owned) (nullable): as read, for what we do not know */
};

/**
 * desk_profile_get_mqtt5:
 * @self: a profile
 *
 * Returns: (transfer none): what it has for MQTT 5 alone, until that changes
 */
const DeskProfileMqtt5 *
desk_profile_get_mqtt5 (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return &self->mqtt5->values;
}

static DeskProfileObject
get_object (DeskProfile *self)
{
  DeskMqtt5Part *part = self->mqtt5;

  return (DeskProfileObject) { table, G_N_ELEMENTS (table), &part->values, &part->values.user_properties,
                               &part->unknown };
}

/**
 * desk_profile_set_mqtt5:
 * @self: a profile
 * @mqtt5: what it shall have; copied
 *
 * Returns: whether anything changed
 */
gboolean
desk_profile_set_mqtt5 (DeskProfile *self, const DeskProfileMqtt5 *mqtt5)
{
  DeskProfileObject object;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (mqtt5 != NULL && mqtt5->receive_maximum > 0, FALSE);

  object = get_object (self);
  if (!_desk_profile_object_assign (&object, mqtt5, mqtt5->user_properties))
    return FALSE;
  g_signal_emit_by_name (self, "part-changed");

  return TRUE;
}

static void
init (DeskProfile *self)
{
  self->mqtt5 = g_new0 (DeskMqtt5Part, 1);
  _desk_record_init (table, G_N_ELEMENTS (table), &self->mqtt5->values);
}

static void
clear (DeskProfile *self)
{
  DeskProfileObject object = get_object (self);

  _desk_profile_object_clear (&object);
  g_clear_pointer (&self->mqtt5, g_free);
}

static gboolean
read_mqtt5 (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  static const char *const encodings[] = { "", "text", "hex", "base64", NULL };
  DeskProfileObject object = get_object (self);

  if (!_desk_profile_object_read (&object, node, name, error))
    return FALSE;
  if (!g_strv_contains (encodings, self->mqtt5->values.authentication_encoding))
    return _desk_record_fail (error, "mqtt5.authentication_encoding",
                              _ ("it has to be \"text\", \"hex\" or \"base64\"."));

  return TRUE;
}

static JsonNode *
write_mqtt5 (DeskProfile *self)
{
  DeskProfileObject object = get_object (self);

  return _desk_profile_object_write (&object);
}

static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  DeskProfileObject object = get_object (self);
  DeskProfileObject from = get_object (other);

  return _desk_profile_object_copy (&object, &from);
}

const DeskProfilePart _desk_profile_mqtt5 = {
  "mqtt5", init, clear, read_mqtt5, write_mqtt5, copy, .edited = TRUE,
};
