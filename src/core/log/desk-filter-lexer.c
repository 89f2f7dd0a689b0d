/* desk-filter-lexer.c: reads the pieces of a filter line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

/**
 * _desk_reader_ends:
 *
 * Returns: whether the line, or the word or the group that is read, ends here
 */
gboolean
_desk_reader_ends (DeskFilterReader *self)
{
  const char *p = self->text + self->position;

  return *p == '\0' || *p == ')' || g_unichar_isspace (g_utf8_get_char (p));
}

/* Moves behind a word. What it opens itself it may close, as in f(x). */
static void
skip_word (DeskFilterReader *self)
{
  guint n_open = 0;

  while (!_desk_reader_ends (self) || (n_open > 0 && self->text[self->position] == ')'))
    {
      if (self->text[self->position] == '(')
        n_open++;
      else if (self->text[self->position] == ')')
        n_open--;
      self->position = (gsize) (g_utf8_next_char (self->text + self->position) - self->text);
    }
}

/**
 * _desk_reader_read_quoted:
 * @self: a reader at an opening quote
 * @value: (out): what stands between the quotes
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Moves behind the closing quote.
 *
 * Returns: whether there is one
 */
gboolean
_desk_reader_read_quoted (DeskFilterReader *self, char **value, GError **error)
{
  g_autoptr (GString) string = g_string_new (NULL);
  const char *text = self->text;
  gsize i = self->position + 1;

  while (text[i] != '"')
    {
      if (text[i] == '\\' && (text[i + 1] == '"' || text[i + 1] == '\\'))
        i++;
      if (text[i] == '\0')
        {
          self->error_start = self->position;
          self->error_end = i;
          return desk_fail (error, DESK_ERROR_BAD_QUERY,
                            _ ("The closing quote is missing. To look for a quote itself, write \"\\\"\"."));
        }
      g_string_append_c (string, text[i++]);
    }

  self->position = i + 1;
  *value = g_string_free (g_steal_pointer (&string), FALSE);
  return TRUE;
}

/**
 * _desk_reader_check_end:
 * @self: a reader behind a closing quote
 * @start: where the value begins
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Returns: whether the term ends there
 */
gboolean
_desk_reader_check_end (DeskFilterReader *self, gsize start, GError **error)
{
  if (_desk_reader_ends (self))
    return TRUE;

  skip_word (self);
  self->error_start = start;
  self->error_end = self->position;
  return desk_fail (error, DESK_ERROR_BAD_QUERY,
                    _ ("Leave a space after the closing quote. To look for quotes too, write them as "
                       "\\\" between quotes."));
}

/**
 * _desk_reader_read_value:
 * @self: a reader where a value begins
 * @value: (out): the value, unquoted
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Reads a word, or what stands between quotes. A quote is one only where the
 * value begins, so that JSON can be looked for as it is.
 *
 * Returns: whether it could be read
 */
gboolean
_desk_reader_read_value (DeskFilterReader *self, char **value, GError **error)
{
  gsize start = self->position;

  if (self->text[start] != '"')
    {
      skip_word (self);
      *value = g_strndup (self->text + start, self->position - start);
      return TRUE;
    }

  if (!_desk_reader_read_quoted (self, value, error))
    return FALSE;
  if (_desk_reader_check_end (self, start, error))
    return TRUE;
  g_clear_pointer (value, g_free);
  return FALSE;
}
