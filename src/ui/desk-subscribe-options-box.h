/* desk-subscribe-options-box.h: what MQTT 5 lets a subscription say
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-server-limits.h"
#include "desk-subscribe-options.h"

G_BEGIN_DECLS

#define DESK_TYPE_SUBSCRIBE_OPTIONS_BOX (desk_subscribe_options_box_get_type ())
G_DECLARE_FINAL_TYPE (DeskSubscribeOptionsBox, desk_subscribe_options_box, DESK, SUBSCRIBE_OPTIONS_BOX, GtkWidget)

/* The QoS is not shown here, and comes back as it was. */
void desk_subscribe_options_box_set        (DeskSubscribeOptionsBox    *self,
                                            const DeskSubscribeOptions *options);
void desk_subscribe_options_box_get        (DeskSubscribeOptionsBox    *self,
                                            DeskSubscribeOptions       *options);
/* What cannot be asked for is not offered. */
void desk_subscribe_options_box_set_limits (DeskSubscribeOptionsBox    *self,
                                            const DeskServerLimits     *limits,
                                            const char                 *filter);

G_END_DECLS
