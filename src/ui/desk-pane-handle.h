/* desk-pane-handle.h: the line between two panes, which can be dragged
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_PANE_HANDLE (desk_pane_handle_get_type ())
G_DECLARE_FINAL_TYPE (DeskPaneHandle, desk_pane_handle, DESK, PANE_HANDLE, GtkWidget)

/* Properties: "orientation" (GtkOrientation: in which direction the panes
 * follow each other), "pack" (GtkPackType: whether the pane before or the pane
 * after the line has the extent), "extent" (int, px, writable, notified). */

GtkWidget *desk_pane_handle_new        (GtkOrientation  orientation,
                                        GtkPackType     pack);
int        desk_pane_handle_get_extent (DeskPaneHandle *self);
void       desk_pane_handle_set_extent (DeskPaneHandle *self,
                                        int             extent);
void       desk_pane_handle_set_range  (DeskPaneHandle *self,
                                        int             least,
                                        int             most);

G_END_DECLS
