/* desk-payload.c: what the bytes of a payload look like to a person
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-payload.h"

#include <glib/gi18n-lib.h>

#include "desk-json-scanner.h"
#include "desk-payload-private.h"

/* In the order of the menu */
static const DeskPayloadFormat formats[] = {
  { "text", N_ ("Text"), _desk_payload_render_text },
  { "json", N_ ("JSON"), _desk_payload_render_json },
  { "hex", N_ ("Hexadecimal"), _desk_payload_render_hex },
};

/* What text files hold of the controls: tab, line feed, form feed, carriage
 * return and the escape of terminals. */
static gboolean
is_text_control (guint8 c)
{
  return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0x1b;
}

gboolean
_desk_payload_is_text (const guint8 *data, gsize length, gboolean more)
{
  const char *end;
  gsize rest;

  for (gsize i = 0; i < length; i++)
    if ((data[i] < 0x20 && !is_text_control (data[i])) || data[i] == 0x7f)
      return FALSE;

  if (g_utf8_validate_len ((const char *) data, length, &end))
    return TRUE;
  rest = length - (gsize) (end - (const char *) data);

  /* Where the bytes were cut a character may be cut too. */
  return more && rest < 4 && g_utf8_get_char_validated (end, (gssize) rest) == (gunichar) -2;
}

static gboolean
is_json (const guint8 *data, gsize length, gboolean more)
{
  DeskJsonScanner scanner;
  DeskJsonToken token;

  desk_json_scanner_init (&scanner, data, length, more);
  token = desk_json_scanner_next (&scanner);
  /* A number, a word or a string alone is JSON too (RFC 8259 section 2), but
   * nobody thinks of it so. */
  if (token != DESK_JSON_OBJECT_BEGIN && token != DESK_JSON_ARRAY_BEGIN)
    return FALSE;
  while (token < DESK_JSON_END)
    token = desk_json_scanner_next (&scanner);

  return token == DESK_JSON_END || token == DESK_JSON_CUT;
}

/**
 * desk_payload_detect:
 * @payload: the payload, or its beginning
 * @payload_size: bytes of the whole payload
 *
 * Judges what a payload is. Text is valid UTF-8 without NUL and without
 * controls that texts do not have; JSON is an object or array (RFC 8259). Of
 * a beginning, only what is at hand is judged. Any thread may call this.
 *
 * Returns: the kind
 */
DeskPayloadKind
desk_payload_detect (GBytes *payload, gsize payload_size)
{
  const guint8 *data;
  gsize length;

  g_return_val_if_fail (payload != NULL, DESK_PAYLOAD_EMPTY);

  data = g_bytes_get_data (payload, &length);
  if (length == 0)
    return payload_size == 0 ? DESK_PAYLOAD_EMPTY : DESK_PAYLOAD_BINARY;
  if (!_desk_payload_is_text (data, length, payload_size > length))
    return DESK_PAYLOAD_BINARY;

  return is_json (data, length, payload_size > length) ? DESK_PAYLOAD_JSON : DESK_PAYLOAD_TEXT;
}

/**
 * desk_payload_format_for:
 * @kind: what a payload is
 *
 * Returns: the format that shows it best
 */
const DeskPayloadFormat *
desk_payload_format_for (DeskPayloadKind kind)
{
  switch (kind)
    {
    case DESK_PAYLOAD_JSON:
      return desk_payload_format_find ("json");
    case DESK_PAYLOAD_BINARY:
      return desk_payload_format_find ("hex");
    case DESK_PAYLOAD_EMPTY:
    case DESK_PAYLOAD_TEXT:
    default:
      return desk_payload_format_find ("text");
    }
}

/**
 * desk_payload_format_find:
 * @id: a format's stable name
 *
 * Returns: (nullable): the format
 */
const DeskPayloadFormat *
desk_payload_format_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].id, id))
      return &formats[i];

  return NULL;
}

/**
 * desk_payload_formats:
 * @n_formats: (out): how many there are
 *
 * Returns: (array length=n_formats): every format, in the order of a menu; the
 *   labels are not translated yet
 */
const DeskPayloadFormat *
desk_payload_formats (guint *n_formats)
{
  g_return_val_if_fail (n_formats != NULL, NULL);

  *n_formats = G_N_ELEMENTS (formats);

  return formats;
}

DeskPayloadView *
_desk_payload_view_new (DeskTextWriter *writer, gsize shown, gsize payload_size)
{
  DeskPayloadView *view = g_new0 (DeskPayloadView, 1);

  view->broken_lines = writer->broken_lines;
  view->text = desk_text_writer_steal (writer);
  view->shown = shown;
  view->complete = shown == payload_size;

  return view;
}

/**
 * desk_payload_view_free:
 * @view: (transfer full): a view
 *
 * Frees a view.
 */
void
desk_payload_view_free (DeskPayloadView *view)
{
  g_free (view->text);
  g_free (view->problem);
  g_clear_pointer (&view->tokens, g_array_unref);
  g_free (view);
}
