/* desk-profile-row.h: a saved profile in a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE_ROW (desk_profile_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileRow, desk_profile_row, DESK, PROFILE_ROW, AdwActionRow)

GtkWidget   *desk_profile_row_new         (DeskProfile      *profile,
                                           DeskProfileStore *store);
DeskProfile *desk_profile_row_get_profile (DeskProfileRow   *self);
void         desk_profile_row_refresh     (DeskProfileRow   *self);

G_END_DECLS
