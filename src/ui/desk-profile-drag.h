/* desk-profile-drag.h: profiles that are dragged to another place
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-profile.h"

G_BEGIN_DECLS

/* Where they are dropped, win.place-profile and win.move-to-folder do the rest. */

void desk_profile_drag_add_source        (GtkWidget   *row,
                                          DeskProfile *profile);
void desk_profile_drag_add_profile_target (GtkWidget  *row,
                                          DeskProfile *profile);
void desk_profile_drag_add_folder_target (GtkWidget   *widget,
                                          const char  *folder);

G_END_DECLS
