/* desk-password-dialog.h: asks for the password of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_PASSWORD_DIALOG (desk_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeskPasswordDialog, desk_password_dialog, DESK, PASSWORD_DIALOG, AdwMessageDialog)

/* Its response is "connect" or "cancel". */

DeskPasswordDialog *desk_password_dialog_new          (DeskProfile        *profile,
                                                       const char         *why,
                                                       gboolean            can_remember);
const char         *desk_password_dialog_get_password (DeskPasswordDialog *self);
gboolean            desk_password_dialog_get_remember (DeskPasswordDialog *self);

G_END_DECLS
