/* test-time-text.c: times as a person types them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "desk-time-text.h"

/* Berlin by its rule, so that the test needs no files of time zones */
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"

static GDateTime *
get_moment (const char *iso)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier (BERLIN);
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (berlin);
  g_assert_nonnull (moment);

  return g_date_time_to_timezone (moment, berlin);
}

static gint64
get_time (const char *iso)
{
  g_autoptr (GDateTime) moment = get_moment (iso);

  return g_date_time_to_unix (moment) * G_TIME_SPAN_SECOND + g_date_time_get_microsecond (moment);
}

static void
assert_means (const char *text, DeskTimeDay day, const char *now, const char *start, const char *end)
{
  g_autoptr (GDateTime) moment = get_moment (now);
  g_autoptr (GError) error = NULL;
  gint64 from = 0;
  gint64 to = 0;

  g_test_message ("%s", text);
  g_assert_true (desk_time_text_parse (text, day, moment, &from, &to, &error));
  g_assert_no_error (error);
  g_assert_cmpint (from, ==, get_time (start));
  g_assert_cmpint (to, ==, get_time (end));
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text;
    const char *start;
    const char *end;
  } cases[] = {
    { "14:05", "2026-11-23T13:05:00Z", "2026-11-23T13:06:00Z" },
    { "  9:05 ", "2026-11-23T08:05:00Z", "2026-11-23T08:06:00Z" },
    { "14:05:30", "2026-11-23T13:05:30Z", "2026-11-23T13:05:31Z" },
    { "14:05:30.1", "2026-11-23T13:05:30.1Z", "2026-11-23T13:05:30.2Z" },
    { "14:05:30,123", "2026-11-23T13:05:30.123Z", "2026-11-23T13:05:30.124Z" },
    { "14:05:30.123456", "2026-11-23T13:05:30.123456Z", "2026-11-23T13:05:30.123457Z" },
    { "14:05Z", "2026-11-23T14:05:00Z", "2026-11-23T14:06:00Z" },
    { "today", "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z" },
    { "today 07:00", "2026-11-23T06:00:00Z", "2026-11-23T06:01:00Z" },
    { "Yesterday", "2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z" },
    { "YESTERDAY  14:05", "2026-11-22T13:05:00Z", "2026-11-22T13:06:00Z" },
    { "2026-11-23", "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z" },
    { "2026-11-3 10:00", "2026-11-03T09:00:00Z", "2026-11-03T09:01:00Z" },
    { "2026-11-23T10:00", "2026-11-23T09:00:00Z", "2026-11-23T09:01:00Z" },
    { "2024-02-29t10:00:01", "2024-02-29T09:00:01Z", "2024-02-29T09:00:02Z" },
    { "2026-11-23T10:00:00.25Z", "2026-11-23T10:00:00.25Z", "2026-11-23T10:00:00.26Z" },
    { "2026-11-23T10:00:00-03:30", "2026-11-23T13:30:00Z", "2026-11-23T13:30:01Z" },
    { "now", "2026-11-23T20:00:00.5Z", "2026-11-23T20:00:00.5Z" },
    { "-10m", "2026-11-23T19:50:00.5Z", "2026-11-23T19:50:00.5Z" },
    { "−10m", "2026-11-23T19:50:00.5Z", "2026-11-23T19:50:00.5Z" },
    { "10m", "2026-11-23T19:50:00.5Z", "2026-11-23T19:50:00.5Z" },
    { "90 s", "2026-11-23T19:58:30.5Z", "2026-11-23T19:58:30.5Z" },
    { "500ms", "2026-11-23T20:00:00Z", "2026-11-23T20:00:00Z" },
    { "1h 30 minutes ago", "2026-11-23T18:30:00.5Z", "2026-11-23T18:30:00.5Z" },
    { "2d12h", "2026-11-21T08:00:00.5Z", "2026-11-21T08:00:00.5Z" },
    { "1w", "2026-11-16T20:00:00.5Z", "2026-11-16T20:00:00.5Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_means (cases[i].text, DESK_TIME_TODAY, "2026-11-23T20:00:00.5Z", cases[i].start, cases[i].end);
}

static void
test_mistakes (void)
{
  static const char *const texts[] = {
    "", " ", "x", "14", "14:", "14:5", "24:00", "14:60", "14:05:60", "14:05:3", "14:05:30.", "14:05 x",
    "2026", "2026-11", "2026-13-01", "2026-02-29", "2026-11-23T", "2026-11-23 10", "0000-01-01",
    "10", "-", "--10m", "-10", "10x", "10mm", "+10m", "1000000d 1000000w", "999999w", "10m 5", "ago", "10m agox",
    "now 14:05", "yesterdays", "yesterday today", "14:05+1", "14:05+25:00", "1h1h1h1h1h1h1h",
    "99999999999999999999:00", "２０２６-11-23",
  };
  g_autoptr (GDateTime) now = get_moment ("2026-11-23T20:00:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = 7;
      gint64 end = 7;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (desk_time_text_parse (texts[i], DESK_TIME_LATEST, now, &start, &end, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
      g_assert_cmpint (start, ==, 7);
      g_assert_cmpint (end, ==, 7);
    }
}

static void
test_day (void)
{
  /* Ten past midnight in Berlin */
  const char *now = "2026-11-23T23:10:00Z";

  assert_means ("23:50", DESK_TIME_LATEST, now, "2026-11-23T22:50:00Z", "2026-11-23T22:51:00Z");
  assert_means ("23:50", DESK_TIME_TODAY, now, "2026-11-24T22:50:00Z", "2026-11-24T22:51:00Z");
  assert_means ("00:10", DESK_TIME_LATEST, now, "2026-11-23T23:10:00Z", "2026-11-23T23:11:00Z");
  assert_means ("00:11", DESK_TIME_LATEST, now, "2026-11-22T23:11:00Z", "2026-11-22T23:12:00Z");
  assert_means ("today 23:50", DESK_TIME_LATEST, now, "2026-11-24T22:50:00Z", "2026-11-24T22:51:00Z");
  assert_means ("23:30Z", DESK_TIME_LATEST, now, "2026-11-22T23:30:00Z", "2026-11-22T23:31:00Z");
  assert_means ("yesterday 12:00Z", DESK_TIME_LATEST, now, "2026-11-22T12:00:00Z", "2026-11-22T12:01:00Z");
}

static void
test_summer_time (void)
{
  /* In Berlin 2026 the hour from 2 on 29 March is left out, that on 25 October comes twice. */
  const char *spring = "2026-03-29T18:00:00Z";
  const char *autumn = "2026-10-25T18:00:00Z";

  assert_means ("01:59", DESK_TIME_LATEST, spring, "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z");
  assert_means ("02:30:00.5", DESK_TIME_LATEST, spring, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00.1Z");
  assert_means ("03:00", DESK_TIME_LATEST, spring, "2026-03-29T01:00:00Z", "2026-03-29T01:01:00Z");
  assert_means ("today", DESK_TIME_LATEST, spring, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
  assert_means ("yesterday 20:00", DESK_TIME_LATEST, spring, "2026-03-28T19:00:00Z", "2026-03-28T19:01:00Z");
  assert_means ("1d", DESK_TIME_LATEST, spring, "2026-03-28T19:00:00Z", "2026-03-28T19:00:00Z");
  assert_means ("24h", DESK_TIME_LATEST, spring, "2026-03-28T18:00:00Z", "2026-03-28T18:00:00Z");

  assert_means ("02:30", DESK_TIME_LATEST, autumn, "2026-10-25T00:30:00Z", "2026-10-25T01:31:00Z");
  assert_means ("02:30+02:00", DESK_TIME_LATEST, autumn, "2026-10-25T00:30:00Z", "2026-10-25T00:31:00Z");
  assert_means ("03:00", DESK_TIME_LATEST, autumn, "2026-10-25T02:00:00Z", "2026-10-25T02:01:00Z");
  assert_means ("today", DESK_TIME_LATEST, autumn, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
}

static void
test_present (void)
{
  g_autoptr (GError) error = NULL;
  gint64 before = g_get_real_time ();
  gint64 start;

  g_assert_true (desk_time_text_parse ("now", DESK_TIME_LATEST, NULL, &start, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (start, >=, before);
  g_assert_cmpint (start, <=, g_get_real_time ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-text/forms", test_forms);
  g_test_add_func ("/time-text/mistakes", test_mistakes);
  g_test_add_func ("/time-text/day", test_day);
  g_test_add_func ("/time-text/summer-time", test_summer_time);
  g_test_add_func ("/time-text/present", test_present);

  return g_test_run ();
}
