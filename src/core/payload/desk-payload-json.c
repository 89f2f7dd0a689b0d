/* desk-payload-json.c: payloads as JSON
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-json-scanner.h"
#include "desk-payload-private.h"

#define INDENT 2 /* spaces for each level */

/* Writes a token's own bytes: numbers, escapes and doubled members stay as
 * they were sent. Returns where the text has come to. */
static gsize
write_token (DeskTextWriter *writer, const DeskJsonScanner *scanner, gsize end)
{
  const guint8 *token = scanner->data + scanner->start;

  return scanner->start + desk_text_writer_bytes (writer, token, end - scanner->start, scanner->more);
}

/* Remembers what the text from @start on is. */
static void
add_token (GArray *tokens, DeskJsonToken token, gsize start, gsize end)
{
  DeskPayloadToken added = { .start = (guint32) start, .length = (guint32) (end - start) };

  if (token == DESK_JSON_COLON && tokens->len > 0)
    /* The string before it was a name. */
    g_array_index (tokens, DeskPayloadToken, tokens->len - 1).kind = DESK_PAYLOAD_NAME;
  else if (token == DESK_JSON_STRING || token == DESK_JSON_NUMBER || token == DESK_JSON_LITERAL)
    {
      added.kind = token == DESK_JSON_STRING   ? DESK_PAYLOAD_STRING
                   : token == DESK_JSON_NUMBER ? DESK_PAYLOAD_NUMBER
                                               : DESK_PAYLOAD_LITERAL;
      g_array_append_val (tokens, added);
    }
}

static DeskPayloadView *
render_as_text (GBytes *payload, gsize payload_size, gsize max_text, const DeskJsonScanner *scanner)
{
  DeskPayloadView *view = _desk_payload_render_text (payload, payload_size, max_text, 0);
  g_autofree char *reason = desk_json_scanner_describe (scanner);

  view->problem = scanner->too_deep
                    ? g_strdup_printf (_ ("Nested more than %d levels deep, so it is shown as it was sent."),
                                       DESK_JSON_MAX_DEPTH)
                    : g_strdup_printf (_ ("Not valid JSON, so it is shown as it was sent; %s."), reason);

  return view;
}

DeskPayloadView *
_desk_payload_render_json (GBytes *payload, gsize payload_size, gsize max_text, guint width)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);
  DeskTextWriter writer;
  DeskJsonScanner scanner;
  DeskJsonToken token;
  DeskPayloadView *view;
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (DeskPayloadToken));
  gboolean empty = FALSE; /* nothing followed the last [ or { yet */
  gsize shown = 0;

  /* More bytes than may be shown are not looked at, so the time is bounded. */
  length = MIN (length, max_text);
  desk_json_scanner_init (&scanner, data, length, payload_size > length);
  desk_text_writer_init (&writer, DESK_TEXT_LINES, max_text);

  do
    {
      token = desk_json_scanner_next (&scanner);
      /* When the text is full the rest is still checked. */
      if (token == DESK_JSON_INVALID || writer.full)
        continue;

      if (token == DESK_JSON_END)
        shown = scanner.position;
      else if (token == DESK_JSON_CUT && scanner.start == length)
        shown = length;
      else
        {
          gboolean begins = token == DESK_JSON_OBJECT_BEGIN || token == DESK_JSON_ARRAY_BEGIN;
          gboolean ends = token == DESK_JSON_OBJECT_END || token == DESK_JSON_ARRAY_END;
          gsize start;

          if (ends != empty)
            desk_text_writer_break (&writer, INDENT * (scanner.depth - (begins ? 1 : 0)));
          empty = begins;
          /* Of a token that is cut there is the beginning. */
          start = writer.text->len;
          shown = write_token (&writer, &scanner, scanner.position);
          add_token (tokens, token, start, writer.text->len);
          if (token == DESK_JSON_COMMA)
            desk_text_writer_break (&writer, INDENT * scanner.depth);
          else if (token == DESK_JSON_COLON)
            desk_text_writer_piece (&writer, " ", 1);
        }
    }
  while (token < DESK_JSON_END);

  if (token == DESK_JSON_INVALID)
    {
      g_free (desk_text_writer_steal (&writer));
      return render_as_text (payload, payload_size, max_text, &scanner);
    }

  view = _desk_payload_view_new (&writer, shown, payload_size);
  view->tokens = g_steal_pointer (&tokens);
  if (scanner.byte_order_mark)
    view->problem = g_strdup (_ ("It begins with a byte order mark (U+FEFF), which JSON does not allow."));

  return view;
}
