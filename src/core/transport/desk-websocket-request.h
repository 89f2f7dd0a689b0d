/* desk-websocket-request.h: what WebSocket's handshake asks, and has to be told
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-http-head.h"
#include "desk-transport.h"

G_BEGIN_DECLS

typedef struct _DeskWebsocketRequest DeskWebsocketRequest;

DeskWebsocketRequest *desk_websocket_request_new     (const DeskEndpoint   *endpoint);
void                  desk_websocket_request_free    (DeskWebsocketRequest *self);
const char           *desk_websocket_request_to_text (DeskWebsocketRequest *self);
gboolean              desk_websocket_request_check   (DeskWebsocketRequest *self,
                                                      DeskHttpHead         *head,
                                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskWebsocketRequest, desk_websocket_request_free)

G_END_DECLS
