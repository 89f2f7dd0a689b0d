/* desk-websocket-stream.h: a stream inside WebSocket frames
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_WEBSOCKET_STREAM (desk_websocket_stream_get_type ())
G_DECLARE_FINAL_TYPE (DeskWebsocketStream, desk_websocket_stream, DESK, WEBSOCKET_STREAM, GIOStream)

/* All from one thread, whose thread-default GMainContext it uses. Both sides
 * are pollable, and only that: nothing here blocks. Bytes that were offered to
 * the output and not taken have to be offered again, as with TLS. */
GIOStream *desk_websocket_stream_new      (GIOStream           *base);
GIOStream *desk_websocket_stream_get_base (DeskWebsocketStream *self);
/* Sends Close: we write no more, and wait for the server to close. */
void       desk_websocket_stream_finish   (DeskWebsocketStream *self);

G_END_DECLS
