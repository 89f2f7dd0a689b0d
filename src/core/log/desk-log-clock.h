/* desk-log-clock.h: what the time is, as far as the age of messages goes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* About the year 10000: no time in a file, which may come from anybody, is later. */
#define DESK_LOG_CLOCK_LATEST (G_GINT64_CONSTANT (8030) * 365 * G_TIME_SPAN_DAY)

/**
 * DeskLogClockMove:
 * @below: messages below this id and not below @from were stamped before the
 *   clock was set; 0: it was not
 * @from: the first of them
 * @by: how far it was set ahead, µs
 * @at: what it said then
 *
 * A jump of the clock that turned out to be right, so the stamps before it are wrong.
 */
typedef struct
{
  gint64 below;
  gint64 from;
  gint64 by;
  gint64 at;
} DeskLogClockMove;

/**
 * DeskLogClock:
 * @believed: µs since 1970, UTC, at most %DESK_LOG_CLOCK_LATEST; 0: nothing is known
 * @doubted: what the clock said when it was first found to be ahead without a
 *   reason; 0: it is believed
 * @move: the last jump that was believed
 *
 * These last longer than the program does; the rest is of this run.
 */
typedef struct
{
  gint64 believed;
  gint64 doubted;
  DeskLogClockMove move;

  /*< private >*/
  gint64 looked;       /* since the computer was started, µs; 0: not yet */
  gint64 doubted_from; /* the same; 0: the doubt is of an earlier run */
  gint64 run_from;     /* the first message after the last jump of this run */
  DeskLogClockMove pending;
} DeskLogClock;

gint64   desk_log_clock_look     (DeskLogClock       *self,
                                  gint64              now,
                                  gint64              since_boot,
                                  gint64              absence,
                                  gint64              next_id);
gint64   desk_log_clock_correct  (const DeskLogClock *self,
                                  gint64              id,
                                  gint64              time);

gint64   desk_log_clock_get_now  (void);
gint64   desk_log_clock_get_since_boot (void);
/* For tests: has both say something else, from now on, in all threads */
void     desk_log_clock_shift    (gint64              now,
                                  gint64              since_boot);

G_END_DECLS
