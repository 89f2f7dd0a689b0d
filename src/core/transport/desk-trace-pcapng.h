/* desk-trace-pcapng.h: a trace as a file for Wireshark
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

gboolean desk_trace_write_pcapng (DeskTrace           *trace,
                                  GOutputStream       *stream,
                                  GCancellable        *cancellable,
                                  GError             **error);
void     desk_trace_save_async   (DeskTrace           *trace,
                                  GFile               *file,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean desk_trace_save_finish  (DeskTrace           *trace,
                                  GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS
