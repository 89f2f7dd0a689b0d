/* desk-trace-tap.c: records what goes through one connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-packet-private.h"
#include "desk-trace-answers.h"
#include "desk-trace-secrets.h"
#include "desk-trace-tap.h"

/* One direction. It cuts the stream itself and trusts nobody's lengths: what
 * the packet reader refuses is what one most wants to see. */
typedef struct
{
  guint generation; /* of the trace when it joined; 0: it has not */
  gboolean lost;    /* what comes is not MQTT: the rest of it is not looked at */
  gsize passes;     /* bytes that pass unseen, of a packet that began before */
  GByteArray *held; /* (owned): the beginning of a packet, up to the snap length */
  gsize size;       /* bytes of that packet; 0: not known yet */
  gsize seen;       /* of these, how many came */
} Side;

struct _DeskTraceTap
{
  DeskTrace *trace; /* (owned) */
  guint32 connection;
  DeskMqttVersion version;
  Side sides[2];             /* outgoing, incoming */
  DeskTraceAnswers *answers; /* (owned) */
  gint64 time;               /* µs since 1970 */
  gint64 monotonic;          /* µs */
};

/**
 * desk_trace_tap_new:
 * @trace: where to record; a reference is taken
 * @connection: what desk_trace_begin() returned
 * @version: that the connection will speak
 *
 * Returns: (transfer full): a tap
 */
DeskTraceTap *
desk_trace_tap_new (DeskTrace *trace, guint32 connection, DeskMqttVersion version)
{
  DeskTraceTap *self = g_new0 (DeskTraceTap, 1);

  self->trace = g_object_ref (trace);
  self->connection = connection;
  self->version = version;
  self->answers = desk_trace_answers_new ();
  for (guint i = 0; i < 2; i++)
    self->sides[i].held = g_byte_array_new ();

  return self;
}

/* A secret may have been in there. */
static void
empty (Side *side)
{
  if (side->held->len > 0)
    memset (side->held->data, 0, side->held->len);
  g_byte_array_set_size (side->held, 0);
  side->size = side->seen = 0;
}

/**
 * desk_trace_tap_free:
 * @self: (transfer full) (nullable): a tap
 */
void
desk_trace_tap_free (DeskTraceTap *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < 2; i++)
    {
      empty (&self->sides[i]);
      g_byte_array_unref (self->sides[i].held);
    }
  desk_trace_answers_free (self->answers);
  g_object_unref (self->trace);
  g_free (self);
}

/**
 * desk_trace_tap_is_on:
 * @self: (nullable): a tap
 *
 * Returns: whether its trace is being recorded
 */
gboolean
desk_trace_tap_is_on (DeskTraceTap *self)
{
  return self != NULL && desk_trace_get_generation (self->trace) != 0;
}

/**
 * desk_trace_tap_is_in_step:
 * @self: a tap
 * @incoming: from the broker
 *
 * Returns: whether it has joined the stream since its trace is on
 */
gboolean
desk_trace_tap_is_in_step (DeskTraceTap *self, gboolean incoming)
{
  return self->sides[incoming != FALSE].generation == desk_trace_get_generation (self->trace);
}

/**
 * desk_trace_tap_join:
 * @self: a tap
 * @incoming: from the broker
 * @rest: bytes of a packet that are still to come, which began before
 *
 * Tells where the stream stands, so that its packets can be told apart.
 */
void
desk_trace_tap_join (DeskTraceTap *self, gboolean incoming, gsize rest)
{
  Side *side = &self->sides[incoming != FALSE];

  empty (side);
  side->generation = desk_trace_get_generation (self->trace);
  side->lost = FALSE;
  side->passes = rest;
}

static gboolean
has_packet_id (guint8 first)
{
  DeskPacketType type = first >> 4;

  return type == DESK_PACKET_PUBLISH ? (first & 0x06) != 0
                                     : type >= DESK_PACKET_PUBACK && type <= DESK_PACKET_UNSUBACK;
}

static guint16
find_packet_id (const guint8 *data, gsize length)
{
  gsize at = 1;

  if (!has_packet_id (data[0]))
    return 0;
  while (at < length && (data[at++] & 0x80) != 0)
    ;
  if (data[0] >> 4 == DESK_PACKET_PUBLISH && at + 2 <= length)
    at += 2 + (gsize) (data[at] << 8 | data[at + 1]);

  return at + 2 <= length ? (guint16) (data[at] << 8 | data[at + 1]) : 0;
}

