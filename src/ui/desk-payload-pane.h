/* desk-payload-pane.h: a payload as text, JSON or hex
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-payload-marks.h"

#include "desk-message.h"

G_BEGIN_DECLS

#define DESK_TYPE_PAYLOAD_PANE (desk_payload_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskPayloadPane, desk_payload_pane, DESK, PAYLOAD_PANE, GtkWidget)

/* Properties: "format" (string, writable, notified: id of a payload format, or
 * "auto"), "busy" (boolean, notified: what is shown is not yet the payload of
 * the message). */

GtkWidget  *desk_payload_pane_new         (void);
void        desk_payload_pane_set_message (DeskPayloadPane *self,
                                           DeskMessage     *message);
const char *desk_payload_pane_get_format  (DeskPayloadPane *self);
void        desk_payload_pane_set_format  (DeskPayloadPane *self,
                                           const char      *format);
gboolean    desk_payload_pane_get_busy    (DeskPayloadPane *self);

DeskPayloadMarks *desk_payload_pane_get_marks (DeskPayloadPane *self);

G_END_DECLS
