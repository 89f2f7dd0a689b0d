/* desk-websocket-frames.h: bytes in and out of WebSocket frames
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The client's side of an open WebSocket connection (RFC 6455), without any
 * input or output of its own: bytes from the server go in by
 * desk_websocket_frames_read(), bytes for it are taken by _peek() and
 * _advance(). */
typedef struct _DeskWebsocketFrames DeskWebsocketFrames;

/* RFC 6455 section 7.4.1 */
#define DESK_WEBSOCKET_NORMAL 1000

DeskWebsocketFrames *desk_websocket_frames_new     (void);
void                 desk_websocket_frames_free    (DeskWebsocketFrames *self);
/* FALSE where the connection is over; with @error if there is a reason. */
gboolean             desk_websocket_frames_read    (DeskWebsocketFrames *self,
                                                    const guint8        *data,
                                                    gsize                length,
                                                    guint8              *payload,
                                                    gsize               *n_payload,
                                                    GError             **error);
/* One binary frame with all of it; FALSE after a Close frame. */
gboolean             desk_websocket_frames_write   (DeskWebsocketFrames *self,
                                                    const guint8        *data,
                                                    gsize                length);
void                 desk_websocket_frames_close   (DeskWebsocketFrames *self,
                                                    guint16              code);
const guint8        *desk_websocket_frames_peek    (DeskWebsocketFrames *self,
                                                    gsize               *length);
void                 desk_websocket_frames_advance (DeskWebsocketFrames *self,
                                                    gsize                length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskWebsocketFrames, desk_websocket_frames_free)

G_END_DECLS
