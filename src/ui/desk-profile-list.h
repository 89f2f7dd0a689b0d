/* desk-profile-list.h: folders and profiles as they are shown one below the other
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE_FOLDER (desk_profile_folder_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileFolder, desk_profile_folder, DESK, PROFILE_FOLDER, GObject)

const char *desk_profile_folder_get_name       (DeskProfileFolder *self);
guint       desk_profile_folder_get_n_profiles (DeskProfileFolder *self);
gboolean    desk_profile_folder_get_open       (DeskProfileFolder *self);

#define DESK_TYPE_PROFILE_LIST (desk_profile_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileList, desk_profile_list, DESK, PROFILE_LIST, GObject)

/* A GListModel of DeskProfile and DeskProfileFolder: first the profiles that
 * are in no folder, then each folder with its profiles, if it is open. */

DeskProfileList *desk_profile_list_new         (DeskProfileStore *store);
void             desk_profile_list_sort        (DeskProfileList  *self);
void             desk_profile_list_toggle      (DeskProfileStore *store,
                                                const char       *folder);
void             desk_profile_list_keep_order  (DeskProfileStore *store);

G_END_DECLS
