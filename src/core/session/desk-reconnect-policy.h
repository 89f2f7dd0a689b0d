/* desk-reconnect-policy.h: when to try again, and when to stop
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All times are monotonic microseconds. */
#define DESK_RECONNECT_FIRST_DELAY (1 * G_TIME_SPAN_SECOND)
#define DESK_RECONNECT_LONGEST_DELAY (60 * G_TIME_SPAN_SECOND)
#define DESK_RECONNECT_STABLE (30 * G_TIME_SPAN_SECOND)
#define DESK_RECONNECT_QUICK_LOSS (5 * G_TIME_SPAN_SECOND)
#define DESK_RECONNECT_QUICK_LOSSES 3

/**
 * DeskReconnectPolicy:
 * @delay: the delay before jitter that the next loss gives
 * @connected_at: when CONNACK came, or 0 if the attempt did not get so far
 * @quick_losses: how many connections running were lost right after CONNACK
 *
 * The memory of the back-off; zero-initialised by desk_reconnect_policy_reset().
 */
typedef struct
{
  gint64 delay;
  gint64 connected_at;
  guint quick_losses;
} DeskReconnectPolicy;

/**
 * DeskReconnectDecision:
 * @DESK_RECONNECT_RETRY: try again after the delay
 * @DESK_RECONNECT_GIVE_UP_FLAPPING: three connections running were lost within
 *   five seconds of CONNACK: trying again would go on for ever
 */
typedef enum
{
  DESK_RECONNECT_RETRY,
  DESK_RECONNECT_GIVE_UP_FLAPPING,
} DeskReconnectDecision;

void                  desk_reconnect_policy_reset     (DeskReconnectPolicy *self);
void                  desk_reconnect_policy_connected (DeskReconnectPolicy *self,
                                                       gint64               now);
DeskReconnectDecision desk_reconnect_policy_lost      (DeskReconnectPolicy *self,
                                                       gint64               now,
                                                       double               random,
                                                       gint64              *delay);

G_END_DECLS
