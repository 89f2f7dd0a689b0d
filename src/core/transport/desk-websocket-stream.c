/* desk-websocket-stream.c: a stream inside WebSocket frames
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-websocket"

#include "config.h"

#include "desk-stream.h"
#include "desk-websocket-frames.h"
#include "desk-websocket-stream-private.h"

/* What is read from the base at once */
#define CHUNK (256 * 1024)

/* Payload of one frame. Ours are small: the answer to a ping waits for the
 * frame that is being written, and what went out counts when it is whole. */
#define FRAME (16 * 1024)

struct _DeskWebsocketStream
{
  GIOStream parent_instance;

  GIOStream *base;                    /* (owned) */
  GPollableInputStream *base_input;   /* (unowned): of @base */
  GPollableOutputStream *base_output; /* (unowned): of @base */
  DeskWebsocketFrames *frames;        /* (owned) */
  DeskWebsocketInput *input;          /* (owned) */
  DeskWebsocketOutput *output;        /* (owned) */
  GMainContext *context;              /* (owned) */
  GSource *flushing;                  /* (owned) (nullable): while the base takes nothing */
  guint8 *chunk;                      /* (owned) */
  gsize promised;                     /* bytes of the caller's that are in the frame being sent */
  gboolean over;                      /* nothing more can be read */
  GError *reason;                     /* (owned) (nullable): why, if it was no ordinary end */
};

G_DEFINE_FINAL_TYPE (DeskWebsocketStream, desk_websocket_stream, G_TYPE_IO_STREAM)

static void
stop_flushing (DeskWebsocketStream *self)
{
  if (self->flushing != NULL)
    {
      g_source_destroy (self->flushing);
      g_clear_pointer (&self->flushing, g_source_unref);
    }
}

/* Returns: whether all has gone; otherwise @error is %G_IO_ERROR_WOULD_BLOCK or
 * why the base takes nothing any more */
static gboolean
send_frames (DeskWebsocketStream *self, GError **error)
{
  gsize length;
  const guint8 *data = desk_websocket_frames_peek (self->frames, &length);

  while (length > 0)
    {
      gssize sent = g_pollable_output_stream_write_nonblocking (self->base_output, data, length, NULL, error);

      if (sent < 0)
        return FALSE;
      desk_websocket_frames_advance (self->frames, (gsize) sent);
      data = desk_websocket_frames_peek (self->frames, &length);
    }

  return TRUE;
}

static gboolean
on_base_writable (GObject *output, gpointer user_data)
{
  DeskWebsocketStream *self = user_data;
  g_autoptr (GError) error = NULL;

  send_frames (self, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;

  /* Whoever writes or reads hears of an error. */
  g_clear_pointer (&self->flushing, g_source_unref);

  return G_SOURCE_REMOVE;
}

/* Pings are answered also when nobody writes: what the base does not take now
 * goes later by itself. */
static gboolean
flush (DeskWebsocketStream *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (send_frames (self, &local_error))
    {
      stop_flushing (self);
      return TRUE;
    }

  if (self->flushing == NULL && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      self->flushing = g_pollable_output_stream_create_source (self->base_output, NULL);
      g_source_set_static_name (self->flushing, "DeskWebsocketStream: flush");
      g_source_set_callback (self->flushing, G_SOURCE_FUNC (on_base_writable), self, NULL);
      g_source_attach (self->flushing, self->context);
    }
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gssize
_desk_websocket_stream_read (DeskWebsocketStream *self, guint8 *buffer, gsize count, GError **error)
{
  gsize n_payload = 0;

  if (!self->over)
    {
      /* Frames only take away, so all that is read fits. */
      gssize n = g_pollable_input_stream_read_nonblocking (self->base_input, self->chunk, MIN (count, CHUNK),
                                                           NULL, error);

      if (n <= 0)
        return n;
      self->over = !desk_websocket_frames_read (self->frames, self->chunk, (gsize) n, buffer, &n_payload,
                                                &self->reason);
      flush (self, NULL);
    }

  if (n_payload > 0)
    return (gssize) n_payload;
  if (self->reason != NULL)
    {
      g_propagate_error (error, g_error_copy (self->reason));
      return -1;
    }
  if (self->over)
    return 0;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "No payload has come yet");

  return -1;
}

gssize
_desk_websocket_stream_write (DeskWebsocketStream *self, const guint8 *data, gsize count, GError **error)
{
  gsize taken;

  if (self->promised == 0)
    {
      /* Before the next frame the answer to a ping goes. */
      if (!flush (self, error))
        return -1;
      if (!desk_websocket_frames_write (self->frames, data, MIN (count, FRAME)))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "A Close frame was sent");
          return -1;
        }
      self->promised = MIN (count, FRAME);
    }
  if (!flush (self, error))
    return -1;

  taken = self->promised;
  self->promised = 0;

  return (gssize) taken;
}

