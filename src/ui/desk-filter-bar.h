/* desk-filter-bar.h: the filter line above the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"
#include "desk-match-count.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_FILTER_BAR (desk_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeskFilterBar, desk_filter_bar, DESK, FILTER_BAR, GtkWidget)

/* Properties, notified: "filter" (DeskFilter, nullable): the last good one;
 * "finding" (boolean, writable): whether it says what to mark in all messages,
 * rather than which to show. Signals: "left": Escape or Down was pressed, the
 * rows want the focus; "way-back-dismissed": nobody wants the offered filter. */

GtkWidget  *desk_filter_bar_new         (void);
void        desk_filter_bar_set_model   (DeskFilterBar     *self,
                                         DeskFilteredModel *model);
void        desk_filter_bar_set_session (DeskFilterBar     *self,
                                         DeskSession       *session);
DeskFilter *desk_filter_bar_get_filter  (DeskFilterBar     *self);
gboolean    desk_filter_bar_get_finding (DeskFilterBar     *self);
void        desk_filter_bar_set_finding (DeskFilterBar     *self,
                                         gboolean           finding);
void        desk_filter_bar_set_place   (DeskFilterBar     *self,
                                         guint              place);
void        desk_filter_bar_set_way_back (DeskFilterBar    *self,
                                         const char        *text);
DeskMatchCount *desk_filter_bar_get_count (DeskFilterBar   *self);
const char *desk_filter_bar_get_text    (DeskFilterBar     *self);
void        desk_filter_bar_set_text    (DeskFilterBar     *self,
                                         const char        *text);
DeskFilter *desk_filter_bar_parse       (DeskFilterBar     *self,
                                         const char        *text,
                                         gsize             *start,
                                         gsize             *end,
                                         GError           **error);
void        desk_filter_bar_set_term    (DeskFilterBar     *self,
                                         const char        *key,
                                         const char        *value);
void        desk_filter_bar_add_term    (DeskFilterBar     *self,
                                         const char        *term);
void        desk_filter_bar_add_example (DeskFilterBar     *self,
                                         const char        *example);
void        desk_filter_bar_focus_entry (DeskFilterBar     *self);
void        desk_filter_bar_show_saved  (DeskFilterBar     *self);

G_END_DECLS
