/* desk-filter-regex.c: the term /regular expression/
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
 * _desk_reader_read_pattern:
 * @self: a reader at the opening slash
 * @pattern: (out): the expression
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Reads up to the first slash that ends a word, so that those of topics need no
 * backslash.
 *
 * Returns: whether it is one
 */
gboolean
_desk_reader_read_pattern (DeskFilterReader *self, DeskPattern **pattern, GError **error)
{
  gsize start = self->position + 1;
  g_autoptr (GString) expression = g_string_new (NULL);

  for (self->position = start; self->text[self->position] != '\0'; self->position++)
    {
      const char *p = self->text + self->position;

      if (p[0] == '\\' && p[1] == '/')
        {
          g_string_append_c (expression, '/');
          self->position++;
          continue;
        }
      if (p[0] == '\\' && p[1] != '\0')
        {
          g_string_append_len (expression, p, 2);
          self->position++;
          continue;
        }
      if (p[0] == '/')
        {
          DeskFilterReader behind = *self;

          behind.position++;
          if (_desk_reader_ends (&behind))
            break;
        }
      g_string_append_c (expression, *p);
    }

  if (self->text[self->position] == '\0')
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("The slash that ends a regular expression is missing. To look for text that begins "
                         "with a slash, write it in quotes."));
  self->position++;
  if (expression->len == 0)
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("There is nothing between the slashes. Write a regular expression, such as "
                         "/error|fail/."));

  *pattern = desk_pattern_new (expression->str, error);
  return *pattern != NULL;
}

/* (nullable): the regular expression that a term of any kind needs */
const char *
_desk_term_get_pattern (const DeskTerm *term)
{
  if (term->pattern != NULL)
    return desk_pattern_get_text (term->pattern);

  return term->comparison != NULL ? _desk_comparison_get_pattern (term->comparison) : NULL;
}

static gboolean
begins (const char *text)
{
  return text[0] == '/';
}

static gboolean
parse (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  return _desk_reader_read_pattern (reader, &term->pattern, error);
}

static DeskTruth
check_topic (const DeskTerm *term, const char *topic)
{
  DeskPatternResult result = desk_pattern_match (term->pattern, (const guint8 *) topic, strlen (topic));

  return result == DESK_PATTERN_YES ? DESK_TRUTH_YES : DESK_TRUTH_UNKNOWN;
}

DeskTruth
_desk_term_check_pattern (const DeskTerm *term, DeskSearchPayload *payload, GError **error)
{
  g_autofree guint8 *to_free = NULL;
  const guint8 *data;
  gsize length;

  data = desk_search_payload_load (payload, DESK_SEARCH_WHOLE, &to_free, &length, error);
  if (data == NULL)
    return DESK_TRUTH_UNKNOWN;

  switch (desk_pattern_match (term->pattern, data, length))
    {
    case DESK_PATTERN_YES:
      return DESK_TRUTH_YES;
    case DESK_PATTERN_NO:
      return DESK_TRUTH_NO;
    case DESK_PATTERN_GAVE_UP:
    default:
      return DESK_TRUTH_UNKNOWN;
    }
}

static gboolean
find (const DeskTerm *term, const guint8 *text, gsize length, gsize from, DeskFilterSpan *span)
{
  return desk_pattern_find (term->pattern, text, length, from, span);
}

const DeskTermKind _desk_term_regex = {
  .begins = begins,
  .syntax = "/REGEX/",
  .summary = N_ ("Topics or payloads that a regular expression matches"),
  .example = "/error|fail(ed|ure)/",
  .parse = parse,
  .check_topic = check_topic,
  .check_payload = _desk_term_check_pattern,
  .find = find,
  .parts = DESK_PART_TOPIC | DESK_PART_PAYLOAD,
  .is_slow = TRUE,
};
