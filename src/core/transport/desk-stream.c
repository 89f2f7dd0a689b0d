/* desk-stream.c: the end of a stream, whatever lies on the socket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-stream.h"
#include "desk-tls-base.h"
#include "desk-websocket-stream.h"

#define PROXY_KEY "desk-stream-proxy"

/* Returns: (transfer none) (nullable): the connection that all bytes pass in the end */
static GSocketConnection *
get_connection (GIOStream *stream)
{
  if (DESK_IS_WEBSOCKET_STREAM (stream))
    return get_connection (desk_websocket_stream_get_base (DESK_WEBSOCKET_STREAM (stream)));
  if (DESK_IS_TLS_BASE (stream))
    return get_connection (desk_tls_base_get_stream (DESK_TLS_BASE (stream)));
  /* The TLS connection holds its base. */
  if (G_IS_TLS_CONNECTION (stream))
    {
      g_autoptr (GIOStream) base = NULL;

      g_object_get (stream, "base-io-stream", &base, NULL);
      return get_connection (base);
    }

  return G_IS_SOCKET_CONNECTION (stream) ? G_SOCKET_CONNECTION (stream) : NULL;
}

/* Returns: (transfer none) (nullable): the socket that all bytes pass in the end */
static GSocket *
get_socket (GIOStream *stream)
{
  GSocketConnection *connection = get_connection (stream);

  return connection != NULL ? g_socket_connection_get_socket (connection) : NULL;
}

/**
 * desk_stream_get_tls:
 * @stream: a stream that desk_transport_connect_finish() returned
 *
 * Returns: (transfer none) (nullable): the TLS connection that its bytes pass
 */
GTlsConnection *
desk_stream_get_tls (GIOStream *stream)
{
  if (DESK_IS_WEBSOCKET_STREAM (stream))
    return desk_stream_get_tls (desk_websocket_stream_get_base (DESK_WEBSOCKET_STREAM (stream)));

  return G_IS_TLS_CONNECTION (stream) ? G_TLS_CONNECTION (stream) : NULL;
}

/**
 * desk_stream_shut:
 * @stream: a stream that desk_transport_connect_finish() returned
 *
 * Closes our direction of the connection. A broker does not need TLS's own
 * farewell after DISCONNECT; WebSocket's is its way to say the same.
 */
void
desk_stream_shut (GIOStream *stream)
{
  GSocket *socket = get_socket (stream);

  if (DESK_IS_WEBSOCKET_STREAM (stream))
    desk_websocket_stream_finish (DESK_WEBSOCKET_STREAM (stream));
  else if (socket != NULL)
    g_socket_shutdown (socket, FALSE, TRUE, NULL);
}

/**
 * desk_stream_close:
 * @stream: a stream that desk_transport_connect_finish() returned
 *
 * Closes it. TLS would wait until the other side takes its farewell, so the
 * socket is shut first.
 */
void
desk_stream_close (GIOStream *stream)
{
  GSocket *socket = get_socket (stream);

  if (socket != NULL && G_IS_TLS_CONNECTION (stream))
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static GInetSocketAddress *
take_internet (GSocketAddress *address)
{
  if (address != NULL && !G_IS_INET_SOCKET_ADDRESS (address))
    g_clear_object (&address);

  return (GInetSocketAddress *) address;
}

/**
 * desk_stream_get_ends:
 * @stream: a stream that desk_transport_connect_finish() returned
 * @local: (out) (nullable) (transfer full): our address
 * @remote: (out) (nullable) (transfer full): where the socket leads: to the
 *   broker, or to a proxy
 *
 * Between whom the bytes of a stream go.
 */
void
desk_stream_get_ends (GIOStream *stream, GInetSocketAddress **local, GInetSocketAddress **remote)
{
  GSocket *socket = get_socket (stream);

  *local = socket != NULL ? take_internet (g_socket_get_local_address (socket, NULL)) : NULL;
  *remote = socket != NULL ? take_internet (g_socket_get_remote_address (socket, NULL)) : NULL;
}

/**
 * desk_stream_set_proxy:
 * @stream: a #GSocketConnection that leads to a broker by a proxy
 * @proxy: the proxy, with its host
 *
 * Notes by which proxy a stream goes, whatever is laid on it. User and password
 * are not kept.
 */
void
desk_stream_set_proxy (GIOStream *stream, const DeskProxyOptions *proxy)
{
  g_autofree char *at = desk_proxy_options_to_string (proxy);

  g_object_set_data_full (G_OBJECT (stream), PROXY_KEY, g_strconcat (proxy->kind, "://", at, NULL), g_free);
}

/**
 * desk_stream_get_proxy:
 * @stream: a stream that desk_transport_connect_finish() returned
 *
 * Returns: (transfer none) (nullable): the proxy by which it goes, as
 *   "socks5://proxy.example:1080"; %NULL: none
 */
const char *
desk_stream_get_proxy (GIOStream *stream)
{
  GSocketConnection *connection = get_connection (stream);

  return connection != NULL ? g_object_get_data (G_OBJECT (connection), PROXY_KEY) : NULL;
}
