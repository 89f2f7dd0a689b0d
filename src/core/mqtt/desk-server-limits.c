/* desk-server-limits.c: what a broker said that it can do
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-server-limits.h"

static guint32
get_number (DeskProperties *connack, DeskPropertyId id, guint32 fallback)
{
  const DeskProperty *property = desk_properties_find (connack, id);

  return property != NULL ? property->number : fallback;
}

/**
 * desk_server_limits_read:
 * @self: (out): the limits
 * @version: the protocol version of the connection
 * @connack: (nullable): properties of CONNACK; before MQTT 5 there are none
 *
 * Reads what a broker can do. What an older one can do nobody knows, so that all
 * is worth trying but subscription identifiers, which came with MQTT 5.
 */
void
desk_server_limits_read (DeskServerLimits *self, DeskMqttVersion version, DeskProperties *connack)
{
  *self = (DeskServerLimits) {
    .maximum_qos = (guint8) get_number (connack, DESK_PROP_MAXIMUM_QOS, 2),
    .retain_available = get_number (connack, DESK_PROP_RETAIN_AVAILABLE, TRUE) != 0,
    .wildcards_available = get_number (connack, DESK_PROP_WILDCARD_SUBSCRIPTION_AVAILABLE, TRUE) != 0,
    .identifiers_available = get_number (connack, DESK_PROP_SUBSCRIPTION_IDENTIFIER_AVAILABLE, version == DESK_MQTT_5) != 0,
    .shared_available = get_number (connack, DESK_PROP_SHARED_SUBSCRIPTION_AVAILABLE, TRUE) != 0,
    .receive_maximum = (guint16) get_number (connack, DESK_PROP_RECEIVE_MAXIMUM, G_MAXUINT16),
    .topic_alias_maximum = (guint16) get_number (connack, DESK_PROP_TOPIC_ALIAS_MAXIMUM, 0),
    .maximum_packet_size = get_number (connack, DESK_PROP_MAXIMUM_PACKET_SIZE, 0),
  };
}
