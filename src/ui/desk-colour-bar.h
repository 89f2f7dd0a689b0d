/* desk-colour-bar.h: the colour of a subscription
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_COLOUR_BAR (desk_colour_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeskColourBar, desk_colour_bar, DESK, COLOUR_BAR, GtkWidget)

#define DESK_COLOUR_BAR_WIDTH 6 /* px */

/* Properties: "colour" (uint, index into the palette), "hollow" (boolean). */

GtkWidget *desk_colour_bar_new     (void);
void       desk_colour_bar_draw    (GtkSnapshot   *snapshot,
                                    guint          colour,
                                    gboolean       hollow,
                                    graphene_rect_t bar);

G_END_DECLS
