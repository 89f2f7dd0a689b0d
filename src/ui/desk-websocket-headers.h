/* desk-websocket-headers.h: the headers of WebSocket's handshake in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-secret-entry.h"

G_BEGIN_DECLS

#define DESK_TYPE_WEBSOCKET_HEADERS (desk_websocket_headers_get_type ())
G_DECLARE_FINAL_TYPE (DeskWebsocketHeaders, desk_websocket_headers, DESK, WEBSOCKET_HEADERS, AdwExpanderRow)

/* An expander row with a row for each header, in order. Property "valid"
 * (boolean, read-only): whether they can be sent. */
void     desk_websocket_headers_load         (DeskWebsocketHeaders *self,
                                              DeskProfile          *profile);
void     desk_websocket_headers_store        (DeskWebsocketHeaders *self,
                                              DeskProfile          *profile);
void     desk_websocket_headers_load_secrets (DeskWebsocketHeaders *self,
                                              DeskProfile          *profile);
void     desk_websocket_headers_save_secrets (DeskWebsocketHeaders *self,
                                              DeskProfile          *profile,
                                              DeskNoticeFunc        func,
                                              GObject              *listener);
/* Until the next call: see #DESK_SECRET_HEADERS. */
const char *desk_websocket_headers_get_secrets (DeskWebsocketHeaders *self);
gboolean desk_websocket_headers_get_secrets_changed (DeskWebsocketHeaders *self);
gboolean desk_websocket_headers_get_valid    (DeskWebsocketHeaders *self);

G_END_DECLS
