/* test-format.c: numbers, times and topics as people read them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <locale.h>
#include <string.h>
#include <time.h>

#include "desk-format.h"

#define check(expression, expected)                                                                        \
  G_STMT_START                                                                                             \
  {                                                                                                        \
    g_autofree char *text_ = expression;                                                                   \
    g_assert_cmpstr (text_, ==, expected);                                                                 \
  }                                                                                                        \
  G_STMT_END

static void
test_counts (void)
{
  check (desk_format_count (0), "0");
  check (desk_format_count (999), "999");
  check (desk_format_count (1000), "1,000");
  check (desk_format_count (2121886), "2,121,886");
  check (desk_format_count (G_MAXUINT64), "18,446,744,073,709,551,615");
}

static void
test_rates (void)
{
  check (desk_format_rate (0), "0/s");
  check (desk_format_rate (0.5), "0.5/s");
  check (desk_format_rate (9.96), "10/s");
  check (desk_format_rate (812.4), "812/s");
  check (desk_format_rate (123456), "123,456/s");
}

static void
test_times (void)
{
  check (desk_format_clock (0), "00:00:00.000");
  check (desk_format_clock (1764072063968999), "12:01:03.968");
  check (desk_format_clock (-1), "23:59:59.999");
  check (desk_format_moment (1764072063968999), "Tuesday, 25 November 2025, 12:01:03.968");
}

static void
test_spans (void)
{
  check (desk_format_span (0), "0 µs");
  check (desk_format_span (148), "148 µs");
  check (desk_format_span (104999), "104 ms");
  check (desk_format_span (1250 * 1000), "1.25 s");
  check (desk_format_span (59900 * 1000), "59.9 s");
  check (desk_format_span (G_GINT64_CONSTANT (60) * 1000000), "1 min");
  check (desk_format_span (G_GINT64_CONSTANT (200) * 1000000), "3 min 20 s");
  check (desk_format_span (G_GINT64_CONSTANT (7500) * 1000000), "2 h 5 min");
  check (desk_format_span (G_GINT64_CONSTANT (4294967295) * 1000000), "49710 d 6 h");
}

static void
test_topics (void)
{
  g_autofree char *long_topic = g_strnfill (65535, 'x');
  g_autofree char *long_shown = desk_format_topic (long_topic);
  g_autofree char *wide_topic = g_malloc0 (2001);
  g_autofree char *wide_shown = NULL;

  check (desk_format_topic ("a/<b>/ü"), "a/<b>/ü");
  g_assert_cmpuint (strlen (long_shown), <, 1100);
  g_assert_true (g_str_has_suffix (long_shown, "x…"));

  for (gsize i = 0; i < 2000; i += 2)
    memcpy (wide_topic + i, "ü", 2);
  /* Cut between characters */
  wide_topic[1] = 'x';
  wide_topic[0] = 'x';
  wide_shown = desk_format_topic (wide_topic);
  g_assert_true (g_utf8_validate (wide_shown, -1, NULL));
  g_assert_true (g_str_has_suffix (wide_shown, "ü…"));
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  tzset ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/counts", test_counts);
  g_test_add_func ("/format/rates", test_rates);
  g_test_add_func ("/format/times", test_times);
  g_test_add_func ("/format/spans", test_spans);
  g_test_add_func ("/format/topics", test_topics);

  return g_test_run ();
}
