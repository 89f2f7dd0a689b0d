/* desk-server-limits.h: what a broker said that it can do
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

/**
 * DeskServerLimits:
 * @maximum_qos: highest QoS that may be published with
 * @retain_available: whether messages may be retained
 * @wildcards_available: whether filters may have wildcards
 * @identifiers_available: whether subscriptions may have identifiers
 * @shared_available: whether subscriptions may be shared
 * @receive_maximum: how many messages of ours may be unacknowledged
 * @topic_alias_maximum: how many topic aliases we may use
 * @maximum_packet_size: bytes that a packet of ours may have; 0: as many as MQTT allows
 *
 * What CONNACK told (MQTT 5.0 section 3.2.2.3); what it did not tell has the
 * standard's default.
 */
typedef struct
{
  guint8 maximum_qos;
  gboolean retain_available;
  gboolean wildcards_available;
  gboolean identifiers_available;
  gboolean shared_available;
  guint16 receive_maximum;
  guint16 topic_alias_maximum;
  guint32 maximum_packet_size;
} DeskServerLimits;

void desk_server_limits_read (DeskServerLimits *self,
                              DeskMqttVersion   version,
                              DeskProperties   *connack);
/* Whether the broker can be asked for this topic filter */
gboolean desk_server_limits_check_filter (const DeskServerLimits *self,
                              const char       *filter,
                              GError          **error);

G_END_DECLS
