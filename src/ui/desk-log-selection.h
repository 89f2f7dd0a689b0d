/* desk-log-selection.h: which rows of a log are selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"
#include "desk-id-ranges.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_SELECTION (desk_log_selection_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogSelection, desk_log_selection, DESK, LOG_SELECTION, GObject)

/* A GtkSelectionModel over a DeskFilteredModel that costs the same for three
 * selected rows and for three million.
 *
 * Properties, notified: "current" (DeskLogItem, nullable: the message whose row
 * was selected or unselected last, while it is in the list), "count" (uint:
 * selected rows). */

DeskLogSelection *desk_log_selection_new                  (void);
void              desk_log_selection_set_model            (DeskLogSelection  *self,
                                                           DeskFilteredModel *model);
DeskFilteredModel *desk_log_selection_get_model          (DeskLogSelection  *self);
DeskLogItem      *desk_log_selection_get_current          (DeskLogSelection  *self);
guint             desk_log_selection_get_current_position (DeskLogSelection  *self);
void              desk_log_selection_set_current          (DeskLogSelection  *self,
                                                           guint              position);
guint             desk_log_selection_get_count            (DeskLogSelection  *self);
DeskIdRanges     *desk_log_selection_get_ranges           (DeskLogSelection  *self);

G_END_DECLS
