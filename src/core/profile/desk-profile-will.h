/* desk-profile-will.h: the last will of a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

/**
 * DeskProfileWill:
 * @enabled: whether there is one; what is filled in stays
 * @topic: where it is published
 * @payload: as @encoding says, or the path of a file
 * @encoding: “text”, “json”, “hex”, “base64” or “file”
 * @qos: 0 to 2
 * @retained: whether the broker keeps it
 * @delay: seconds that the broker waits for the client to come back
 * @message_expiry: seconds after which it is not delivered any more; -1: never
 * @is_text: whether the payload is declared to be UTF-8
 * @content_type: empty: none
 * @response_topic: empty: none
 * @correlation_data: text; empty: none
 * @user_properties: (nullable): in order
 *
 * The member “will” of a profile. From @delay on it is for MQTT 5 alone.
 */
typedef struct
{
  gboolean enabled;
  const char *topic;
  const char *payload;
  const char *encoding;
  guint qos;
  gboolean retained;
  guint delay;
  int message_expiry;
  gboolean is_text;
  const char *content_type;
  const char *response_topic;
  const char *correlation_data;
  DeskProperties *user_properties;
} DeskProfileWill;

const DeskProfileWill *desk_profile_get_will (DeskProfile           *self);
gboolean               desk_profile_set_will (DeskProfile           *self,
                                              const DeskProfileWill *will);

/* Checks of what is typed: the reason is in words, for the field. */
gboolean               desk_profile_check_will_topic (const char    *topic,
                                                      GError       **error);
gboolean               desk_profile_check_will_payload (const char  *payload,
                                                      const char    *encoding,
                                                      GError       **error);
gboolean               desk_profile_check_will_response_topic (const char *topic,
                                                      GError       **error);
/* What is written as text, JSON, hex or base64 as bytes */
GBytes                *desk_profile_decode           (const char    *text,
                                                      const char    *encoding,
                                                      GError       **error);

G_END_DECLS
