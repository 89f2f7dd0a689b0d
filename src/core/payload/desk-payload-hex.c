/* desk-payload-hex.c: payloads as hexadecimal bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-payload-private.h"

#define OFFSET_DIGITS 8 /* a payload has at most 268,435,455 bytes */
#define ROW 16          /* bytes of the payload */
#define HEX_COLUMN (OFFSET_DIGITS + 2)
#define TEXT_COLUMN (HEX_COLUMN + 3 * ROW + 2)

static const char digits[] = "0123456789abcdef";

static gsize
format_row (char *row, gsize offset, const guint8 *data, gsize length)
{
  memset (row, ' ', TEXT_COLUMN);
  for (guint i = 0; i < OFFSET_DIGITS; i++)
    row[i] = digits[(offset >> (4 * (OFFSET_DIGITS - 1 - i))) & 0xf];

  for (gsize i = 0; i < length; i++)
    {
      /* A gap in the middle helps the eye. */
      char *hex = row + HEX_COLUMN + 3 * i + (i >= ROW / 2 ? 1 : 0);

      hex[0] = digits[data[i] >> 4];
      hex[1] = digits[data[i] & 0xf];
      row[TEXT_COLUMN + i] = data[i] >= 0x20 && data[i] < 0x7f ? (char) data[i] : '.';
    }

  return TEXT_COLUMN + length;
}

DeskPayloadView *
_desk_payload_render_hex (GBytes *payload, gsize payload_size, gsize max_text)
{
  DeskTextWriter writer;
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);
  gsize shown = 0;

  desk_text_writer_init (&writer, DESK_TEXT_LINES, max_text);
  while (shown < length)
    {
      char row[TEXT_COLUMN + ROW];
      gsize n_bytes = MIN (length - shown, ROW);
      gsize size = format_row (row, shown, data + shown, n_bytes);

      if (shown > 0)
        desk_text_writer_break (&writer, 0);
      desk_text_writer_piece (&writer, row, size);
      if (writer.full)
        break;
      shown += n_bytes;
    }

  return _desk_payload_view_new (&writer, shown, payload_size);
}
