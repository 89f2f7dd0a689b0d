/* desk-websocket-frames.c: bytes in and out of WebSocket frames
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <sys/random.h>

#include <glib/gi18n-lib.h>
#include <wslay/wslay.h>

#include "desk-error.h"
#include "desk-websocket-frames.h"
#include "desk-websocket-words.h"

/* RFC 6455 section 5.5 */
#define MAX_CONTROL 125

/* Memory beyond this is given back. */
#define KEEP (64 * 1024)

struct _DeskWebsocketFrames
{
  wslay_frame_context_ptr context; /* (owned) */

  /* What desk_websocket_frames_read() was given */
  const guint8 *input;
  gsize n_input;

  guint64 remaining;    /* of the frame's payload */
  gboolean in_frame;
  gboolean in_message;  /* more frames of a binary message follow */
  guint8 control[MAX_CONTROL];
  gsize n_control;

  GByteArray *output; /* (owned) */
  gsize sent;         /* how many of @output are gone already */
  guint8 pong[MAX_CONTROL];
  gsize n_pong;
  gboolean owes_pong; /* it has to wait until @output is empty */
  gboolean close_sent;
};

static ssize_t
on_wants_input (uint8_t *buffer, size_t length, int flags, void *user_data)
{
  DeskWebsocketFrames *self = user_data;
  gsize n = MIN (length, self->n_input);

  memcpy (buffer, self->input, n);
  self->input += n;
  self->n_input -= n;

  return n > 0 ? (ssize_t) n : -1;
}

static ssize_t
on_output (const uint8_t *data, size_t length, int flags, void *user_data)
{
  DeskWebsocketFrames *self = user_data;

  g_byte_array_append (self->output, data, (guint) length);

  return (ssize_t) length;
}

/* RFC 6455 section 5.3: nobody can foresee it. So few bytes are always there. */
static int
on_wants_mask (uint8_t *buffer, size_t length, void *user_data)
{
  return getrandom (buffer, length, 0) == (ssize_t) length ? 0 : -1;
}

/**
 * desk_websocket_frames_new:
 *
 * Returns: (transfer full): the frames of a connection whose handshake is done
 */
DeskWebsocketFrames *
desk_websocket_frames_new (void)
{
  static const struct wslay_frame_callbacks callbacks = {
    .send_callback = on_output,
    .recv_callback = on_wants_input,
    .genmask_callback = on_wants_mask,
  };
  DeskWebsocketFrames *self = g_new0 (DeskWebsocketFrames, 1);

  self->output = g_byte_array_new ();
  /* It fails for want of memory only. */
  if (wslay_frame_context_init (&self->context, &callbacks, self) != 0)
    g_error ("wslay_frame_context_init");

  return self;
}

/**
 * desk_websocket_frames_free:
 * @self: (transfer full): frames
 *
 * Frees them.
 */
void
desk_websocket_frames_free (DeskWebsocketFrames *self)
{
  wslay_frame_context_free (self->context);
  g_byte_array_unref (self->output);
  g_free (self);
}

static void
put_frame (DeskWebsocketFrames *self, guint8 opcode, const guint8 *data, gsize length)
{
  struct wslay_frame_iocb frame = {
    .fin = 1, .opcode = opcode, .mask = 1, .payload_length = length, .data = data, .data_length = length,
  };

  /* The output takes all at once. */
  if (wslay_frame_send (self->context, &frame) != (ssize_t) length)
    g_error ("wslay_frame_send");
}

/* A ping is answered as soon as what is being written has gone, and of several
 * the last one (RFC 6455 section 5.5.3): so whoever pings a lot and reads
 * nothing does not fill our memory. */
static void
put_pong_if_owed (DeskWebsocketFrames *self)
{
  if (!self->owes_pong || self->output->len > 0 || self->close_sent)
    return;

  put_frame (self, WSLAY_PONG, self->pong, self->n_pong);
  self->owes_pong = FALSE;
}

/**
 * desk_websocket_frames_close:
 * @self: frames
 * @code: a status code (RFC 6455 section 7.4)
 *
 * Says that nothing follows. A second time it does nothing.
 */
void
desk_websocket_frames_close (DeskWebsocketFrames *self, guint16 code)
{
  guint8 payload[] = { (guint8) (code >> 8), (guint8) code };

  if (self->close_sent)
    return;

  put_frame (self, WSLAY_CONNECTION_CLOSE, payload, sizeof payload);
  self->close_sent = TRUE;
}

static gboolean
break_off (DeskWebsocketFrames *self, guint16 code, GError **error, const char *what)
{
  desk_websocket_frames_close (self, code);

  return desk_fail (error, DESK_ERROR_PROTOCOL,
                    _ ("The broker broke the rules of WebSocket: %s. If there is a proxy before the broker, "
                       "does it pass WebSocket on unchanged?"),
                    what);
}

/* RFC 6455 sections 5.1 to 5.6. What wslay does not look at itself. */
static gboolean
begin_frame (DeskWebsocketFrames *self, const struct wslay_frame_iocb *frame, GError **error)
{
  if (frame->mask)
    return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("a frame is masked"));
  if (frame->rsv != WSLAY_RSV_NONE)
    return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("a frame has reserved bits set"));

  switch (frame->opcode)
    {
    case WSLAY_TEXT_FRAME:
      desk_websocket_frames_close (self, WSLAY_CODE_UNSUPPORTED_DATA);
      return desk_fail (error, DESK_ERROR_PROTOCOL,
                        _ ("The broker sent a text message, but MQTT goes in binary ones. Is this the path of "
                           "another service? Check it in the profile."));
    case WSLAY_BINARY_FRAME:
      if (self->in_message)
        return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("a message begins inside another one"));
      self->in_message = TRUE;
      break;
    case WSLAY_CONTINUATION_FRAME:
      if (!self->in_message)
        return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("a message has no beginning"));
      break;
    case WSLAY_CONNECTION_CLOSE:
    case WSLAY_PING:
    case WSLAY_PONG:
      self->n_control = 0;
      break;
    default:
      return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("a frame has an unknown type"));
    }
  self->in_frame = TRUE;
  self->remaining = frame->payload_length;

  return TRUE;
}

