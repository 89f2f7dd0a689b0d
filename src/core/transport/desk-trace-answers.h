/* desk-trace-answers.h: how long the packets of a connection wait for their answers
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

typedef struct _DeskTraceAnswers DeskTraceAnswers;

DeskTraceAnswers *desk_trace_answers_new  (void);
void              desk_trace_answers_free (DeskTraceAnswers     *self);
void              desk_trace_answers_find (DeskTraceAnswers     *self,
                                           DeskTraceEntry       *entry,
                                           gint64                now);
void              desk_trace_answers_note (DeskTraceAnswers     *self,
                                           const DeskTraceEntry *entry,
                                           guint64               number,
                                           gint64                now);

G_END_DECLS
