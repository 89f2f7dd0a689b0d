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
#define DESK_RECONNECT_SHORT_LOSSES 5
#define DESK_RECONNECT_SAME_LOSSES 3

/**
 * DeskLossKind:
 * @DESK_LOSS_OTHER: the network, the broker's silence, or no CONNACK at all
 * @DESK_LOSS_CLOSED: the broker ended it, and nothing of ours was unanswered
 * @DESK_LOSS_AFTER_SUBSCRIBE: it ended within seconds of a SUBSCRIBE, which was
 *   not answered or brought something unreadable
 * @DESK_LOSS_AFTER_PUBLISH: it ended within seconds of a PUBLISH that was not
 *   acknowledged
 *
 * What a connection ended with.
 */
typedef enum
{
  DESK_LOSS_OTHER,
  DESK_LOSS_CLOSED,
  DESK_LOSS_AFTER_SUBSCRIBE,
  DESK_LOSS_AFTER_PUBLISH,
} DeskLossKind;

/**
 * DeskReconnectPolicy:
 * @first_delay: the delay after the first loss
 * @longest_delay: the delay never grows beyond this
 * @max_tries: how often it is tried again running; 0: for ever
 * @tries: how often it was tried since a connection was stable
 * @delay: the delay before jitter that the next loss gives
 * @connected_at: when CONNACK came, or 0 if the attempt did not get so far
 * @quick_losses: how many connections running were lost right after CONNACK
 * @short_losses: how many running were closed by the broker before they were stable
 * @kind: what the last one ended with
 * @same_losses: how many running ended with that
 *
 * The memory of the back-off; zero-initialised by desk_reconnect_policy_reset().
 */
typedef struct
{
  gint64 first_delay;
  gint64 longest_delay;
  guint max_tries;
  guint tries;
  gint64 delay;
  gint64 connected_at;
  guint quick_losses;
  guint short_losses;
  DeskLossKind kind;
  guint same_losses;
} DeskReconnectPolicy;

/**
 * DeskReconnectDecision:
 * @DESK_RECONNECT_RETRY: try again after the delay
 * @DESK_RECONNECT_GIVE_UP_FLAPPING: three connections running were lost within
 *   five seconds of CONNACK, or five were closed by the broker within thirty:
 *   trying again would go on for ever
 * @DESK_RECONNECT_GIVE_UP_SUBSCRIBE: three running ended after a SUBSCRIBE
 * @DESK_RECONNECT_GIVE_UP_PUBLISH: three running ended after a PUBLISH
 * @DESK_RECONNECT_GIVE_UP_TRIES: it was tried as often as it may be
 */
typedef enum
{
  DESK_RECONNECT_RETRY,
  DESK_RECONNECT_GIVE_UP_FLAPPING,
  DESK_RECONNECT_GIVE_UP_SUBSCRIBE,
  DESK_RECONNECT_GIVE_UP_PUBLISH,
  DESK_RECONNECT_GIVE_UP_TRIES,
} DeskReconnectDecision;

void                  desk_reconnect_policy_reset     (DeskReconnectPolicy *self);
void                  desk_reconnect_policy_limit     (DeskReconnectPolicy *self,
                                                       gint64               first_delay,
                                                       gint64               longest_delay,
                                                       guint                max_tries);
void                  desk_reconnect_policy_connected (DeskReconnectPolicy *self,
                                                       gint64               now);
DeskReconnectDecision desk_reconnect_policy_lost      (DeskReconnectPolicy *self,
                                                       gint64               now,
                                                       DeskLossKind         kind,
                                                       double               random,
                                                       gint64              *delay);

G_END_DECLS
