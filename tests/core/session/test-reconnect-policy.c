/* test-reconnect-policy.c: the back-off and when it gives up
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-reconnect-policy.h"

#define SECOND G_TIME_SPAN_SECOND

static void
test_doubles_up_to_a_minute (void)
{
  static const gint64 expected[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
  DeskReconnectPolicy policy;

  desk_reconnect_policy_reset (&policy);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gint64 delay = 0;

      g_assert_cmpint (desk_reconnect_policy_lost (&policy, 0, DESK_LOSS_OTHER, 0.5, &delay), ==, DESK_RECONNECT_RETRY);
      g_assert_cmpint (delay, ==, expected[i] * SECOND);
    }
}

static void
test_jitter (void)
{
  DeskReconnectPolicy policy;
  gint64 delay = 0;

  desk_reconnect_policy_reset (&policy);
  desk_reconnect_policy_lost (&policy, 0, DESK_LOSS_OTHER, 0.0, &delay);
  g_assert_cmpint (delay, ==, SECOND * 8 / 10);
  desk_reconnect_policy_reset (&policy);
  desk_reconnect_policy_lost (&policy, 0, DESK_LOSS_OTHER, 1.0, &delay);
  g_assert_cmpint (delay, ==, SECOND * 12 / 10);
}

static void
test_only_a_stable_connection_resets (void)
{
  DeskReconnectPolicy policy;
  gint64 delay = 0;

  desk_reconnect_policy_reset (&policy);
  for (int i = 0; i < 4; i++)
    desk_reconnect_policy_lost (&policy, 0, DESK_LOSS_OTHER, 0.5, &delay);
  g_assert_cmpint (delay, ==, 8 * SECOND);

  desk_reconnect_policy_connected (&policy, 100 * SECOND);
  desk_reconnect_policy_lost (&policy, 110 * SECOND, DESK_LOSS_OTHER, 0.5, &delay);
  g_assert_cmpint (delay, ==, 16 * SECOND);

  desk_reconnect_policy_connected (&policy, 200 * SECOND);
  desk_reconnect_policy_lost (&policy, 230 * SECOND, DESK_LOSS_OTHER, 0.5, &delay);
  g_assert_cmpint (delay, ==, 1 * SECOND);
}

static void
test_flapping_gives_up (void)
{
  DeskReconnectPolicy policy;
  gint64 delay = 0;

  desk_reconnect_policy_reset (&policy);
  for (int i = 0; i < 2; i++)
    {
      desk_reconnect_policy_connected (&policy, 10 * SECOND);
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, 14 * SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==, DESK_RECONNECT_RETRY);
    }
  desk_reconnect_policy_connected (&policy, 20 * SECOND);
  g_assert_cmpint (desk_reconnect_policy_lost (&policy, 24 * SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==, DESK_RECONNECT_GIVE_UP_FLAPPING);
}

static void
test_only_losses_running_count (void)
{
  DeskReconnectPolicy policy;
  gint64 delay = 0;

  desk_reconnect_policy_reset (&policy);
  for (int i = 0; i < 6; i++)
    {
      desk_reconnect_policy_connected (&policy, 10 * SECOND);
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, 14 * SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==, DESK_RECONNECT_RETRY);
      /* every second time it lasts longer, or the broker is not there at all */
      if (i % 2 == 1)
        {
          if (i % 4 == 1)
            desk_reconnect_policy_connected (&policy, 20 * SECOND);
          g_assert_cmpint (desk_reconnect_policy_lost (&policy, 25 * SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==, DESK_RECONNECT_RETRY);
        }
    }
}

