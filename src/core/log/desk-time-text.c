/* desk-time-text.c: times as a person types them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-time-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"

#define EPOCH_JULIAN 719163 /* what GDate calls 1 January 1970 */

typedef enum
{
  DATE_NONE,
  DATE_TODAY,
  DATE_YESTERDAY,
  DATE_GIVEN,
} DateKind;

/* What was written, before it is known which moment that is */
typedef struct
{
  DateKind kind;
  GDate date;      /* of DATE_GIVEN */
  gint64 clock;    /* µs since midnight on the clock */
  gint64 unit;     /* µs that the last written digit stands for; 0: no time of day */
  GTimeZone *zone; /* (owned) (nullable) */
} Written;

static void
skip_spaces (const char **cursor)
{
  while (**cursor == ' ' || **cursor == '\t')
    (*cursor)++;
}

static gboolean
eat (const char **cursor, char character)
{
  if (**cursor != character)
    return FALSE;
  (*cursor)++;

  return TRUE;
}

static gboolean
eat_number (const char **cursor, guint min_digits, guint max_digits, int *number)
{
  guint n_digits = 0;
  int value = 0;

  while (n_digits < max_digits && g_ascii_isdigit ((*cursor)[n_digits]))
    value = value * 10 + g_ascii_digit_value ((*cursor)[n_digits++]);
  if (n_digits < min_digits || g_ascii_isdigit ((*cursor)[n_digits]))
    return FALSE;
  *cursor += n_digits;
  *number = value;

  return TRUE;
}

