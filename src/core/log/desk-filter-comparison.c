/* desk-filter-comparison.c: compares a JSON value with what the filter line says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-comparison.h"
#include "desk-filter-decimal.h"

typedef enum
{
  OPERATOR_LESS = 1 << 0,
  OPERATOR_EQUAL = 1 << 1,
  OPERATOR_GREATER = 1 << 2,
  OPERATOR_CONTAINS = 1 << 3,
} Operator;

/* Longer ones before those that they begin with */
static const struct
{
  const char *sign;
  Operator operator;
} operators[] = {
  { "<=", OPERATOR_LESS | OPERATOR_EQUAL },
  { ">=", OPERATOR_GREATER | OPERATOR_EQUAL },
  { "!=", OPERATOR_LESS | OPERATOR_GREATER },
  { "==", OPERATOR_EQUAL },
  { "<", OPERATOR_LESS },
  { ">", OPERATOR_GREATER },
  { "=", OPERATOR_EQUAL },
  { "~", OPERATOR_CONTAINS },
};

struct _DeskComparison
{
  Operator operator;     /* 0: any value will do */
  char *value;           /* (owned) (nullable): what the value is compared with */
  gsize length;          /* bytes of it */
  gboolean is_number;    /* not quoted, and a number */
  gboolean is_literal;   /* not quoted, and true, false or null */
  DeskDecimal number;    /* of @value */
  DeskNeedle *needle;    /* (owned) (nullable): of @value, if it is not empty */
  DeskPattern *pattern;  /* (owned) (nullable): instead of @value */
};

void
_desk_comparison_free (DeskComparison *self)
{
  g_free (self->value);
  g_clear_pointer (&self->needle, desk_needle_free);
  g_clear_pointer (&self->pattern, desk_pattern_free);
  g_free (self);
}

/* (nullable): the regular expression that it needs */
const char *
_desk_comparison_get_pattern (const DeskComparison *self)
{
  return self->pattern != NULL ? desk_pattern_get_text (self->pattern) : NULL;
}

static gboolean
is_exists (const char *text)
{
  DeskFilterReader behind = { .text = text, .position = strlen ("exists") };

  return g_ascii_strncasecmp (text, "exists", strlen ("exists")) == 0 && _desk_reader_ends (&behind);
}

/**
 * _desk_comparison_begins:
 * @text: what follows a path
 * @after_space: whether there is a space between
 *
 * Returns: whether something is said of the path there
 */
gboolean
_desk_comparison_begins (const char *text, gboolean after_space)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      if (g_str_has_prefix (text, operators[i].sign))
        return TRUE;
    }

  return after_space && is_exists (text);
}

static gboolean
read_value (DeskComparison *self, DeskFilterReader *reader, GError **error)
{
  gsize start = reader->position;
  gboolean is_quoted = reader->text[start] == '"';

  if (self->operator == OPERATOR_CONTAINS && reader->text[start] == '/')
    return _desk_reader_read_pattern (reader, &self->pattern, error);

  if (strchr ("<>=!~", reader->text[start]) != NULL && reader->text[start] != '\0')
    {
      reader->error_start = start;
      reader->error_end = ++reader->position;
      return desk_fail (error, DESK_ERROR_BAD_QUERY,
                        _ ("A value is missing before this. If it begins the value, write that in quotes."));
    }
  if (!_desk_reader_read_value (reader, &self->value, error))
    return FALSE;
  self->length = strlen (self->value);
  if (self->length == 0 && (!is_quoted || self->operator == OPERATOR_CONTAINS))
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("A value is missing. Write for example $.temperature > 30."));

  if (self->length > 0)
    self->needle = desk_needle_new (self->value);
  if (is_quoted || self->operator == OPERATOR_CONTAINS)
    return TRUE;

  self->is_number = desk_decimal_read (self->value, self->length, &self->number);
  self->is_literal = g_str_equal (self->value, "true") || g_str_equal (self->value, "false")
                     || g_str_equal (self->value, "null");
  if (self->is_literal && self->operator != OPERATOR_EQUAL
      && self->operator != (OPERATOR_LESS | OPERATOR_GREATER))
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("“%s” is neither more nor less than anything. Use = or !=."), self->value);

  return TRUE;
}

/**
 * _desk_comparison_read:
 * @reader: a reader where a comparison begins
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Returns: (transfer full) (nullable): the comparison
 */