/* A rival that waits for ten seconds each time is as much in the way as a quick one. */
static void
test_slow_flapping_gives_up (void)
{
  DeskReconnectPolicy policy;
  gint64 delay = 0, now = 0;

  desk_reconnect_policy_reset (&policy);
  for (int i = 0; i < 4; i++)
    {
      desk_reconnect_policy_connected (&policy, now += SECOND);
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += 10 * SECOND, DESK_LOSS_CLOSED, 0.5, &delay), ==,
                       DESK_RECONNECT_RETRY);
    }
  desk_reconnect_policy_connected (&policy, now += SECOND);
  g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += 10 * SECOND, DESK_LOSS_CLOSED, 0.5, &delay), ==,
                   DESK_RECONNECT_GIVE_UP_FLAPPING);

  /* One that dies of its own accord is no rival. */
  desk_reconnect_policy_reset (&policy);
  for (int i = 0; i < 10; i++)
    {
      desk_reconnect_policy_connected (&policy, now += SECOND);
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += 10 * SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==,
                       DESK_RECONNECT_RETRY);
    }
}

static void
test_same_loss_gives_up (void)
{
  static const struct
  {
    DeskLossKind kind;
    DeskReconnectDecision decision;
  } cases[] = {
    { DESK_LOSS_AFTER_SUBSCRIBE, DESK_RECONNECT_GIVE_UP_SUBSCRIBE },
    { DESK_LOSS_AFTER_PUBLISH, DESK_RECONNECT_GIVE_UP_PUBLISH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskReconnectPolicy policy;
      gint64 delay = 0, now = 0;

      desk_reconnect_policy_reset (&policy);
      /* However long it went well before, and not in a row with another kind */
      for (int j = 0; j < 4; j++)
        {
          desk_reconnect_policy_connected (&policy, now += SECOND);
          g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += 100 * SECOND,
                                                       j == 1 ? DESK_LOSS_CLOSED : cases[i].kind, 0.5, &delay),
                           ==, DESK_RECONNECT_RETRY);
        }
      desk_reconnect_policy_connected (&policy, now += SECOND);
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += SECOND, cases[i].kind, 0.5, &delay), ==,
                       cases[i].decision);
    }
}

/* What a person wants otherwise; a connection that was stable starts the count again. */
static void
test_limits (void)
{
  DeskReconnectPolicy policy;
  gint64 delay = 0, now = 0;

  desk_reconnect_policy_reset (&policy);
  desk_reconnect_policy_limit (&policy, 4 * SECOND, 10 * SECOND, 3);
  for (int round = 0; round < 2; round++)
    {
      static const gint64 delays[] = { 4, 8, 10 };

      for (gsize i = 0; i < G_N_ELEMENTS (delays); i++)
        {
          g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==,
                           DESK_RECONNECT_RETRY);
          g_assert_cmpint (delay, ==, delays[i] * SECOND);
        }
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==,
                       DESK_RECONNECT_GIVE_UP_TRIES);

      desk_reconnect_policy_connected (&policy, now += SECOND);
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += 100 * SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==,
                       DESK_RECONNECT_RETRY);
      desk_reconnect_policy_reset (&policy);
      desk_reconnect_policy_limit (&policy, 4 * SECOND, 10 * SECOND, 3);
    }

  /* At most is at least the first. */
  desk_reconnect_policy_limit (&policy, 4 * SECOND, SECOND, 0);
  for (int i = 0; i < 100; i++)
    {
      g_assert_cmpint (desk_reconnect_policy_lost (&policy, now += SECOND, DESK_LOSS_OTHER, 0.5, &delay), ==,
                       DESK_RECONNECT_RETRY);
      g_assert_cmpint (delay, ==, 4 * SECOND);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reconnect/doubles-up-to-a-minute", test_doubles_up_to_a_minute);
  g_test_add_func ("/reconnect/jitter", test_jitter);
  g_test_add_func ("/reconnect/only-a-stable-connection-resets", test_only_a_stable_connection_resets);
  g_test_add_func ("/reconnect/flapping-gives-up", test_flapping_gives_up);
  g_test_add_func ("/reconnect/slow-flapping-gives-up", test_slow_flapping_gives_up);
  g_test_add_func ("/reconnect/same-loss-gives-up", test_same_loss_gives_up);
  g_test_add_func ("/reconnect/only-losses-running-count", test_only_losses_running_count);

  g_test_add_func ("/reconnect/limits", test_limits);

  return g_test_run ();
}
