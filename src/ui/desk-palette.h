/* desk-palette.h: the colours of subscriptions
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_PALETTE_SIZE 8

const GdkRGBA *desk_palette_get (guint    colour,
                                 gboolean is_dark);

G_END_DECLS
