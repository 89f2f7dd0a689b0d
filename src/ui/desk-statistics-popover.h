/* desk-statistics-popover.h: the counters of a connection, and what they mean
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_STATISTICS_POPOVER (desk_statistics_popover_get_type ())
G_DECLARE_FINAL_TYPE (DeskStatisticsPopover, desk_statistics_popover, DESK, STATISTICS_POPOVER, GtkPopover)

GtkWidget *desk_statistics_popover_new         (void);
void       desk_statistics_popover_set_session (DeskStatisticsPopover *self,
                                                DeskSession           *session,
                                                DeskFilteredModel     *rows);

G_END_DECLS
