/* desk-log-counters.h: what is counted below the log, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-model.h"
#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskLogCounters:
 * @all: (owned): the rate, how many messages are in the log, its size, and what is wrong
 * @fewer: (owned): the same with less words
 * @fewest: (owned): rate and number alone
 *
 * What is said of a log for as much room as there is.
 */
typedef struct
{
  char *all;
  char *fewer;
  char *fewest;
} DeskLogCounters;

void desk_log_counters_fill  (DeskLogCounters *self,
                              DeskSession     *session,
                              DeskLogModel    *model);
void desk_log_counters_clear (DeskLogCounters *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskLogCounters, desk_log_counters_clear)

G_END_DECLS
