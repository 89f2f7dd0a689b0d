/* desk-subscribe-options.h: how a topic filter is subscribed to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DESK_MAX_SUBSCRIPTION_IDENTIFIER 268435455

/**
 * DeskSubscribeOptions:
 * @qos: the largest QoS that messages shall have, 0 to 2
 * @no_local: what this client published does not come back
 * @retain_as_published: messages keep the retain flag that they were published with
 * @retain_handling: 0: retained messages are sent; 1: only if the subscription is new; 2: never
 * @identifier: comes back with each message; 1 to %DESK_MAX_SUBSCRIPTION_IDENTIFIER, 0 for none
 *
 * What SUBSCRIBE says about a topic filter (MQTT 5.0 sections 3.8.2.1.2 and
 * 3.8.3.1). All but the QoS is for MQTT 5 alone.
 */
typedef struct
{
  guint qos;
  gboolean no_local;
  gboolean retain_as_published;
  guint retain_handling;
  guint identifier;
} DeskSubscribeOptions;

G_END_DECLS
