/* test-words.c: states and times in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-words.h"

static void
test_states (void)
{
  g_autofree char *waiting = desk_words_for_state (DESK_SESSION_WAITING, DESK_STEP_NONE, 12, TRUE);
  g_autofree char *for_long = desk_words_for_state (DESK_SESSION_WAITING, DESK_STEP_NONE, 3600, TRUE);
  g_autofree char *resolving = desk_words_for_state (DESK_SESSION_CONNECTING, DESK_STEP_RESOLVING, 0, FALSE);
  g_autofree char *failed = desk_words_for_state (DESK_SESSION_DISCONNECTED, DESK_STEP_NONE, 0, TRUE);
  g_autofree char *ended = desk_words_for_state (DESK_SESSION_DISCONNECTED, DESK_STEP_NONE, 0, FALSE);

  g_assert_cmpstr (waiting, ==, "Waiting 12 s");
  g_assert_cmpstr (for_long, ==, "Waiting 3,600 s");
  g_assert_cmpstr (resolving, ==, "Looking up the host");
  g_assert_cmpstr (failed, ==, "Connection failed");
  g_assert_cmpstr (ended, ==, "Disconnected");
}

/* Neither of icon, colour and words is needed to tell two states apart. */
static void
test_states_differ (void)
{
  static const struct
  {
    DeskSessionState state;
    gboolean failed;
  } shown[] = {
    { DESK_SESSION_DISCONNECTED, FALSE },
    { DESK_SESSION_DISCONNECTED, TRUE },
    { DESK_SESSION_CONNECTING, FALSE },
    { DESK_SESSION_CONNECTED, FALSE },
    { DESK_SESSION_WAITING, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    for (gsize j = 0; j < i; j++)
      {
        g_autofree char *one = desk_words_for_state (shown[i].state, DESK_STEP_NONE, 3, shown[i].failed);
        g_autofree char *other = desk_words_for_state (shown[j].state, DESK_STEP_NONE, 3, shown[j].failed);

        g_assert_cmpstr (one, !=, other);
        g_assert_cmpstr (desk_icon_for_state (shown[i].state, shown[i].failed), !=,
                         desk_icon_for_state (shown[j].state, shown[j].failed));
        g_assert_cmpstr (desk_css_class_for_state (shown[i].state, shown[i].failed), !=,
                         desk_css_class_for_state (shown[j].state, shown[j].failed));
      }
}

static void
assert_last_used (GDateTime *then, GDateTime *now, const char *expected)
{
  g_autofree char *words = desk_words_for_last_used (g_date_time_to_unix (then), now);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_last_used (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (2 * 3600);
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 5, 12, 0, 30, 0);
  g_autoptr (GDateTime) today = g_date_time_new (zone, 2026, 5, 12, 0, 5, 0);
  g_autoptr (GDateTime) yesterday = g_date_time_new (zone, 2026, 5, 11, 23, 59, 0);
  g_autoptr (GDateTime) days = g_date_time_new (zone, 2026, 5, 6, 12, 0, 0);
  g_autoptr (GDateTime) week = g_date_time_new (zone, 2026, 5, 5, 12, 0, 0);
  g_autoptr (GDateTime) future = g_date_time_new (zone, 2027, 1, 2, 12, 0, 0);
  g_autofree char *never = desk_words_for_last_used (0, now);
  g_autofree char *impossible = desk_words_for_last_used (G_MAXINT64, now);

  g_assert_cmpstr (never, ==, "never used");
  g_assert_cmpstr (impossible, ==, "never used");
  assert_last_used (today, now, "used today at 00:05");
  assert_last_used (yesterday, now, "used yesterday at 23:59");
  assert_last_used (days, now, "used 6 days ago");
  assert_last_used (week, now, "used on 5 May 2026");
  assert_last_used (future, now, "used on 2 January 2027");
}

static void
assert_way (DeskProfile *profile, const char *expected)
{
  g_autofree char *words = desk_words_for_way (profile);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_way (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();

  g_object_set (profile, "tls-verify", FALSE, NULL);
  assert_way (profile, "mqtt://localhost:1883 · MQTT 3.1.1");
  g_object_set (profile, "transport", "mqtts", NULL);
  assert_way (profile, "mqtts://localhost:1883 · MQTT 3.1.1 · ⚠ broker not verified");
  g_object_set (profile, "tls-verify", TRUE, NULL);
  assert_way (profile, "mqtts://localhost:1883 · MQTT 3.1.1");
  g_object_set (profile, "tls-trusted", "AB:CD", NULL);
  assert_way (profile, "mqtts://localhost:1883 · MQTT 3.1.1 · certificate trusted by hand");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/states", test_states);
  g_test_add_func ("/words/states-differ", test_states_differ);
  g_test_add_func ("/words/last-used", test_last_used);
  g_test_add_func ("/words/way", test_way);

  return g_test_run ();
}
