/* desk-state-button.h: the state of a connection in icon, colour and words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_STATE_BUTTON (desk_state_button_get_type ())
G_DECLARE_FINAL_TYPE (DeskStateButton, desk_state_button, DESK, STATE_BUTTON, GtkWidget)

void desk_state_button_set_session (DeskStateButton *self,
                                    DeskSession     *session);

G_END_DECLS
