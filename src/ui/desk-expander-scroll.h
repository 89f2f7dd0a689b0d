/* desk-expander-scroll.h: brings what an expander row opens into view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void desk_expander_scroll_follow (GtkWidget *form);

G_END_DECLS
