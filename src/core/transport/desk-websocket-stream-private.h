/* desk-websocket-stream-private.h: what a WebSocket stream and its sides share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-websocket-stream.h"

G_BEGIN_DECLS

#define DESK_TYPE_WEBSOCKET_INPUT (desk_websocket_input_get_type ())
G_DECLARE_FINAL_TYPE (DeskWebsocketInput, desk_websocket_input, DESK, WEBSOCKET_INPUT, GInputStream)

#define DESK_TYPE_WEBSOCKET_OUTPUT (desk_websocket_output_get_type ())
G_DECLARE_FINAL_TYPE (DeskWebsocketOutput, desk_websocket_output, DESK, WEBSOCKET_OUTPUT, GOutputStream)

/* @stream: (nullable): not owned; NULL when it goes */
void                   _desk_websocket_input_set_stream       (DeskWebsocketInput  *self,
                                                               DeskWebsocketStream *stream);
void                   _desk_websocket_output_set_stream      (DeskWebsocketOutput *self,
                                                               DeskWebsocketStream *stream);

/* As g_pollable_input_stream_read_nonblocking() and its counterpart */
gssize                 _desk_websocket_stream_read            (DeskWebsocketStream *self,
                                                               guint8              *buffer,
                                                               gsize                count,
                                                               GError             **error);
gssize                 _desk_websocket_stream_write           (DeskWebsocketStream *self,
                                                               const guint8        *data,
                                                               gsize                count,
                                                               GError             **error);
/* Whether reading tells of the end without looking at the base */
gboolean               _desk_websocket_stream_is_over         (DeskWebsocketStream *self);
GPollableInputStream  *_desk_websocket_stream_get_base_input  (DeskWebsocketStream *self);
GPollableOutputStream *_desk_websocket_stream_get_base_output (DeskWebsocketStream *self);

G_END_DECLS
