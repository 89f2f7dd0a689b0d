/* desk-relay-ops.c: what a relay is asked, and asked for, while it runs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-relay"

#include "config.h"

#include <sys/ioctl.h>

#include "desk-relay-private.h"
#include "desk-stream.h"

/**
 * desk_relay_set_topic_alias_maximum:
 * @self: a relay that the library has not connected to yet
 * @maximum: what CONNECT tells; 0: none
 *
 * Lets the broker use so many topic aliases; the library gets the topics.
 */
void
desk_relay_set_topic_alias_maximum (DeskRelay *self, guint maximum)
{
  desk_packet_reader_set_topic_alias_maximum (self->down.reader, maximum);
}

/**
 * desk_relay_set_connect:
 * @self: a relay that the library has not connected to yet
 * @connect: (transfer full): a whole CONNECT; it is wiped when it is freed
 *
 * Sends the broker this packet in place of the library's CONNECT.
 */
void
desk_relay_set_connect (DeskRelay *self, GByteArray *connect)
{
  desk_packet_reader_set_connect (self->up.reader, connect);
}

/**
 * desk_relay_set_trace:
 * @self: a relay that the library has not connected to yet
 * @trace: where to record; a reference is taken
 * @connection: what desk_trace_begin() returned
 *
 * Has the trace see, while it is on, what is read from and written to the
 * network: CONNECT as the broker gets it, packets that are refused, and those
 * of ours that the library does not know. While it is off that costs a look at
 * a number for each piece that is read or written.
 */
void
desk_relay_set_trace (DeskRelay *self, DeskTrace *trace, guint32 connection)
{
  g_return_if_fail (self->tap == NULL);

  self->tap = desk_trace_tap_new (trace, connection, self->version);
}

/**
 * desk_relay_set_paused:
 * @self: a relay
 * @paused: whether to stop reading from the network
 *
 * Stops or resumes reading from the network. What was read already passes, at
 * most one read of 256 KiB. The broker notices when its buffers are full, and
 * a PINGRESP waits with the rest. It may be called from #DeskRelayFuncs.packet.
 */
void
desk_relay_set_paused (DeskRelay *self, gboolean paused)
{
  self->paused = paused;
  if (!self->ended)
    _desk_relay_update_sources (self);
}

/**
 * desk_relay_insert:
 * @self: a relay
 * @packet: a whole packet, as a broker could have sent it
 * @length: bytes of it
 *
 * Hands the library a packet of ours as soon as the stream stands between two
 * of the broker's. Its answer goes to the broker like any other. Not to be
 * called from #DeskRelayFuncs.packet.
 */
void
desk_relay_insert (DeskRelay *self, const guint8 *packet, gsize length)
{
  if (self->ended || self->network_over || self->library < 0)
    return;

  desk_packet_reader_insert (self->down.reader, packet, length, self->down.waiting);
  _desk_relay_flush_down (self);
  _desk_relay_update_sources (self);
}

/**
 * desk_relay_send:
 * @self: a relay
 * @packet: a whole packet, as the library could have written it
 * @length: bytes of it
 *
 * Sends the broker a packet of ours between two of the library's, ahead of
 * what the library has not handed over yet. It is reported like any other. Not
 * to be called from #DeskRelayFuncs.packet.
 *
 * Returns: %FALSE if that is not possible at the moment, since the network has
 *   not taken all that was sent before
 */
gboolean
desk_relay_send (DeskRelay *self, const guint8 *packet, gsize length)
{
  if (self->ended || self->network_deaf || self->library < 0 || !desk_lane_is_empty (&self->up)
      || !desk_packet_reader_at_boundary (self->up.reader))
    return FALSE;

  _desk_relay_tap_up (self);
  desk_lane_feed (&self->up, packet, length, NULL);
  _desk_relay_flush_up (self);
  _desk_relay_update_sources (self);

  return TRUE;
}

/**
 * desk_relay_give_up:
 * @self: a relay
 * @error: (transfer full): why the broker is not worth listening to any more
 *
 * Ends the network's side, as if reading had failed: the library gets what came
 * before and then the end. The owner may hear of the end in here.
 */
void
desk_relay_give_up (DeskRelay *self, GError *error)
{
  _desk_relay_end_network (self, error);
  if (self->ended)
    return;

  desk_stream_close (self->stream);
  _desk_relay_settle (self);
}

/**
 * desk_relay_get_error:
 * @self: a relay
 *
 * The library may notice the end first, since it is given what came before:
 * this is the reason that #DeskRelayFuncs.ended will have.
 *
 * Returns: (transfer none) (nullable): why the network's side is over
 */
const GError *
desk_relay_get_error (DeskRelay *self)
{
  return self->error;
}

/**
 * desk_relay_is_readable:
 * @self: a relay
 *
 * Whoever was kept from reading for a while asks this before he complains about
 * silence.
 *
 * Returns: whether bytes from the broker, or its end, wait to be read
 */
gboolean
desk_relay_is_readable (DeskRelay *self)
{
  return !self->network_over && g_pollable_input_stream_is_readable (self->input);
}

/**
 * desk_relay_get_last_heard:
 * @self: a relay
 *
 * Returns: monotonic time in µs of the last bytes from the broker; before the
 *   first, when the relay was made
 */
gint64
desk_relay_get_last_heard (DeskRelay *self)
{
  return self->last_heard;
}

/**
 * desk_relay_get_last_written:
 * @self: a relay
 *
 * Returns: monotonic time in µs at which the network took bytes for the last
 *   time; before that, when the relay was made
 */
gint64
desk_relay_get_last_written (DeskRelay *self)
{
  return self->last_written;
}

/**
 * desk_relay_get_n_read:
 * @self: a relay
 *
 * Returns: bytes that came from the network
 */
guint64
desk_relay_get_n_read (DeskRelay *self)
{
  return self->n_read;
}

/**
 * desk_relay_get_n_written:
 * @self: a relay
 *
 * Returns: bytes that went to the network
 */
guint64
desk_relay_get_n_written (DeskRelay *self)
{
  return self->n_written;
}

/**
 * desk_relay_is_drained:
 * @self: a relay
 *
 * Returns: whether all that the library wrote has been handed to the network
 */
gboolean
desk_relay_is_drained (DeskRelay *self)
{
  int unread = 0;

  if (self->library >= 0 && ioctl (self->library, FIONREAD, &unread) == 0 && unread > 0)
    return FALSE;

  return desk_lane_is_empty (&self->up);
}
