/* desk-trace-pane.h: the page with the packets of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace-list.h"
#include "desk-trace.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_PANE (desk_trace_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskTracePane, desk_trace_pane, DESK, TRACE_PANE, GtkWidget)

/* Properties, all notified: "recording" (boolean), "filter-text" (string), both
 * writable, "has-packets" and "has-selection" (boolean). */

void desk_trace_pane_set_trace    (DeskTracePane *self,
                                   DeskTrace     *trace);
void desk_trace_pane_focus_filter (DeskTracePane *self);
void desk_trace_pane_clear        (DeskTracePane *self);
/* To a file that a person is asked for, or to @file */
void desk_trace_pane_save         (DeskTracePane *self,
                                   GFile         *file);
void desk_trace_pane_copy         (DeskTracePane *self);
void desk_trace_pane_copy_list    (DeskTracePane *self);
void desk_trace_pane_copy_hex     (DeskTracePane *self);
DeskTraceList *desk_trace_pane_get_list (DeskTracePane *self);

G_END_DECLS
