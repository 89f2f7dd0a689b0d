/* desk-session-options.h: from a profile to what the network thread needs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-client.h"
#include "desk-profile.h"

G_BEGIN_DECLS

DeskConnectOptions *desk_connect_options_from_profile (DeskProfile *profile,
                                                       const char  *client_id,
                                                       const char  *password,
                                                       const char  *passphrase,
                                                       const char  *proxy_password,
                                                       const char  *headers);
/* @secret: (nullable): what goes with the authentication method, as it is typed */
void                desk_connect_options_set_authentication (DeskConnectOptions *options,
                                                             DeskProfile        *profile,
                                                             const char         *secret);
/* How the next attempt of a session would connect, for the connection check */
DeskConnectOptions *desk_session_dup_connect_options  (DeskSession *self);

G_END_DECLS
