/* desk-password-dialog.h: asks for a secret of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"
#include "desk-secrets.h"

G_BEGIN_DECLS

#define DESK_TYPE_PASSWORD_DIALOG (desk_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeskPasswordDialog, desk_password_dialog, DESK, PASSWORD_DIALOG, AdwMessageDialog)

/* Its response is "connect" or "cancel". */

DeskPasswordDialog *desk_password_dialog_new          (DeskProfile        *profile,
                                                       DeskSecret          secret,
                                                       const char         *why,
                                                       gboolean            can_remember);
DeskSecret          desk_password_dialog_get_secret   (DeskPasswordDialog *self);
const char         *desk_password_dialog_get_password (DeskPasswordDialog *self);
gboolean            desk_password_dialog_get_remember (DeskPasswordDialog *self);

G_END_DECLS
