/* desk-folder-row.h: a folder in the list of profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-list.h"

G_BEGIN_DECLS

#define DESK_TYPE_FOLDER_ROW (desk_folder_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskFolderRow, desk_folder_row, DESK, FOLDER_ROW, AdwActionRow)

GtkWidget *desk_folder_row_new (DeskProfileFolder *folder);

G_END_DECLS
