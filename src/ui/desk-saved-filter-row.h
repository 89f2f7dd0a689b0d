/* desk-saved-filter-row.h: a saved filter, to apply, rename or delete it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_SAVED_FILTER_ROW (desk_saved_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskSavedFilterRow, desk_saved_filter_row, DESK, SAVED_FILTER_ROW, GtkListBoxRow)

GtkWidget  *desk_saved_filter_row_new      (const char         *name,
                                            const char         *text);
const char *desk_saved_filter_row_get_name (DeskSavedFilterRow *self);

G_END_DECLS
