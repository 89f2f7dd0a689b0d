/* web-server.h: a WebSocket server that answers as a test tells it to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* It listens at a free port of 127.0.0.1 and serves one connection after the
 * other in a thread of its own. */
typedef struct _WebServer WebServer;

/* What a broker answers */
#define WEB_SERVER_AGREES                                                              \
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" \
  "Sec-WebSocket-Accept: KEY\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"

/* @answer: what follows on a request; “KEY” becomes the proof that the request
 *   was read. Without “\r\n\r\n” at its end, the connection is closed after it
 * @step: bytes that are sent at once; 0: all */
WebServer *web_server_new          (const char *answer,
                                    gsize       step);
void       web_server_free         (WebServer  *self);
guint16    web_server_get_port     (WebServer  *self);
/* Blocks until a connection was answered. Returns its socket, which does not
 * block; it stays the server's. */
int        web_server_wait         (WebServer  *self);
/* The last request: its head */
const char *web_server_get_request (WebServer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebServer, web_server_free)

G_END_DECLS
