/* desk-tcp.h: opens a TCP connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"

G_BEGIN_DECLS

void       desk_tcp_connect_async  (const DeskEndpoint *endpoint,
                                    DeskStepFunc        step,
                                    gpointer            step_data,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
GIOStream *desk_tcp_connect_finish (GAsyncResult       *result,
                                    GError            **error);
GError    *desk_tcp_explain        (const DeskEndpoint *endpoint,
                                    const GError       *cause);

G_END_DECLS
