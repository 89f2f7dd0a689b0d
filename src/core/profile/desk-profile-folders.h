/* desk-profile-folders.h: the folders that profiles are shown in
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-store.h"

G_BEGIN_DECLS

/* A folder is there as long as a profile says so. */

char   **desk_profile_folders_list        (DeskProfileStore *store);
void     desk_profile_folders_rename      (DeskProfileStore *store,
                                           const char       *folder,
                                           const char       *new_name);
void     desk_profile_folders_place       (DeskProfileStore *store,
                                           DeskProfile      *profile,
                                           DeskProfile      *neighbour,
                                           gboolean          after);
gboolean desk_profile_folders_step        (DeskProfileStore *store,
                                           DeskProfile      *profile,
                                           int               direction);

G_END_DECLS
