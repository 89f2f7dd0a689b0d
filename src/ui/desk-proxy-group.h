/* desk-proxy-group.h: the proxy in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-editor-group.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROXY_GROUP (desk_proxy_group_get_type ())
G_DECLARE_FINAL_TYPE (DeskProxyGroup, desk_proxy_group, DESK, PROXY_GROUP, AdwPreferencesGroup)

G_END_DECLS
