/* desk-profile-members.c: reading and setting a profile's members
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

static gboolean
set_string (DeskProfile *self, guint prop_id, const char *string)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_static_string (&value, string != NULL ? string : "");

  return _desk_profile_set_value (self, prop_id, &value);
}

static gboolean
set_uint (DeskProfile *self, guint prop_id, guint number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, number);

  return _desk_profile_set_value (self, prop_id, &value);
}

static gboolean
set_int (DeskProfile *self, guint prop_id, int number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, number);

  return _desk_profile_set_value (self, prop_id, &value);
}

static gboolean
set_int64 (DeskProfile *self, guint prop_id, gint64 number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);

  return _desk_profile_set_value (self, prop_id, &value);
}

static gboolean
set_boolean (DeskProfile *self, guint prop_id, gboolean boolean)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, boolean);

  return _desk_profile_set_value (self, prop_id, &value);
}

/**
 * desk_profile_get_id:
 * @self: a profile
 *
 * Returns: the profile's identity: a UUID, or for a URI one made of its host, port and user
 */
const char *
desk_profile_get_id (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_ID]);
}

/**
 * desk_profile_get_name:
 * @self: a profile
 *
 * Returns: what a person calls it
 */
const char *
desk_profile_get_name (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_NAME]);
}

/**
 * desk_profile_get_transport:
 * @self: a profile
 *
 * Returns: the scheme of its address: "mqtt" or "mqtts"
 */
const char *
desk_profile_get_transport (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_TRANSPORT]);
}

/**
 * desk_profile_get_host:
 * @self: a profile
 *
 * Returns: host name or IP address, an IPv6 address without brackets
 */
const char *
desk_profile_get_host (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_HOST]);
}

/**
 * desk_profile_get_port:
 * @self: a profile
 *
 * Returns: TCP port, 1 to 65535
 */
guint
desk_profile_get_port (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_PORT]);
}

/**
 * desk_profile_get_client_id:
 * @self: a profile
 *
 * Returns: the client ID; empty if every connection gets a random one
 */
const char *
desk_profile_get_client_id (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_CLIENT_ID]);
}

/**
 * desk_profile_get_username:
 * @self: a profile
 *
 * Returns: user name; empty for none
 */
const char *
desk_profile_get_username (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_USERNAME]);
}

/**
 * desk_profile_get_mqtt_version:
 * @self: a profile
 *
 * Returns: the protocol version to ask for
 */
DeskMqttVersion
desk_profile_get_mqtt_version (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), DESK_MQTT_3_1_1);

  return (DeskMqttVersion) g_value_get_int (&self->values[PROP_MQTT_VERSION]);
}

/**
 * desk_profile_get_clean_start:
 * @self: a profile
 *
 * Returns: whether the broker forgets an earlier session (MQTT 5.0 section 3.1.2.4)
 */
gboolean
desk_profile_get_clean_start (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return g_value_get_boolean (&self->values[PROP_CLEAN_START]);
}

/**
 * desk_profile_get_keep_alive:
 * @self: a profile
 *
 * Returns: keep-alive in seconds, 0 to 65535; 0 turns it off (MQTT 5.0 section 3.1.2.10)
 */
guint
desk_profile_get_keep_alive (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_KEEP_ALIVE]);
}

/**
 * desk_profile_get_connect_timeout:
 * @self: a profile
 *
 * Returns: seconds from the first step to CONNACK, 1 to 3600
 */
guint
desk_profile_get_connect_timeout (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_CONNECT_TIMEOUT]);
}

/**
 * desk_profile_get_reconnect:
 * @self: a profile
 *
 * Returns: whether a lost connection is tried again
 */
gboolean
desk_profile_get_reconnect (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return g_value_get_boolean (&self->values[PROP_RECONNECT]);
}

/**
 * desk_profile_get_maximum_packet_size:
 * @self: a profile
 *
 * Returns: the largest packet in bytes that the broker may send; 0 is the protocol's own maximum
 */
guint
desk_profile_get_maximum_packet_size (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_MAXIMUM_PACKET_SIZE]);
}

/**
 * desk_profile_get_log_max_bytes:
 * @self: a profile
 *
 * Returns: bytes that its log may take on disk; 0: as the settings say
 */
gint64
desk_profile_get_log_max_bytes (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_int64 (&self->values[PROP_LOG_MAX_BYTES]);
}

/**
 * desk_profile_get_log_max_days:
 * @self: a profile
 *
 * Returns: age in days that a message in its log may have; 0: as the settings say
 */
guint
desk_profile_get_log_max_days (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_LOG_MAX_DAYS]);
}

/**
 * desk_profile_get_last_used:
 * @self: a profile
 *
 * Returns: seconds since 1970, UTC, of the last connection; 0 is never
 */
