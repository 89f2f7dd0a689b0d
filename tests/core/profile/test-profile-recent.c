/* test-profile-recent.c: what a person entered lately for a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-profile.h"

static void
on_part_changed (guint *n_changes)
{
  (*n_changes)++;
}

/* What was entered is remembered with the profile; what a file says wrongly is left out. */
static void
test_recent (void)
{
  static const char json[] = "{\"id\": \"x\", \"name\": \"Plant\", \"host\": \"h\","
                             " \"recent\": {\"topics\": [\"b\", 7, \"a\"], \"filters\": \"none\"}}";
  const char *const expected[] = { "c", "a", "b", NULL };
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = desk_profile_new_from_json (json_node_get_object (node), &error);
  g_autoptr (DeskProfile) same = NULL;
  g_autoptr (DeskProfile) other = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_auto (GStrv) topics = NULL;
  g_auto (GStrv) again = NULL;
  g_auto (GStrv) copied = NULL;
  g_auto (GStrv) filters = NULL;
  guint n_changes = 0;

  g_assert_no_error (error);
  g_signal_connect_swapped (profile, "part-changed", G_CALLBACK (on_part_changed), &n_changes);
  desk_profile_remember (profile, DESK_RECENT_TOPICS, "a");
  desk_profile_remember (profile, DESK_RECENT_TOPICS, "c");
  desk_profile_remember (profile, DESK_RECENT_TOPICS, "c");
  g_assert_cmpuint (n_changes, ==, 2);
  topics = desk_profile_dup_recent (profile, DESK_RECENT_TOPICS);
  g_assert_cmpstrv (topics, expected);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *filter = g_strdup_printf ("f/%u", i);

      desk_profile_remember (profile, DESK_RECENT_FILTERS, filter);
    }

  object = desk_profile_to_json (profile);
  same = desk_profile_new_from_json (object, &error);
  g_assert_no_error (error);
  again = desk_profile_dup_recent (same, DESK_RECENT_TOPICS);
  g_assert_cmpstrv (again, expected);
  filters = desk_profile_dup_recent (same, DESK_RECENT_FILTERS);
  g_assert_cmpuint (g_strv_length (filters), ==, DESK_RECENT_MAX);
  g_assert_cmpstr (filters[0], ==, "f/29");

  other = desk_profile_duplicate (profile, "Other");
  copied = desk_profile_dup_recent (other, DESK_RECENT_TOPICS);
  g_assert_null (copied[0]);

  desk_profile_clear_recent (profile, DESK_RECENT_TOPICS);
  desk_profile_clear_recent (profile, DESK_RECENT_FILTERS);
  g_clear_pointer (&object, json_object_unref);
  object = desk_profile_to_json (profile);
  g_assert_false (json_object_has_member (object, "recent"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-recent/recent", test_recent);

  return g_test_run ();
}
