/* desk-rate.h: messages a second over the last two seconds
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DESK_RATE_SECONDS 2

/**
 * DeskRate:
 * @past: the counter at the last ticks, newest first
 * @n_past: how many of @past are filled
 *
 * A rate from a counter that is looked at once a second.
 */
typedef struct
{
  guint64 past[DESK_RATE_SECONDS];
  guint n_past;
} DeskRate;

/**
 * desk_rate_tick:
 * @self: a rate; zero-initialised at first
 * @count: the counter now
 *
 * Moves the window by a second.
 *
 * Returns: counts a second over the window
 */
static inline double
desk_rate_tick (DeskRate *self, guint64 count)
{
  double rate = 0;

  if (self->n_past > 0)
    rate = (double) (count - self->past[self->n_past - 1]) / self->n_past;
  for (guint i = DESK_RATE_SECONDS - 1; i > 0; i--)
    self->past[i] = self->past[i - 1];
  self->past[0] = count;
  self->n_past = MIN (self->n_past + 1, DESK_RATE_SECONDS);

  return rate;
}

G_END_DECLS
