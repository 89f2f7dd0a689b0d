/* desk-subscription-pane.h: the topic filters that a session is subscribed to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_SUBSCRIPTION_PANE (desk_subscription_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskSubscriptionPane, desk_subscription_pane, DESK, SUBSCRIPTION_PANE, GtkWidget)

/* Property "preferred-width" (int, px): what a person wants; it gets it where there is room. */

GtkWidget        *desk_subscription_pane_new         (void);
void              desk_subscription_pane_set_session (DeskSubscriptionPane *self,
                                                      DeskSession          *session);
void              desk_subscription_pane_focus_entry (DeskSubscriptionPane *self);
gboolean          desk_subscription_pane_subscribe   (DeskSubscriptionPane *self);
DeskSubscription *desk_subscription_pane_find        (DeskSubscriptionPane *self,
                                                      const char           *filter);
void              desk_subscription_pane_edit        (DeskSubscriptionPane *self,
                                                      const char           *filter);

void              desk_subscription_pane_edit_options (DeskSubscriptionPane *self,
                                                       const char           *filter);

G_END_DECLS