/* @data is the packet or its beginning, without secrets. */
static void
record (DeskTraceTap *self,
        gboolean incoming,
        const guint8 *data,
        gsize length,
        gsize size,
        gsize seen,
        guint32 flags)
{
  DeskTraceEntry entry = { .time = self->time, .round_trip = -1, .size = size, .seen = seen };
  guint64 number;

  entry.connection = self->connection;
  entry.version = self->version;
  entry.first = data[0];
  entry.flags = flags | (incoming ? 0 : DESK_TRACE_OUTGOING);
  entry.length = (guint32) length;
  entry.packet_id = find_packet_id (data, length);
  if (seen == size)
    desk_trace_answers_find (self->answers, &entry, self->monotonic);
  number = desk_trace_append (self->trace, &entry, data);
  if (seen == size)
    desk_trace_answers_note (self->answers, &entry, number, self->monotonic);
}

static void
record_held (DeskTraceTap *self, gboolean incoming, guint32 flags)
{
  Side *side = &self->sides[incoming != FALSE];

  if (desk_trace_has_secrets (side->held->data[0] >> 4)
      && desk_trace_blank (side->held->data, side->held->len, self->version))
    flags |= DESK_TRACE_BLANKED;
  record (self, incoming, side->held->data, side->held->len, side->size > 0 ? side->size : side->seen,
          side->seen, flags);
  empty (side);
}

/* Reads the fixed header; FALSE if it is not whole, or is none. */
static gboolean
find_size (Side *side, const guint8 *data, gsize length, gsize *size)
{
  guint32 remaining;
  gsize n_bytes;
  DeskCheck result = _desk_varint_read (data + 1, length - 1, &remaining, &n_bytes);

  if (result == DESK_CHECK_REFUSE)
    side->lost = TRUE;
  if (result != DESK_CHECK_PASS)
    return FALSE;

  *size = 1 + n_bytes + remaining;

  return TRUE;
}

/* Goes on with a packet of which something is held. */
static gsize
feed_held (DeskTraceTap *self, gboolean incoming, const guint8 *data, gsize length)
{
  Side *side = &self->sides[incoming != FALSE];
  /* Byte by byte until the length is known: there are four of it at most. */
  gsize step = side->lost ? length : side->size == 0 ? 1 : MIN (side->size - side->seen, length);
  gsize room = DESK_TRACE_SNAP - side->held->len;

  g_byte_array_append (side->held, data, (guint) MIN (step, room));
  side->seen += step;
  if (side->size == 0 && !side->lost)
    find_size (side, side->held->data, side->held->len, &side->size);
  if (side->size > 0 && side->seen == side->size)
    record_held (self, incoming, 0);

  return step;
}

/**
 * desk_trace_tap_take_time:
 * @self: a tap
 *
 * What is fed from now on passes now. Before bytes are written, since an answer
 * may be there before the call returns.
 */
void
desk_trace_tap_take_time (DeskTraceTap *self)
{
  self->time = g_get_real_time ();
  self->monotonic = g_get_monotonic_time ();
}

/**
 * desk_trace_tap_feed:
 * @self: a tap that is on and in step
 * @incoming: from the broker
 * @data: the next bytes of that direction
 * @length: number of bytes
 *
 * Records the packets that are complete, and remembers the beginning of the
 * next one.
 */
void
desk_trace_tap_feed (DeskTraceTap *self, gboolean incoming, const guint8 *data, gsize length)
{
  Side *side = &self->sides[incoming != FALSE];
  gsize step = MIN (side->passes, length);

  side->passes -= step;

  for (gsize at = step; at < length; at += step)
    {
      gsize size;

      step = 0;
      if (side->held->len == 0 && !desk_trace_has_secrets (data[at] >> 4)
          && find_size (side, data + at, length - at, &size) && size <= length - at)
        {
          record (self, incoming, data + at, MIN (size, DESK_TRACE_SNAP), size, size, 0);
          step = size;
        }
      else
        {
          step = feed_held (self, incoming, data + at, length - at);
        }
    }
}

/**
 * desk_trace_tap_end:
 * @self: (nullable): a tap
 *
 * Records what there is of a packet in either direction. Nothing is recorded
 * until it joins again.
 */
void
desk_trace_tap_end (DeskTraceTap *self)
{
  if (!desk_trace_tap_is_on (self))
    return;

  self->time = g_get_real_time ();
  for (guint i = 0; i < 2; i++)
    {
      if (self->sides[i].held->len > 0 && desk_trace_tap_is_in_step (self, i == 1))
        record_held (self, i == 1, DESK_TRACE_UNFINISHED);
      self->sides[i].generation = 0;
    }
}
