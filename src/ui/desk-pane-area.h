/* desk-pane-area.h: log, message and publish editor in the room there is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPane:
 *
 * The panes of a connection beside its subscriptions.
 */
typedef enum
{
  DESK_PANE_LOG,
  DESK_PANE_MESSAGE,
  DESK_PANE_PUBLISH,
  DESK_N_PANES,
} DeskPane;

/**
 * DeskPaneArrangement:
 * @DESK_PANES_WIDE: the message right of the log, the publish editor below it
 * @DESK_PANES_STACKED: the log, and below it the message or the publish editor
 * @DESK_PANES_SINGLE: one pane at a time
 */
typedef enum
{
  DESK_PANES_WIDE,
  DESK_PANES_STACKED,
  DESK_PANES_SINGLE,
} DeskPaneArrangement;

#define DESK_TYPE_PANE_AREA (desk_pane_area_get_type ())
G_DECLARE_FINAL_TYPE (DeskPaneArea, desk_pane_area, DESK, PANE_AREA, GtkWidget)

/* Properties: "log", "message", "publish" (GtkWidget, the panes),
 * "message-width", "publish-height" (int, px, notified: what a person set). */

GtkWidget          *desk_pane_area_new             (void);
DeskPaneArrangement desk_pane_area_get_arrangement (DeskPaneArea *self);
gboolean            desk_pane_area_is_shown        (DeskPaneArea *self,
                                                    DeskPane      pane);
void                desk_pane_area_show            (DeskPaneArea *self,
                                                    DeskPane      pane);

G_END_DECLS
