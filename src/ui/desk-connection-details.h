/* desk-connection-details.h: what is known of a connection and of its broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_CONNECTION_DETAILS (desk_connection_details_get_type ())
G_DECLARE_FINAL_TYPE (DeskConnectionDetails, desk_connection_details, DESK, CONNECTION_DETAILS, GtkWidget)

void desk_connection_details_set_session (DeskConnectionDetails *self,
                                          DeskSession           *session);
void desk_connection_details_copy        (DeskConnectionDetails *self);

G_END_DECLS
