/* desk-profile-session.c: how a profile wants its connection to be
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

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
 * desk_profile_get_connect_at_start:
 * @self: a profile
 *
 * Returns: whether it is connected when the program starts
 */
gboolean
desk_profile_get_connect_at_start (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return g_value_get_boolean (&self->values[PROP_CONNECT_AT_START]);
}

/**
 * desk_profile_get_max_in_flight:
 * @self: a profile
 *
 * Returns: how many messages of QoS 1 and 2 wait for their acknowledgement at once, 1 to 65535
 */
guint
desk_profile_get_max_in_flight (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 1);

  return g_value_get_uint (&self->values[PROP_MAX_IN_FLIGHT]);
}

/**
 * desk_profile_get_reconnect_delay:
 * @self: a profile
 *
 * Returns: seconds before the first try after a loss
 */
guint
desk_profile_get_reconnect_delay (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 1);

  return g_value_get_uint (&self->values[PROP_RECONNECT_DELAY]);
}

/**
 * desk_profile_get_reconnect_max_delay:
 * @self: a profile
 *
 * Returns: seconds that are never exceeded between two tries
 */
guint
desk_profile_get_reconnect_max_delay (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 1);

  return g_value_get_uint (&self->values[PROP_RECONNECT_MAX_DELAY]);
}

/**
 * desk_profile_get_reconnect_attempts:
 * @self: a profile
 *
 * Returns: how often a lost connection is tried again; 0: for ever
 */
guint
desk_profile_get_reconnect_attempts (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_RECONNECT_ATTEMPTS]);
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

  return _desk_profile_set_int (self, PROP_MQTT_VERSION, (int) version);
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

  return _desk_profile_set_boolean (self, PROP_CLEAN_START, clean_start);
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

  return _desk_profile_set_uint (self, PROP_KEEP_ALIVE, keep_alive);
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

  return _desk_profile_set_uint (self, PROP_CONNECT_TIMEOUT, connect_timeout);
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

  return _desk_profile_set_boolean (self, PROP_RECONNECT, reconnect);
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

  return _desk_profile_set_uint (self, PROP_MAXIMUM_PACKET_SIZE, maximum_packet_size);
}
