/* desk-check-row.h: one step of a connection check
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-check-finding.h"

G_BEGIN_DECLS

#define DESK_TYPE_CHECK_ROW (desk_check_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskCheckRow, desk_check_row, DESK, CHECK_ROW, GtkListBoxRow)

GtkWidget *desk_check_row_new  (void);
void       desk_check_row_show (DeskCheckRow           *self,
                                const DeskCheckFinding *finding);

G_END_DECLS
