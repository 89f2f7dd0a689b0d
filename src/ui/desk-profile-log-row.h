/* desk-profile-log-row.h: how much a profile keeps in its log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE_LOG_ROW (desk_profile_log_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileLogRow, desk_profile_log_row, DESK, PROFILE_LOG_ROW, AdwExpanderRow)

/* Notified property: "valid" (boolean: what is filled in can be used). */

void     desk_profile_log_row_fill_in   (DeskProfileLogRow *self,
                                         DeskProfile       *profile);
void     desk_profile_log_row_read_out  (DeskProfileLogRow *self,
                                         DeskProfile       *profile);
gboolean desk_profile_log_row_get_valid (DeskProfileLogRow *self);

G_END_DECLS
