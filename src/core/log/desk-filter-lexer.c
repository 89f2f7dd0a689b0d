/* desk-filter-lexer.c: cuts a filter line into terms
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

static gboolean
is_space (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static gsize
skip_spaces (const char *text, gsize position)
{
  while (text[position] != '\0' && is_space (text + position))
    position = (gsize) (g_utf8_next_char (text + position) - text);

  return position;
}

static gsize
skip_word (const char *text, gsize position)
{
  while (text[position] != '\0' && !is_space (text + position))
    position = (gsize) (g_utf8_next_char (text + position) - text);

  return position;
}

/* Moves @position from an opening quote to behind the closing one. */
static gboolean
read_quoted (const char *text,
             gsize *position,
             char **value,
             gsize *error_start,
             gsize *error_end,
             GError **error)
{
  g_autoptr (GString) string = g_string_new (NULL);
  gsize start = *position;
  gsize i = start + 1;

  while (text[i] != '"')
    {
      if (text[i] == '\\' && (text[i + 1] == '"' || text[i + 1] == '\\'))
        i++;
      if (text[i] == '\0')
        {
          *error_start = start;
          *error_end = i;
          return desk_fail (error, DESK_ERROR_BAD_QUERY,
                            _ ("The closing quote is missing. To look for a quote itself, write \"\\\"\"."));
        }
      g_string_append_c (string, text[i++]);
    }
  i++;

  if (text[i] != '\0' && !is_space (text + i))
    {
      *error_start = start;
      *error_end = skip_word (text, i);
      return desk_fail (error, DESK_ERROR_BAD_QUERY,
                        _ ("Leave a space after the closing quote. To look for quotes too, write them as "
                           "\\\" between quotes."));
    }

  *position = i;
  *value = g_string_free (g_steal_pointer (&string), FALSE);
  return TRUE;
}

/**
 * _desk_filter_next_token:
 * @text: the line, valid UTF-8
 * @position: (inout): byte offset where to go on
 * @token: (out caller-allocates): the next term
 * @error_start: (out): where the mistake begins
 * @error_end: (out): where it ends
 * @error: (out): %DESK_ERROR_BAD_QUERY
 *
 * Finds the next term. A quote is one only where a term or a value begins, so
 * that JSON can be looked for as it is.
 *
 * Returns: whether there was one: at the end of the line no error is set
 */
gboolean
_desk_filter_next_token (const char *text,
                         gsize *position,
                         DeskFilterToken *token,
                         gsize *error_start,
                         gsize *error_end,
                         GError **error)
{
  gsize i = skip_spaces (text, *position);
  gsize key_length;

  if (text[i] == '\0')
    return FALSE;

  token->start = i;
  token->negated = text[i] == '-';
  if (token->negated)
    i++;
  if (text[i] == '\0' || is_space (text + i))
    {
      *error_start = token->start;
      *error_end = i;
      return desk_fail (error, DESK_ERROR_BAD_QUERY,
                        _ ("“-” leaves out what matches the term after it. Write one without a space "
                           "between, or \"-\" to look for a minus."));
    }

  token->kind = &_desk_term_word;
  key_length = strspn (text + i, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  if (text[i + key_length] == ':')
    {
      const DeskTermKind *kind = _desk_filter_find_kind (text + i, key_length);

      if (kind != NULL)
        {
          token->kind = kind;
          i += key_length + 1;
        }
    }

  token->value_start = i;
  token->value = NULL;
  if (text[i] == '"')
    {
      if (!read_quoted (text, &i, &token->value, error_start, error_end, error))
        return FALSE;
    }
  else
    {
      i = skip_word (text, i);
      token->value = g_strndup (text + token->value_start, i - token->value_start);
    }

  token->end = i;
  *position = i;
  return TRUE;
}
