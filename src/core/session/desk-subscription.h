/* desk-subscription.h: one topic filter that a session is subscribed to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-subscriptions.h"

G_BEGIN_DECLS

/**
 * DeskSubscriptionState:
 * @DESK_SUBSCRIPTION_IDLE: not connected; it will be sent on connecting
 * @DESK_SUBSCRIPTION_PENDING: SUBSCRIBE is on its way
 * @DESK_SUBSCRIPTION_GRANTED: SUBACK granted a QoS
 * @DESK_SUBSCRIPTION_REFUSED: SUBACK refused it; see the error
 */
typedef enum
{
  DESK_SUBSCRIPTION_IDLE,
  DESK_SUBSCRIPTION_PENDING,
  DESK_SUBSCRIPTION_GRANTED,
  DESK_SUBSCRIPTION_REFUSED,
} DeskSubscriptionState;

#define DESK_TYPE_SUBSCRIPTION (desk_subscription_get_type ())
G_DECLARE_FINAL_TYPE (DeskSubscription, desk_subscription, DESK, SUBSCRIPTION, GObject)

/* Notified properties: "filter", "qos" (uint, requested), "state" (int,
 * DeskSubscriptionState), "options" (pointer to
 * DeskSubscribeOptions), "granted-qos" (uint), "error" (GError boxed,
 * nullable: the refusal in words), "name" (string, writable: what a person
 * calls it, or empty), "colour" (uint, writable: index into a palette of 8),
 * "muted" (boolean, writable: its rows do not show, the log goes on),
 * "count" (uint64, messages received since it was added), "rate" (double,
 * messages a second, over the last two seconds). */

const char           *desk_subscription_get_filter      (DeskSubscription *self);
guint                 desk_subscription_get_qos         (DeskSubscription *self);
const DeskSubscribeOptions *
                      desk_subscription_get_options     (DeskSubscription *self);
DeskSubscriptionState desk_subscription_get_state       (DeskSubscription *self);
guint                 desk_subscription_get_granted_qos (DeskSubscription *self);
const GError         *desk_subscription_get_error       (DeskSubscription *self);
const char           *desk_subscription_get_name        (DeskSubscription *self);
void                  desk_subscription_set_name        (DeskSubscription *self,
                                                         const char       *name);
guint                 desk_subscription_get_colour      (DeskSubscription *self);
void                  desk_subscription_set_colour      (DeskSubscription *self,
                                                         guint             colour);
gboolean              desk_subscription_get_muted       (DeskSubscription *self);
void                  desk_subscription_set_muted       (DeskSubscription *self,
                                                         gboolean          muted);
guint64               desk_subscription_get_count       (DeskSubscription *self);
double                desk_subscription_get_rate        (DeskSubscription *self);

G_END_DECLS
