/* desk-session-traffic.c: the counters of a session, and what came in the last two minutes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-session-private.h"

void
_desk_session_note_history (DeskSession *self)
{
  DeskTraffic connection, total;

  _desk_session_mailbox_get_traffic (self->mailbox, &connection, &total);
  desk_rate_history_sample (&self->history, g_get_monotonic_time (), total.received, total.received_bytes);
}

/**
 * desk_session_get_tally:
 * @self: a session that is not disposed of
 * @tally: (out caller-allocates): the counters at this moment
 *
 * Looks at all counters at once, so that they agree.
 */
void
desk_session_get_tally (DeskSession *self, DeskTally *tally)
{
  guint64 handed_on, left, here;
  gboolean idle;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (self->mailbox != NULL);

  *tally = (DeskTally) { 0 };
  /* In this order: what was handed on before nothing waited is stored by now, or never will be. */
  _desk_session_mailbox_get_traffic (self->mailbox, &tally->connection, &tally->total);
  idle = desk_log_get_queued (self->log) == 0;
  _desk_session_take_counts (self);

  /* What came since is part of the next look. */
  handed_on = tally->total.received + tally->total.sent;
  tally->stored = MIN (self->n_received + self->n_sent, handed_on);
  left = handed_on - tally->stored;
  if (idle)
    self->n_lost = left;
  tally->not_stored = MIN (self->n_lost, left);
  tally->waiting = left - tally->not_stored;
  /* They are stored in the order in which they come, so those that wait are the last ones. */
  here = tally->connection.received + tally->connection.sent;
  tally->connection_waiting = MIN (tally->waiting, here);
  tally->connection_stored = MIN (tally->stored, here - tally->connection_waiting);
  tally->overlapping = self->n_overlapping;
  tally->unmatched = self->n_unmatched;
}

/**
 * desk_session_get_history:
 * @self: a session
 *
 * Returns: (transfer none): what was received lately; it moves on once a second
 *   while connected, with "rate"
 */
const DeskRateHistory *
desk_session_get_history (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return &self->history;
}
