/* desk-filter-reason.h: the line below the filter line that says what is wrong with it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_FILTER_REASON (desk_filter_reason_get_type ())
G_DECLARE_FINAL_TYPE (DeskFilterReason, desk_filter_reason, DESK, FILTER_REASON, GtkWidget)

void     desk_filter_reason_set_entry   (DeskFilterReason *self,
                                         GtkEntry         *entry);
void     desk_filter_reason_set_mistake (DeskFilterReason *self,
                                         const GError     *error,
                                         gsize             start,
                                         gsize             end);
void     desk_filter_reason_set_hint    (DeskFilterReason *self,
                                         const char       *hint);
void     desk_filter_reason_set_failure (DeskFilterReason *self,
                                         const GError     *error);
gboolean desk_filter_reason_has_mistake (DeskFilterReason *self);

G_END_DECLS
