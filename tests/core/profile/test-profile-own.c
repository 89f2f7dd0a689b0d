/* test-profile-own.c: profiles that were exported come back
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-error.h"
#include "desk-profile-import.h"

/* Our own come back whole, as profiles of their own; what is broken does not cost the others. */
static void
test_own (void)
{
  static const char json[]
      = "{\"version\": 1, \"profiles\": ["
        "{\"id\": \"x\", \"name\": \"Plant\", \"host\": \"h.example\", \"last_used\": 7, \"folder\": \"Work\", \"colour\": 3,"
        " \"variables\": {\"site\": \"luebeck\"}, \"publish\": {\"topic\": \"a\", \"qos\": 1},"
        " \"subscriptions\": [{\"filter\": \"a/#\", \"qos\": 1, \"name\": \"A\", \"muted\": true}], \"later\": [1],"
        " \"granted\": {\"client_id\": \"c\", \"subscriptions\": [{\"filter\": \"a/#\", \"qos\": 1}]},"
        " \"secrets\": {\"password\": \"s3cret\", \"proxy_password\": \"other\"}},"
        "{\"name\": \"Broken\", \"host\": \"two words\"}, 7]}";
  static const char newer[] = "{\"version\": 2, \"profiles\": []}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = desk_profile_import_read_text (json, strlen (json), "", &error);
  DeskProfile *profile = desk_profile_draft_get_profile (g_ptr_array_index (drafts, 0));
  g_autoptr (JsonObject) object = desk_profile_to_json (profile);
  DeskSecret secret = DESK_SECRET_PASSPHRASE;

  g_assert_cmpuint (drafts->len, ==, 3);
  g_assert_cmpstr (desk_profile_get_id (profile), !=, "x");
  g_assert_cmpint (desk_profile_get_last_used (profile), ==, 0);
  g_assert_cmpstr (desk_profile_get_folder (profile), ==, "Work");
  g_assert_cmpint (desk_profile_get_colour (profile), ==, 3);
  g_assert_cmpuint (desk_profile_get_n_variables (profile), ==, 1);
  g_assert_cmpstr (desk_profile_get_publish (profile)->topic, ==, "a");
  g_assert_cmpuint (desk_profile_get_publish (profile)->qos, ==, 1);
  g_assert_true (desk_profile_peek_subscription (profile, 0)->muted);
  g_assert_true (json_object_has_member (object, "later"));
  g_assert_cmpuint (desk_profile_get_n_grants (profile), ==, 0);
  g_assert_false (json_object_has_member (object, "secrets"));
  g_assert_cmpuint (desk_profile_draft_get_n_secrets (g_ptr_array_index (drafts, 0)), ==, 2);
  g_assert_cmpstr (desk_profile_draft_get_secret (g_ptr_array_index (drafts, 0), 0, &secret), ==, "s3cret");
  g_assert_cmpint (secret, ==, DESK_SECRET_PASSWORD);
  g_assert_cmpstr (desk_profile_draft_get_secret (g_ptr_array_index (drafts, 0), 1, &secret), ==, "other");
  g_assert_cmpint (secret, ==, DESK_SECRET_PROXY_PASSWORD);
  g_assert_null (desk_profile_draft_get_problem (g_ptr_array_index (drafts, 0)));
  for (guint i = 1; i < 3; i++)
    g_assert_nonnull (desk_profile_draft_get_problem (g_ptr_array_index (drafts, i)));

  g_assert_null (desk_profile_import_read_text (newer, strlen (newer), "", &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "newer version"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile-own/import", test_own);

  return g_test_run ();
}
