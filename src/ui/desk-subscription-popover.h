/* desk-subscription-popover.h: name and colour of a subscription
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-subscription.h"

G_BEGIN_DECLS

#define DESK_TYPE_SUBSCRIPTION_POPOVER (desk_subscription_popover_get_type ())
G_DECLARE_FINAL_TYPE (DeskSubscriptionPopover, desk_subscription_popover, DESK, SUBSCRIPTION_POPOVER, GtkPopover)

GtkWidget *desk_subscription_popover_new (DeskSubscription *subscription);

G_END_DECLS
