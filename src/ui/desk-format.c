/* desk-format.c: numbers and times as a person reads them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-format.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include <glib/gi18n.h>

#include "desk-payload.h"

/* A topic may have 65,535 bytes, and a label that long takes seconds to lay out. */
#define TOPIC_MAX 1024

/* The C locale groups nothing, and seven digits in a row cannot be read. */
static const char *
get_separator (void)
{
  const char *separator = localeconv ()->thousands_sep;

  return separator != NULL && *separator != '\0' && g_utf8_validate (separator, -1, NULL) ? separator : ",";
}

/**
 * desk_format_count:
 * @count: how many
 *
 * Returns: (transfer full): @count in groups of three digits, as in "2,121,886"
 */
char *
desk_format_count (guint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  GString *grouped = g_string_sized_new (32);
  gsize length = strlen (digits);
  const char *separator = get_separator ();

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (grouped, separator);
      g_string_append_c (grouped, digits[i]);
    }

  return g_string_free (grouped, FALSE);
}

/**
 * desk_format_rate:
 * @rate: so many a second
 *
 * Returns: (transfer full): as in "812/s" or "0.5/s"
 */
char *
desk_format_rate (double rate)
{
  g_autofree char *count = NULL;

  /* One digit after the point where it matters and is not always 0. */
  if (rate >= 0.05 && rate < 9.95)
    return g_strdup_printf (_ ("%.1f/s"), rate);

  count = desk_format_count (rate > 0 ? (guint64) (rate + 0.5) : 0);
  /* Translators: a number of messages a second */
  return g_strdup_printf (_ ("%s/s"), count);
}

/**
 * desk_format_clock:
 * @time: microseconds since 1970, UTC
 *
 * Returns: (transfer full): the local time of day, as in "12:01:03.968"
 */
char *
desk_format_clock (gint64 time)
{
  gint64 milliseconds = (time - (time < 0 ? 999 : 0)) / 1000;
  gint64 seconds = (milliseconds - (milliseconds < 0 ? 999 : 0)) / 1000;
  time_t then = (time_t) seconds;
  struct tm local;

  /* Every row on the screen needs this, many times a second: GDateTime takes ten times as long. */
  if (localtime_r (&then, &local) == NULL)
    return g_strdup ("");

  return g_strdup_printf ("%02d:%02d:%02d.%03d", local.tm_hour, local.tm_min, local.tm_sec,
                          (int) (milliseconds - seconds * 1000));
}

/**
 * desk_format_moment:
 * @time: microseconds since 1970, UTC
 *
 * Returns: (transfer full): local date and time, as in "Monday, 23 November 2026, 12:01:03.968"
 */
char *
desk_format_moment (gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / G_TIME_SPAN_SECOND);
  g_autofree char *date = NULL;
  g_autofree char *clock = desk_format_clock (time);

  if (moment == NULL)
    return g_steal_pointer (&clock);

  /* Translators: a date in full, see g_date_time_format() */
  date = g_date_time_format (moment, _ ("%A, %-d %B %Y"));
  /* Translators: a date and a time of day */
  return g_strdup_printf (_ ("%s, %s"), date, clock);
}

/**
 * desk_format_span:
 * @span: microseconds, not negative
 *
 * Returns: (transfer full): a duration with one or two units, as in "104 ms" or "3 min 20 s"
 */
char *
desk_format_span (gint64 span)
{
  gint64 seconds = (span + G_TIME_SPAN_SECOND / 2) / G_TIME_SPAN_SECOND;

  if (span < G_TIME_SPAN_MILLISECOND)
    return g_strdup_printf (_ ("%d µs"), (int) span);
  if (span < G_TIME_SPAN_SECOND)
    return g_strdup_printf (_ ("%d ms"), (int) (span / G_TIME_SPAN_MILLISECOND));
  if (span < 10 * G_TIME_SPAN_SECOND)
    return g_strdup_printf (_ ("%.2f s"), (double) span / G_TIME_SPAN_SECOND);
  if (span < G_TIME_SPAN_MINUTE - G_TIME_SPAN_SECOND / 20)
    return g_strdup_printf (_ ("%.1f s"), (double) span / G_TIME_SPAN_SECOND);
  if (seconds < 3600 && seconds % 60 == 0)
    return g_strdup_printf (_ ("%d min"), (int) (seconds / 60));
  if (seconds < 3600)
    return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
  if (seconds < 86400)
    return g_strdup_printf (_ ("%d h %d min"), (int) (seconds / 3600), (int) (seconds / 60 % 60));

  /* Translators: days and hours */
  return g_strdup_printf (_ ("%d d %d h"), (int) (seconds / 86400), (int) (seconds / 3600 % 24));
}

/**
 * desk_format_topic:
 * @topic: a topic name or topic filter, as it came from the wire
 *
 * Returns: (transfer full): @topic for a label: what cannot be seen as
 *   escapes, and cut with an ellipsis after 1 KiB
 */
char *
desk_format_topic (const char *topic)
{
  gsize length = strlen (topic);
  g_autofree char *beginning = NULL;

  if (length <= TOPIC_MAX)
    return desk_payload_escape_text (topic, (gssize) length);

  length = TOPIC_MAX;
  while (length > 0 && ((guchar) topic[length] & 0xc0) == 0x80)
    length--;
  beginning = desk_payload_escape_text (topic, (gssize) length);

  return g_strconcat (beginning, "…", NULL);
}
