/* desk-flap-child.c: how large the child of an AdwFlap has to be
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-flap-child.h"

/**
 * desk_flap_child_measure:
 * @content: all that the child of a flap shows
 * @orientation: what is asked for
 * @minimum: (out): px
 * @natural: (out): px
 *
 * Measures the child for its least width: an AdwFlap asks for the height at its
 * own width, and then gives the child less than that.
 */
void
desk_flap_child_measure (GtkWidget *content, GtkOrientation orientation, int *minimum, int *natural)
{
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, minimum, NULL, NULL, NULL);
  *natural = *minimum;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (content, orientation, *minimum, minimum, natural, NULL, NULL);
}
