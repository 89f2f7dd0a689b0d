/* desk-payload-preview.c: payloads and names in one line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-payload-private.h"

#define ELLIPSIS "…"

/* Two digits and a space for each byte, as many as fit. */
static gsize
write_hex (DeskTextWriter *writer, const guint8 *data, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  gsize done = 0;

  while (done < length)
    {
      const char piece[] = { ' ', digits[data[done] >> 4], digits[data[done] & 0xf] };

      desk_text_writer_piece (writer, done > 0 ? piece : piece + 1, done > 0 ? 3 : 2);
      if (writer->full)
        break;
      done++;
    }

  return done;
}

/**
 * desk_payload_preview:
 * @beginning: the payload, or its beginning
 * @payload_size: bytes of the whole payload
 * @max_bytes: bytes that the text may have
 *
 * Makes one line for the row of a list: text with line breaks as ⏎ and
 * without indentation, anything else as hexadecimal bytes. Ends with … where
 * not everything is shown. Costs little however large @beginning is.
 *
 * Returns: (transfer full): valid UTF-8 without controls
 */
char *
desk_payload_preview (GBytes *beginning, gsize payload_size, gsize max_bytes)
{
  g_autoptr (GBytes) judged = NULL;
  DeskTextWriter writer;
  const guint8 *data;
  gsize length;
  gsize shown;
  gboolean more;

  g_return_val_if_fail (beginning != NULL, NULL);

  /* What cannot be shown need not be judged. */
  judged = g_bytes_new_from_bytes (beginning, 0, MIN (g_bytes_get_size (beginning), max_bytes));
  data = g_bytes_get_data (judged, &length);
  more = payload_size > length;

  desk_text_writer_init (&writer, DESK_TEXT_COMPACT,
                         max_bytes > strlen (ELLIPSIS) ? max_bytes - strlen (ELLIPSIS) : 0);
  if (_desk_payload_is_text (data, length, more))
    shown = desk_text_writer_bytes (&writer, data, length, more);
  else
    shown = write_hex (&writer, data, length);

  if (shown < payload_size && max_bytes >= strlen (ELLIPSIS))
    g_string_append (writer.text, ELLIPSIS);

  return desk_text_writer_steal (&writer);
}

/**
 * desk_payload_escape_text:
 * @text: text from the wire, such as a topic or a reason; it may be invalid
 * @length: its bytes, or -1 if it ends with NUL
 *
 * Makes a text safe to show in one line: controls become pictures like ␀,
 * line breaks ⏎, hidden characters (bidirectional controls, zero width, line
 * separators, …) escapes like \u{202E}.
 *
 * Returns: (transfer full): plain text, never markup
 */
char *
desk_payload_escape_text (const char *text, gssize length)
{
  DeskTextWriter writer;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  desk_text_writer_init (&writer, DESK_TEXT_ONE_LINE, G_MAXSIZE);
  desk_text_writer_bytes (&writer, (const guint8 *) text, length < 0 ? strlen (text) : (gsize) length, FALSE);

  return desk_text_writer_steal (&writer);
}
