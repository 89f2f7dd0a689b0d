/* desk-log-pane.h: the log of a session: filter, rows, counters
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filter-bar.h"
#include "desk-log-finder.h"
#include "desk-log-view.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_PANE (desk_log_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogPane, desk_log_pane, DESK, LOG_PANE, GtkWidget)

/* Property "paused" (boolean, writable, notified). */

GtkWidget     *desk_log_pane_new            (void);
void           desk_log_pane_set_session    (DeskLogPane *self,
                                             DeskSession *session);
DeskLogView   *desk_log_pane_get_view       (DeskLogPane *self);
DeskFilterBar *desk_log_pane_get_filter_bar (DeskLogPane *self);
DeskLogFinder *desk_log_pane_get_finder     (DeskLogPane *self);
gboolean       desk_log_pane_get_paused     (DeskLogPane *self);
void           desk_log_pane_set_paused     (DeskLogPane *self,
                                             gboolean     paused);
gint64         desk_log_pane_clear          (DeskLogPane *self);
void           desk_log_pane_restore        (DeskLogPane *self,
                                             gint64       start);
GtkWidget     *desk_log_pane_get_density    (DeskLogPane *self);
void           desk_log_pane_ask_for_time   (DeskLogPane *self);
void           desk_log_pane_show_statistics (DeskLogPane *self);

G_END_DECLS
