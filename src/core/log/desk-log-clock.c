/* desk-log-clock.c: what the time is, as far as the age of messages goes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <time.h>

#include "desk-log-clock.h"

/* A clock that is wrong must not make everything too old at once. While the
 * program runs, the time that passes can be measured without it: where the clock
 * runs ahead of that, somebody has set it. Between two runs nobody knows how long
 * it was, but an absence of less than half of what is kept can do no great harm.
 * Anything else has to last: a dead battery, a slip of the finger and a board that
 * waits for the network are mostly put right within minutes. Until then time goes
 * on as it was measured. A clock that is set back is believed at once, since that
 * deletes nothing. */
#define TOLERANCE G_TIME_SPAN_HOUR
#define DOUBT G_TIME_SPAN_HOUR

static gint64 shift_now;
static gint64 shift_since_boot;

gint64
desk_log_clock_get_now (void)
{
  return g_get_real_time () + __atomic_load_n (&shift_now, __ATOMIC_RELAXED);
}

/* Also the time for which the computer slept */
gint64
desk_log_clock_get_since_boot (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + __atomic_load_n (&shift_since_boot, __ATOMIC_RELAXED);
}

void
desk_log_clock_shift (gint64 now, gint64 since_boot)
{
  __atomic_store_n (&shift_now, now, __ATOMIC_RELAXED);
  __atomic_store_n (&shift_since_boot, since_boot, __ATOMIC_RELAXED);
}

static gint64
believe (DeskLogClock *self, gint64 now, gint64 since_boot)
{
  self->pending = (DeskLogClockMove) { 0 };
  self->believed = now;
  self->looked = since_boot;
  self->doubted = self->doubted_from = 0;

  return now;
}

static void
begin_doubt (DeskLogClock *self, gint64 now, gint64 since_boot, gint64 expected, gint64 next_id)
{
  self->doubted = now;
  self->doubted_from = since_boot;
  self->pending = (DeskLogClockMove) { 0 };
  /* Of the stamps of an earlier run nothing is known. */
  if (self->looked != 0 && next_id > self->run_from)
    self->pending = (DeskLogClockMove) { .below = next_id, .from = self->run_from, .by = now - expected, .at = now };
}

/**
 * desk_log_clock_look:
 * @self: what is known of the time
 * @now: what the clock says, µs since 1970, UTC
 * @since_boot: monotonic, µs, never 0
 * @absence: µs for which the program may not have run without anybody wondering
 * @next_id: of the next message
 *
 * Looks at the clock, which should happen at least once every some minutes.
 *
 * Returns: the time by which messages are too old
 */
gint64
desk_log_clock_look (DeskLogClock *self, gint64 now, gint64 since_boot, gint64 absence, gint64 next_id)
{
  gboolean first = self->looked == 0;
  gint64 expected;

  if (first)
    self->run_from = next_id;
  if (self->believed <= 0 || now > DESK_LOG_CLOCK_LATEST)
    return believe (self, MIN (now, DESK_LOG_CLOCK_LATEST), since_boot);
  expected = self->believed + (first ? 0 : since_boot - self->looked);
  if (now <= expected + (first ? MAX (absence, TOLERANCE) : TOLERANCE))
    return believe (self, now, since_boot);

  /* Anew if it was set once more */
  if (self->doubted <= 0 || now < self->doubted
      || (self->doubted_from != 0 && now - self->doubted > since_boot - self->doubted_from + TOLERANCE))
    begin_doubt (self, now, since_boot, expected, next_id);
  else if (now - self->doubted >= DOUBT && (self->doubted_from == 0 || since_boot - self->doubted_from >= DOUBT))
    {
      if (self->pending.below != 0)
        {
          self->run_from = self->pending.below;
          self->move = self->pending;
        }
      return believe (self, now, since_boot);
    }
  self->believed = expected;
  self->looked = since_boot;

  return expected;
}

/**
 * desk_log_clock_correct:
 * @self: what is known of the time
 * @id: of a message
 * @time: its stamp
 *
 * Returns: when it came, as far as is known
 */
gint64
desk_log_clock_correct (const DeskLogClock *self, gint64 id, gint64 time)
{
  gint64 corrected;

  if (id < self->move.from || id >= self->move.below || __builtin_add_overflow (time, self->move.by, &corrected))
    return time;

  /* Some came after the jump and before it was seen. */
  return corrected <= self->move.at ? corrected : time;
}
