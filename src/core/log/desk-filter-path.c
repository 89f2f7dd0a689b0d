/* desk-filter-path.c: the term $.path, alone or compared with a value
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-comparison.h"
#include "desk-filter-private.h"

/* What ends a name that is not quoted */
static gboolean
ends_name (const char *p)
{
  return strchr (".[]()<>=~\"'", *p) != NULL || (*p == '!' && p[1] == '=')
         || g_unichar_isspace (g_utf8_get_char (p));
}

static gsize
skip_spaces (const char *text, gsize position)
{
  while (text[position] != '\0' && g_unichar_isspace (g_utf8_get_char (text + position)))
    position = (gsize) (g_utf8_next_char (text + position) - text);

  return position;
}

/* A dollar alone is a path only if something is said of it; $SYS is a word. */
static gboolean
begins (const char *text)
{
  const char *p;

  if (text[0] != '$')
    return FALSE;
  if (text[1] == '.' || text[1] == '[')
    return TRUE;

  p = text + 1 + skip_spaces (text + 1, 0);
  return _desk_comparison_begins (p, p > text + 1);
}

static gboolean
fail_in_path (DeskFilterReader *reader, GError **error)
{
  while (!_desk_reader_ends (reader))
    reader->position = (gsize) (g_utf8_next_char (reader->text + reader->position) - reader->text);

  return desk_fail (error, DESK_ERROR_BAD_QUERY,
                    _ ("This is not a path. Write for example $.motor.speed, $.values[0], $.values[*] or "
                       "$.\"a name with spaces\"."));
}

static gboolean
add_step (DeskTerm *term, DeskJsonStepType type, const char *name, guint index, GError **error)
{
  return desk_json_path_add (term->path, type, name, index)
         || desk_fail (error, DESK_ERROR_BAD_QUERY,
                       _ ("A path may have %d steps. Shorten it."), DESK_JSON_PATH_MAX);
}

/* Reads a name in quotes of one kind or the other. */
static gboolean
read_quoted_name (DeskFilterReader *reader, char **name, GError **error)
{
  const char *text = reader->text + reader->position;
  const char *end;

  if (text[0] == '"')
    return _desk_reader_read_quoted (reader, name, error);

  end = strchr (text + 1, '\'');
  if (end == NULL)
    return fail_in_path (reader, error);
  *name = g_strndup (text + 1, (gsize) (end - text - 1));
  reader->position += (gsize) (end + 1 - text);
  return TRUE;
}

/* .name, ."name" or .* */
static gboolean
read_member (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  const char *text = reader->text;
  g_autofree char *name = NULL;
  gsize start = ++reader->position;

  if (text[start] == '"' || text[start] == '\'')
    return read_quoted_name (reader, &name, error) && add_step (term, DESK_JSON_STEP_NAME, name, 0, error);

  while (text[reader->position] != '\0' && !ends_name (text + reader->position))
    reader->position = (gsize) (g_utf8_next_char (text + reader->position) - text);
  if (reader->position == start)
    return fail_in_path (reader, error);

  name = g_strndup (text + start, reader->position - start);
  if (g_str_equal (name, "*"))
    return add_step (term, DESK_JSON_STEP_ANY, NULL, 0, error);
  return add_step (term, DESK_JSON_STEP_NAME, name, 0, error);
}

/* [0], [*], ["name"] or ['name'] */
static gboolean
read_bracket (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  const char *text = reader->text;
  DeskJsonStepType type = DESK_JSON_STEP_NAME;
  g_autofree char *name = NULL;
  guint64 index = 0;

  reader->position++;
  if (text[reader->position] == '"' || text[reader->position] == '\'')
    {
      if (!read_quoted_name (reader, &name, error))
        return FALSE;
    }
  else if (text[reader->position] == '*')
    {
      type = DESK_JSON_STEP_ANY;
      reader->position++;
    }
  else if (g_ascii_isdigit (text[reader->position]))
    {
      char *end;

      index = g_ascii_strtoull (text + reader->position, &end, 10);
      type = DESK_JSON_STEP_INDEX;
      reader->position = (gsize) (end - text);
    }

  if (text[reader->position] != ']' || index >= G_MAXUINT)
    return fail_in_path (reader, error);
  if (type == DESK_JSON_STEP_NAME && name == NULL)
    return fail_in_path (reader, error);
  reader->position++;
  return add_step (term, type, name, (guint) index, error);
}

static gboolean
parse (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  const char *text = reader->text;
  gsize behind;

  term->path = desk_json_path_new ();
  reader->position++;
  while (text[reader->position] == '.' || text[reader->position] == '[')
    {
      if (text[reader->position] == '.' ? !read_member (term, reader, error) : !read_bracket (term, reader, error))
        return FALSE;
    }

  behind = skip_spaces (text, reader->position);
  if (_desk_comparison_begins (text + behind, behind > reader->position))
    {
      reader->position = behind;
      term->comparison = _desk_comparison_read (reader, error);
      return term->comparison != NULL;
    }
  if (!_desk_reader_ends (reader))
    return fail_in_path (reader, error);

  return TRUE;
}

typedef struct
{
  const DeskComparison *comparison;
  gboolean gave_up;
} Question;

static gboolean
ask (DeskJsonToken type, const char *text, gsize length, gpointer user_data)
{
  Question *question = user_data;

  return question->comparison == NULL
         || _desk_comparison_check (question->comparison, type, text, length, &question->gave_up);
}

static DeskTruth
check_payload (const DeskTerm *term, DeskSearchPayload *payload, GError **error)
{
  g_autofree guint8 *to_free = NULL;
  Question question = { term->comparison, FALSE };
  const guint8 *data;
  gsize length;

  /* Beyond that it is not taken for JSON: half a text is none. */
  if (payload->size > DESK_SEARCH_WHOLE)
    return DESK_TRUTH_NO;
  data = desk_search_payload_load (payload, DESK_SEARCH_WHOLE, &to_free, &length, error);
  if (data == NULL)
    return DESK_TRUTH_UNKNOWN;

  if (desk_json_path_match (term->path, data, length, ask, &question))
    return DESK_TRUTH_YES;

  return question.gave_up ? DESK_TRUTH_UNKNOWN : DESK_TRUTH_NO;
}

typedef struct
{
  Question question;
  const char *from; /* no value before this is wanted */
  const char *text;
  gsize length;
} Place;

static gboolean
ask_place (DeskJsonToken type, const char *text, gsize length, gpointer user_data)
{
  Place *place = user_data;
  gsize quote = type == DESK_JSON_STRING ? 1 : 0;

  if (text - quote < place->from || !ask (type, text, length, &place->question))
    return FALSE;

  /* A string with its quotes; of an object or an array the bracket */
  place->text = text - quote;
  place->length = MAX (length + 2 * quote, 1);
  return TRUE;
}

static gboolean
find (const DeskTerm *term, const guint8 *text, gsize length, gsize from, DeskFilterSpan *span)
{
  Place place = { { term->comparison, FALSE }, (const char *) text + from, NULL, 0 };

  if (!desk_json_path_find (term->path, text, length, ask_place, &place))
    return FALSE;

  span->start = (gsize) (place.text - (const char *) text);
  span->end = span->start + place.length;
  return TRUE;
}

const DeskTermKind _desk_term_path = {
  .begins = begins,
  .syntax = "$.PATH",
  .summary = N_ ("JSON payloads that have a value there, or one that compares: < <= >= > = != ~"),
  .example = "$.temperature > 30",
  .parse = parse,
  .check_payload = check_payload,
  .is_slow = TRUE,
  .find = find,
  .parts = DESK_PART_BEGINNING,
};
