/* desk-profile-mqtt5.h: what a profile has for MQTT 5 alone
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

#define DESK_PROFILE_MAX_TOPIC_ALIASES 100 /* what the relay takes */

/**
 * DeskProfileMqtt5:
 * @session_expiry: seconds for which a broker keeps the session without a
 *   connection; -1: not at a clean start, else as long as it likes
 * @session_never_expires: as long as it likes, whatever @session_expiry says
 * @receive_maximum: messages that the broker may have unacknowledged, 1 to 65535
 * @topic_alias_maximum: topic aliases that it may use, up to 100
 * @request_response_information: whether it shall tell where answers go
 * @request_problem_information: whether it shall give reasons in words
 * @assigned_client_id: whether it chooses the client ID; that of the profile is empty
 * @authentication_method: name of a method with one step; empty: none. What it
 *   needs is in the keyring
 * @authentication_encoding: how that is written: text, hex or base64; empty: text
 * @user_properties: (nullable): user properties of CONNECT
 *
 * The member “mqtt5” of a profile: see DeskMqtt5Options.
 */
typedef struct
{
  int session_expiry;
  gboolean session_never_expires;
  guint receive_maximum;
  guint topic_alias_maximum;
  gboolean request_response_information;
  gboolean request_problem_information;
  gboolean assigned_client_id;
  const char *authentication_method;
  const char *authentication_encoding;
  DeskProperties *user_properties;
} DeskProfileMqtt5;

const DeskProfileMqtt5 *desk_profile_get_mqtt5 (DeskProfile            *self);
gboolean                desk_profile_set_mqtt5 (DeskProfile            *self,
                                                const DeskProfileMqtt5 *mqtt5);

G_END_DECLS
