/* desk-security-button.h: how a connection is protected, behind a lock
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_SECURITY_BUTTON (desk_security_button_get_type ())
G_DECLARE_FINAL_TYPE (DeskSecurityButton, desk_security_button, DESK, SECURITY_BUTTON, GtkWidget)

void desk_security_button_set_session (DeskSecurityButton *self,
                                       DeskSession        *session);
void desk_security_button_show        (DeskSecurityButton *self);
void desk_security_button_copy        (DeskSecurityButton *self);

G_END_DECLS