/* RFC 6455 section 7.4: the others only stand for an end that nobody told. */
static gboolean
may_be_sent (guint16 code)
{
  return code >= WSLAY_CODE_NORMAL_CLOSURE && code < 5000 && code != WSLAY_CODE_NO_STATUS_RCVD
         && code != WSLAY_CODE_ABNORMAL_CLOSURE && code != WSLAY_CODE_TLS_HANDSHAKE;
}

static gboolean
end_frame (DeskWebsocketFrames *self, const struct wslay_frame_iocb *frame, GError **error)
{
  self->in_frame = FALSE;
  if (!wslay_is_ctrl_frame (frame->opcode))
    {
      self->in_message = !frame->fin;
    }
  else if (frame->opcode == WSLAY_PING)
    {
      memcpy (self->pong, self->control, self->n_control);
      self->n_pong = self->n_control;
      self->owes_pong = TRUE;
      put_pong_if_owed (self);
    }
  else if (frame->opcode == WSLAY_CONNECTION_CLOSE)
    {
      guint16 code = self->n_control >= 2 ? (guint16) (self->control[0] << 8 | self->control[1]) : 0;

      if (self->n_control == 1 || (self->n_control > 0 && !may_be_sent (code)))
        return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("it closed with a code that does not exist"));
      /* RFC 6455 section 5.5.1: the answer repeats the code. */
      desk_websocket_frames_close (self, code != 0 ? code : WSLAY_CODE_NORMAL_CLOSURE);
      desk_websocket_explain_close (code, (const char *) self->control + 2,
                                    self->n_control > 2 ? self->n_control - 2 : 0, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * desk_websocket_frames_read:
 * @self: frames
 * @data: the next bytes from the server
 * @length: number of bytes
 * @payload: (out caller-allocated): gets what they carry; at least @length bytes
 * @n_payload: (out): number of bytes in @payload, also where %FALSE is returned
 * @error: %DESK_ERROR_CLOSED with the reason of a Close frame, or
 *   %DESK_ERROR_PROTOCOL; untouched where the server closed as usual
 *
 * Takes frames apart; they may begin and end anywhere, and messages are only
 * their sequence (MQTT 5.0 section 6.0). Answers to pings and to a Close frame
 * are put where desk_websocket_frames_peek() finds them.
 *
 * Returns: whether more may follow
 */
gboolean
desk_websocket_frames_read (DeskWebsocketFrames *self,
                            const guint8        *data,
                            gsize                length,
                            guint8              *payload,
                            gsize               *n_payload,
                            GError             **error)
{
  struct wslay_frame_iocb frame;
  ssize_t n;

  *n_payload = 0;
  self->input = data;
  self->n_input = length;
  while ((n = wslay_frame_recv (self->context, &frame)) >= 0)
    {
      if (!self->in_frame && !begin_frame (self, &frame, error))
        return FALSE;

      if (wslay_is_ctrl_frame (frame.opcode))
        {
          memcpy (self->control + self->n_control, frame.data, frame.data_length);
          self->n_control += frame.data_length;
        }
      else
        {
          memcpy (payload + *n_payload, frame.data, frame.data_length);
          *n_payload += frame.data_length;
        }
      self->remaining -= frame.data_length;
      if (self->remaining == 0 && !end_frame (self, &frame, error))
        return FALSE;
    }

  if (n != WSLAY_ERR_WANT_READ)
    return break_off (self, WSLAY_CODE_PROTOCOL_ERROR, error, _ ("the length of a frame is wrong"));

  return TRUE;
}

/**
 * desk_websocket_frames_write:
 * @self: frames
 * @data: bytes for the server
 * @length: number of bytes; not 0
 *
 * Puts them into a binary frame.
 *
 * Returns: %FALSE if a Close frame went before, after which nothing may follow
 */
gboolean
desk_websocket_frames_write (DeskWebsocketFrames *self, const guint8 *data, gsize length)
{
  if (self->close_sent)
    return FALSE;

  put_frame (self, WSLAY_BINARY_FRAME, data, length);

  return TRUE;
}

/**
 * desk_websocket_frames_peek:
 * @self: frames
 * @length: (out): number of bytes
 *
 * Returns: (transfer none): what is to be sent, until the frames change
 */
const guint8 *
desk_websocket_frames_peek (DeskWebsocketFrames *self, gsize *length)
{
  *length = self->output->len - self->sent;

  return self->output->data + self->sent;
}

/**
 * desk_websocket_frames_advance:
 * @self: frames
 * @length: at most what is to be sent
 *
 * The first @length bytes have gone. An answer to a ping may follow.
 */
void
desk_websocket_frames_advance (DeskWebsocketFrames *self, gsize length)
{
  self->sent += length;
  if (self->sent < self->output->len)
    return;

  if (self->output->len > KEEP)
    {
      g_byte_array_unref (self->output);
      self->output = g_byte_array_new ();
    }
  g_byte_array_set_size (self->output, 0);
  self->sent = 0;
  put_pong_if_owed (self);
}
