/* desk-connection-banner.h: why a connection or its log does not work, and what to do
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_CONNECTION_BANNER (desk_connection_banner_get_type ())
G_DECLARE_FINAL_TYPE (DeskConnectionBanner, desk_connection_banner, DESK, CONNECTION_BANNER, GtkWidget)

void        desk_connection_banner_set_session (DeskConnectionBanner *self,
                                                DeskSession          *session);
const char *desk_connection_banner_get_text    (DeskConnectionBanner *self);

G_END_DECLS
