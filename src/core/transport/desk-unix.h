/* desk-unix.h: opens a Unix socket of a broker on this computer
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"

G_BEGIN_DECLS

void       desk_unix_connect_async  (const DeskEndpoint *endpoint,
                                     DeskStepFunc        step,
                                     gpointer            step_data,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GIOStream *desk_unix_connect_finish (GAsyncResult       *result,
                                     GError            **error);

G_END_DECLS
