/* desk-trace-list.h: the packets of a trace, followed or read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-trace-selection.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_LIST (desk_trace_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskTraceList, desk_trace_list, DESK, TRACE_LIST, GtkWidget)

/* Properties, notified: "selected" (DeskTraceItem, nullable: the only one that is
 * selected), "n-selected" (uint). */

DeskTraceModel     *desk_trace_list_get_model     (DeskTraceList *self);
DeskTraceSelection *desk_trace_list_get_selection (DeskTraceList *self);
DeskTraceItem      *desk_trace_list_get_selected  (DeskTraceList *self);
void                desk_trace_list_follow        (DeskTraceList *self);
void                desk_trace_list_show_menu     (DeskTraceList *self);

G_END_DECLS
