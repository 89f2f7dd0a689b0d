/* desk-sign-in.h: gets the password that a session needs, then starts it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_SIGN_IN (desk_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (DeskSignIn, desk_sign_in, DESK, SIGN_IN, GObject)

/* Signal "notice" (string): what went wrong with the keyring, in words. */

DeskSignIn *desk_sign_in_new          (DeskSession *session);
void        desk_sign_in_set_password (DeskSignIn  *self,
                                       const char  *password);
void        desk_sign_in_start        (DeskSignIn  *self,
                                       GtkWindow   *parent);

G_END_DECLS