DeskComparison *
_desk_comparison_read (DeskFilterReader *reader, GError **error)
{
  g_autoptr (DeskComparison) self = g_new0 (DeskComparison, 1);
  const char *text = reader->text + reader->position;

  for (gsize i = 0; i < G_N_ELEMENTS (operators) && self->operator == 0; i++)
    {
      if (g_str_has_prefix (text, operators[i].sign))
        {
          self->operator = operators[i].operator;
          reader->position += strlen (operators[i].sign);
        }
    }
  if (self->operator == 0)
    {
      reader->position += strlen ("exists");
      return g_steal_pointer (&self);
    }

  while (reader->text[reader->position] != '\0' && reader->text[reader->position] != ')'
         && _desk_reader_ends (reader))
    reader->position = (gsize) (g_utf8_next_char (reader->text + reader->position) - reader->text);

  return read_value (self, reader, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
fits (Operator operator, int order)
{
  return (operator & (order < 0 ? OPERATOR_LESS : order > 0 ? OPERATOR_GREATER : OPERATOR_EQUAL)) != 0;
}

static gboolean
check_contains (const DeskComparison *self, const char *text, gsize length, gboolean *gave_up)
{
  DeskPatternResult result;

  if (self->pattern == NULL)
    return desk_needle_is_in (self->needle, (const guint8 *) text, length);

  result = desk_pattern_match (self->pattern, (const guint8 *) text, length);
  *gave_up = *gave_up || result == DESK_PATTERN_GAVE_UP;
  return result == DESK_PATTERN_YES;
}

/* Whether two texts are the same, but for case where that does not count */
static gboolean
is_same_text (const DeskComparison *self, const char *text, gsize length)
{
  gsize start;
  gsize end;

  if (self->needle == NULL || length == 0)
    return self->length == length;

  return desk_needle_find (self->needle, (const guint8 *) text, length, 0, &start, &end) && start == 0
         && end == length;
}

static gboolean
check_text (const DeskComparison *self, const char *text, gsize length)
{
  int order = memcmp (text, self->value, MIN (length, self->length));

  if (order == 0)
    order = length < self->length ? -1 : length > self->length;
  if (self->operator == OPERATOR_EQUAL || self->operator == (OPERATOR_LESS | OPERATOR_GREATER))
    order = is_same_text (self, text, length) ? 0 : 1;

  return fits (self->operator, order);
}

static gboolean
check_string (const DeskComparison *self, const char *text, gsize length, gboolean *gave_up)
{
  g_autofree char *decoded = NULL;
  DeskDecimal number;

  if (memchr (text, '\\', length) != NULL)
    text = decoded = desk_json_decode_string (text, length, &length);

  if (self->operator == OPERATOR_CONTAINS)
    return check_contains (self, text, length, gave_up);
  /* Many devices write numbers in quotes. */
  if (self->is_number && desk_decimal_read (text, length, &number))
    return fits (self->operator, desk_decimal_compare (&number, &self->number));
  if (self->is_number || self->is_literal)
    return self->operator == (OPERATOR_LESS | OPERATOR_GREATER);

  return check_text (self, text, length);
}

/**
 * _desk_comparison_check:
 * @self: a comparison
 * @type: what a value is
 * @text: the value as it is written, without quotes
 * @length: number of bytes
 * @gave_up: (inout): set if a regular expression gave up
 *
 * Returns: whether the value is as the comparison says
 */
gboolean
_desk_comparison_check (const DeskComparison *self,
                        DeskJsonToken type,
                        const char *text,
                        gsize length,
                        gboolean *gave_up)
{
  DeskDecimal number;

  if (self->operator == 0)
    return TRUE;

  if (type == DESK_JSON_STRING)
    return check_string (self, text, length, gave_up);
  if (type == DESK_JSON_NUMBER || type == DESK_JSON_LITERAL)
    {
      if (self->operator == OPERATOR_CONTAINS)
        return check_contains (self, text, length, gave_up);
      if (type == DESK_JSON_NUMBER && self->is_number && desk_decimal_read (text, length, &number))
        return fits (self->operator, desk_decimal_compare (&number, &self->number));
      if (type == DESK_JSON_LITERAL && self->is_literal)
        {
          gboolean is_same = length == self->length && memcmp (text, self->value, length) == 0;

          return fits (self->operator, is_same ? 0 : 1);
        }
    }

  /* A value of another type is another one; it is neither more nor less. */
  return self->operator == (OPERATOR_LESS | OPERATOR_GREATER);
}
