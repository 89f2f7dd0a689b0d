/* desk-filter-word.c: the terms word or "some words", and payload:TEXT
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
parse (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  g_autofree char *value = NULL;
  gsize start = reader->position;

  if (term->kind == &_desk_term_payload && reader->text[start] == '/')
    return _desk_reader_read_pattern (reader, &term->pattern, error);
  if (!_desk_reader_read_value (reader, &value, error))
    return FALSE;
  if (value[0] != '\0')
    {
      term->needle = desk_needle_new (value);
      if (term->kind == &_desk_term_word && reader->text[start] != '"')
        term->word = g_steal_pointer (&value);
      return TRUE;
    }

  if (reader->position == start)
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("A text is missing. Write one after “payload:”, such as payload:error."));
  reader->error_start = start;
  reader->error_end = reader->position;
  return desk_fail (error, DESK_ERROR_BAD_QUERY,
                    _ ("There is nothing between the quotes. Write what to look for."));
}

static DeskTruth
check_topic (const DeskTerm *term, const char *topic)
{
  gboolean found = desk_needle_is_in (term->needle, (const guint8 *) topic, strlen (topic));

  return found ? DESK_TRUTH_YES : DESK_TRUTH_UNKNOWN;
}

static DeskTruth
check_payload (const DeskTerm *term, DeskSearchPayload *payload, GError **error)
{
  gboolean contains;

  if (term->pattern != NULL)
    return _desk_term_check_pattern (term, payload, error);
  if (!desk_search_payload_contains (payload, term->needle, &contains, error))
    return DESK_TRUTH_UNKNOWN;

  return contains ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

static gboolean
find (const DeskTerm *term, const guint8 *text, gsize length, gsize from, DeskFilterSpan *span)
{
  if (term->pattern != NULL)
    return desk_pattern_find (term->pattern, text, length, from, span);

  return desk_needle_find (term->needle, text, length, from, &span->start, &span->end);
}

const DeskTermKind _desk_term_word = {
  .syntax = "WORD",
  .summary = N_ ("Text in the topic or the payload; case counts if it holds a capital letter"),
  .example = "\"front door\"",
  .parse = parse,
  .check_topic = check_topic,
  .check_payload = check_payload,
  .find = find,
  .parts = DESK_PART_TOPIC | DESK_PART_PAYLOAD,
};

const DeskTermKind _desk_term_payload = {
  .key = "payload",
  .syntax = "payload:TEXT",
  .summary = N_ ("Text in the payload only, or a regular expression between slashes"),
  .example = "payload:error",
  .parse = parse,
  .check_payload = check_payload,
  .find = find,
  .parts = DESK_PART_PAYLOAD,
};
