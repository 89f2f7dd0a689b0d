/* desk-sparkline.h: messages a second over the last two minutes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-rate-history.h"

G_BEGIN_DECLS

#define DESK_TYPE_SPARKLINE (desk_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (DeskSparkline, desk_sparkline, DESK, SPARKLINE, GtkWidget)

GtkWidget *desk_sparkline_new         (void);
void       desk_sparkline_set_history (DeskSparkline         *self,
                                       const DeskRateHistory *history);

G_END_DECLS
