/* desk-log-view.h: the rows of a log, followed or read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"
#include "desk-log-columns.h"
#include "desk-log-selection.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_VIEW (desk_log_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogView, desk_log_view, DESK, LOG_VIEW, GtkWidget)

/* Properties, notified: "following" (boolean, writable: the newest row stays
 * in view), "selected" (DeskLogItem, nullable: the message of the row that was
 * selected last), "n-selected" (uint: rows). Signal "activated": the selected
 * row was clicked, or Enter was pressed on it. */

GtkWidget      *desk_log_view_new            (void);
void            desk_log_view_set_model      (DeskLogView       *self,
                                              DeskFilteredModel *model);
void            desk_log_view_set_session    (DeskLogView       *self,
                                              DeskSession       *session);
DeskLogColumns *desk_log_view_get_columns    (DeskLogView       *self);
GtkAdjustment  *desk_log_view_get_adjustment (DeskLogView       *self);
void            desk_log_view_show_menu      (DeskLogView       *self);
gboolean        desk_log_view_get_following  (DeskLogView       *self);
void            desk_log_view_set_following  (DeskLogView       *self,
                                              gboolean           following);
void            desk_log_view_set_paused     (DeskLogView       *self,
                                              gboolean           paused,
                                              guint64            n_behind);
DeskLogItem    *desk_log_view_get_selected   (DeskLogView       *self);
DeskLogSelection *desk_log_view_get_selection (DeskLogView      *self);
DeskLogItem    *desk_log_view_get_previous   (DeskLogView       *self);
void            desk_log_view_scroll_to      (DeskLogView       *self,
                                              guint              position);
void            desk_log_view_scroll_around  (DeskLogView      *self,
                                              guint             position);
void            desk_log_view_redraw_rows    (DeskLogView      *self);
void            desk_log_view_go_to          (DeskLogView       *self,
                                              guint              position);
void            desk_log_view_show_selected  (DeskLogView       *self);
void            desk_log_view_update_colours (DeskLogView      *self);
void            desk_log_view_focus_list     (DeskLogView       *self);

G_END_DECLS
