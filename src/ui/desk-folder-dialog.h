/* desk-folder-dialog.h: asks for the name of a folder
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Gets the name that a person gave, never empty. */
typedef void (*DeskFolderFunc) (const char *name,
                                gpointer    user_data);

void desk_folder_dialog_ask (GtkWindow      *parent,
                             const char     *heading,
                             const char     *name,
                             const char     *accept,
                             DeskFolderFunc  func,
                             gpointer        user_data,
                             GDestroyNotify  destroy);

G_END_DECLS
