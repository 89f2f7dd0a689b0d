/* desk-trace-model.h: the entries of a trace that a filter lets pass, as a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace-filter.h"
#include "desk-trace-item.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_MODEL (desk_trace_model_get_type ())
G_DECLARE_FINAL_TYPE (DeskTraceModel, desk_trace_model, DESK, TRACE_MODEL, GObject)

/* A GListModel of DeskTraceItem, oldest first. It looks at the trace when it
 * is told to. Property "pending" (boolean, notified): not all was filtered yet. */

DeskTraceModel *desk_trace_model_new         (void);
void            desk_trace_model_set_trace   (DeskTraceModel  *self,
                                              DeskTrace       *trace);
void            desk_trace_model_take_filter (DeskTraceModel  *self,
                                              DeskTraceFilter *filter);
gboolean        desk_trace_model_is_filtered (DeskTraceModel  *self);
gboolean        desk_trace_model_get_pending (DeskTraceModel  *self);
guint64         desk_trace_model_get_number  (DeskTraceModel  *self,
                                              guint            position);
guint           desk_trace_model_get_rank    (DeskTraceModel  *self,
                                              guint64          number);
void            desk_trace_model_update      (DeskTraceModel  *self);

G_END_DECLS
