/* desk-subscription-row.h: one subscription in the pane
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-server-limits.h"
#include "desk-subscription.h"

G_BEGIN_DECLS

#define DESK_TYPE_SUBSCRIPTION_ROW (desk_subscription_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskSubscriptionRow, desk_subscription_row, DESK, SUBSCRIPTION_ROW, GtkListBoxRow)

GtkWidget        *desk_subscription_row_new              (DeskSubscription    *subscription);
DeskSubscription *desk_subscription_row_get_subscription (DeskSubscriptionRow *self);
void              desk_subscription_row_edit             (DeskSubscriptionRow *self);

void              desk_subscription_row_edit_options (DeskSubscriptionRow    *self,
                                                      const DeskServerLimits *limits);

G_END_DECLS
