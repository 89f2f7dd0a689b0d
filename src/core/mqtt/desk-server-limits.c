/* desk-server-limits.c: what a broker said that it can do
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-server-limits.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-topic.h"

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

/**
 * desk_server_limits_check_filter:
 * @self: limits
 * @filter: a valid topic filter
 * @error: %DESK_ERROR_REFUSED_BY_BROKER
 *
 * To ask for what a broker said it cannot do is a protocol error, on which some
 * end the connection (MQTT 5.0 sections 3.2.2.3.11 and 3.2.2.3.13).
 *
 * Returns: whether @filter can be asked for
 */
gboolean
desk_server_limits_check_filter (const DeskServerLimits *self, const char *filter, GError **error)
{
  if (!self->shared_available && desk_topic_filter_is_shared (filter))
    return desk_fail (error, DESK_ERROR_REFUSED_BY_BROKER,
                      _ ("This broker does not support shared subscriptions. Leave “$share” and the group away."));
  if (!self->wildcards_available && strpbrk (filter, "+#") != NULL)
    return desk_fail (error, DESK_ERROR_REFUSED_BY_BROKER,
                      _ ("This broker does not support wildcards. Subscribe to a whole topic, without “+” and “#”."));

  return TRUE;
}
