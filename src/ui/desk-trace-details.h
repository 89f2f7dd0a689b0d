/* desk-trace-details.h: all that a packet says, and its bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-trace-item.h"

G_BEGIN_DECLS

#define DESK_TYPE_TRACE_DETAILS (desk_trace_details_get_type ())
G_DECLARE_FINAL_TYPE (DeskTraceDetails, desk_trace_details, DESK, TRACE_DETAILS, GtkWidget)

void desk_trace_details_show (DeskTraceDetails *self,
                              DeskTraceItem    *item);
void desk_trace_details_say  (DeskTraceDetails *self,
                              const char       *words);

G_END_DECLS
