/* desk-websocket-output.c: the side of a WebSocket stream that is written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-websocket"

#include "config.h"

#include "desk-websocket-stream-private.h"

struct _DeskWebsocketOutput
{
  GOutputStream parent_instance;
  DeskWebsocketStream *stream; /* (unowned) (nullable): as long as it lives */
};

static void iface_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskWebsocketOutput, desk_websocket_output, G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM, iface_init))

static GSource *
desk_websocket_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  DeskWebsocketOutput *self = DESK_WEBSOCKET_OUTPUT (stream);
  g_autoptr (GSource) base = NULL;

  /* A stream that is gone can be written at once, and says so. */
  base = self->stream != NULL ? g_pollable_output_stream_create_source (
                                    _desk_websocket_stream_get_base_output (self->stream), NULL)
                              : g_timeout_source_new (0);

  return g_pollable_source_new_full (stream, base, cancellable);
}

static gboolean
desk_websocket_output_is_writable (GPollableOutputStream *stream)
{
  DeskWebsocketOutput *self = DESK_WEBSOCKET_OUTPUT (stream);

  return self->stream == NULL
         || g_pollable_output_stream_is_writable (_desk_websocket_stream_get_base_output (self->stream));
}

static gssize
desk_websocket_output_write_nonblocking (GPollableOutputStream *stream,
                                         const void            *buffer,
                                         gsize                  count,
                                         GError               **error)
{
  DeskWebsocketOutput *self = DESK_WEBSOCKET_OUTPUT (stream);

  if (self->stream != NULL)
    return _desk_websocket_stream_write (self->stream, buffer, count, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The stream is gone");

  return -1;
}

static void
iface_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = desk_websocket_output_is_writable;
  iface->create_source = desk_websocket_output_create_source;
  iface->write_nonblocking = desk_websocket_output_write_nonblocking;
}

static void
desk_websocket_output_class_init (DeskWebsocketOutputClass *klass)
{
}

static void
desk_websocket_output_init (DeskWebsocketOutput *self)
{
}

void
_desk_websocket_output_set_stream (DeskWebsocketOutput *self, DeskWebsocketStream *stream)
{
  self->stream = stream;
}
