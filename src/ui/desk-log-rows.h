/* desk-log-rows.h: makes, colours and names the rows of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-row.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_ROWS (desk_log_rows_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogRows, desk_log_rows, DESK, LOG_ROWS, GObject)

DeskLogRows *desk_log_rows_new            (GtkListView    *list,
                                           DeskLogColumns *columns);
void         desk_log_rows_set_session    (DeskLogRows    *self,
                                           DeskSession    *session);
void         desk_log_rows_update_colours (DeskLogRows    *self);
void         desk_log_rows_redraw         (DeskLogRows    *self);
DeskLogRow  *desk_log_rows_find           (DeskLogRows    *self,
                                           DeskLogItem    *item);
DeskLogRow  *desk_log_rows_find_at        (DeskLogRows    *self,
                                           double          x,
                                           double          y);

G_END_DECLS
