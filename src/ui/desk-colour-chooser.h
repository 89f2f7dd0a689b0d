/* desk-colour-chooser.h: a row of the colours that there are
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_COLOUR_CHOOSER (desk_colour_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DeskColourChooser, desk_colour_chooser, DESK, COLOUR_CHOOSER, GtkWidget)

/* Notified properties: "colour" (int: index into the palette, -1 for none),
 * "has-none" (boolean, construct only: whether none can be chosen). */

GtkWidget *desk_colour_chooser_new        (gboolean           has_none);
int        desk_colour_chooser_get_colour (DeskColourChooser *self);
void       desk_colour_chooser_set_colour (DeskColourChooser *self,
                                           int                colour);

G_END_DECLS
