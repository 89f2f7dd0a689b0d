/* desk-trace-text.h: packets of a trace as text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

/* How many bytes of a packet are written out */
#define DESK_TRACE_TEXT_HEX 1024

void desk_trace_text_append_line (GString              *text,
                                  const DeskTraceEntry *entry,
                                  const guint8         *data);
void desk_trace_text_append_hex  (GString              *text,
                                  const guint8         *data,
                                  gsize                 length);
/* All of it: the line, its fields and its bytes */
char *desk_trace_text_new        (const DeskTraceEntry *entry,
                                  const guint8         *data);

G_END_DECLS
