/* desk-relay.c: carries MQTT packets between a transport and libmosquitto
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-relay"

#include "config.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk-fd-source.h"
#include "desk-network-error.h"
#include "desk-relay-private.h"
#include "desk-stream.h"
#include "desk-tls-words.h"

/* What is read at once, either way; with what a packet header held back it is
 * also the most that waits in one direction. */
#define CHUNK (256 * 1024)

/* Time that one turn may take while others wait for the same context, µs */
#define TURN 2000

/* How long the library may take to read what came before the end, and how long
 * a broker may take to close its side after ours is closed, ms */
#define LIBRARY_GRACE 3000
#define BROKER_GRACE 1000

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    {
      g_source_destroy (*source);
      g_clear_pointer (source, g_source_unref);
    }
}

static void
attach (DeskRelay *self, GSource *source, GSourceFunc func, const char *name)
{
  g_source_set_static_name (source, name);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

void
_desk_relay_end_network (DeskRelay *self, GError *error)
{
  self->network_over = TRUE;
  self->network_deaf = TRUE;
  desk_lane_drop (&self->up);
  desk_trace_tap_end (self->tap);

  if (self->error == NULL && !self->library_over)
    self->error = error;
  else
    g_clear_error (&error);
}

void
_desk_relay_flush_down (DeskRelay *self)
{
  while (!desk_lane_is_empty (&self->down))
    {
      gsize length;
      const guint8 *data = desk_lane_peek (&self->down, &length);
      gssize sent = send (self->library, data, length, MSG_NOSIGNAL | MSG_DONTWAIT);

      if (sent < 0 && errno == EINTR)
        continue;
      if (sent < 0)
        {
          /* A library that closed its end is noticed where it is read. */
          if (errno != EAGAIN)
            desk_lane_drop (&self->down);
          return;
        }
      desk_lane_advance (&self->down, (gsize) sent);
    }
}

void
_desk_relay_flush_up (DeskRelay *self)
{
  while (!desk_lane_is_empty (&self->up))
    {
      g_autoptr (GError) error = NULL;
      gsize length;
      const guint8 *data = desk_lane_peek (&self->up, &length);
      gboolean is_tapped = desk_trace_tap_is_on (self->tap) && desk_trace_tap_is_in_step (self->tap, FALSE);
      gssize sent;

      if (is_tapped)
        desk_trace_tap_take_time (self->tap);
      sent = g_pollable_output_stream_write_nonblocking (self->output, data, length, NULL, &error);
      if (sent < 0)
        {
          if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            return;
          /* What the broker sent before it closed may still be read, and
           * reading tells what happened. */
          self->network_deaf = TRUE;
          desk_lane_drop (&self->up);
          return;
        }
      if (is_tapped)
        desk_trace_tap_feed (self->tap, FALSE, data, (gsize) sent);
      self->n_written += (guint64) sent;
      self->last_written = g_get_monotonic_time ();
      desk_lane_advance (&self->up, (gsize) sent);
    }
}

/* Before the packets are checked: the one that is refused is seen, too. */
static void
tap_down (DeskRelay *self, gsize length)
{
  gsize rest;

  if (!desk_trace_tap_is_in_step (self->tap, TRUE))
    {
      if (!desk_packet_reader_get_rest (self->down.reader, &rest))
        return;
      desk_trace_tap_join (self->tap, TRUE, rest);
    }
  desk_trace_tap_take_time (self->tap);
  desk_trace_tap_feed (self->tap, TRUE, self->chunk, length);
}

void
_desk_relay_tap_up (DeskRelay *self)
{
  gsize rest;

  if (desk_trace_tap_is_on (self->tap) && !desk_trace_tap_is_in_step (self->tap, FALSE)
      && desk_packet_reader_get_rest (self->up.reader, &rest))
    desk_trace_tap_join (self->tap, FALSE, rest);
}

/* Returns whether there may be more at once. */
static gboolean
read_network (DeskRelay *self)
{
  g_autoptr (GError) error = NULL;
  gssize length = g_pollable_input_stream_read_nonblocking (self->input, self->chunk, CHUNK, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (length <= 0)
    {
      GError *reason = self->n_read == 0 ? desk_tls_explain_refusal (self->stream, error) : NULL;

      if (reason == NULL)
        reason = desk_network_error_new (error, desk_packet_reader_at_boundary (self->down.reader));
      _desk_relay_end_network (self, reason);
      return FALSE;
    }

  self->n_read += (guint64) length;
  self->last_heard = g_get_monotonic_time ();
  /* When the library is gone, nobody knows any more where in a packet it stands. */
  if (desk_trace_tap_is_on (self->tap)
      && (!self->library_over || desk_trace_tap_is_in_step (self->tap, TRUE)))
    tap_down (self, (gsize) length);
  /* The library is gone, and only the broker's end of the stream counts. */
  if (self->library_over)
    return TRUE;

  if (!desk_lane_feed (&self->down, self->chunk, (gsize) length, &error))
    {
      _desk_relay_end_network (self, g_steal_pointer (&error));
      desk_stream_close (self->stream);
    }
  _desk_relay_flush_down (self);

  return !self->network_over && !self->paused && desk_lane_is_empty (&self->down);
}

static gboolean
read_library (DeskRelay *self)
{
  g_autoptr (GError) error = NULL;
  gssize length;

  do
    length = recv (self->library, self->chunk, CHUNK, MSG_DONTWAIT);
  while (length < 0 && errno == EINTR);

  if (length < 0 && errno == EAGAIN)
    return FALSE;
  if (length <= 0)
    {
      self->library_over = TRUE;
      desk_lane_drop (&self->down);
      return FALSE;
    }
  if (self->network_deaf)
    return TRUE;

  _desk_relay_tap_up (self);
  if (!desk_lane_feed (&self->up, self->chunk, (gsize) length, &error))
    {
      _desk_relay_end_network (self, g_steal_pointer (&error));
      return FALSE;
    }
  _desk_relay_flush_up (self);

  return desk_lane_is_empty (&self->up);
}

static gboolean
on_network_out (GObject *stream, gpointer user_data)
{
  DeskRelay *self = user_data;

  _desk_relay_flush_up (self);
  _desk_relay_settle (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_network_in (GObject *stream, gpointer user_data)
{
  DeskRelay *self = user_data;
  gint64 until = g_get_monotonic_time () + TURN;

  while (read_network (self) && g_get_monotonic_time () < until)
    ;
  _desk_relay_settle (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_library (gpointer user_data)
{
  DeskRelay *self = user_data;
  gint64 until = g_get_monotonic_time () + TURN;

  _desk_relay_flush_down (self);
  while (desk_lane_is_empty (&self->up) && read_library (self) && g_get_monotonic_time () < until)
    ;
  _desk_relay_settle (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_grace_over (gpointer user_data)
{
  DeskRelay *self = user_data;

  self->out_of_time = TRUE;
  _desk_relay_settle (self);

  return G_SOURCE_REMOVE;
}

static void
start_grace (DeskRelay *self, guint milliseconds)
{
  if (self->grace != NULL)
    return;

  self->grace = g_timeout_source_new (milliseconds);
  attach (self, self->grace, on_grace_over, "DeskRelay: grace");
}

void
_desk_relay_update_sources (DeskRelay *self)
{
  gboolean is_met = self->library >= 0;
  gboolean reads = !self->network_over
                   && (self->library_over || (is_met && !self->paused && desk_lane_is_empty (&self->down)));
  GIOCondition condition = 0;

  if (!reads)
    {
      clear_source (&self->network_in);
    }
  else if (self->network_in == NULL)
    {
      self->network_in = g_pollable_input_stream_create_source (self->input, NULL);
      attach (self, self->network_in, G_SOURCE_FUNC (on_network_in), "DeskRelay: from the broker");
    }

  if (desk_lane_is_empty (&self->up))
    {
      clear_source (&self->network_out);
    }
  else if (self->network_out == NULL)
    {
      self->network_out = g_pollable_output_stream_create_source (self->output, NULL);
      attach (self, self->network_out, G_SOURCE_FUNC (on_network_out), "DeskRelay: to the broker");
    }

  if (is_met)
    {
      if (!self->library_over && desk_lane_is_empty (&self->up))
        condition |= G_IO_IN;
      if (!self->library_over && !desk_lane_is_empty (&self->down))
        condition |= G_IO_OUT;
      desk_fd_source_set_condition (self->library_io, condition);
    }
}

static void
shut_network (DeskRelay *self)
{
  desk_stream_shut (self->stream);
  self->network_shut = TRUE;
}

static void
close_all (DeskRelay *self)
{
  clear_source (&self->network_in);
  clear_source (&self->network_out);
  clear_source (&self->library_io);
  clear_source (&self->grace);
  g_clear_pointer (&self->rendezvous, desk_rendezvous_free);
  if (self->library >= 0)
    close (self->library);
  self->library = -1;
  desk_stream_close (self->stream);
}

/* Each side's end is passed on to the other, which gets some time to take what
 * came before: the library, so that no message is lost; the broker, because
 * closing a socket while it still sends would throw away our DISCONNECT and
 * make it publish the will. The owner may free the relay in here. */
void
_desk_relay_settle (DeskRelay *self)
{
  if (self->ended)
    return;

  if (self->network_over && !self->library_over && self->library >= 0)
    {
      start_grace (self, LIBRARY_GRACE);
      if (desk_lane_is_empty (&self->down) && !self->library_shut)
        {
          shutdown (self->library, SHUT_WR);
          self->library_shut = TRUE;
        }
    }
  /* The library's end is read only after all before it has gone. */
  if (self->library_over && !self->network_over && !self->network_shut)
    {
      start_grace (self, BROKER_GRACE);
      shut_network (self);
    }

  if (self->out_of_time || (self->network_over && (self->library_over || self->library < 0)))
    {
      self->ended = TRUE;
      close_all (self);
      self->funcs.ended (self->error, self->user_data);
      return;
    }

  _desk_relay_update_sources (self);
}

static void
on_met (int fd, gpointer user_data)
{
  DeskRelay *self = user_data;

  g_clear_pointer (&self->rendezvous, desk_rendezvous_free);
  self->library = fd;
  self->library_io = desk_fd_source_new (fd);
  attach (self, self->library_io, on_library, "DeskRelay: library");
  _desk_relay_settle (self);
}

static void
on_packet (const DeskPacket *packet, gpointer user_data)
{
  DeskRelay *self = user_data;

  self->funcs.packet (packet, self->user_data);
}

/**
 * desk_relay_new:
 * @stream: a connection to a broker; a reference is taken, and the relay closes it
 * @version: the protocol version that the library will speak
 * @max_packet: bytes of the largest packet from the broker that is taken; 0:
 *   the protocol's maximum
 * @funcs: what is told
 * @user_data: for @funcs
 * @error: %DESK_ERROR_FAILED
 *
 * Makes a relay in the thread-default context of the caller. It waits for the
 * library at its path before it reads anything from the broker.
 *
 * Returns: (transfer full) (nullable): the relay, or %NULL with @error set
 */
DeskRelay *
desk_relay_new (GIOStream            *stream,
                DeskMqttVersion       version,
                gsize                 max_packet,
                const DeskRelayFuncs *funcs,
                gpointer              user_data,
                GError              **error)
{
  g_autoptr (DeskRelay) self = g_new0 (DeskRelay, 1);

  g_return_val_if_fail (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream)), NULL);
  g_return_val_if_fail (G_IS_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream)), NULL);

  self->context = g_main_context_ref_thread_default ();
  self->stream = g_object_ref (stream);
  self->input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream));
  self->output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));
  self->funcs = *funcs;
  self->user_data = user_data;
  self->version = version;
  self->library = -1;
  self->chunk = g_malloc (CHUNK);
  self->last_heard = g_get_monotonic_time ();
  self->last_written = self->last_heard;
  desk_lane_init (&self->down, version, TRUE, max_packet, on_packet, self);
  desk_lane_init (&self->up, version, FALSE, 0, on_packet, self);

  self->rendezvous = desk_rendezvous_new (self->context, on_met, self, error);
  if (self->rendezvous == NULL)
    return NULL;
  self->path = g_strdup (desk_rendezvous_get_path (self->rendezvous));

  return g_steal_pointer (&self);
}

/**
 * desk_relay_get_path:
 * @self: a relay
 *
 * Returns: (transfer none): where the library connects, once: the host of
 *   mosquitto_connect() with port 0
 */
const char *
desk_relay_get_path (DeskRelay *self)
{
  return self->path;
}

/**
 * desk_relay_free:
 * @self: (transfer full): a relay
 *
 * Closes both sides at once; what still waits is lost. Nothing is told any more.
 */
void
desk_relay_free (DeskRelay *self)
{
  close_all (self);
  desk_trace_tap_end (self->tap);
  desk_trace_tap_free (self->tap);
  desk_lane_clear (&self->down);
  desk_lane_clear (&self->up);
  g_clear_error (&self->error);
  g_clear_object (&self->stream);
  g_main_context_unref (self->context);
  g_free (self->chunk);
  g_free (self->path);
  g_free (self);
}
