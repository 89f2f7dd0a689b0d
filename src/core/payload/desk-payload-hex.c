/* desk-payload-hex.c: payloads as hexadecimal bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-payload-private.h"

#define OFFSET_DIGITS 8 /* a payload has at most 268,435,455 bytes */
#define ROW_MAX 16      /* bytes of the payload */

G_STATIC_ASSERT (DESK_PAYLOAD_HEX_WIDTH == OFFSET_DIGITS + 2 + 3 * ROW_MAX + 2 + ROW_MAX);

static const char digits[] = "0123456789abcdef";

/* Where the parts of a line are, in characters */
typedef struct
{
  guint offset_digits;
  guint n_bytes;
  gboolean gap; /* in the middle, which helps the eye */
  guint text;
} Line;

/* 16 bytes where there is room for them, else 8 and no more digits than the payload needs */
static Line
choose_line (gsize payload_size, guint width)
{
  Line line = { OFFSET_DIGITS, ROW_MAX, TRUE, 0 };

  if (width > 0 && width < DESK_PAYLOAD_HEX_WIDTH)
    line = (Line) { payload_size <= 0x10000 ? 4 : payload_size <= 0x1000000 ? 6 : OFFSET_DIGITS, 8, FALSE, 0 };
  line.text = line.offset_digits + 2 + 3 * line.n_bytes + (line.gap ? 2 : 1);

  return line;
}

static gsize
format_line (char *text, const Line *line, gsize offset, const guint8 *data, gsize length)
{
  memset (text, ' ', line->text);
  for (guint i = 0; i < line->offset_digits; i++)
    text[i] = digits[(offset >> (4 * (line->offset_digits - 1 - i))) & 0xf];

  for (gsize i = 0; i < length; i++)
    {
      char *hex = text + line->offset_digits + 2 + 3 * i + (line->gap && i >= line->n_bytes / 2 ? 1 : 0);

      hex[0] = digits[data[i] >> 4];
      hex[1] = digits[data[i] & 0xf];
      text[line->text + i] = data[i] >= 0x20 && data[i] < 0x7f ? (char) data[i] : '.';
    }

  return line->text + length;
}

DeskPayloadView *
_desk_payload_render_hex (GBytes *payload, gsize payload_size, gsize max_text, guint width)
{
  Line line = choose_line (payload_size, width);
  DeskTextWriter writer;
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);
  gsize shown = 0;

  desk_text_writer_init (&writer, DESK_TEXT_LINES, max_text);
  while (shown < length)
    {
      char text[DESK_PAYLOAD_HEX_WIDTH];
      gsize n_bytes = MIN (length - shown, line.n_bytes);
      gsize size = format_line (text, &line, shown, data + shown, n_bytes);

      if (shown > 0)
        desk_text_writer_break (&writer, 0);
      desk_text_writer_piece (&writer, text, size);
      if (writer.full)
        break;
      shown += n_bytes;
    }

  return _desk_payload_view_new (&writer, shown, payload_size);
}
