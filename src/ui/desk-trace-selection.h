/* desk-trace-selection.h: which entries of a trace are selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-trace-model.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_SELECTION (desk_trace_selection_get_type ())
G_DECLARE_FINAL_TYPE (DeskTraceSelection, desk_trace_selection, DESK, TRACE_SELECTION, GObject)

/* A GtkSelectionModel of any number of entries. Property "count" (uint,
 * notified): how many are selected. */

DeskTraceSelection *desk_trace_selection_new          (DeskTraceModel     *model);
guint               desk_trace_selection_get_count    (DeskTraceSelection *self);
guint               desk_trace_selection_get_position (DeskTraceSelection *self,
                                                       guint               index);

G_END_DECLS
