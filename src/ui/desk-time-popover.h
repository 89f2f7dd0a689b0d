/* desk-time-popover.h: goes to a time in the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-view.h"

G_BEGIN_DECLS

#define DESK_TYPE_TIME_POPOVER (desk_time_popover_get_type ())
G_DECLARE_FINAL_TYPE (DeskTimePopover, desk_time_popover, DESK, TIME_POPOVER, GtkPopover)

GtkWidget *desk_time_popover_new       (void);
void       desk_time_popover_set_view  (DeskTimePopover   *self,
                                        DeskLogView       *view,
                                        DeskFilteredModel *rows);
void       desk_time_popover_go_to     (DeskTimePopover   *self,
                                        gint64             time);

G_END_DECLS
