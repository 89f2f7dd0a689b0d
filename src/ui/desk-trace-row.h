/* desk-trace-row.h: one packet, or one step, in the list of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-trace-item.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_ROW (desk_trace_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskTraceRow, desk_trace_row, DESK, TRACE_ROW, GtkWidget)

GtkWidget     *desk_trace_row_new      (void);
/* Titles of the columns, which are hidden where rows have two lines. */
GtkWidget     *desk_trace_row_new_header (void);
void           desk_trace_row_set_item (DeskTraceRow  *self,
                                        DeskTraceItem *item);
DeskTraceItem *desk_trace_row_get_item (DeskTraceRow  *self);

G_END_DECLS
