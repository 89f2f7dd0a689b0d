/* desk-reconnect-policy.c: when to try again, and when to stop
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-reconnect-policy.h"

#define JITTER 0.2

/**
 * desk_reconnect_policy_reset:
 * @self: (out caller-allocates): a policy
 *
 * Forgets everything, as when a person asks for a connection.
 */
void
desk_reconnect_policy_reset (DeskReconnectPolicy *self)
{
  *self = (DeskReconnectPolicy) {
    .first_delay = DESK_RECONNECT_FIRST_DELAY,
    .longest_delay = DESK_RECONNECT_LONGEST_DELAY,
    .delay = DESK_RECONNECT_FIRST_DELAY,
  };
}

/**
 * desk_reconnect_policy_limit:
 * @self: a policy that was reset
 * @first_delay: microseconds, over 0
 * @longest_delay: microseconds; less than @first_delay counts as that
 * @max_tries: how often it is tried again running; 0: for ever
 *
 * Sets what a person may want otherwise.
 */
void
desk_reconnect_policy_limit (DeskReconnectPolicy *self, gint64 first_delay, gint64 longest_delay, guint max_tries)
{
  self->first_delay = self->delay = first_delay;
  self->longest_delay = MAX (longest_delay, first_delay);
  self->max_tries = max_tries;
}

/**
 * desk_reconnect_policy_connected:
 * @self: a policy
 * @now: monotonic time
 *
 * Notes that CONNACK came. It does not reset the back-off: two clients with
 * one client ID both get that far every time.
 */
void
desk_reconnect_policy_connected (DeskReconnectPolicy *self, gint64 now)
{
  self->connected_at = now;
}

static void
count (DeskReconnectPolicy *self, DeskLossKind kind, gint64 lasted)
{
  gboolean was_connected = lasted >= 0;

  self->quick_losses = was_connected && lasted < DESK_RECONNECT_QUICK_LOSS ? self->quick_losses + 1 : 0;
  /* Another client of the same ID may take its time before it comes back. */
  self->short_losses = was_connected && lasted < DESK_RECONNECT_STABLE && kind == DESK_LOSS_CLOSED
                           ? self->short_losses + 1
                           : 0;
  self->same_losses = kind == self->kind ? self->same_losses + 1 : 1;
  self->kind = kind;
}

/**
 * desk_reconnect_policy_lost:
 * @self: a policy
 * @now: monotonic time
 * @kind: what it ended with
 * @random: a random number from 0 to 1 for the jitter
 * @delay: (out): microseconds to wait, if the decision is to retry
 *
 * Decides what follows a failed attempt or a lost connection. The delay
 * starts at 1 s and doubles up to 60 s, if nothing else was said, with 20 % of
 * jitter either way; it starts again after a connection that was stable for 30 s.
 *
 * Returns: what to do
 */
DeskReconnectDecision
desk_reconnect_policy_lost (DeskReconnectPolicy *self,
                            gint64               now,
                            DeskLossKind         kind,
                            double               random,
                            gint64              *delay)
{
  gint64 lasted = self->connected_at != 0 ? now - self->connected_at : -1;

  self->connected_at = 0;
  count (self, kind, lasted);

  if (self->same_losses >= DESK_RECONNECT_SAME_LOSSES && kind == DESK_LOSS_AFTER_SUBSCRIBE)
    return DESK_RECONNECT_GIVE_UP_SUBSCRIBE;
  if (self->same_losses >= DESK_RECONNECT_SAME_LOSSES && kind == DESK_LOSS_AFTER_PUBLISH)
    return DESK_RECONNECT_GIVE_UP_PUBLISH;
  if (self->quick_losses >= DESK_RECONNECT_QUICK_LOSSES || self->short_losses >= DESK_RECONNECT_SHORT_LOSSES)
    return DESK_RECONNECT_GIVE_UP_FLAPPING;

  if (lasted >= DESK_RECONNECT_STABLE)
    {
      self->delay = self->first_delay;
      self->tries = 0;
    }
  if (self->max_tries > 0 && self->tries >= self->max_tries)
    return DESK_RECONNECT_GIVE_UP_TRIES;
  self->tries++;

  *delay = (gint64) ((double) self->delay * (1.0 + JITTER * (2.0 * random - 1.0)));
  self->delay = MIN (self->delay * 2, self->longest_delay);

  return DESK_RECONNECT_RETRY;
}
