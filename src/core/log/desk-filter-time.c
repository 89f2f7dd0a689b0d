/* desk-filter-time.c: the terms since: and until:
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"
#include "desk-time-text.h"

static gboolean
read_time (DeskFilterReader *reader, gint64 *start, gint64 *end, GError **error)
{
  const DeskFilterContext *context = reader->context;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  gint64 instant = context->now != 0 ? context->now : g_get_real_time ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) precise = g_date_time_add (utc, instant % G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (precise, context->zone != NULL ? context->zone : local);
  g_autofree char *value = NULL;

  if (!_desk_reader_read_value (reader, &value, error))
    return FALSE;

  return desk_time_text_parse (value, DESK_TIME_TODAY, now, start, end, NULL)
         || desk_fail (error, DESK_ERROR_BAD_QUERY,
                       _ ("This is not a time. Write for example 10m, 2h, 3d, 10:30, 2026-11-23 or "
                          "2026-11-23T10:30:05."));
}

static gboolean
parse_since (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  term->high = G_MAXINT64;
  return read_time (reader, &term->low, NULL, error);
}

static gboolean
parse_until (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  gint64 end;

  if (!read_time (reader, NULL, &end, error))
    return FALSE;

  term->low = G_MININT64;
  term->high = end - 1;
  return TRUE;
}

static DeskTruth
check_time (const DeskTerm *term, gint64 time)
{
  return time >= term->low && time <= term->high ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_since = {
  .key = "since",
  .syntax = "since:TIME",
  .summary = N_ ("From a time on: 10m ago, 2h, 3d, 10:30, today, 2026-11-23, 2026-11-23T10:30"),
  .example = "since:10m",
  .parse = parse_since,
  .check_time = check_time,
};

const DeskTermKind _desk_term_until = {
  .key = "until",
  .syntax = "until:TIME",
  .summary = N_ ("Up to a time; of a day, a minute or a second all of it"),
  .example = "until:2026-11-23T10:30",
  .parse = parse_until,
  .check_time = check_time,
};
