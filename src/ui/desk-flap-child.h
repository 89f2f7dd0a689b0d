/* desk-flap-child.h: how large the child of an AdwFlap has to be
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void desk_flap_child_measure (GtkWidget *content, GtkOrientation orientation, int *minimum, int *natural);

G_END_DECLS
