/* desk-lane.c: one direction of a relay
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-lane.h"

/* Memory beyond this was needed for an unusually long header: it is given back. */
#define KEEP (512 * 1024)

/**
 * desk_lane_init:
 * @self: memory for a lane
 * @version: the connection's protocol version
 * @incoming: whether the bytes come from the broker
 * @max_packet: see desk_packet_reader_new()
 * @func: is told of each packet
 * @user_data: for @func
 *
 * Makes an empty lane.
 */
void
desk_lane_init (DeskLane       *self,
                DeskMqttVersion version,
                gboolean        incoming,
                gsize           max_packet,
                DeskPacketFunc  func,
                gpointer        user_data)
{
  self->reader = desk_packet_reader_new (version, incoming, max_packet, func, user_data);
  self->waiting = g_byte_array_new ();
  self->sent = 0;
}

/**
 * desk_lane_clear:
 * @self: a lane
 *
 * Frees what it holds.
 */
void
desk_lane_clear (DeskLane *self)
{
  g_clear_pointer (&self->reader, desk_packet_reader_free);
  g_clear_pointer (&self->waiting, g_byte_array_unref);
}

/**
 * desk_lane_feed:
 * @self: a lane
 * @data: the next bytes
 * @length: number of bytes
 * @error: see desk_packet_reader_feed()
 *
 * Lets bytes through the reader; what passes waits.
 *
 * Returns: %FALSE if the stream ends here
 */
gboolean
desk_lane_feed (DeskLane *self, const guint8 *data, gsize length, GError **error)
{
  return desk_packet_reader_feed (self->reader, data, length, self->waiting, error);
}

/**
 * desk_lane_is_empty:
 * @self: a lane
 *
 * Returns: whether nothing waits
 */
gboolean
desk_lane_is_empty (const DeskLane *self)
{
  return self->sent == self->waiting->len;
}

/**
 * desk_lane_peek:
 * @self: a lane
 * @length: (out): number of bytes
 *
 * Returns: (transfer none): what waits, until the lane changes
 */
const guint8 *
desk_lane_peek (const DeskLane *self, gsize *length)
{
  *length = self->waiting->len - self->sent;

  return self->waiting->data + self->sent;
}

/**
 * desk_lane_advance:
 * @self: a lane
 * @length: at most what waits
 *
 * The first @length bytes have gone.
 */
void
desk_lane_advance (DeskLane *self, gsize length)
{
  self->sent += length;
  if (desk_lane_is_empty (self))
    desk_lane_drop (self);
}

/**
 * desk_lane_drop:
 * @self: a lane
 *
 * Forgets what waits.
 */
void
desk_lane_drop (DeskLane *self)
{
  if (self->waiting->len > KEEP)
    {
      g_byte_array_unref (self->waiting);
      self->waiting = g_byte_array_new ();
    }
  g_byte_array_set_size (self->waiting, 0);
  self->sent = 0;
}
