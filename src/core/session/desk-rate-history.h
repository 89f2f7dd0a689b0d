/* desk-rate-history.h: what came in each of the last seconds
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far back it goes */
#define DESK_RATE_HISTORY_SECONDS 120

/**
 * DeskRateSecond:
 * @count: messages
 * @bytes: bytes of their payloads
 *
 * What came within a second.
 */
typedef struct
{
  guint64 count;
  guint64 bytes;
} DeskRateSecond;

/**
 * DeskRateHistory:
 * @seconds: a ring
 * @second: the second of the newest, monotonic; 0: there is none yet
 * @count: the counter when it was last looked at
 * @bytes: the counter of bytes
 *
 * The last two minutes of two counters that are looked at about once a second.
 * Zero-initialised at first.
 */
typedef struct
{
  DeskRateSecond seconds[DESK_RATE_HISTORY_SECONDS];
  gint64 second;
  guint64 count;
  guint64 bytes;
} DeskRateHistory;

void           desk_rate_history_sample (DeskRateHistory       *self,
                                         gint64                 now,
                                         guint64                count,
                                         guint64                bytes);
DeskRateSecond desk_rate_history_get    (const DeskRateHistory *self,
                                         guint                  seconds_ago);

G_END_DECLS
