/* desk-look-button.h: chooses the icon and the colour of a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_LOOK_BUTTON (desk_look_button_get_type ())
G_DECLARE_FINAL_TYPE (DeskLookButton, desk_look_button, DESK, LOOK_BUTTON, GtkWidget)

void        desk_look_button_set        (DeskLookButton *self,
                                         const char     *icon,
                                         int             colour);
const char *desk_look_button_get_icon   (DeskLookButton *self);
int         desk_look_button_get_colour (DeskLookButton *self);

G_END_DECLS