gint64
desk_profile_get_last_used (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_int64 (&self->values[PROP_LAST_USED]);
}

/**
 * desk_profile_get_temporary:
 * @self: a profile
 *
 * Returns: whether it was made from a URI and is not saved
 */
gboolean
desk_profile_get_temporary (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return g_value_get_boolean (&self->values[PROP_TEMPORARY]);
}

/**
 * desk_profile_set_name:
 * @self: a profile
 * @name: what a person calls it
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_name (DeskProfile *self, const char *name)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return set_string (self, PROP_NAME, name);
}

/**
 * desk_profile_set_host:
 * @self: a profile
 * @host: host name or IP address, an IPv6 address without brackets
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_host (DeskProfile *self, const char *host)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return set_string (self, PROP_HOST, host);
}

/**
 * desk_profile_set_port:
 * @self: a profile
 * @port: TCP port, 1 to 65535
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_port (DeskProfile *self, guint port)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (port >= 1 && port <= 65535, FALSE);

  return set_uint (self, PROP_PORT, port);
}

/**
 * desk_profile_set_client_id:
 * @self: a profile
 * @client_id: client ID; empty for a random one at each connection
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_client_id (DeskProfile *self, const char *client_id)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return set_string (self, PROP_CLIENT_ID, client_id);
}

/**
 * desk_profile_set_username:
 * @self: a profile
 * @username: user name; empty for none
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_username (DeskProfile *self, const char *username)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return set_string (self, PROP_USERNAME, username);
}

/**
 * desk_profile_set_mqtt_version:
 * @self: a profile
 * @version: protocol version to ask for
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_mqtt_version (DeskProfile *self, DeskMqttVersion version)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (version >= DESK_MQTT_3_1 && version <= DESK_MQTT_5, FALSE);

  return set_int (self, PROP_MQTT_VERSION, (int) version);
}

/**
 * desk_profile_set_clean_start:
 * @self: a profile
 * @clean_start: whether the broker shall forget an earlier session
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_clean_start (DeskProfile *self, gboolean clean_start)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return set_boolean (self, PROP_CLEAN_START, clean_start);
}

/**
 * desk_profile_set_keep_alive:
 * @self: a profile
 * @keep_alive: seconds, 0 to 65535; 0 turns it off
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_keep_alive (DeskProfile *self, guint keep_alive)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (keep_alive <= DESK_PROFILE_MAX_KEEP_ALIVE, FALSE);

  return set_uint (self, PROP_KEEP_ALIVE, keep_alive);
}

/**
 * desk_profile_set_connect_timeout:
 * @self: a profile
 * @connect_timeout: seconds, 1 to 3600
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_connect_timeout (DeskProfile *self, guint connect_timeout)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (connect_timeout >= 1 && connect_timeout <= DESK_PROFILE_MAX_CONNECT_TIMEOUT, FALSE);

  return set_uint (self, PROP_CONNECT_TIMEOUT, connect_timeout);
}

/**
 * desk_profile_set_reconnect:
 * @self: a profile
 * @reconnect: whether a lost connection is tried again
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_reconnect (DeskProfile *self, gboolean reconnect)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return set_boolean (self, PROP_RECONNECT, reconnect);
}

/**
 * desk_profile_set_maximum_packet_size:
 * @self: a profile
 * @maximum_packet_size: bytes, up to %DESK_PROFILE_MAX_PACKET_SIZE; 0 for the protocol's own maximum
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_maximum_packet_size (DeskProfile *self, guint maximum_packet_size)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (maximum_packet_size <= DESK_PROFILE_MAX_PACKET_SIZE, FALSE);

  return set_uint (self, PROP_MAXIMUM_PACKET_SIZE, maximum_packet_size);
}

/**
 * desk_profile_set_log_max_bytes:
 * @self: a profile
 * @log_max_bytes: bytes that its log may take on disk; 0: as the settings say
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_log_max_bytes (DeskProfile *self, gint64 log_max_bytes)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (log_max_bytes >= 0, FALSE);

  return set_int64 (self, PROP_LOG_MAX_BYTES, log_max_bytes);
}

/**
 * desk_profile_set_log_max_days:
 * @self: a profile
 * @log_max_days: age in days, up to %DESK_PROFILE_MAX_LOG_DAYS; 0: as the settings say
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_log_max_days (DeskProfile *self, guint log_max_days)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (log_max_days <= DESK_PROFILE_MAX_LOG_DAYS, FALSE);

  return set_uint (self, PROP_LOG_MAX_DAYS, log_max_days);
}

/**
 * desk_profile_set_last_used:
 * @self: a profile
 * @last_used: seconds since 1970, UTC; 0 for never
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_last_used (DeskProfile *self, gint64 last_used)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (last_used >= 0, FALSE);

  return set_int64 (self, PROP_LAST_USED, last_used);
}
