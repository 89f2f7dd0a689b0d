/* desk-trace-answers.c: how long the packets of a connection wait for their answers
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-answers.h"

#define N_TYPES (DESK_PACKET_AUTH + 1)
#define N_IDS 65536

/* Which packets an answer answers, by the type of the answer; PUBREL and
 * PUBCOMP answer each other's half of QoS 2 (MQTT 5.0 section 4.3.3). */
static const DeskPacketType asked[N_TYPES] = {
  [DESK_PACKET_CONNACK] = DESK_PACKET_CONNECT,      [DESK_PACKET_PUBACK] = DESK_PACKET_PUBLISH,
  [DESK_PACKET_PUBREC] = DESK_PACKET_PUBLISH,       [DESK_PACKET_PUBREL] = DESK_PACKET_PUBREC,
  [DESK_PACKET_PUBCOMP] = DESK_PACKET_PUBREL,       [DESK_PACKET_SUBACK] = DESK_PACKET_SUBSCRIBE,
  [DESK_PACKET_UNSUBACK] = DESK_PACKET_UNSUBSCRIBE, [DESK_PACKET_PINGRESP] = DESK_PACKET_PINGREQ,
};

typedef struct
{
  gint64 time;
  guint64 number; /* 0: nothing waits */
} Question;

/* Both ways, by type: one question, or one for each packet identifier. What is
 * never asked takes no memory. */
struct _DeskTraceAnswers
{
  Question *questions[2][N_TYPES]; /* (owned) (nullable) */
};

static gboolean
has_ids (DeskPacketType type)
{
  return type >= DESK_PACKET_PUBLISH && type <= DESK_PACKET_UNSUBACK;
}

/* PUBLISH with QoS 0 and packets without an answer are not asked for. */
static gboolean
is_question (const DeskTraceEntry *entry)
{
  switch ((DeskPacketType) (entry->first >> 4))
    {
    case DESK_PACKET_PUBLISH:
    case DESK_PACKET_PUBREC:
    case DESK_PACKET_PUBREL:
    case DESK_PACKET_SUBSCRIBE:
    case DESK_PACKET_UNSUBSCRIBE:
      return entry->packet_id != 0;
    case DESK_PACKET_CONNECT:
    case DESK_PACKET_PINGREQ:
      return TRUE;
    case DESK_PACKET_CONNACK:
    case DESK_PACKET_PUBACK:
    case DESK_PACKET_PUBCOMP:
    case DESK_PACKET_SUBACK:
    case DESK_PACKET_UNSUBACK:
    case DESK_PACKET_PINGRESP:
    case DESK_PACKET_DISCONNECT:
    case DESK_PACKET_AUTH:
    default:
      return FALSE;
    }
}

/**
 * desk_trace_answers_new:
 *
 * Returns: (transfer full): nothing was asked yet
 */
DeskTraceAnswers *
desk_trace_answers_new (void)
{
  return g_new0 (DeskTraceAnswers, 1);
}

/**
 * desk_trace_answers_free:
 * @self: (transfer full): what was asked
 */
void
desk_trace_answers_free (DeskTraceAnswers *self)
{
  for (guint way = 0; way < 2; way++)
    for (guint type = 0; type < N_TYPES; type++)
      g_free (self->questions[way][type]);
  g_free (self);
}

/**
 * desk_trace_answers_find:
 * @self: what was asked
 * @entry: (inout): a packet: if it is an answer, what it answers is filled in
 * @now: monotonic time, µs
 */
void
desk_trace_answers_find (DeskTraceAnswers *self, DeskTraceEntry *entry, gint64 now)
{
  gboolean asked_by_us = (entry->flags & DESK_TRACE_OUTGOING) == 0;
  Question *question = self->questions[asked_by_us][asked[entry->first >> 4]];

  if (question == NULL)
    return;
  if (has_ids (entry->first >> 4))
    question += entry->packet_id;
  if (question->number == 0)
    return;

  entry->round_trip = now - question->time;
  entry->answers = question->number;
  question->number = 0;
}

/**
 * desk_trace_answers_note:
 * @self: what was asked
 * @entry: a packet
 * @number: its number
 * @now: monotonic time, µs
 *
 * Remembers a packet that wants an answer.
 */
void
desk_trace_answers_note (DeskTraceAnswers *self, const DeskTraceEntry *entry, guint64 number, gint64 now)
{
  gboolean by_us = (entry->flags & DESK_TRACE_OUTGOING) != 0;
  DeskPacketType type = entry->first >> 4;
  Question **questions = &self->questions[by_us][type];

  if (!is_question (entry))
    return;
  if (*questions == NULL)
    *questions = g_new0 (Question, has_ids (type) ? N_IDS : 1);

  (*questions)[has_ids (type) ? entry->packet_id : 0] = (Question) { .time = now, .number = number };
}
