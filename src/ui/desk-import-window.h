/* desk-import-window.h: takes connections over from other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_IMPORT_WINDOW (desk_import_window_get_type ())
G_DECLARE_FINAL_TYPE (DeskImportWindow, desk_import_window, DESK, IMPORT_WINDOW, AdwWindow)

/* Signal "imported" (string): what became of it, in words; the window is closed then. */

DeskImportWindow *desk_import_window_new     (DeskProfileStore *store);
void              desk_import_window_read    (DeskImportWindow *self,
                                              GFile            *file);

G_END_DECLS
