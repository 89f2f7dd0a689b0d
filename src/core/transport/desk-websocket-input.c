/* desk-websocket-input.c: the side of a WebSocket stream that is read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-websocket"

#include "config.h"

#include "desk-websocket-stream-private.h"

struct _DeskWebsocketInput
{
  GInputStream parent_instance;
  DeskWebsocketStream *stream; /* (unowned) (nullable): as long as it lives */
};

static void iface_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskWebsocketInput, desk_websocket_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, iface_init))

/* The end of a connection may have been read along with the payload before it:
 * then the base has nothing more to say, and the source is ready by itself. */
typedef struct
{
  GSource source;
  DeskWebsocketInput *input; /* (owned) */
} Source;

static gboolean
is_over (DeskWebsocketInput *self)
{
  return self->stream == NULL || _desk_websocket_stream_is_over (self->stream);
}

static gboolean
source_prepare (GSource *source, int *timeout)
{
  *timeout = -1;

  return is_over (((Source *) source)->input);
}

static gboolean
source_check (GSource *source)
{
  return is_over (((Source *) source)->input);
}

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return ((GPollableSourceFunc) (void (*) (void)) callback) (G_OBJECT (((Source *) source)->input), user_data);
}

static void
source_finalize (GSource *source)
{
  g_object_unref (((Source *) source)->input);
}

static void
add_child (GSource *source, GSource *child)
{
  g_source_set_dummy_callback (child);
  g_source_add_child_source (source, child);
  g_source_unref (child);
}

static GSource *
desk_websocket_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  static GSourceFuncs funcs = { source_prepare, source_check, source_dispatch, source_finalize, NULL, NULL };
  DeskWebsocketInput *self = DESK_WEBSOCKET_INPUT (stream);
  GSource *source = g_source_new (&funcs, sizeof (Source));

  ((Source *) source)->input = g_object_ref (self);
  if (self->stream != NULL)
    add_child (source, g_pollable_input_stream_create_source (
                           _desk_websocket_stream_get_base_input (self->stream), NULL));
  if (cancellable != NULL)
    add_child (source, g_cancellable_source_new (cancellable));

  return source;
}

static gboolean
desk_websocket_input_is_readable (GPollableInputStream *stream)
{
  DeskWebsocketInput *self = DESK_WEBSOCKET_INPUT (stream);

  return is_over (self)
         || g_pollable_input_stream_is_readable (_desk_websocket_stream_get_base_input (self->stream));
}

static gssize
desk_websocket_input_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  DeskWebsocketInput *self = DESK_WEBSOCKET_INPUT (stream);

  if (self->stream != NULL)
    return _desk_websocket_stream_read (self->stream, buffer, count, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The stream is gone");

  return -1;
}

static void
iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = desk_websocket_input_is_readable;
  iface->create_source = desk_websocket_input_create_source;
  iface->read_nonblocking = desk_websocket_input_read_nonblocking;
}

static void
desk_websocket_input_class_init (DeskWebsocketInputClass *klass)
{
}

static void
desk_websocket_input_init (DeskWebsocketInput *self)
{
}

void
_desk_websocket_input_set_stream (DeskWebsocketInput *self, DeskWebsocketStream *stream)
{
  self->stream = stream;
}
