/* test-filter-terms.c: times, sizes, types, properties, subscriptions and regular expressions
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "filter-scene.h"

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Time in UTC, µs since 1970 */
static gint64
at (int year, int month, int day, int hour, int minute, double second)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time) * SECOND + (gint64) (second * (double) SECOND + 0.5);
}

/* The first or last instant that a term lets through, by halves */
static gint64
find_bound (const char *text, const DeskFilterContext *context, gboolean is_since)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskFilter) filter = desk_filter_parse_in_context (text, context, NULL, NULL, &error);
  g_autoptr (DeskSearchPlan) plan = NULL;
  gint64 low = at (1990, 1, 1, 0, 0, 0);
  gint64 high = at (2050, 1, 1, 0, 0, 0);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  plan = desk_search_plan_new (filter, NULL, NULL);
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;
      FilterMessage message = { .topic = "t", .time = middle };

      if ((filter_scene_ask (plan, &message) == DESK_TRUTH_YES) == is_since)
        high = middle;
      else
        low = middle + 1;
    }

  return is_since ? low : low - 1;
}

static void
test_times (void)
{
  /* Berlin: an hour ahead of UTC, two in summer; clocks change on 29 March and 25 October 2026. */
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 now = at (2026, 11, 24, 11, 30, 15.25);
  DeskFilterContext context = { .now = now, .zone = zone };
  DeskFilterContext in_autumn = { .now = at (2026, 10, 25, 11, 30, 0), .zone = zone };

  g_assert_nonnull (zone);
#define assert_since(text, time) g_assert_cmpint (find_bound ("since:" text, &context, TRUE), ==, time)
#define assert_until(text, time) g_assert_cmpint (find_bound ("until:" text, &context, FALSE), ==, (time) - 1)
  assert_since ("30s", now - 30 * SECOND);
  assert_since ("10m", now - 10 * MINUTE);
  assert_since ("2h", now - 2 * HOUR);
  assert_since ("1h30m", now - 90 * MINUTE);
  assert_since ("3d", now - 3 * DAY);
  assert_since ("1w", now - 7 * DAY);
  assert_since ("1d12h", now - 36 * HOUR);
  assert_until ("10m", now - 10 * MINUTE);
  assert_since ("\"2h ago\"", now - 2 * HOUR);
  assert_since ("2026-11-23", at (2026, 11, 22, 23, 0, 0));
  assert_until ("2026-11-23", at (2026, 11, 23, 23, 0, 0));
  assert_since ("2026-11-23T10:00", at (2026, 11, 23, 9, 0, 0));
  assert_until ("2026-11-23T10:00", at (2026, 11, 23, 9, 1, 0));
  assert_since ("\"2026-11-23 10:00:05\"", at (2026, 11, 23, 9, 0, 5));
  assert_until ("2026-11-23t10:00:05", at (2026, 11, 23, 9, 0, 6));
  assert_since ("2026-11-23T10:00:05.25", at (2026, 11, 23, 9, 0, 5.25));
  assert_until ("2026-11-23T10:00:05.2", at (2026, 11, 23, 9, 0, 5.3));
  assert_since ("2026-11-23T10:00Z", at (2026, 11, 23, 10, 0, 0));
  assert_since ("2026-11-23T10:00-05:30", at (2026, 11, 23, 15, 30, 0));
  assert_since ("2026-11-23T10:00:00+02:00", at (2026, 11, 23, 8, 0, 0));
  assert_since ("10:30", at (2026, 11, 24, 9, 30, 0));
  assert_until ("10:30:05", at (2026, 11, 24, 9, 30, 6));
  assert_since ("today", at (2026, 11, 23, 23, 0, 0));
  assert_since ("Yesterday", at (2026, 11, 22, 23, 0, 0));
  assert_until ("yesterday", at (2026, 11, 23, 23, 0, 0));
  /* Days with 23 and 25 hours, and a time of the clock that is there twice or not at all */
  assert_since ("2026-03-29", at (2026, 3, 28, 23, 0, 0));
  assert_until ("2026-03-29", at (2026, 3, 29, 22, 0, 0));
  assert_since ("2026-10-25", at (2026, 10, 24, 22, 0, 0));
  assert_until ("2026-10-25", at (2026, 10, 25, 23, 0, 0));
  assert_since ("2026-10-25T02:30", at (2026, 10, 25, 0, 30, 0));
  assert_until ("2026-10-25T02:30", at (2026, 10, 25, 1, 31, 0));
  assert_since ("2026-03-29T02:30", at (2026, 3, 29, 1, 0, 0));
  /* A day ago the clock showed the same. */
  g_assert_cmpint (find_bound ("since:1d", &in_autumn, TRUE), ==, at (2026, 10, 24, 10, 30, 0));
  g_assert_cmpint (find_bound ("since:24h", &in_autumn, TRUE), ==, at (2026, 10, 24, 11, 30, 0));
#undef assert_since
#undef assert_until
}

