/* desk-subscription-counts.h: counts messages by the subscription they belong to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

/* Follows a log: matching topics with filters happens in the thread that
 * writes the log, once for each topic and list of filters. */
typedef struct _DeskSubscriptionCounts DeskSubscriptionCounts;

DeskSubscriptionCounts *desk_subscription_counts_new         (DeskLog                *log);
void                    desk_subscription_counts_free        (DeskSubscriptionCounts *self);
void                    desk_subscription_counts_set_filters (DeskSubscriptionCounts *self,
                                                              const char *const      *filters);
GArray                 *desk_subscription_counts_take        (DeskSubscriptionCounts *self,
                                                              guint64                *received,
                                                              guint64                *sent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSubscriptionCounts, desk_subscription_counts_free)

G_END_DECLS