/* A word in English or in the person's language, whatever its case */
static gboolean
eat_word (const char **cursor, const char *english)
{
  const char *words[] = { english, g_dpgettext2 (GETTEXT_PACKAGE, "time", english) };
  const char *end = *cursor;
  g_autofree char *typed = NULL;

  while (g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  typed = g_utf8_casefold (*cursor, end - *cursor);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *folded = g_utf8_casefold (words[i], -1);

      if (strcmp (typed, folded) == 0)
        {
          *cursor = end;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
eat_unit (const char **cursor, gint64 *microseconds, int *days)
{
  static const struct
  {
    const char *names;
    gint64 microseconds;
    int days;
  } units[] = {
    { "ms ", G_TIME_SPAN_MILLISECOND, 0 },
    { "s sec second seconds ", G_TIME_SPAN_SECOND, 0 },
    { "m min minute minutes ", G_TIME_SPAN_MINUTE, 0 },
    { "h hour hours ", G_TIME_SPAN_HOUR, 0 },
    { "d day days ", 0, 1 },
    { "w week weeks ", 0, 7 },
  };
  const char *end = *cursor;
  g_autofree char *word = NULL;

  while (g_ascii_isalpha (*end))
    end++;
  word = g_strdup_printf ("%.*s ", (int) MIN (end - *cursor, 16), *cursor);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const char *found = strstr (units[i].names, word);

      if (end > *cursor && found != NULL && (found == units[i].names || found[-1] == ' '))
        {
          *cursor = end;
          *microseconds = units[i].microseconds;
          *days = units[i].days;
          return TRUE;
        }
    }

  return FALSE;
}

/* “-10m”, “1h 30min ago”. Days are those of the calendar: a day before 14:05 it
 * was 14:05, whatever the clocks did in the night. */
static GDateTime *
parse_relative (const char *cursor, GDateTime *now)
{
  g_autoptr (GDateTime) day = NULL;
  gint64 span = 0;
  int n_days = 0;
  guint n_parts = 0;

  if (!eat (&cursor, '-') && g_str_has_prefix (cursor, "−"))
    cursor += strlen ("−");
  skip_spaces (&cursor);
  while (g_ascii_isdigit (*cursor))
    {
      gint64 microseconds;
      int number, days;

      if (++n_parts > 6 || !eat_number (&cursor, 1, 6, &number))
        return NULL;
      skip_spaces (&cursor);
      if (!eat_unit (&cursor, &microseconds, &days))
        return NULL;
      span += microseconds * number;
      n_days += days * number;
      skip_spaces (&cursor);
    }
  if (n_parts == 0 || (*cursor != '\0' && (!eat_word (&cursor, NC_ ("time", "ago")) || *cursor != '\0')))
    return NULL;

  day = g_date_time_add_days (now, -n_days);
  return day != NULL ? g_date_time_add (day, -span) : NULL;
}

static gboolean
parse_date (const char **cursor, Written *written)
{
  const char *start = *cursor;
  int year, month, day;

  if (eat_word (cursor, NC_ ("time", "today")))
    written->kind = DATE_TODAY;
  else if (eat_word (cursor, NC_ ("time", "yesterday")))
    written->kind = DATE_YESTERDAY;
  else if (eat_number (cursor, 4, 4, &year) && eat (cursor, '-'))
    {
      if (!eat_number (cursor, 1, 2, &month) || !eat (cursor, '-') || !eat_number (cursor, 1, 2, &day)
          || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
        return FALSE;
      written->kind = DATE_GIVEN;
      g_date_set_dmy (&written->date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
    }
  else
    *cursor = start;

  return TRUE;
}

static gboolean
parse_clock (const char **cursor, Written *written)
{
  int hours, minutes;
  int seconds = 0;

  if (!eat_number (cursor, 1, 2, &hours) || !eat (cursor, ':') || !eat_number (cursor, 2, 2, &minutes))
    return FALSE;
  written->unit = G_TIME_SPAN_MINUTE;
  if (eat (cursor, ':'))
    {
      if (!eat_number (cursor, 2, 2, &seconds))
        return FALSE;
      written->unit = G_TIME_SPAN_SECOND;
      if ((**cursor == '.' || **cursor == ',') && g_ascii_isdigit ((*cursor)[1]))
        {
          (*cursor)++;
          while (written->unit > 1 && g_ascii_isdigit (**cursor))
            {
              written->unit /= 10;
              written->clock += written->unit * g_ascii_digit_value (*(*cursor)++);
            }
        }
    }
  if (hours > 23 || minutes > 59 || seconds > 59)
    return FALSE;
  written->clock += hours * G_TIME_SPAN_HOUR + minutes * G_TIME_SPAN_MINUTE + seconds * G_TIME_SPAN_SECOND;

  return TRUE;
}

/* RFC 3339: “Z” or “+01:00” */
static gboolean
parse_zone (const char **cursor, Written *written)
{
  gboolean west = **cursor == '-';
  int hours, minutes;

  if (eat (cursor, 'Z') || eat (cursor, 'z'))
    {
      written->zone = g_time_zone_new_utc ();
      return TRUE;
    }
  if (!eat (cursor, '+') && !eat (cursor, '-'))
    return TRUE;
  if (!eat_number (cursor, 2, 2, &hours) || !eat (cursor, ':') || !eat_number (cursor, 2, 2, &minutes)
      || hours > 23 || minutes > 59)
    return FALSE;
  written->zone = g_time_zone_new_offset ((west ? -1 : 1) * (hours * 3600 + minutes * 60));

  return TRUE;
}

static gboolean
parse_absolute (const char *cursor, Written *written)
{
  if (!parse_date (&cursor, written))
    return FALSE;
  if (written->kind == DATE_GIVEN && (*cursor == 'T' || *cursor == 't'))
    cursor++;
  else
    {
      skip_spaces (&cursor);
      if (*cursor == '\0')
        return written->kind != DATE_NONE;
    }
  if (!parse_clock (&cursor, written))
    return FALSE;
  skip_spaces (&cursor);

  return parse_zone (&cursor, written) && *cursor == '\0';
}

/* When the clocks of @zone show this: the first and the last time, which differ
 * in the hour that is repeated in autumn. What is skipped in spring is the
 * moment of the skip. */
static void
find_moments (GTimeZone *zone, const GDate *date, gint64 clock, gint64 *first, gint64 *last)
{
  static const GTimeType types[] = { G_TIME_TYPE_DAYLIGHT, G_TIME_TYPE_STANDARD };
  gint64 local = ((gint64) g_date_get_julian (date) - EPOCH_JULIAN) * 86400 + clock / G_TIME_SPAN_SECOND;
  gint64 moments[G_N_ELEMENTS (types)];

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gint64 adjusted = local;
      int interval = g_time_zone_adjust_time (zone, types[i], &adjusted);

      moments[i] = (adjusted - g_time_zone_get_offset (zone, interval)) * G_TIME_SPAN_SECOND;
      if (adjusted == local)
        moments[i] += clock % G_TIME_SPAN_SECOND;
    }
  *first = MIN (moments[0], moments[1]);
  *last = MAX (moments[0], moments[1]);
}

static gint64
to_microseconds (GDateTime *moment)
{
  return g_date_time_to_unix (moment) * G_TIME_SPAN_SECOND + g_date_time_get_microsecond (moment);
}

static void
resolve (Written *written, DeskTimeDay day, GDateTime *now, gint64 *start, gint64 *end)
{
  g_autoptr (GDateTime) there = written->zone != NULL ? g_date_time_to_timezone (now, written->zone)
                                                      : g_date_time_ref (now);
  GTimeZone *zone = g_date_time_get_timezone (there);
  int year, month, day_of_month;
  gint64 last;

  if (written->kind != DATE_GIVEN)
    {
      g_date_time_get_ymd (there, &year, &month, &day_of_month);
      g_date_set_dmy (&written->date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
    }
  if (written->kind == DATE_YESTERDAY)
    g_date_subtract_days (&written->date, 1);

  find_moments (zone, &written->date, written->clock, start, &last);
  if (written->kind == DATE_NONE && day == DESK_TIME_LATEST && *start > to_microseconds (now))
    {
      g_date_subtract_days (&written->date, 1);
      find_moments (zone, &written->date, written->clock, start, &last);
    }
  if (written->unit > 0)
    *end = last + written->unit;
  else
    {
      g_date_add_days (&written->date, 1);
      find_moments (zone, &written->date, 0, end, &last);
    }
}

/**
 * desk_time_text_parse:
 * @text: what a person typed
 * @day: what a time of day without a date means
 * @now: (nullable): the present, whose time zone is the person's; %NULL: that
 *   of the computer
 * @start: (out) (optional): the first microsecond that is meant, since 1970, UTC
 * @end: (out) (optional): the first one that is not meant any more: a minute
 *   after @start for "14:05", a day for "yesterday"; @start itself for a
 *   moment like "-10m"
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Understands a time of day (`14:05`, `14:05:30`, `14:05:30.123`), a date
 * (`2026-11-23`, `today`, `yesterday`) or both (`yesterday 14:05`,
 * `2026-11-23 10:00`, `2026-11-23T10:00`), each time with `Z` or an offset like
 * `+01:00` if wished (RFC 3339), `now`, and how long ago it was (`-10m`, `10m`,
 * `1h 30min ago`) in ms, s, m, h, d and w. The words may be in English or in
 * the person's language.
 *
 * An hour that summer time repeats is meant from its first to its last time; a
 * time that it skips means the moment when it does.
 *
 * Returns: whether @text is a time
 */
gboolean
desk_time_text_parse (const char  *text,
                      DeskTimeDay  day,
                      GDateTime   *now,
                      gint64      *start,
                      gint64      *end,
                      GError     **error)
{
  g_autoptr (GDateTime) present = now != NULL ? g_date_time_ref (now) : g_date_time_new_now_local ();
  g_autofree char *stripped = NULL;
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  Written written = { .kind = DATE_NONE };
  const char *cursor;
  gboolean understood;
  gint64 from, to;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), FALSE);

  cursor = stripped = g_strstrip (g_strdup (text));
  if (eat_word (&cursor, NC_ ("time", "now")) && *cursor == '\0')
    moment = g_date_time_ref (present);
  else
    moment = parse_relative (stripped, present);
  understood = moment != NULL || parse_absolute (stripped, &written);
  zone = written.zone;
  if (!understood)
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("Write a time as in “14:05”, “yesterday 14:05”, “2026-11-23 10:00” or “-10m”."));

  if (moment != NULL)
    from = to = to_microseconds (moment);
  else
    resolve (&written, day, present, &from, &to);
  if (start != NULL)
    *start = from;
  if (end != NULL)
    *end = to;

  return TRUE;
}
