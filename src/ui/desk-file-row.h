/* desk-file-row.h: a row that names a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DESK_TYPE_FILE_ROW (desk_file_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskFileRow, desk_file_row, DESK, FILE_ROW, AdwActionRow)

/* Properties: "path" (string; empty: none; notified), "placeholder" (string:
 * what it means that there is none), "folders" (boolean: whether it may be a
 * folder as well). */

const char *desk_file_row_get_path (DeskFileRow *self);
void        desk_file_row_set_path (DeskFileRow *self,
                                    const char  *path);

G_END_DECLS
