/* desk-row-menu.c: the menu of a row of a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-row-menu.h"

/**
 * desk_row_menu_find_row:
 * @list: a list
 * @row_type: type of the widgets that are its rows, each in a widget of the list's own
 * @x: a place in @list, px
 * @y: the same
 *
 * Returns: (transfer none) (nullable): the row that is there
 */
GtkWidget *
desk_row_menu_find_row (GtkWidget *list, GType row_type, double x, double y)
{
  GtkWidget *row = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  while (row != NULL && row != list)
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (G_TYPE_CHECK_INSTANCE_TYPE (row, row_type))
        return row;
      if (child != NULL && G_TYPE_CHECK_INSTANCE_TYPE (child, row_type))
        return child;
      row = gtk_widget_get_parent (row);
    }

  return NULL;
}

/**
 * desk_row_menu_pop_up:
 * @menu: a menu, which has a parent
 * @row: whose menu it is
 * @from: a widget below that parent
 * @x: a place in @from, px
 * @y: the same
 *
 * Opens the menu there.
 */
void
desk_row_menu_pop_up (GtkPopover *menu, GtkWidget *row, GtkWidget *from, double x, double y)
{
  gtk_widget_translate_coordinates (from, gtk_widget_get_parent (GTK_WIDGET (menu)), x, y, &x, &y);
  gtk_popover_set_pointing_to (menu, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (menu);

  /* The menu gets the release of the button that the row waits for, and the row would look pressed for ever. */
  for (GtkWidget *widget = row; widget != NULL; widget = gtk_widget_get_parent (widget))
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_ACTIVE);
}
