/* desk-websocket-words.h: what a WebSocket server said, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-http-head.h"
#include "desk-transport.h"

G_BEGIN_DECLS

/* @error is left alone where the broker just closed. */
void    desk_websocket_explain_close   (guint16             code,
                                        const char         *reason,
                                        gsize               length,
                                        GError            **error);
/* An answer that is not 101. @body: (nullable): how its text begins */
GError *desk_websocket_explain_refusal (const DeskEndpoint *endpoint,
                                        DeskHttpHead       *head,
                                        const char         *body);
/* An answer that is no HTTP. @bytes: how it begins */
GError *desk_websocket_explain_garbage (const DeskEndpoint *endpoint,
                                        const char         *bytes,
                                        gsize               length);
/* No answer, or half of one. @cause: (nullable): why there is no more */
GError *desk_websocket_explain_silence (const DeskEndpoint *endpoint,
                                        const GError       *cause,
                                        gboolean            began);

G_END_DECLS
