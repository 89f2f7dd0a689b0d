/* desk-subscription-counts.h: counts messages by the subscription they belong to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

/**
 * DeskSubscriptionSums:
 * @received: messages that were received
 * @sent: messages that we sent
 * @overlapping: of @received, how many belong to several filters
 * @unmatched: how many belong to none
 *
 * What is counted whatever the filter.
 */
typedef struct
{
  guint64 received;
  guint64 sent;
  guint64 overlapping;
  guint64 unmatched;
} DeskSubscriptionSums;

/* Follows a log: matching topics with filters happens in the thread that
 * writes the log, once for each topic and list of filters. */
typedef struct _DeskSubscriptionCounts DeskSubscriptionCounts;

DeskSubscriptionCounts *desk_subscription_counts_new         (DeskLog                *log);
void                    desk_subscription_counts_free        (DeskSubscriptionCounts *self);
void                    desk_subscription_counts_set_filters (DeskSubscriptionCounts *self,
                                                              const char *const      *filters);
GArray                 *desk_subscription_counts_take        (DeskSubscriptionCounts *self,
                                                              DeskSubscriptionSums   *sums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSubscriptionCounts, desk_subscription_counts_free)

G_END_DECLS
