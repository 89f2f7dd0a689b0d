/* desk-icon-button.h: a button of an icon, with words for whoever cannot tell by it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *desk_icon_button_new (const char *icon_name,
                                 const char *words);

G_END_DECLS
