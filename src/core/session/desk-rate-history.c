/* desk-rate-history.c: what came in each of the last seconds
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-rate-history.h"

/* A timer that is this late was busy; one that is later did not run. */
#define LATE_SECONDS 3

static DeskRateSecond *
get_second (DeskRateHistory *self, gint64 second)
{
  return &self->seconds[second % DESK_RATE_HISTORY_SECONDS];
}

/**
 * desk_rate_history_sample:
 * @self: a history
 * @now: monotonic time, µs
 * @count: messages up to now; not less than before
 * @bytes: bytes up to now; not less than before
 *
 * Notes what came since the last sample. If that was up to three seconds ago
 * it is shared out evenly among them; otherwise nobody was looking, and all of
 * it counts for the present second.
 */
void
desk_rate_history_sample (DeskRateHistory *self, gint64 now, guint64 count, guint64 bytes)
{
  gint64 second = now / G_TIME_SPAN_SECOND;
  guint64 n_passed, n_shared;
  guint64 count_left = count - self->count;
  guint64 bytes_left = bytes - self->bytes;

  if (self->second == 0)
    self->second = second - 1;
  n_passed = (guint64) MAX (second - self->second, 0);
  n_shared = n_passed <= LATE_SECONDS ? n_passed : 1;
  for (guint64 i = 0; i < MIN (n_passed, DESK_RATE_HISTORY_SECONDS); i++)
    *get_second (self, second - (gint64) i) = (DeskRateSecond) { 0 };

  for (guint64 i = n_shared; i > 1; i--)
    {
      DeskRateSecond *past = get_second (self, second - (gint64) i + 1);

      past->count = count_left / i;
      past->bytes = bytes_left / i;
      count_left -= past->count;
      bytes_left -= past->bytes;
    }
  self->second = MAX (second, self->second);
  get_second (self, self->second)->count += count_left;
  get_second (self, self->second)->bytes += bytes_left;
  self->count = count;
  self->bytes = bytes;
}

/**
 * desk_rate_history_get:
 * @self: a history
 * @seconds_ago: less than %DESK_RATE_HISTORY_SECONDS
 *
 * Returns: what came in the second that began so many seconds before the one
 *   of the last sample
 */
DeskRateSecond
desk_rate_history_get (const DeskRateHistory *self, guint seconds_ago)
{
  g_return_val_if_fail (seconds_ago < DESK_RATE_HISTORY_SECONDS, (DeskRateSecond) { 0 });

  if (self->second < seconds_ago)
    return (DeskRateSecond) { 0 };

  return self->seconds[(self->second - seconds_ago) % DESK_RATE_HISTORY_SECONDS];
}
