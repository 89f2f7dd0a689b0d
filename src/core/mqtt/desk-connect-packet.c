/* desk-connect-packet.c: CONNECT, as it goes to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <mosquitto.h>

#include <glib/gi18n-lib.h>

#include "desk-connect-packet.h"
#include "desk-error.h"
#include "desk-packet-reader.h"
#include "desk-packet-writer.h"
#include "desk-topic.h"

/* Flags of CONNECT (MQTT 5.0 section 3.1.2.3) */
enum
{
  CLEAN_START = 0x02,
  WILL = 0x04,
  WILL_QOS_SHIFT = 3,
  WILL_RETAIN = 0x20,
  PASSWORD = 0x40,
  USERNAME = 0x80,
};

/* What is in it beside strings, the will and properties, at most */
#define FIXED_PARTS 64

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* Brokers close the connection on control characters, which MQTT 5.0 section
 * 1.5.4 lets them do. */
static gboolean
is_field (const char *text)
{
  gsize length = strlen (text);

  return length <= DESK_FIELD_MAX && mosquitto_validate_utf8 (text, (int) length) == MOSQ_ERR_SUCCESS;
}

static gboolean
check_identity (const DeskConnectOptions *options, GError **error)
{
  if (is_empty (options->client_id) && options->version != DESK_MQTT_5
      && (!options->clean_start || options->version == DESK_MQTT_3_1))
    return desk_fail (
        error, DESK_ERROR_BAD_CLIENT_ID,
        _ ("A session that is kept needs a client ID. Enter one in the profile, or choose a clean start."));
  if (!is_empty (options->client_id) && !is_field (options->client_id))
    return desk_fail (
        error, DESK_ERROR_BAD_CLIENT_ID,
        _ ("The client ID holds a character that MQTT does not allow. Choose another one in the profile."));
  if (options->username == NULL && options->password != NULL && options->version != DESK_MQTT_5)
    return desk_fail (
        error, DESK_ERROR_INVALID_PROFILE,
        _ ("Before MQTT 5 a password needs a user name. Enter one in the profile, or remove the password."));
  if (options->username != NULL && !is_field (options->username))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("The user name holds a character that MQTT does not allow. Change it in the profile."));
  if (options->password != NULL && strlen (options->password) > DESK_FIELD_MAX)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("The password is longer than the 65,535 bytes that MQTT allows. Enter it again."));

  return TRUE;
}

static gboolean
check_will (const DeskWill *will, GBytes *payload, GError **error)
{
  if (!desk_topic_check (will->topic, NULL) || g_bytes_get_size (payload) > DESK_FIELD_MAX)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("The last will cannot be sent: its topic must be a plain one and its payload at most "
                         "65,535 bytes. Change it in the profile."));

  return desk_properties_check_sizes (will->properties, error);
}

static gboolean
check_mqtt5 (const DeskMqtt5Options *mqtt5, GError **error)
{
  if ((mqtt5->authentication_method != NULL && !is_field (mqtt5->authentication_method))
      || (mqtt5->authentication_data != NULL && g_bytes_get_size (mqtt5->authentication_data) > DESK_FIELD_MAX))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("The authentication method or its data cannot be sent: each is at most 65,535 bytes, and the "
                         "method has no control characters. Change them in the profile."));

  return desk_properties_check_sizes (mqtt5->user_properties, error);
}

static void
append_all (DeskProperties *properties, DeskProperties *more)
{
  for (guint i = 0; more != NULL && i < desk_properties_get_length (more); i++)
    {
      const DeskProperty *property = desk_properties_get (more, i);

      desk_properties_add_pair (properties, property->name, -1, property->string, -1);
    }
}

/* MQTT 5.0 section 3.1.2.11; what has its default is not said. */
static DeskProperties *
make_properties (const DeskConnectOptions *options)
{
  const DeskMqtt5Options *mqtt5 = options->mqtt5;
  DeskProperties *properties = desk_properties_new ();
  gint64 expiry = mqtt5->session_expiry;

  /* Without a word the session would end with the connection, other than before MQTT 5. */
  if (expiry == DESK_SESSION_EXPIRY_AUTOMATIC)
    expiry = options->clean_start ? 0 : G_MAXUINT32;
  if (options->max_packet > 0)
    desk_properties_add_number (properties, DESK_PROP_MAXIMUM_PACKET_SIZE,
                                (guint32) MIN (options->max_packet, DESK_PACKET_MAX));
  if (expiry != 0)
    desk_properties_add_number (properties, DESK_PROP_SESSION_EXPIRY_INTERVAL, (guint32) expiry);
  desk_properties_add_number (properties, DESK_PROP_RECEIVE_MAXIMUM, mqtt5->receive_maximum);
  if (mqtt5->topic_alias_maximum > 0)
    desk_properties_add_number (properties, DESK_PROP_TOPIC_ALIAS_MAXIMUM, mqtt5->topic_alias_maximum);
  if (mqtt5->request_response_information)
    desk_properties_add_number (properties, DESK_PROP_REQUEST_RESPONSE_INFORMATION, 1);
  if (!mqtt5->request_problem_information)
    desk_properties_add_number (properties, DESK_PROP_REQUEST_PROBLEM_INFORMATION, 0);
  append_all (properties, mqtt5->user_properties);
  if (!is_empty (mqtt5->authentication_method))
    {
      desk_properties_add_string (properties, DESK_PROP_AUTHENTICATION_METHOD, mqtt5->authentication_method, -1);
      if (mqtt5->authentication_data != NULL)
        desk_properties_add_bytes (properties, DESK_PROP_AUTHENTICATION_DATA, mqtt5->authentication_data);
    }

  return properties;
}

