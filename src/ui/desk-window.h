/* desk-window.h: the main window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-application.h"
#include "desk-profile.h"
#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_WINDOW (desk_window_get_type ())
G_DECLARE_FINAL_TYPE (DeskWindow, desk_window, DESK, WINDOW, AdwApplicationWindow)

DeskWindow *desk_window_new         (GtkApplication     *application,
                                     DeskProfileStore   *store);
void        desk_window_open        (DeskWindow         *self,
                                     DeskProfile        *profile,
                                     const char         *password,
                                     const char *const  *filters);
void        desk_window_ask_link    (DeskWindow         *self,
                                     DeskProfile        *profile,
                                     const char         *password,
                                     const char *const  *filters);
void        desk_window_toast       (DeskWindow         *self,
                                     const char         *text);
void        desk_window_start_demo  (DeskWindow         *self,
                                     const char *const  *filters);
gboolean    desk_window_is_closing  (DeskWindow         *self);

void        desk_window_open_log       (DeskWindow *self,
                                        GFile      *file);
void        desk_window_show_shortcuts (DeskWindow *self);

/* Without asking, whatever is lost with it */
void        desk_window_close_at_once  (DeskWindow *self);

G_END_DECLS
