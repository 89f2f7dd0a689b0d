/* desk-wrap-layout.h: children side by side, in as many lines as they need
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_WRAP_LAYOUT (desk_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (DeskWrapLayout, desk_wrap_layout, DESK, WRAP_LAYOUT, GtkLayoutManager)

/* Property "homogeneous" (boolean, set at construction): lines are equally high. For controls of one line: with
 * heights of their own more width could need more height, which GTK does not expect. */

G_END_DECLS
