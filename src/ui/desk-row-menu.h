/* desk-row-menu.h: the menu of a row of a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *desk_row_menu_find_row (GtkWidget  *list,
                                   GType       row_type,
                                   double      x,
                                   double      y);
void       desk_row_menu_pop_up   (GtkPopover *menu,
                                   GtkWidget  *row,
                                   GtkWidget  *from,
                                   double      x,
                                   double      y);

G_END_DECLS
