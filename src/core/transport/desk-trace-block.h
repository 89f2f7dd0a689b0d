/* desk-trace-block.h: a piece of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

#define DESK_TRACE_BLOCK_SIZE (256 * 1024)

/* What was appended stays as it is; only the newest block of a trace grows,
 * under the trace's lock. Entries lie one behind the other from the beginning,
 * and where each begins is said from the end backwards. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n_entries;
  guint64 first; /* number of the first entry */
  guint32 used;
  guint8 *bytes; /* (owned) */
} DeskTraceBlock;

DeskTraceBlock       *_desk_trace_block_new    (guint64               first);
DeskTraceBlock       *_desk_trace_block_ref    (DeskTraceBlock       *self);
void                  _desk_trace_block_unref  (gpointer              data);
gboolean              _desk_trace_block_append (DeskTraceBlock       *self,
                                                const DeskTraceEntry *entry,
                                                const guint8         *data);
const DeskTraceEntry *_desk_trace_block_get    (const DeskTraceBlock *self,
                                                guint                 index,
                                                const guint8        **data);

G_END_DECLS
