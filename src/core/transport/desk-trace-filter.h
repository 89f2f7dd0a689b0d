/* desk-trace-filter.h: which packets of a trace a person wants to see
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

typedef struct _DeskTraceFilter DeskTraceFilter;

/* Terms that all have to hold, each with a leading "-" for the contrary:
 * type:publish, type:pub (all that begin so), type:step; dir:in, dir:out; id:12;
 * qos:1; dup:yes; retained:yes; topic:FILTER; refused:yes; and words or "words in quotes" that
 * occur in the packet, in upper or lower case unless they hold a capital. */
DeskTraceFilter *desk_trace_filter_new     (const char            *line,
                                            GError               **error);
void             desk_trace_filter_free    (DeskTraceFilter       *self);
/* Whether every packet matches */
gboolean         desk_trace_filter_is_open (const DeskTraceFilter *self);
gboolean         desk_trace_filter_matches (const DeskTraceFilter *self,
                                            const DeskTraceEntry  *entry,
                                            const guint8          *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTraceFilter, desk_trace_filter_free)

G_END_DECLS
