/* desk-cli-target.h: the broker and the password of a headless verb
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-cli-private.h"

G_BEGIN_DECLS

/**
 * DeskCliTarget:
 * @store: the saved profiles
 * @profile: a copy of the profile that is meant, so that nothing is saved
 * @password: (nullable): the password
 * @passphrase: (nullable): what protects the key of its client certificate
 * @proxy_password: (nullable): what its proxy wants to know
 * @headers: (nullable): the headers of WebSocket that are secret
 * @authentication: (nullable): what goes with its authentication method of MQTT 5
 * @topic_filter: (nullable): the filter of a URI
 *
 * Where a verb connects to.
 */
typedef struct
{
  DeskProfileStore *store;
  DeskProfile *profile;
  char *password;
  char *passphrase;
  char *proxy_password;
  char *headers;
  char *authentication;
  char *topic_filter;
} DeskCliTarget;

gboolean desk_cli_target_init  (DeskCliTarget *self,
                                const char    *verb,
                                char          *argument,
                                const char    *password_file,
                                const char    *mqtt_version,
                                int           *status);
void     desk_cli_target_clear (DeskCliTarget *self);
gboolean desk_cli_parse_qos    (const char    *verb,
                                int            qos,
                                int           *status);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskCliTarget, desk_cli_target_clear)

G_END_DECLS
