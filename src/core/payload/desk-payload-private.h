/* desk-payload-private.h: the formats, and what they share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-payload.h"
#include "desk-text-writer.h"

G_BEGIN_DECLS

gboolean         _desk_payload_is_text     (const guint8   *data,
                                            gsize           length,
                                            gboolean        more);
DeskPayloadView *_desk_payload_view_new    (DeskTextWriter *writer,
                                            gsize           shown,
                                            gsize           payload_size);
DeskPayloadView *_desk_payload_render_text (GBytes         *payload,
                                            gsize           payload_size,
                                            gsize           max_text,
                                            guint           width);
DeskPayloadView *_desk_payload_render_json (GBytes         *payload,
                                            gsize           payload_size,
                                            gsize           max_text,
                                            guint           width);
DeskPayloadView *_desk_payload_render_hex  (GBytes         *payload,
                                            gsize           payload_size,
                                            gsize           max_text,
                                            guint           width);

G_END_DECLS
