/* desk-topic-sum.c: what happened on one topic
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-sum.h"

static void
add_arrival (DeskTopicSum *self, gint64 time, gint64 run)
{
  /* A clock that is set back makes no gap. */
  if (self->arrivals > 0 && self->last_run == run && time >= self->last_arrival)
    {
      gint64 gap = time - self->last_arrival;

      self->gap_min = self->gaps == 0 ? gap : MIN (self->gap_min, gap);
      self->gap_max = self->gaps == 0 ? gap : MAX (self->gap_max, gap);
      self->gap_sum += (double) gap;
      self->gap_squares += (double) gap * (double) gap;
      self->gaps++;
    }
  if (self->arrivals == 0)
    {
      self->first_arrival = time;
      self->first_run = run;
    }
  self->last_arrival = time;
  self->last_run = run;
  self->arrivals++;
}

/**
 * desk_topic_sum_add:
 * @self: a sum; one without messages has a count of 0
 * @id: id of a message, greater than those before
 * @time: microseconds since 1970, UTC
 * @flags: QoS, retained, outgoing, duplicate
 * @size: bytes of its payload
 * @run: which connection it came with: the id of the connection's first message
 *
 * Adds a message.
 */
void
desk_topic_sum_add (DeskTopicSum *self, gint64 id, gint64 time, DeskMessageFlags flags, gsize size, gint64 run)
{
  gboolean outgoing = (flags & DESK_MESSAGE_OUTGOING) != 0;

  if (self->count == 0)
    {
      self->first_id = id;
      self->first_time = time;
      self->size_min = size;
      self->size_max = size;
    }
  self->last_id = id;
  self->last_time = time;
  self->size_min = MIN (self->size_min, size);
  self->size_max = MAX (self->size_max, size);
  self->count++;
  self->bytes += size;
  self->outgoing += outgoing ? 1 : 0;

  if ((flags & DESK_MESSAGE_RETAINED) != 0)
    self->retained = size > 0 ? DESK_TOPIC_RETAINED_SET : DESK_TOPIC_RETAINED_CLEARED;
  else if (!outgoing)
    add_arrival (self, time, run);
}

/**
 * desk_topic_sum_clear:
 * @self: a sum
 *
 * Forgets the messages and keeps the topic.
 */
void
desk_topic_sum_clear (DeskTopicSum *self)
{
  *self = (DeskTopicSum) { .topic = self->topic, .topic_id = self->topic_id };
}
