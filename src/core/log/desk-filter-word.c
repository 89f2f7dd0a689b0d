/* desk-filter-word.c: the term word or "some words"
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-private.h"

static gboolean
parse (DeskTerm *term, const char *value, GError **error)
{
  term->needle = desk_needle_new (value);
  return TRUE;
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

  if (!desk_search_payload_contains (payload, term->needle, &contains, error))
    return DESK_TRUTH_UNKNOWN;

  return contains ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_word = {
  .parse = parse,
  .check_topic = check_topic,
  .check_payload = check_payload,
};
