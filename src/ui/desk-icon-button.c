/* desk-icon-button.c: a button of an icon, with words for whoever cannot tell by it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-icon-button"

#include "config.h"

#include "desk-icon-button.h"

/**
 * desk_icon_button_new:
 * @icon_name: the icon
 * @words: what it does, translated
 *
 * Returns: (transfer floating): a flat button with @words as its tooltip and as
 *   its name for a screen reader
 */
GtkWidget *
desk_icon_button_new (const char *icon_name, const char *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return button;
}
