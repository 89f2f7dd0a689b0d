/* desk-filter-bar.h: the filter line above the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"
#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_FILTER_BAR (desk_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeskFilterBar, desk_filter_bar, DESK, FILTER_BAR, GtkWidget)

/* Property "filter" (DeskFilter, nullable, notified): the last good one.
 * Signal "left": Escape or Down was pressed; the rows want the focus. */

GtkWidget  *desk_filter_bar_new         (void);
void        desk_filter_bar_set_model   (DeskFilterBar     *self,
                                         DeskFilteredModel *model);
void        desk_filter_bar_set_profile (DeskFilterBar     *self,
                                         DeskProfile       *profile);
DeskFilter *desk_filter_bar_get_filter  (DeskFilterBar     *self);
void        desk_filter_bar_set_text    (DeskFilterBar     *self,
                                         const char        *text);
void        desk_filter_bar_set_term    (DeskFilterBar     *self,
                                         const char        *key,
                                         const char        *value);
void        desk_filter_bar_focus_entry (DeskFilterBar     *self);
void        desk_filter_bar_show_saved  (DeskFilterBar     *self);

G_END_DECLS
