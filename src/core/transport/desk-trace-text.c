/* desk-trace-text.c: packets of a trace as text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode.h"
#include "desk-trace-text.h"

#define HEX_COLUMNS 16

static void
append_time (GString *text, gint64 time)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autofree char *words = second != NULL ? g_date_time_format (second, "%F %T") : NULL;

  g_string_append_printf (text, "%s.%06d", words != NULL ? words : "?", (int) (time % G_USEC_PER_SEC));
}

/**
 * desk_trace_text_append_line:
 * @text: where to
 * @entry: a packet or a step
 * @data: what is kept of it
 *
 * Appends a packet in one line: local time, direction, type, packet
 * identifier, bytes, round trip in milliseconds and what it says.
 */
void
desk_trace_text_append_line (GString *text, const DeskTraceEntry *entry, const guint8 *data)
{
  g_autofree char *summary = desk_decode_summary (entry, data);

  g_string_append_printf (text, "%u  ", entry->connection);
  append_time (text, entry->time);
  if ((entry->flags & DESK_TRACE_STEP) != 0)
    {
      g_string_append_printf (text, "  %s %s\n", (entry->flags & DESK_TRACE_FAILURE) != 0 ? "!" : "·",
                              summary);
      return;
    }

  g_string_append_printf (text, "  %s %-11s", (entry->flags & DESK_TRACE_OUTGOING) != 0 ? "→" : "←",
                          desk_decode_type_name (entry));
  if (entry->packet_id != 0)
    g_string_append_printf (text, "  id %u", entry->packet_id);
  g_string_append_printf (text, "  %" G_GUINT64_FORMAT " B", entry->size);
  if (entry->round_trip >= 0)
    g_string_append_printf (text, "  after %" G_GINT64_FORMAT ".%03d ms", entry->round_trip / 1000,
                            (int) (entry->round_trip % 1000));
  if (*summary != '\0')
    g_string_append_printf (text, "  %s", summary);
  g_string_append_c (text, '\n');
}

/**
 * desk_trace_text_append_hex:
 * @text: where to
 * @data: bytes
 * @length: number of bytes
 *
 * Appends the first %DESK_TRACE_TEXT_HEX of them, sixteen a line, with their
 * places and as far as they are ASCII.
 */
void
desk_trace_text_append_hex (GString *text, const guint8 *data, gsize length)
{
  gsize shown = MIN (length, DESK_TRACE_TEXT_HEX);

  for (gsize line = 0; line < shown; line += HEX_COLUMNS)
    {
      gsize n = MIN (HEX_COLUMNS, shown - line);

      g_string_append_printf (text, "%04x ", (guint) line);
      for (gsize i = 0; i < HEX_COLUMNS; i++)
        if (i < n)
          g_string_append_printf (text, " %02x", data[line + i]);
        else
          g_string_append (text, "   ");
      g_string_append (text, "  ");
      for (gsize i = 0; i < n; i++)
        g_string_append_c (text, g_ascii_isprint ((char) data[line + i]) ? (char) data[line + i] : '.');
      g_string_append_c (text, '\n');
    }
  if (shown < length)
    g_string_append (text, "…\n");
}

/**
 * desk_trace_text_new:
 * @entry: a packet or a step
 * @data: what is kept of it
 *
 * Returns: (transfer full): its line, its fields and its bytes
 */
char *
desk_trace_text_new (const DeskTraceEntry *entry, const guint8 *data)
{
  g_autoptr (GPtrArray) fields = desk_decode_fields (entry, data);
  GString *text = g_string_new (NULL);

  desk_trace_text_append_line (text, entry, data);
  for (guint i = 0; i < fields->len; i++)
    {
      const DeskDecodedField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (text, "%*s%s: %s\n", (int) (2 * field->depth + 2), "", field->name,
                              field->value);
    }
  if ((entry->flags & DESK_TRACE_STEP) == 0)
    desk_trace_text_append_hex (text, data, entry->length);

  return g_string_free (text, FALSE);
}
