/* desk-websocket.h: opens a WebSocket connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"

G_BEGIN_DECLS

/* On TCP for "ws", on TLS for "wss". */
void       desk_websocket_connect_async  (const DeskEndpoint *endpoint,
                                          DeskStepFunc        step,
                                          gpointer            step_data,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GIOStream *desk_websocket_connect_finish (GAsyncResult       *result,
                                          GError            **error);

G_END_DECLS
