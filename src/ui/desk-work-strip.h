/* desk-work-strip.h: how far long work is, and buttons to end it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_WORK_STRIP (desk_work_strip_get_type ())
G_DECLARE_FINAL_TYPE (DeskWorkStrip, desk_work_strip, DESK, WORK_STRIP, GtkBox)

/* Signal "stop": the person wants the work to end, or the strip to go once the
 * work has failed. Signal "pause": the other button was pressed. */

GtkWidget *desk_work_strip_new       (void);
void       desk_work_strip_set_text  (DeskWorkStrip *self,
                                      const char    *text);
void       desk_work_strip_set_share (DeskWorkStrip *self,
                                      double         share);
void       desk_work_strip_set_pause (DeskWorkStrip *self,
                                      const char    *label);
void       desk_work_strip_fail      (DeskWorkStrip *self,
                                      const char    *text);

G_END_DECLS
