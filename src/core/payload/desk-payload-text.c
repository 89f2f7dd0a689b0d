/* desk-payload-text.c: payloads as text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-payload-private.h"

DeskPayloadView *
_desk_payload_render_text (GBytes *payload, gsize payload_size, gsize max_text, guint width)
{
  DeskTextWriter writer;
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);
  gsize shown;

  desk_text_writer_init (&writer, DESK_TEXT_LINES, max_text);
  shown = desk_text_writer_bytes (&writer, data, length, payload_size > length);

  return _desk_payload_view_new (&writer, shown, payload_size);
}
