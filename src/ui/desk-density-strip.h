/* desk-density-strip.h: the whole log at a glance, beside its rows
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-view.h"

G_BEGIN_DECLS

#define DESK_TYPE_DENSITY_STRIP (desk_density_strip_get_type ())
G_DECLARE_FINAL_TYPE (DeskDensityStrip, desk_density_strip, DESK, DENSITY_STRIP, GtkWidget)

GtkWidget *desk_density_strip_new      (void);
void       desk_density_strip_set_view (DeskDensityStrip  *self,
                                        DeskLogView       *view,
                                        DeskFilteredModel *rows);
void       desk_density_strip_go_to    (DeskDensityStrip  *self,
                                        double             y);

G_END_DECLS
