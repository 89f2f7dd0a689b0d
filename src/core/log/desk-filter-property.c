/* desk-filter-property.c: the term prop:KEY=VALUE
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-json.h"
#include "desk-filter-private.h"

static gboolean
parse (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  gsize start = reader->position;
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  if (reader->text[start] == '"')
    {
      if (!_desk_reader_read_quoted (reader, &key, error))
        return FALSE;
    }
  else
    {
      while (!_desk_reader_ends (reader) && reader->text[reader->position] != '=')
        reader->position = (gsize) (g_utf8_next_char (reader->text + reader->position) - reader->text);
      key = g_strndup (reader->text + start, reader->position - start);
    }
  if (reader->text[reader->position] == '=')
    {
      reader->position++;
      if (!_desk_reader_read_value (reader, &value, error))
        return FALSE;
    }
  else if (!_desk_reader_check_end (reader, start, error))
    return FALSE;

  if (key[0] == '\0')
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("The name of a property is missing. Write for example prop:site=Lübeck."));

  term->needle = desk_needle_new (key);
  term->has_value = value != NULL;
  term->value = value != NULL && value[0] != '\0' ? desk_needle_new (value) : NULL;
  return TRUE;
}

/* Whether the whole of a text is that of the needle; no needle is an empty text */
static gboolean
is_text (const DeskNeedle *needle, const char *text, gsize length)
{
  gsize start;
  gsize end;

  if (needle == NULL || length == 0)
    return needle == NULL && length == 0;

  return desk_needle_find (needle, (const guint8 *) text, length, 0, &start, &end) && start == 0
         && end == length;
}

static gboolean
is_scalar (const DeskNeedle *needle, DeskJsonScanner *scanner, DeskJsonToken token)
{
  const char *text = (const char *) scanner->data + scanner->start;
  gsize length = scanner->position - scanner->start;
  g_autofree char *decoded = NULL;

  if (token != DESK_JSON_STRING)
    return is_text (needle, text, length);

  text++;
  length -= 2;
  if (memchr (text, '\\', length) != NULL)
    text = decoded = desk_json_decode_string (text, length, &length);
  return is_text (needle, text, length);
}

/* Looks at a name and the value behind it. A user property has a pair of these for
 * its value. */
static DeskTruth
check_properties (const DeskTerm *term, const char *properties)
{
  DeskJsonScanner scanner;
  DeskJsonToken token;
  gboolean is_name = FALSE;
  gboolean fits = FALSE;

  if (properties == NULL)
    return DESK_TRUTH_NO;

  desk_json_scanner_init (&scanner, properties, strlen (properties), FALSE);
  while ((token = desk_json_scanner_next (&scanner)) < DESK_JSON_END)
    {
      if (token == DESK_JSON_ARRAY_BEGIN)
        is_name = TRUE;
      else if (is_name && token == DESK_JSON_STRING)
        {
          fits = is_scalar (term->needle, &scanner, token);
          is_name = FALSE;
          if (fits && !term->has_value)
            return DESK_TRUTH_YES;
        }
      else if (fits && token != DESK_JSON_COMMA)
        {
          fits = FALSE;
          if ((token == DESK_JSON_STRING || token == DESK_JSON_NUMBER || token == DESK_JSON_LITERAL)
              && is_scalar (term->value, &scanner, token))
            return DESK_TRUTH_YES;
        }
    }

  return DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_property = {
  .key = "prop",
  .syntax = "prop:KEY=VALUE",
  .summary = N_ ("MQTT 5 properties: a user property, or one such as content-type"),
  .example = "prop:site=Lübeck",
  .parse = parse,
  .check_properties = check_properties,
};