static guint8
get_flags (const DeskConnectOptions *options)
{
  const DeskWill *will = options->will;
  int flags = options->clean_start ? CLEAN_START : 0;

  if (will != NULL)
    flags |= WILL | will->qos << WILL_QOS_SHIFT | (will->retained ? WILL_RETAIN : 0);
  if (options->username != NULL)
    flags |= USERNAME;
  if (options->password != NULL)
    flags |= PASSWORD;

  return (guint8) flags;
}

static gsize
estimate_size (const DeskConnectOptions *options, DeskProperties *properties, GBytes *payload)
{
  gsize size = FIXED_PARTS;

  size += options->client_id != NULL ? strlen (options->client_id) : 0;
  size += options->username != NULL ? strlen (options->username) : 0;
  size += options->password != NULL ? strlen (options->password) : 0;
  size += desk_properties_get_size (properties);
  if (options->will != NULL)
    {
      size += strlen (options->will->topic) + g_bytes_get_size (payload);
      size += options->will->properties != NULL ? desk_properties_get_size (options->will->properties) : 0;
    }

  return size;
}

static void
append_will (GByteArray *packet, const DeskConnectOptions *options, GBytes *payload)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (payload, &length);

  if (options->version == DESK_MQTT_5)
    desk_packet_append_properties (packet, options->will->properties);
  desk_packet_append_string (packet, options->will->topic);
  desk_packet_append_data (packet, data, length);
}

/**
 * desk_connect_packet_new:
 * @options: how to connect; the file of a will is read
 * @error: %DESK_ERROR_INVALID_PROFILE, %DESK_ERROR_BAD_CLIENT_ID or
 *   %DESK_ERROR_PACKET_TOO_LARGE
 *
 * Writes CONNECT (MQTT 5.0 section 3.1). libmosquitto writes one of its own,
 * whose place this one takes: that knows no keep-alive of 1 to 4 s, no
 * user property without a value and no session without a client ID.
 *
 * Returns: (transfer full) (nullable): the whole packet, which may hold a
 *   password and has to be wiped by who frees it; or %NULL with @error set
 */
GByteArray *
desk_connect_packet_new (const DeskConnectOptions *options, GError **error)
{
  g_autoptr (DeskProperties) properties = NULL;
  g_autoptr (GBytes) payload = NULL;
  GByteArray *packet;
  guint8 level_and_flags[2] = { (guint8) options->version, get_flags (options) };

  if (options->will != NULL)
    {
      payload = desk_will_read_payload (options->will, error);
      if (payload == NULL || !check_will (options->will, payload, error))
        return NULL;
    }
  if (!check_identity (options, error)
      || (options->version == DESK_MQTT_5 && !check_mqtt5 (options->mqtt5, error)))
    return NULL;

  properties = make_properties (options);
  /* Growing would leave copies of a password behind. */
  packet = g_byte_array_sized_new ((guint) estimate_size (options, properties, payload));
  desk_packet_append_string (packet, options->version == DESK_MQTT_3_1 ? "MQIsdp" : "MQTT");
  g_byte_array_append (packet, level_and_flags, sizeof level_and_flags);
  desk_packet_append_uint16 (packet, options->keep_alive);
  if (options->version == DESK_MQTT_5)
    desk_packet_append_properties (packet, properties);
  desk_packet_append_string (packet, options->client_id != NULL ? options->client_id : "");
  if (options->will != NULL)
    append_will (packet, options, payload);
  if (options->username != NULL)
    desk_packet_append_string (packet, options->username);
  if (options->password != NULL)
    desk_packet_append_string (packet, options->password);
  desk_packet_begin (packet, DESK_PACKET_CONNECT << 4);

  return packet;
}
