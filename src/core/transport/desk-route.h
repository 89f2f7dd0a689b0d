/* desk-route.h: the way to a broker, straight or by a proxy
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"

G_BEGIN_DECLS

gboolean   desk_route_needs_settings (const DeskEndpoint *endpoint);
char      *desk_route_dup_uri        (const DeskEndpoint *endpoint);
void       desk_route_connect_async  (const DeskEndpoint *endpoint,
                                      DeskStepFunc        step,
                                      gpointer            step_data,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GIOStream *desk_route_connect_finish (GAsyncResult       *result,
                                      GError            **error);

G_END_DECLS