gboolean
_desk_websocket_stream_is_over (DeskWebsocketStream *self)
{
  return self->over;
}

GPollableInputStream *
_desk_websocket_stream_get_base_input (DeskWebsocketStream *self)
{
  return self->base_input;
}

GPollableOutputStream *
_desk_websocket_stream_get_base_output (DeskWebsocketStream *self)
{
  return self->base_output;
}

static GInputStream *
desk_websocket_stream_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (DESK_WEBSOCKET_STREAM (stream)->input);
}

static GOutputStream *
desk_websocket_stream_get_output_stream (GIOStream *stream)
{
  return G_OUTPUT_STREAM (DESK_WEBSOCKET_STREAM (stream)->output);
}

/* A Close frame goes if there is room for it; nobody waits for the answer. */
static gboolean
desk_websocket_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  DeskWebsocketStream *self = DESK_WEBSOCKET_STREAM (stream);

  desk_websocket_frames_close (self->frames, DESK_WEBSOCKET_NORMAL);
  flush (self, NULL);
  stop_flushing (self);
  desk_stream_close (self->base);

  return TRUE;
}

static void
desk_websocket_stream_dispose (GObject *object)
{
  DeskWebsocketStream *self = DESK_WEBSOCKET_STREAM (object);

  /* Closes it */
  G_OBJECT_CLASS (desk_websocket_stream_parent_class)->dispose (object);

  if (self->input != NULL)
    _desk_websocket_input_set_stream (self->input, NULL);
  if (self->output != NULL)
    _desk_websocket_output_set_stream (self->output, NULL);
  g_clear_object (&self->input);
  g_clear_object (&self->output);
}

static void
desk_websocket_stream_finalize (GObject *object)
{
  DeskWebsocketStream *self = DESK_WEBSOCKET_STREAM (object);

  g_clear_object (&self->base);
  g_clear_error (&self->reason);
  desk_websocket_frames_free (self->frames);
  g_main_context_unref (self->context);
  g_free (self->chunk);

  G_OBJECT_CLASS (desk_websocket_stream_parent_class)->finalize (object);
}

static void
desk_websocket_stream_class_init (DeskWebsocketStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  object_class->dispose = desk_websocket_stream_dispose;
  object_class->finalize = desk_websocket_stream_finalize;
  stream_class->get_input_stream = desk_websocket_stream_get_input_stream;
  stream_class->get_output_stream = desk_websocket_stream_get_output_stream;
  stream_class->close_fn = desk_websocket_stream_close;
}

static void
desk_websocket_stream_init (DeskWebsocketStream *self)
{
  self->frames = desk_websocket_frames_new ();
  self->context = g_main_context_ref_thread_default ();
  self->chunk = g_malloc (CHUNK);
  self->input = g_object_new (DESK_TYPE_WEBSOCKET_INPUT, NULL);
  self->output = g_object_new (DESK_TYPE_WEBSOCKET_OUTPUT, NULL);
  _desk_websocket_input_set_stream (self->input, self);
  _desk_websocket_output_set_stream (self->output, self);
}

/**
 * desk_websocket_stream_new:
 * @base: a connection whose WebSocket handshake is done, with nothing read
 *   beyond it; both sides pollable
 *
 * Makes a stream of what the binary messages of a WebSocket connection carry.
 * It reads only when it is read, so whoever pauses makes the server wait, and
 * keeps no more than one frame of ours and an answer to a ping.
 *
 * Returns: (transfer full): the stream
 */
GIOStream *
desk_websocket_stream_new (GIOStream *base)
{
  DeskWebsocketStream *self;

  g_return_val_if_fail (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (base)), NULL);
  g_return_val_if_fail (G_IS_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (base)), NULL);

  self = g_object_new (DESK_TYPE_WEBSOCKET_STREAM, NULL);
  self->base = g_object_ref (base);
  self->base_input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (base));
  self->base_output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (base));

  return G_IO_STREAM (self);
}

/**
 * desk_websocket_stream_get_base:
 * @self: a stream
 *
 * Returns: (transfer none): the connection that carries the frames
 */
GIOStream *
desk_websocket_stream_get_base (DeskWebsocketStream *self)
{
  g_return_val_if_fail (DESK_IS_WEBSOCKET_STREAM (self), NULL);

  return self->base;
}

/**
 * desk_websocket_stream_finish:
 * @self: a stream
 *
 * Sends a Close frame. The server answers it and closes the connection (RFC
 * 6455 section 7.1.1); until then what it sends can be read.
 */
void
desk_websocket_stream_finish (DeskWebsocketStream *self)
{
  g_return_if_fail (DESK_IS_WEBSOCKET_STREAM (self));

  desk_websocket_frames_close (self->frames, DESK_WEBSOCKET_NORMAL);
  flush (self, NULL);
}
