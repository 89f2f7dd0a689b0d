/* desk-filter-pattern.c: a regular expression that cannot take for ever
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-pattern.h"

/* Steps and KiB that a match may take (pcre2pattern(3)): about 10 ms */
#define LIMITS "(*LIMIT_MATCH=1000000)(*LIMIT_HEAP=16384)"

/* As much as may be spent on what is only highlighted, which happens while a row is drawn:
 * less than a millisecond */
#define QUICK_LIMITS "(*LIMIT_MATCH=10000)(*LIMIT_HEAP=1024)"

/* The compiled code is several times faster but has a small stack. What needs more
 * is tried again by the interpreter, which is what the limits are meant for. */
struct _DeskPattern
{
  char *text;        /* (owned): as it was written */
  GRegex *fast;      /* (owned): for valid UTF-8 */
  GRegex *patient;   /* (owned): the same, interpreted */
  GRegex *bytes;     /* (owned) (nullable): for bytes that are not UTF-8 */
  GRegex *quick;     /* (owned) (nullable): for highlighting */
  gboolean match_case;
};

/* Whether a letter that is looked for is a capital. What follows a backslash is no
 * letter, nor is the name of a property or a group. */
static gboolean
has_capital (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c;

      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          if (p[1] == '{' && strchr (p, '}') != NULL)
            p = strchr (p, '}');
          continue;
        }
      if (*p == '(' && p[1] == '?')
        {
          p += p[2] == 'P' ? 2 : 1;
          if (p[1] == '<' && p[2] != '=' && p[2] != '!' && strchr (p, '>') != NULL)
            p = strchr (p, '>');
          continue;
        }

      c = g_utf8_get_char (p);
      if (g_unichar_isupper (c) || g_unichar_istitle (c))
        return TRUE;
    }

  return FALSE;
}

/* GRegex tells what is wrong in its own words, which begin with the whole expression. */
static const char *
get_words (const GError *reason)
{
  if (reason->domain != G_REGEX_ERROR)
    return _ ("This is not a regular expression.");

  switch (reason->code)
    {
    case G_REGEX_ERROR_UNMATCHED_PARENTHESIS:
      return _ ("A parenthesis of this regular expression has no counterpart. Write \\( or \\) to look for one.");
    case G_REGEX_ERROR_UNTERMINATED_CHARACTER_CLASS:
      return _ ("The closing “]” of this regular expression is missing. Write \\[ to look for a bracket.");
    case G_REGEX_ERROR_NOTHING_TO_REPEAT:
      return _ ("There is nothing before “*”, “+” or “?” that could be repeated. Write \\* to look for an asterisk.");
    case G_REGEX_ERROR_QUANTIFIERS_OUT_OF_ORDER:
    case G_REGEX_ERROR_QUANTIFIER_TOO_BIG:
      return _ ("The numbers between “{” and “}” are out of order or too large.");
    case G_REGEX_ERROR_RANGE_OUT_OF_ORDER:
      return _ ("A range between “[” and “]” is out of order. Write the smaller character first, as in [a-z].");
    case G_REGEX_ERROR_STRAY_BACKSLASH:
      return _ ("The “\\” at the end stands for nothing. Write \\\\ to look for a backslash.");
    case G_REGEX_ERROR_INEXISTENT_SUBPATTERN_REFERENCE:
      return _ ("The regular expression refers to a group that it does not have.");
    case G_REGEX_ERROR_VARIABLE_LENGTH_LOOKBEHIND:
      return _ ("A lookbehind must have a fixed length.");
    default:
      return _ ("This is not a regular expression.");
    }
}

/* The last of several limits counts, so those that an expression brings along at its
 * beginning are left out. */
static char *
remove_limits (const char *text)
{
  GString *kept = g_string_new (NULL);

  while (g_str_has_prefix (text, "(*") && strchr (text, ')') != NULL)
    {
      const char *end = strchr (text, ')') + 1;

      if (!g_str_has_prefix (text, "(*LIMIT_"))
        g_string_append_len (kept, text, end - text);
      text = end;
    }
  g_string_append (kept, text);

  return g_string_free (kept, FALSE);
}

/**
 * desk_pattern_new:
 * @text: the expression, valid UTF-8 (pcre2pattern(3))
 * @error: %DESK_ERROR_BAD_QUERY: what is wrong with it
 *
 * The case of letters matters if @text holds a capital letter.
 *
 * Returns: (transfer full) (nullable): the pattern
 */
