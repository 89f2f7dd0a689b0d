/* desk-general-group.h: where a broker is and as whom to connect in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-editor-group.h"
#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_GENERAL_GROUP (desk_general_group_get_type ())
G_DECLARE_FINAL_TYPE (DeskGeneralGroup, desk_general_group, DESK, GENERAL_GROUP, AdwPreferencesGroup)

void desk_general_group_set_store          (DeskGeneralGroup *self,
                                            DeskProfileStore *store,
                                            DeskProfile      *profile);
gboolean desk_general_group_get_can_connect (DeskGeneralGroup *self);
void desk_general_group_generate_client_id (DeskGeneralGroup *self);

G_END_DECLS
