/* desk-mqtt5-options.h: what only an MQTT 5 CONNECT says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

/* How many messages a broker may have unacknowledged, as Mosquitto has them
 * before MQTT 5 */
#define DESK_RECEIVE_MAXIMUM_DEFAULT 20

/* The session ends with the connection at a clean start, else it is kept as long
 * as the broker likes. */
#define DESK_SESSION_EXPIRY_AUTOMATIC (-1)

/**
 * DeskMqtt5Options:
 * @session_expiry: for how many seconds the broker keeps the session after the
 *   end of the connection (MQTT 5.0 section 3.1.2.11.2), %G_MAXUINT32 for ever,
 *   or %DESK_SESSION_EXPIRY_AUTOMATIC
 * @receive_maximum: not 0 (section 3.1.2.11.3)
 * @topic_alias_maximum: how many topic aliases the broker may use; 0: none
 *   (section 3.1.2.11.5)
 * @request_response_information: whether the broker shall tell where answers may
 *   be published (section 3.1.2.11.6)
 * @request_problem_information: whether it shall give reasons in words; the
 *   default (section 3.1.2.11.7)
 * @user_properties: (nullable): user properties of CONNECT, in order
 * @authentication_method: (nullable): name of the method (section 3.1.2.11.9);
 *   one that needs no second step
 * @authentication_data: (nullable): what it needs; a secret
 *
 * Properties of CONNECT.
 */
typedef struct
{
  gint64 session_expiry;
  guint16 receive_maximum;
  guint16 topic_alias_maximum;
  gboolean request_response_information;
  gboolean request_problem_information;
  DeskProperties *user_properties;
  char *authentication_method;
  GBytes *authentication_data;
} DeskMqtt5Options;

DeskMqtt5Options *desk_mqtt5_options_new   (void);
DeskMqtt5Options *desk_mqtt5_options_copy  (const DeskMqtt5Options *self);
void              desk_mqtt5_options_free  (DeskMqtt5Options       *self);
gboolean          desk_mqtt5_options_equal (const DeskMqtt5Options *self,
                                            const DeskMqtt5Options *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskMqtt5Options, desk_mqtt5_options_free)

G_END_DECLS
