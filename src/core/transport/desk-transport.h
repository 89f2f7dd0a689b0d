/* desk-transport.h: opens the byte stream to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-proxy-options.h"
#include "desk-tls-options.h"
#include "desk-types.h"
#include "desk-websocket-options.h"

G_BEGIN_DECLS

/**
 * DeskEndpoint:
 * @transport: "mqtt" for plain TCP, "mqtts" for TLS, "ws" for WebSocket, "wss"
 *   for WebSocket over TLS, "unix" for a socket of this computer
 * @host: name or address, without brackets; the path for "unix"
 * @port: 1 to 65535; 0 for "unix"
 * @proxy: (nullable): by which proxy it is reached; %NULL: none
 * @tls: (nullable): how TLS is to be done; %NULL: as desk_tls_options_new() says
 * @websocket: (nullable): how WebSocket is to be asked for; %NULL: at the
 *   default path
 *
 * Where a broker is.
 */
typedef struct
{
  char *transport;
  char *host;
  guint16 port;
  DeskProxyOptions *proxy;
  DeskTlsOptions *tls;
  DeskWebsocketOptions *websocket;
} DeskEndpoint;

/* What "ws" and "wss" have without a port (RFC 6455 section 3) */
#define DESK_ENDPOINT_WS_PORT 80
#define DESK_ENDPOINT_WSS_PORT 443

DeskEndpoint *desk_endpoint_new       (const char *transport, const char *host, guint16 port);
DeskEndpoint *desk_endpoint_copy      (const DeskEndpoint *self);
gboolean      desk_endpoint_equal     (const DeskEndpoint *self, const DeskEndpoint *other);
void          desk_endpoint_free      (DeskEndpoint *self);
char         *desk_endpoint_to_string (const DeskEndpoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskEndpoint, desk_endpoint_free)

/* @detail: (nullable): the host that is looked up, or the address being tried */
typedef void (*DeskStepFunc) (DeskConnectStep step,
                              const char     *detail,
                              gpointer        user_data);

#define DESK_TYPE_TRANSPORT (desk_transport_get_type ())
G_DECLARE_FINAL_TYPE (DeskTransport, desk_transport, DESK, TRANSPORT, GObject)

/* Signal "step" (int DeskConnectStep, string detail nullable, e.g. the
 * address being tried), in the thread-default context of the caller. */

DeskTransport *desk_transport_new            (const DeskEndpoint *endpoint);
void           desk_transport_connect_async  (DeskTransport      *self,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
/* Errors: DESK_ERROR_RESOLVE, _REFUSED, _UNREACHABLE, _FAILED, _CERTIFICATE,
 * _CLIENT_CERTIFICATE, _TLS, _PROXY, _PROXY_AUTH, _WEBSOCKET, _SERVER_UNAVAILABLE, _CLOSED, or
 * G_IO_ERROR_CANCELLED; each names host and port and the next step. */
GIOStream     *desk_transport_connect_finish (DeskTransport      *self,
                                              GAsyncResult       *result,
                                              GError            **error);

G_END_DECLS
