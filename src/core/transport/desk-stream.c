/* desk-stream.c: the end of a stream, whatever lies on the socket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-stream.h"

/* Returns: (transfer none) (nullable): the socket that all bytes pass in the end */
static GSocket *
get_socket (GIOStream *stream)
{
  /* The TLS connection holds its base. */
  if (G_IS_TLS_CONNECTION (stream))
    {
      g_autoptr (GIOStream) base = NULL;

      g_object_get (stream, "base-io-stream", &base, NULL);
      return get_socket (base);
    }

  return G_IS_SOCKET_CONNECTION (stream) ? g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)) : NULL;
}

/**
 * desk_stream_shut:
 * @stream: a stream that desk_transport_connect_finish() returned
 *
 * Closes our direction of the connection. A broker does not need TLS's own
 * farewell after DISCONNECT.
 */
void
desk_stream_shut (GIOStream *stream)
{
  GSocket *socket = get_socket (stream);

  if (socket != NULL)
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