DeskPattern *
desk_pattern_new (const char *text, GError **error)
{
  g_autoptr (DeskPattern) self = g_new0 (DeskPattern, 1);
  g_autofree char *unlimited = remove_limits (text);
  g_autofree char *limited = g_strconcat (LIMITS, unlimited, NULL);
  g_autofree char *quickly = g_strconcat (QUICK_LIMITS, unlimited, NULL);
  g_autoptr (GError) reason = NULL;
  GRegexCompileFlags flags;

  self->text = g_strdup (text);
  self->match_case = has_capital (unlimited);
  flags = self->match_case ? 0 : G_REGEX_CASELESS;
  self->fast = g_regex_new (limited, flags | G_REGEX_OPTIMIZE, 0, &reason);
  if (self->fast == NULL)
    {
      desk_fail (error, DESK_ERROR_BAD_QUERY, "%s", get_words (reason));
      return NULL;
    }
  self->patient = g_regex_new (limited, flags, 0, NULL);
  self->bytes = g_regex_new (limited, flags | G_REGEX_RAW, 0, NULL);
  self->quick = g_regex_new (quickly, flags | G_REGEX_OPTIMIZE, 0, NULL);

  return g_steal_pointer (&self);
}

void
desk_pattern_free (DeskPattern *self)
{
  g_free (self->text);
  g_clear_pointer (&self->fast, g_regex_unref);
  g_clear_pointer (&self->patient, g_regex_unref);
  g_clear_pointer (&self->bytes, g_regex_unref);
  g_clear_pointer (&self->quick, g_regex_unref);
  g_free (self);
}

/**
 * desk_pattern_get_text:
 *
 * Returns: (transfer none): the expression as it was written
 */
const char *
desk_pattern_get_text (const DeskPattern *self)
{
  return self->text;
}

gboolean
desk_pattern_get_match_case (const DeskPattern *self)
{
  return self->match_case;
}

static DeskPatternResult
run (GRegex *regex, const guint8 *data, gsize length, gsize from, DeskFilterSpan *span)
{
  g_autoptr (GMatchInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  int start;
  int end;

  if (!g_regex_match_full (regex, (const char *) data, (gssize) length, (int) from, 0,
                           span != NULL ? &info : NULL, &error))
    return error != NULL ? DESK_PATTERN_GAVE_UP : DESK_PATTERN_NO;

  if (span != NULL && g_match_info_fetch_pos (info, 0, &start, &end))
    *span = (DeskFilterSpan) { (gsize) start, (gsize) end };
  return DESK_PATTERN_YES;
}

/**
 * desk_pattern_match:
 * @self: a pattern
 * @data: (nullable): bytes of any kind
 * @length: number of bytes; at most %G_MAXINT
 *
 * Returns: whether the pattern matches somewhere in @data, or that it gave up
 */
DeskPatternResult
desk_pattern_match (const DeskPattern *self, const guint8 *data, gsize length)
{
  DeskPatternResult result;

  if (length == 0)
    data = (const guint8 *) "";
  if (!g_utf8_validate_len ((const char *) data, length, NULL))
    return self->bytes != NULL ? run (self->bytes, data, length, 0, NULL) : DESK_PATTERN_NO;

  result = run (self->fast, data, length, 0, NULL);
  if (result == DESK_PATTERN_GAVE_UP && self->patient != NULL)
    result = run (self->patient, data, length, 0, NULL);

  return result;
}

/**
 * desk_pattern_find:
 * @self: a pattern
 * @data: bytes of any kind
 * @length: number of bytes; at most %G_MAXINT
 * @from: where to begin, at the bounds of a character
 * @span: (out): where the first match is that is not empty
 *
 * Finds what to highlight. It takes no long time: it gives up much earlier than
 * desk_pattern_match(), and on bytes that are not UTF-8 at once.
 *
 * Returns: whether there is one; %FALSE too if the pattern gave up
 */
gboolean
desk_pattern_find (const DeskPattern *self,
                   const guint8 *data,
                   gsize length,
                   gsize from,
                   DeskFilterSpan *span)
{
  if (self->quick == NULL || !g_utf8_validate_len ((const char *) data, length, NULL))
    return FALSE;

  while (from < length)
    {
      if (run (self->quick, data, length, from, span) != DESK_PATTERN_YES)
        return FALSE;
      if (span->end > span->start)
        return TRUE;
      from = MAX (span->start, from) + 1;
      while (from < length && (data[from] & 0xc0) == 0x80)
        from++;
    }

  return FALSE;
}
