/* desk-profile-mark.h: the icon and the colour by which a profile is told from others
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "desk-profile.h"

G_BEGIN_DECLS

gboolean desk_profile_mark_is_set (DeskProfile *profile);
GIcon   *desk_profile_mark_new    (DeskProfile *profile,
                                   const char  *icon_name);

G_END_DECLS
