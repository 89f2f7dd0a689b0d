/* desk-profile-will.c: the last will of a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-topic.h"

#define OFFSET(field) G_STRUCT_OFFSET (DeskProfileWill, field)

static const DeskRecordMember table[] = {
  { "enabled", DESK_RECORD_BOOLEAN, OFFSET (enabled) },
  { "topic", DESK_RECORD_STRING, OFFSET (topic) },
  { "payload", DESK_RECORD_STRING, OFFSET (payload) },
  { "encoding", DESK_RECORD_STRING, OFFSET (encoding) },
  { "qos", DESK_RECORD_INT, OFFSET (qos), 0, 2, 0 },
  { "retained", DESK_RECORD_BOOLEAN, OFFSET (retained) },
  { "delay", DESK_RECORD_INT, OFFSET (delay), 0, G_MAXINT, 0 },
  { "message_expiry", DESK_RECORD_INT, OFFSET (message_expiry), -1, G_MAXINT, -1 },
  { "is_text", DESK_RECORD_BOOLEAN, OFFSET (is_text) },
  { "content_type", DESK_RECORD_STRING, OFFSET (content_type) },
  { "response_topic", DESK_RECORD_STRING, OFFSET (response_topic) },
  { "correlation_data", DESK_RECORD_STRING, OFFSET (correlation_data) },
};

struct _DeskWillPart
{
  DeskProfileWill values; /* the strings and the properties are owned */
  JsonObject *unknown;    /* (owned) (nullable): as read, for what we do not know */
};

/**
 * desk_profile_get_will:
 * @self: a profile
 *
 * Returns: (transfer none): its last will, until that changes
 */
const DeskProfileWill *
desk_profile_get_will (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return &self->will->values;
}

static DeskProfileObject
get_object (DeskProfile *self)
{
  DeskWillPart *part = self->will;

  return (DeskProfileObject) { table, G_N_ELEMENTS (table), &part->values, &part->values.user_properties,
                               &part->unknown };
}

/**
 * desk_profile_set_will:
 * @self: a profile
 * @will: what it shall be; copied
 *
 * Returns: whether anything changed
 */
gboolean
desk_profile_set_will (DeskProfile *self, const DeskProfileWill *will)
{
  DeskProfileObject object;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (will != NULL && will->qos <= 2, FALSE);

  object = get_object (self);
  if (!_desk_profile_object_assign (&object, will, will->user_properties))
    return FALSE;
  g_signal_emit_by_name (self, "part-changed");

  return TRUE;
}

/**
 * desk_profile_check_will_topic:
 * @topic: what somebody typed
 * @error: %DESK_ERROR_INVALID_TOPIC
 *
 * Returns: whether a will can be published there
 */
gboolean
desk_profile_check_will_topic (const char *topic, GError **error)
{
  return desk_topic_check (topic, error);
}

/**
 * desk_profile_check_will_payload:
 * @payload: what somebody typed
 * @encoding: how it is meant
 * @error: %DESK_ERROR_FAILED
 *
 * Returns: whether it can be the payload of a will
 */
gboolean
desk_profile_check_will_payload (const char *payload, const char *encoding, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (g_str_equal (encoding, "file"))
    return *payload != '\0' || desk_fail (error, DESK_ERROR_FAILED, _ ("Choose a file."));

  bytes = desk_profile_decode (payload, encoding, error);
  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) > DESK_FIELD_MAX)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("A last will has at most 65,535 bytes. Shorten it."));

  return TRUE;
}

/**
 * desk_profile_check_will_response_topic:
 * @topic: what somebody typed; empty for none
 * @error: %DESK_ERROR_INVALID_TOPIC
 *
 * Checks the Response Topic of a will (MQTT 5.0 section 3.1.3.2.6), which is a
 * topic name without wildcards [MQTT-3.3.2-14].
 *
 * Returns: whether a will can carry it
 */
gboolean
desk_profile_check_will_response_topic (const char *topic, GError **error)
{
  return *topic == '\0' || desk_topic_check (topic, error);
}

static void
init (DeskProfile *self)
{
  self->will = g_new0 (DeskWillPart, 1);
  _desk_record_init (table, G_N_ELEMENTS (table), &self->will->values);
}

static void
clear (DeskProfile *self)
{
  DeskProfileObject object = get_object (self);

  _desk_profile_object_clear (&object);
  g_clear_pointer (&self->will, g_free);
}

static gboolean
read_will (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  static const char *const encodings[] = { "", "text", "json", "hex", "base64", "file", NULL };
  DeskProfileObject object = get_object (self);
  DeskProfileWill *will = &self->will->values;
  g_autoptr (GError) reason = NULL;

  if (!_desk_profile_object_read (&object, node, name, error))
    return FALSE;
  if (!g_strv_contains (encodings, will->encoding))
    return _desk_record_fail (error, "will.encoding",
                              _ ("it has to be \"text\", \"json\", \"hex\", \"base64\" or \"file\"."));
  if (will->enabled && !desk_profile_check_will_topic (will->topic, &reason))
    return _desk_record_fail (error, "will.topic", reason->message);
  if (will->enabled && !desk_profile_check_will_payload (will->payload, will->encoding, &reason))
    return _desk_record_fail (error, "will.payload", reason->message);
  if (will->enabled && !desk_profile_check_will_response_topic (will->response_topic, &reason))
    return _desk_record_fail (error, "will.response_topic", reason->message);

  return TRUE;
}

static JsonNode *
write_will (DeskProfile *self)
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

const DeskProfilePart _desk_profile_will = {
  "will", init, clear, read_will, write_will, copy, .edited = TRUE,
};
