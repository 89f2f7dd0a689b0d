/* desk-quick-connect.h: an entry that connects to what is typed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DESK_TYPE_QUICK_CONNECT (desk_quick_connect_get_type ())
G_DECLARE_FINAL_TYPE (DeskQuickConnect, desk_quick_connect, DESK, QUICK_CONNECT, AdwPreferencesGroup)

G_END_DECLS
