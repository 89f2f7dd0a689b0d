/* desk-log-row.h: one message in the log view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-columns.h"
#include "desk-log-item.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_ROW (desk_log_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogRow, desk_log_row, DESK, LOG_ROW, GtkWidget)

#define DESK_LOG_ROW_NO_COLOUR G_MAXUINT

GtkWidget   *desk_log_row_new          (DeskLogColumns *columns);
DeskLogItem *desk_log_row_get_item     (DeskLogRow     *self);
void         desk_log_row_set_item     (DeskLogRow     *self,
                                        DeskLogItem    *item);
void         desk_log_row_set_colour   (DeskLogRow     *self,
                                        guint           colour);
char        *desk_log_row_describe     (DeskLogRow     *self);

G_END_DECLS
