/* test-topic.c: topic names and filters
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "desk-topic.h"

static void
test_filters (void)
{
  static const char *good[] = { "#", "+", "a", "/", "a//b", "+/+", "a/+/#", "/#", "$SYS/#", "$share/g/a/#", "$share/g/+", "ü/ß" };
  static const char *bad[] = { "", "a#", "#/a", "a/b+", "+a/b", "a/#/b", "$share/g", "$share//a", "$share/g/", "$share/+/a", "a\x01" "b", "a\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (desk_topic_filter_check (good[i], &error));
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (bad[i], NULL);

      g_test_message ("%s", shown);
      g_assert_false (desk_topic_filter_check (bad[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_FILTER);
      g_assert_cmpstr (error->message, !=, "");
    }
}

static void
test_names (void)
{
  g_autofree char *longest = g_strnfill (DESK_STRING_MAX, 'x');
  g_autofree char *too_long = g_strnfill (DESK_STRING_MAX + 1, 'x');
  static const char *bad[] = { "", "a/+", "#", "a\x7f", "\xc3" };

  g_assert_true (desk_topic_check ("a/b", NULL));
  g_assert_true (desk_topic_check ("$share/is/only/a/name", NULL));
  g_assert_true (desk_topic_check (longest, NULL));
  g_assert_false (desk_topic_check (too_long, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (desk_topic_check (bad[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_TOPIC);
    }
}

static void
test_matches (void)
{
  static const struct
  {
    const char *filter;
    const char *topic;
    gboolean matches;
  } cases[] = {
    { "#", "a", TRUE },
    { "#", "/", TRUE },
    { "#", "$SYS/a", FALSE },
    { "+/a", "$SYS/a", FALSE },
    { "$SYS/#", "$SYS/a", TRUE },
    { "a/#", "a", TRUE },
    { "a/#", "a/b/c", TRUE },
    { "a/#", "ab", FALSE },
    { "a", "ab", FALSE },
    { "ab", "a", FALSE },
    { "a/b", "a/b", TRUE },
    { "a/", "a", FALSE },
    { "a", "a/", FALSE },
    { "+", "a", TRUE },
    { "+", "/a", FALSE },
    { "/+", "/a", TRUE },
    { "+/+", "/a", TRUE },
    { "a/+", "a/", TRUE },
    { "a/+", "a", FALSE },
    { "a/+/c", "a/b/c", TRUE },
    { "a/+/c", "a//c", TRUE },
    { "a/+/c", "a/b/d", FALSE },
    { "a/+/#", "a/b", TRUE },
    { "a/+/#", "a", FALSE },
    { "+/#", "a", TRUE },
    { "$share/g/a/#", "a/b", TRUE },
    { "$share/g/a/#", "g/a/b", FALSE },
    { "a/+", "a/+", TRUE },
    { "a/b", "a/+", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].filter, cases[i].topic);
      g_assert_cmpint (desk_topic_filter_matches (cases[i].filter, cases[i].topic), ==, cases[i].matches);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/topic/filters", test_filters);
  g_test_add_func ("/topic/names", test_names);
  g_test_add_func ("/topic/matches", test_matches);

  return g_test_run ();
}
