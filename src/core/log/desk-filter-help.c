/* desk-filter-help.c: the constructs of the filter line, for completion and help
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-filter-help.h"
#include "desk-filter-private.h"

/* What joins terms */
static const struct
{
  const char *syntax;
  const char *summary;
  const char *example;
} joints[] = {
  { "A B", N_ ("Messages that match both"), "door open" },
  { "A OR B", N_ ("Messages that match one of them"), "open OR closed" },
  { "-A", N_ ("Messages that do not match it"), "-topic:$SYS/#" },
  { "(…)", N_ ("Parentheses hold together what belongs together"), "-(retained:yes OR dup:yes)" },
};

/**
 * desk_filter_get_help:
 * @index: 0 and up
 * @help: (out caller-allocates): what there is to say
 *
 * Lists the constructs of the filter line: the terms first, then what joins
 * them.
 *
 * Returns: %FALSE behind the last
 */
gboolean
desk_filter_get_help (guint index, DeskFilterHelp *help)
{
  guint n_kinds = 0;

  while (_desk_filter_get_kind (n_kinds) != NULL)
    n_kinds++;
  if (index < n_kinds)
    {
      const DeskTermKind *kind = _desk_filter_get_kind (index);

      *help = (DeskFilterHelp) { kind->key, kind->syntax, _ (kind->summary), kind->example, kind->values };
      return TRUE;
    }

  index -= n_kinds;
  if (index >= G_N_ELEMENTS (joints))
    return FALSE;

  *help = (DeskFilterHelp) {
    .syntax = joints[index].syntax,
    .summary = _ (joints[index].summary),
    .example = joints[index].example,
  };
  return TRUE;
}

/* Moves behind the term; a value may be quoted, also if the quote is not closed yet. */
static gsize
find_end (const char *text, gsize value_start)
{
  DeskFilterReader reader = { .text = text, .position = value_start };
  g_autofree char *value = NULL;

  if (text[value_start] == '"' && !_desk_reader_read_quoted (&reader, &value, NULL))
    return strlen (text);
  while (!_desk_reader_ends (&reader))
    reader.position = (gsize) (g_utf8_next_char (text + reader.position) - text);

  return reader.position;
}

/**
 * desk_filter_find_place:
 * @text: a line, valid UTF-8, be it whole or not
 * @position: byte offset in it, at the bounds of a character
 * @place: (out caller-allocates): the term there; empty and at @position if there
 *   is none
 *
 * Finds the term that is being typed at @position, for completion. It goes by
 * spaces, quotes and parentheses; a path with its comparison is several.
 */
void
desk_filter_find_place (const char *text, gsize position, DeskFilterPlace *place)
{
  DeskFilterReader reader = { .text = text };

  g_return_if_fail (text != NULL && place != NULL && position <= strlen (text));

  while (TRUE)
    {
      const DeskTermKind *kind;
      gsize key_length;
      gsize start;
      gsize end;

      while (reader.position < position
             && (_desk_reader_ends (&reader) || text[reader.position] == '(' || text[reader.position] == '-'))
        reader.position = (gsize) (g_utf8_next_char (text + reader.position) - text);
      start = reader.position;
      kind = _desk_filter_find_kind (text + start, &key_length);
      end = find_end (text, start + key_length);
      if (start >= position || end >= position)
        {
          *place = (DeskFilterPlace) {
            .start = start,
            .value_start = start + key_length,
            .end = end,
            .key = key_length > 0 ? kind->key : NULL,
            .quoted = text[start + key_length] == '"',
          };
          return;
        }
      reader.position = end;
    }
}

/**
 * desk_filter_quote:
 * @value: a value, or text to look for
 *
 * Returns: (transfer full): @value as it has to be written behind a colon, or as
 *   a word: in quotes
 */
char *
desk_filter_quote (const char *value)
{
  GString *quoted = g_string_new ("\"");

  g_return_val_if_fail (value != NULL, NULL);

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/**
 * desk_filter_needs_quotes:
 * @key: of a term, as in "topic"
 * @value: its value, as it is
 *
 * Returns: whether @value would be read as something else without quotes
 *   around it, or is hard to tell from what holds terms together
 */
gboolean
desk_filter_needs_quotes (const char *key, const char *value)
{
  g_return_val_if_fail (key != NULL && value != NULL, TRUE);

  if (*value == '\0' || *value == '"' || (*value == '/' && g_str_equal (key, "payload")))
    return TRUE;
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isspace (g_utf8_get_char (p)) || *p == '(' || *p == ')')
        return TRUE;
    }

  return FALSE;
}

/**
 * desk_filter_write_term:
 * @key: of a term, as in "topic", or "-topic" for what does not match
 * @value: its value, as it is
 *
 * Returns: (transfer full): the term, with quotes only where they are needed
 */
char *
desk_filter_write_term (const char *key, const char *value)
{
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (key != NULL && value != NULL, NULL);

  if (desk_filter_needs_quotes (key, value))
    quoted = desk_filter_quote (value);

  return g_strconcat (key, ":", quoted != NULL ? quoted : value, NULL);
}
