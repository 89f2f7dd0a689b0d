/* desk-advanced-group.h: what is seldom changed in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-editor-group.h"

G_BEGIN_DECLS

#define DESK_TYPE_ADVANCED_GROUP (desk_advanced_group_get_type ())
G_DECLARE_FINAL_TYPE (DeskAdvancedGroup, desk_advanced_group, DESK, ADVANCED_GROUP, AdwPreferencesGroup)

G_END_DECLS
