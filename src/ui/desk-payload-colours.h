/* desk-payload-colours.h: the colours of what a payload is made of
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "desk-payload.h"

G_BEGIN_DECLS

#define DESK_TYPE_PAYLOAD_COLOURS (desk_payload_colours_get_type ())
G_DECLARE_FINAL_TYPE (DeskPayloadColours, desk_payload_colours, DESK, PAYLOAD_COLOURS, GObject)

DeskPayloadColours *desk_payload_colours_new    (GtkSourceView      *view);
void                desk_payload_colours_show   (DeskPayloadColours *self,
                                                 GArray             *tokens,
                                                 const char         *text,
                                                 gsize               length);
void                desk_payload_colours_append (DeskPayloadColours *self,
                                                 const char         *text,
                                                 gsize               length);

G_END_DECLS
