/* desk-trace-tap.h: records what goes through one connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

typedef struct _DeskTraceTap DeskTraceTap;

/* All calls from one thread. */
DeskTraceTap *desk_trace_tap_new      (DeskTrace       *trace,
                                       guint32          connection,
                                       DeskMqttVersion  version);
void          desk_trace_tap_free     (DeskTraceTap    *self);
/* Whether bytes are to be fed at the moment. */
gboolean      desk_trace_tap_is_on    (DeskTraceTap    *self);
/* Whether it knows where in a packet the stream stands. */
gboolean      desk_trace_tap_is_in_step (DeskTraceTap  *self,
                                       gboolean         incoming);
void          desk_trace_tap_join     (DeskTraceTap    *self,
                                       gboolean         incoming,
                                       gsize            rest);
/* What is fed from now on passes now; for what is written, before it is. */
void          desk_trace_tap_take_time (DeskTraceTap   *self);
void          desk_trace_tap_feed     (DeskTraceTap    *self,
                                       gboolean         incoming,
                                       const guint8    *data,
                                       gsize            length);
/* The stream is over: what there is of a packet is recorded. */
void          desk_trace_tap_end      (DeskTraceTap    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTraceTap, desk_trace_tap_free)

G_END_DECLS
