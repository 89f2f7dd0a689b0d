/* desk-target.h: the broker that an argument names, and its password
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-store.h"

G_BEGIN_DECLS

gboolean     desk_target_is_address     (const char       *target);
DeskProfile *desk_target_resolve        (DeskProfileStore *store,
                                         const char       *target,
                                         char            **password,
                                         char            **topic_filter,
                                         GError          **error);
gboolean     desk_target_read_password  (const char       *file,
                                         char            **password,
                                         GError          **error);
void         desk_target_blank_password (char             *argument);
void         desk_target_forget_environment (void);

G_END_DECLS
