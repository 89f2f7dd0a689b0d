/* desk-profile-removal.h: deletes a profile so that it can be taken back
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-store.h"

G_BEGIN_DECLS

void desk_profile_remove_with_undo (DeskProfileStore *store,
                                    DeskProfile      *profile,
                                    GtkWidget        *from);

G_END_DECLS
