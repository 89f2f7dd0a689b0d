/* desk-profile-editor.h: a window to make or change a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-store.h"
#include "desk-secret-entry.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE_EDITOR (desk_profile_editor_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileEditor, desk_profile_editor, DESK, PROFILE_EDITOR, AdwWindow)

/* Signal "saved" (DeskProfile: the one of the store). */

DeskProfileEditor *desk_profile_editor_new (DeskProfileStore *store,
                                            DeskProfile      *profile,
                                            DeskNoticeFunc    notice,
                                            GObject          *listener);

G_END_DECLS
