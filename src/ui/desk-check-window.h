/* desk-check-window.h: why there is no connection, step by step
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-client.h"
#include "desk-profile.h"

G_BEGIN_DECLS

/* Returns: (transfer full): how a connection would be made now */
typedef DeskConnectOptions *(*DeskCheckOptionsFunc) (gpointer owner);

#define DESK_TYPE_CHECK_WINDOW (desk_check_window_get_type ())
G_DECLARE_FINAL_TYPE (DeskCheckWindow, desk_check_window, DESK, CHECK_WINDOW, AdwWindow)

/* Signal "mended": the profile was changed. */

DeskCheckWindow *desk_check_window_new (GtkWindow            *parent,
                                        DeskProfile          *profile,
                                        DeskCheckOptionsFunc  make_options,
                                        GObject              *owner);
void             desk_check_window_ask_client_id (DeskCheckWindow *self);
void             desk_check_window_open  (DeskCheckWindow     *self);
void             desk_check_window_start (DeskCheckWindow     *self);

G_END_DECLS
