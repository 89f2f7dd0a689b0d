/* desk-connect-packet.h: CONNECT, as it goes to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-client.h"

G_BEGIN_DECLS

GByteArray *desk_connect_packet_new (const DeskConnectOptions *options,
                                     GError                  **error);

G_END_DECLS
