/* desk-trace-item.h: one row of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_ITEM (desk_trace_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskTraceItem, desk_trace_item, DESK, TRACE_ITEM, GObject)

DeskTraceItem        *desk_trace_item_new        (DeskTrace     *trace,
                                                  guint64        number);
guint64               desk_trace_item_get_number (DeskTraceItem *self);
/* NULL if it was gone before anybody looked; then there are no bytes either. */
const DeskTraceEntry *desk_trace_item_get_entry  (DeskTraceItem *self);
const guint8         *desk_trace_item_get_data   (DeskTraceItem *self);
char                 *desk_trace_item_describe   (DeskTraceItem *self);

G_END_DECLS
