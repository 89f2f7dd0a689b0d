/* desk-trace-menu.h: what can be done with the packets that are selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-trace-item.h"

G_BEGIN_DECLS

GtkPopover *desk_trace_menu_new           (void);
char       *desk_trace_menu_dup_type_term (DeskTraceItem *item);
char       *desk_trace_menu_dup_id_term   (DeskTraceItem *item);

G_END_DECLS