static void
test_fixed_times (void)
{
  DeskFilterContext context = { .now = 1000 * SECOND };
  DeskFilterContext later = { .now = 1001 * SECOND };
  g_autoptr (DeskFilter) filter = desk_filter_parse_in_context ("a since:10s", &context, NULL, NULL, NULL);
  g_autoptr (DeskFilter) same = desk_filter_parse_in_context ("a since:10s", &context, NULL, NULL, NULL);
  g_autoptr (DeskFilter) other = desk_filter_parse_in_context ("a since:10s", &later, NULL, NULL, NULL);

  g_assert_true (desk_filter_equal (filter, filter));
  g_assert_true (desk_filter_equal (filter, same));
  g_assert_false (desk_filter_equal (filter, other));
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *text;
    gint64 low;
    gint64 high;
  } cases[] = {
    { "size:10", 10, 10 },
    { "size:=10", 10, 10 },
    { "size:<10", 0, 9 },
    { "size:<=10", 0, 10 },
    { "size:>10", 11, G_MAXINT64 },
    { "size:>=10b", 10, G_MAXINT64 },
    { "size:>1k", 1001, G_MAXINT64 },
    { "size:>=1KB", 1000, G_MAXINT64 },
    { "size:>=1.5k", 1500, G_MAXINT64 },
    { "size:>=1Ki", 1024, G_MAXINT64 },
    { "size:<0.5MiB", 0, 524287 },
    { "size:<=2M", 0, 2000000 },
    { "size:<1g", 0, 999999999 },
    { "size:<=1Gi", 0, 1073741824 },
    { "size:>1.5mi", 1572865, G_MAXINT64 },
    { "size:<0.25kib", 0, 255 },
    /* More than there can be */
    { "size:<99999999999999999999999", 0, G_MAXUINT32 - 1 },
    { "size:<99999999999999999999999Gi", 0, ((gint64) G_MAXUINT32 << 30) - 1 },
    { "size:<=0", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 sizes[] = { cases[i].low, cases[i].low - 1, cases[i].high };

      for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++)
        {
          FilterMessage message = { .topic = "t", .payload = (const guint8 *) "", .size = (gsize) sizes[j] };

          if (sizes[j] >= 0)
            g_assert_cmpint (filter_scene_matches (cases[i].text, NULL, &message), ==,
                             sizes[j] >= cases[i].low && sizes[j] <= cases[i].high);
        }
      if (cases[i].high < G_MAXINT64)
        {
          FilterMessage message = { .topic = "t", .size = (gsize) cases[i].high + 1 };

          g_assert_false (filter_scene_matches (cases[i].text, NULL, &message));
        }
    }
}

static void
test_types (void)
{
  static const char *const payloads[] = { "{\"a\":1}", "plain", "\xff\x01", "" };
  static const char *const types[] = { "type:json", "type:text", "type:BINARY", "type:empty" };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (types); j++)
        g_assert_cmpint (filter_scene_matches_payload (types[j], payloads[i]), ==, i == j);
    }
}

