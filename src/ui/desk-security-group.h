/* desk-security-group.h: TLS in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-editor-group.h"

G_BEGIN_DECLS

#define DESK_TYPE_SECURITY_GROUP (desk_security_group_get_type ())
G_DECLARE_FINAL_TYPE (DeskSecurityGroup, desk_security_group, DESK, SECURITY_GROUP, AdwPreferencesGroup)

G_END_DECLS
