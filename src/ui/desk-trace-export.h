/* desk-trace-export.h: packets on the clipboard and in a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-trace-selection.h"

G_BEGIN_DECLS

/* All say in a toast what they did; @from is a widget of the page. */
void desk_trace_export_copy      (GtkWidget      *from,
                                  DeskTraceItem  *item);
void desk_trace_export_copy_selection (GtkWidget *from,
                                  DeskTraceModel *model,
                                  DeskTraceSelection *selection);
void desk_trace_export_copy_hex  (GtkWidget      *from,
                                  DeskTraceModel *model,
                                  DeskTraceSelection *selection);
void desk_trace_export_copy_list (GtkWidget      *from,
                                  DeskTraceModel *model);
void desk_trace_export_save      (GtkWidget      *from,
                                  DeskTrace      *trace,
                                  GFile          *file);
void desk_trace_export_ask       (GtkWidget      *from,
                                  DeskTrace      *trace);

G_END_DECLS