static void
test_properties (void)
{
  static const struct
  {
    const char *text;
    const char *properties;
    gboolean matches;
  } cases[] = {
    { "prop:site=Lübeck", "[[\"user-property\",[\"site\",\"Lübeck\"]]]", TRUE },
    { "prop:site=lübeck", "[[\"user-property\",[\"Site\",\"LÜBECK\"]]]", TRUE },
    { "prop:site=Lübeck", "[[\"user-property\",[\"site\",\"lübeck\"]]]", FALSE },
    { "prop:site=lü", "[[\"user-property\",[\"site\",\"lübeck\"]]]", FALSE },
    { "prop:site", "[[\"user-property\",[\"site\",\"x\"]]]", TRUE },
    { "prop:site=x", "[[\"user-property\",[\"x\",\"site\"]]]", FALSE },
    { "prop:site=", "[[\"user-property\",[\"site\",\"\"]]]", TRUE },
    { "prop:site=", "[[\"user-property\",[\"site\",\"x\"]]]", FALSE },
    { "prop:\"a b\"=\"c d\"", "[[\"user-property\",[\"a b\",\"c d\"]]]", TRUE },
    { "prop:k=\"a=b\"", "[[\"user-property\",[\"k\",\"a=b\"]]]", TRUE },
    { "prop:k=a=b", "[[\"user-property\",[\"k\",\"a=b\"]]]", TRUE },
    { "prop:k=\"\\\"\"", "[[\"user-property\",[\"k\",\"\\\"\"]]]", TRUE },
    { "prop:k=2", "[[\"user-property\",[\"k\",\"1\"]],[\"user-property\",[\"k\",\"2\"]]]", TRUE },
    { "prop:content-type=application/json", "[[\"content-type\",\"application/json\"]]", TRUE },
    { "prop:message-expiry-interval=60", "[[\"message-expiry-interval\",60]]", TRUE },
    { "prop:correlation-data", "[[\"correlation-data\",{\"base64\":\"AA==\"}]]", TRUE },
    { "prop:base64", "[[\"correlation-data\",{\"base64\":\"AA==\"}]]", FALSE },
    { "-prop:site", NULL, TRUE },
    { "prop:site", NULL, FALSE },
    { "prop:site", "[[\"user-property\",[\"sit", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FilterMessage message = { .topic = "t", .properties = cases[i].properties };

      g_assert_cmpint (filter_scene_matches (cases[i].text, NULL, &message), ==, cases[i].matches);
    }
}

static void
test_subscriptions (void)
{
  static const DeskFilterSubscription subscriptions[] = {
    { "home/#", "home/#" },
    { "$share/g/plant/+", "$share/g/plant/+" },
    { "x/lamp", "x/lamp" },
    { "Lamp", "x/lamp" },
    { "Twice", "a/1" },
    { "Twice", "a/2" },
  };
  const DeskFilterContext context = {
    .subscriptions = subscriptions,
    .n_subscriptions = G_N_ELEMENTS (subscriptions),
  };
  FilterMessage home = { .topic = "home/a/b" };
  FilterMessage plant = { .topic = "plant/a" };
  FilterMessage lamp = { .topic = "x/lamp" };
  g_autoptr (GError) error = NULL;

  g_assert_true (filter_scene_matches ("sub:home/#", &context, &home));
  g_assert_false (filter_scene_matches ("sub:home/#", &context, &plant));
  g_assert_true (filter_scene_matches ("sub:$share/g/plant/+", &context, &plant));
  g_assert_true (filter_scene_matches ("sub:plant", &context, &plant));
  g_assert_true (filter_scene_matches ("sub:lamp", &context, &lamp));
  g_assert_true (filter_scene_matches ("sub:home/#", NULL, &home));
  g_assert_true (filter_scene_matches ("-sub:$share/g/plant/+", NULL, &home));

  g_assert_true (filter_scene_matches ("sub:Lamp", &context, &lamp));
  g_assert_true (filter_scene_matches ("sub:x/lamp", &context, &lamp));

  /* Several, or none */
  g_assert_null (desk_filter_parse_in_context ("sub:Twice", &context, NULL, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
  g_clear_error (&error);
  g_assert_null (desk_filter_parse_in_context ("sub:a", &context, NULL, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
  g_clear_error (&error);
  g_assert_null (desk_filter_parse_in_context ("sub:zzz", &context, NULL, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
}

static void
test_regexes (void)
{
  static const struct
  {
    const char *text;
    const char *payload;
    gboolean matches;
  } cases[] = {
    { "/err(or)?$/", "an ERR", TRUE },
    { "/Err/", "an ERR", FALSE },
    { "/\\S\\W/", "an err", TRUE },
    { "/\\p{Lu}/", "A", TRUE },
    { "/a b/ c", "a bc", TRUE },
    { "/a/b/", "xa/bx", TRUE },
    { "/a\\/ b/", "a/ b", TRUE },
    { "(/a/ OR /b/)", "b", TRUE },
    { "/(a|b)c/ x", "bcx", TRUE },
    { "/^.$/", "ü", TRUE },
    { "/GRÖ/", "GRÖSSE", TRUE },
    { "/grö/", "GRÖSSE", TRUE },
    /* Bytes that are no UTF-8 hide nothing. */
    { "/ab+c/", "\xff" "abbc\xfe", TRUE },
    { "/a.c/", "a\nc", FALSE },
    { "/(?s)a.c/", "a\nc", TRUE },
    { "/^topic$/", "x", TRUE },
    { "payload:/^topic$/", "x", FALSE },
    { "payload:/^x$/", "x", TRUE },
    { "-/x/", "x", FALSE },
    { "/^$/", "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FilterMessage message = { .topic = "topic", .payload = (const guint8 *) cases[i].payload,
                                .size = strlen (cases[i].payload) };

      g_assert_cmpint (filter_scene_matches (cases[i].text, NULL, &message), ==, cases[i].matches);
    }
}

/* An expression that would take for ever is named, and what it might match is left
 * out, also where it is negated; then it is stopped. */
static void
test_giving_up (void)
{
  static const char hard[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
  static const char *const texts[]
      = { "/(a+)+$/", "-/(a+)+$/", "$ ~ /(a+)+$/", "/(*LIMIT_MATCH=4000000000)(a+)+$/" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *payload = i == 2 ? g_strdup_printf ("\"%s\"", hard) : g_strdup (hard);
      g_autoptr (DeskFilter) filter = desk_filter_parse (texts[i], NULL, NULL, NULL);
      g_autoptr (DeskSearchPlan) plan = desk_search_plan_new (filter, NULL, NULL);
      FilterMessage message = { .topic = "t", .payload = (const guint8 *) payload, .size = strlen (payload) };
      FilterMessage easy = { .topic = "t", .payload = (const guint8 *) "\"a\"", .size = i == 2 ? 3 : 1 };
      g_autoptr (GError) warning = NULL;
      gint64 begun;

      easy.payload += i == 2 ? 0 : 1;
      g_assert_true (desk_search_plan_has_pattern (plan));
      g_assert_null (desk_search_plan_get_warning (plan));
      g_assert_cmpint (filter_scene_ask (plan, &message), ==, DESK_TRUTH_UNKNOWN);
      warning = desk_search_plan_get_warning (plan);
      g_assert_error (warning, DESK_ERROR, DESK_ERROR_PARTIAL);
      g_assert_nonnull (strstr (warning->message, "(a+)+$/"));
      g_assert_nonnull (strstr (warning->message, "gave up"));
      g_clear_error (&warning);
      g_assert_cmpint (filter_scene_ask (plan, &easy), ==, i == 1 ? DESK_TRUTH_NO : DESK_TRUTH_YES);

      begun = g_get_monotonic_time ();
      for (guint j = 0; j < 10000; j++)
        g_assert_cmpint (filter_scene_ask (plan, &message), ==, DESK_TRUTH_UNKNOWN);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 30 * SECOND);
      warning = desk_search_plan_get_warning (plan);
      g_assert_nonnull (strstr (warning->message, "was stopped"));
    }
}

static void
test_mistakes (void)
{
  static const FilterMistake mistakes[] = {
    { "since:", "since:", "not a time" },
    { "a since:10 b", "since:10", "not a time" },
    { "since:10x", "since:10x", "not a time" },
    { "since:2026-13-01", "since:2026-13-01", "not a time" },
    { "since:2026-02-29", "since:2026-02-29", "not a time" },
    { "until:2026-11-23T25:00", "until:2026-11-23T25:00", "not a time" },
    { "until:2026-11-23T10:00+9", "until:2026-11-23T10:00+9", "not a time" },
    { "until:10:60", "until:10:60", "not a time" },
    { "size:", "size:", "not a size" },
    { "size:>1x", "size:>1x", "not a size" },
    { "size:-1", "size:-1", "not a size" },
    { "size:>1e3", "size:>1e3", "not a size" },
    { "size:.5k", "size:.5k", "not a size" },
    { "since:9999999999m", "since:9999999999m", "not a time" },
    { "-size:>>1", "-size:>>1", "compared by" },
    { "type:xml", "type:xml", "type:json" },
    { "prop:", "prop:", "name of a property" },
    { "prop:=x", "prop:=x", "name of a property" },
    { "prop:\"a\"x", "\"a\"x", "space after" },
    { "sub: a", "sub:", "name of a subscription" },
    { "sub:a#", "sub:a#", "not a topic filter" },
    { "x /plant/hall", "/plant/hall", "slash" },
    { "// x", "//", "nothing between the slashes" },
    { "/(a/ b", "/(a/", "regular expression" },
    { "/a{2,1}/", "/a{2,1}/", "out of order" },
  };

  filter_scene_assert_mistakes (mistakes, G_N_ELEMENTS (mistakes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-terms/times", test_times);
  g_test_add_func ("/filter-terms/fixed-times", test_fixed_times);
  g_test_add_func ("/filter-terms/sizes", test_sizes);
  g_test_add_func ("/filter-terms/types", test_types);
  g_test_add_func ("/filter-terms/properties", test_properties);
  g_test_add_func ("/filter-terms/subscriptions", test_subscriptions);
  g_test_add_func ("/filter-terms/regexes", test_regexes);
  g_test_add_func ("/filter-terms/giving-up", test_giving_up);
  g_test_add_func ("/filter-terms/mistakes", test_mistakes);

  return g_test_run ();
}
