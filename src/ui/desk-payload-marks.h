/* desk-payload-marks.h: marks in a payload what the filter asks for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filter.h"

G_BEGIN_DECLS

#define DESK_TYPE_PAYLOAD_MARKS (desk_payload_marks_get_type ())
G_DECLARE_FINAL_TYPE (DeskPayloadMarks, desk_payload_marks, DESK, PAYLOAD_MARKS, GtkWidget)

/* A widget with the number of matches and buttons to go from one to the next;
 * it is only seen where there are any. */

void desk_payload_marks_set_view   (DeskPayloadMarks *self,
                                    GtkTextView      *view);
void desk_payload_marks_set_filter (DeskPayloadMarks *self,
                                    DeskFilter       *filter);
void desk_payload_marks_clear      (DeskPayloadMarks *self);
void desk_payload_marks_begin      (DeskPayloadMarks *self);
void desk_payload_marks_step       (DeskPayloadMarks *self,
                                    gboolean          forward);
char *desk_payload_marks_dup_selection (DeskPayloadMarks *self);

G_END_DECLS
