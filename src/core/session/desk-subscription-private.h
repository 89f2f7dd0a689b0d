/* desk-subscription-private.h: what the session does to a subscription
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-subscription.h"

G_BEGIN_DECLS

DeskSubscription *_desk_subscription_new         (const char           *filter,
                                                  const DeskSubscribeOptions *options,
                                                  guint                 colour);
/* What the profile says instead of the filter, if there are variables in it */
const char       *_desk_subscription_get_source  (DeskSubscription     *self);
void              _desk_subscription_set_source  (DeskSubscription     *self,
                                                  const char           *source);
/* Whether a person chose it, so that it is worth keeping */
gboolean          _desk_subscription_has_chosen_colour (DeskSubscription *self);
void              _desk_subscription_set_options (DeskSubscription     *self,
                                                  const DeskSubscribeOptions *options);
void              _desk_subscription_set_state   (DeskSubscription     *self,
                                                  DeskSubscriptionState state,
                                                  guint                 granted_qos,
                                                  const GError         *error);
void              _desk_subscription_add_count   (DeskSubscription     *self,
                                                  guint64               count);
/* Once a second: moves the window over which the rate is taken. */
void              _desk_subscription_tick        (DeskSubscription     *self);

G_END_DECLS
