/* desk-will-group.h: the last will in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-editor-group.h"

G_BEGIN_DECLS

#define DESK_TYPE_WILL_GROUP (desk_will_group_get_type ())
G_DECLARE_FINAL_TYPE (DeskWillGroup, desk_will_group, DESK, WILL_GROUP, AdwPreferencesGroup)

G_END_DECLS
