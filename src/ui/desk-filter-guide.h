/* desk-filter-guide.h: what can be written in the filter line, with examples
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_FILTER_GUIDE (desk_filter_guide_get_type ())
G_DECLARE_FINAL_TYPE (DeskFilterGuide, desk_filter_guide, DESK, FILTER_GUIDE, GtkWidget)

/* Signal "chosen" (string): an example was pressed. */

GtkWidget *desk_filter_guide_new               (void);
void       desk_filter_guide_set_subscriptions (DeskFilterGuide *self,
                                                GListModel      *subscriptions);
const char *desk_filter_guide_get_before       (DeskFilterGuide *self,
                                                const char      *line);
void       desk_filter_guide_set_tried         (DeskFilterGuide *self,
                                                const char      *before,
                                                const char      *line);

G_END_DECLS
