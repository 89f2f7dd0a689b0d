/* test-rate-history.c: what came in each of the last seconds
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-rate-history.h"

#define START (1000 * G_TIME_SPAN_SECOND)

static void
assert_second (const DeskRateHistory *history, guint seconds_ago, guint64 count, guint64 bytes)
{
  DeskRateSecond second = desk_rate_history_get (history, seconds_ago);

  g_assert_cmpuint (second.count, ==, count);
  g_assert_cmpuint (second.bytes, ==, bytes);
}

static void
test_each_second (void)
{
  DeskRateHistory history = { 0 };

  assert_second (&history, 0, 0, 0);
  for (guint i = 1; i <= 300; i++)
    desk_rate_history_sample (&history, START + i * G_TIME_SPAN_SECOND, i * (i + 1) / 2, i * (i + 1) * 5);
  for (guint i = 0; i < DESK_RATE_HISTORY_SECONDS; i++)
    assert_second (&history, i, 300 - i, (300 - i) * 10);
}

static void
test_late (void)
{
  DeskRateHistory history = { 0 };

  desk_rate_history_sample (&history, START, 0, 0);
  desk_rate_history_sample (&history, START + 3 * G_TIME_SPAN_SECOND, 10, 100);
  assert_second (&history, 2, 3, 33);
  assert_second (&history, 1, 3, 33);
  assert_second (&history, 0, 4, 34);

  /* Twice within a second */
  desk_rate_history_sample (&history, START + 3 * G_TIME_SPAN_SECOND + 5, 11, 200);
  assert_second (&history, 0, 5, 134);
  assert_second (&history, 1, 3, 33);
}

static void
test_pause (void)
{
  DeskRateHistory history = { 0 };

  desk_rate_history_sample (&history, START, 5, 50);
  desk_rate_history_sample (&history, START + 10 * G_TIME_SPAN_SECOND, 7, 90);
  assert_second (&history, 0, 2, 40);
  for (guint i = 1; i < 10; i++)
    assert_second (&history, i, 0, 0);
  assert_second (&history, 10, 5, 50);

  desk_rate_history_sample (&history, START + 100000 * G_TIME_SPAN_SECOND, 8, 91);
  assert_second (&history, 0, 1, 1);
  for (guint i = 1; i < DESK_RATE_HISTORY_SECONDS; i++)
    assert_second (&history, i, 0, 0);
}

/* Nothing is lost or counted twice, whatever the timer does. */
static void
test_sums (void)
{
  for (guint run = 0; run < 50; run++)
    {
      DeskRateHistory history = { 0 };
      gint64 now = START;
      guint64 count = 0;
      guint64 sum = 0;

      while (now < START + 110 * G_TIME_SPAN_SECOND)
        {
          count += (guint64) g_test_rand_int_range (0, 1000);
          desk_rate_history_sample (&history, now, count, count * 3);
          now += g_test_rand_int_range (0, 5 * G_USEC_PER_SEC);
        }
      for (guint i = 0; i < DESK_RATE_HISTORY_SECONDS; i++)
        sum += desk_rate_history_get (&history, i).count;
      g_assert_cmpuint (sum, ==, count);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-history/each-second", test_each_second);
  g_test_add_func ("/rate-history/late", test_late);
  g_test_add_func ("/rate-history/pause", test_pause);
  g_test_add_func ("/rate-history/sums", test_sums);

  return g_test_run ();
}
