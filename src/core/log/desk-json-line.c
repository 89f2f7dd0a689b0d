/* desk-json-line.c: a message as one line of JSON
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <time.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-json-line.h"

/* Where a line goes: into the string alone, or through it into a stream */
typedef struct
{
  GString *text;
  GOutputStream *stream; /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
} Sink;

static gboolean
flush (Sink *sink, gsize least, GError **error)
{
  GString *text = sink->text;

  if (sink->stream == NULL || text->len < least)
    return TRUE;
  if (!g_output_stream_write_all (sink->stream, text->str, text->len, NULL, sink->cancellable, error))
    return FALSE;

  g_string_truncate (text, 0);
  return TRUE;
}

/* What JSON demands, and what would break a line, a terminal or the order of
 * what is read: control characters, line and paragraph separator, and the
 * characters that turn the direction of writing. */
static gboolean
must_be_escaped (gunichar c)
{
  return c < 0x20 || c == '"' || c == '\\' || (c >= 0x7f && c <= 0x9f) || (c >= 0x2028 && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

/* Whether a character that begins with this byte may have to be escaped */
static gboolean
is_suspect (guint8 lead)
{
  return lead < 0x20 || lead == '"' || lead == '\\' || lead == 0x7f || lead == 0xc2 || lead == 0xe2;
}

static void
append_escaped (GString *text, gunichar c)
{
  switch (c)
    {
    case '"':
      g_string_append (text, "\\\"");
      break;
    case '\\':
      g_string_append (text, "\\\\");
      break;
    case '\b':
      g_string_append (text, "\\b");
      break;
    case '\f':
      g_string_append (text, "\\f");
      break;
    case '\n':
      g_string_append (text, "\\n");
      break;
    case '\r':
      g_string_append (text, "\\r");
      break;
    case '\t':
      g_string_append (text, "\\t");
      break;
    default:
      g_string_append_printf (text, "\\u%04x", c);
    }
}

/* Valid UTF-8, but NUL is a character like others */
static void
append_string (GString *text, const guint8 *data, gsize length)
{
  gsize done = 0;
  gsize i = 0;

  while (i < length)
    {
      gsize n = (gsize) g_utf8_skip[data[i]];

      if (is_suspect (data[i]))
        {
          gunichar c = data[i] == 0 ? 0 : g_utf8_get_char ((const char *) data + i);

          if (must_be_escaped (c))
            {
              g_string_append_len (text, (const char *) data + done, (gssize) (i - done));
              append_escaped (text, c);
              done = i + n;
            }
        }
      i += n;
    }
  g_string_append_len (text, (const char *) data + done, (gssize) (length - done));
}

static gboolean
add_text (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Sink *sink = user_data;

  append_string (sink->text, data, length);
  return flush (sink, DESK_SEARCH_WALK, error);
}

static gboolean
add_base64 (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Sink *sink = user_data;
  g_autofree char *encoded = g_base64_encode (data, length);

  g_string_append (sink->text, encoded);
  return flush (sink, DESK_SEARCH_WALK, error);
}

/* A file may have been damaged or changed by others: what is plainly no array on
 * one line would spoil the line. */
static void
append_properties (GString *text, const char *properties)
{
  gsize length = properties != NULL ? strlen (properties) : 0;
  gboolean sound = length >= 2 && properties[0] == '[' && properties[length - 1] == ']'
                   && g_utf8_validate (properties, (gssize) length, NULL);

  for (gsize i = 0; sound && i < length; i++)
    sound = (guint8) properties[i] >= 0x20;

  if (sound)
    g_string_append_len (text, properties, (gssize) length);
  else
    g_string_append (text, properties == NULL ? "[]" : "null");
}

static void
append_flag (GString *text, const char *name, gboolean value)
{
  g_string_append_printf (text, ",\"%s\":%s", name, value ? "true" : "false");
}

static void
append_head (GString *text, const DeskSearchRow *row)
{
  g_autofree char *topic = g_utf8_make_valid (row->topic, -1);

  g_string_append_printf (text, "{\"id\":%" G_GINT64_FORMAT ",\"time\":\"", row->id);
  desk_json_line_append_time (text, row->time);
  g_string_append (text, "\",\"topic\":\"");
  append_string (text, (const guint8 *) topic, strlen (topic));
  g_string_append_printf (text, "\",\"qos\":%d", (int) (row->flags & DESK_MESSAGE_QOS_MASK));
  append_flag (text, "retained", (row->flags & DESK_MESSAGE_RETAINED) != 0);
  append_flag (text, "outgoing", (row->flags & DESK_MESSAGE_OUTGOING) != 0);
  append_flag (text, "dup", (row->flags & DESK_MESSAGE_DUPLICATE) != 0);
  g_string_append (text, ",\"properties\":");
  append_properties (text, row->properties);
}

static gboolean
pass_line (DeskSearchRow *row, Sink *sink, GError **error)
{
  gboolean is_text;
  gboolean ok;

  append_head (sink->text, row);
  if (!desk_search_payload_walk_text (&row->payload, NULL, NULL, &is_text, error))
    return FALSE;

  g_string_append (sink->text, is_text ? ",\"payload\":\"" : ",\"payload_base64\":\"");
  ok = is_text ? desk_search_payload_walk_text (&row->payload, add_text, sink, &is_text, error)
               : desk_search_payload_walk (&row->payload, add_base64, sink, error);
  g_string_append (sink->text, "\"}\n");

  return ok && flush (sink, 0, error);
}

/**
 * desk_json_line_append_time:
 * @text: where it is added
 * @time: microseconds since 1970, UTC
 *
 * Adds a time as ISO 8601 has it, with microseconds and a “Z”.
 */
void
desk_json_line_append_time (GString *text, gint64 time)
{
  gint64 micros = time % G_USEC_PER_SEC;
  time_t seconds;
  struct tm parts;

  if (micros < 0)
    micros += G_USEC_PER_SEC;
  seconds = (time_t) ((time - micros) / G_USEC_PER_SEC);
  gmtime_r (&seconds, &parts);
  g_string_append_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ",
                          parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                          parts.tm_hour, parts.tm_min, parts.tm_sec, (int) micros);
}

/**
 * desk_json_line_append:
 * @row: a message
 * @line: where it is added
 * @error: what reading the payload said
 *
 * Adds a message as a line of JSON, with its newline. The payload is in
 * "payload" if it is UTF-8, else in "payload_base64" (RFC 4648, section 4);
 * either way nothing of it is lost. Properties are put in as they are stored. A
 * message without properties has an empty array.
 *
 * Returns: whether the payload could be read
 */
gboolean
desk_json_line_append (DeskSearchRow *row, GString *line, GError **error)
{
  Sink sink = { line, NULL, NULL };

  return pass_line (row, &sink, error);
}

/**
 * desk_json_line_write:
 * @row: a message
 * @stream: where it is written
 * @cancellable: (nullable): ends the writing
 * @error: what reading the payload or writing said
 *
 * Writes what desk_json_line_append() would add; of a large payload no more
 * than a piece is in memory.
 *
 * Returns: whether the whole line was written
 */
gboolean
desk_json_line_write (DeskSearchRow *row, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Sink sink = { text, stream, cancellable };

  return pass_line (row, &sink, error);
}
