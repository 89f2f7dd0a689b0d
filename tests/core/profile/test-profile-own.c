/* test-profile-own.c: profiles that were exported come back
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-error.h"
#include "desk-profile-export.h"
#include "desk-profile-import.h"
#include "import-scene.h"
#include "wait.h"

/* Our own come back whole, as profiles of their own; what is broken does not cost the others. */
static void
test_own (void)
{
  static const char json[]
      = "{\"version\": 1, \"profiles\": ["
        "{\"id\": \"x\", \"name\": \"Plant\", \"host\": \"h.example\", \"last_used\": 7, \"folder\": \"Work\", \"colour\": 3,"
        " \"variables\": {\"site\": \"luebeck\"}, \"publish\": {\"topic\": \"a\", \"qos\": 1},"
        " \"subscriptions\": [{\"filter\": \"a/#\", \"qos\": 1, \"name\": \"A\", \"muted\": true}], \"later\": [1],"
        " \"recent\": {\"topics\": [\"a/b\"]},"
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
  g_assert_false (json_object_has_member (object, "recent"));
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

/* A file may come from anybody: a person sees what it would do before it is taken. */
static void
test_risks (void)
{
  g_autoptr (GPtrArray) drafts
      = read_text ("{\"version\": 1, \"profiles\": [{\"name\": \"Plant\", \"host\": \"h.example\","
                   " \"transport\": \"mqtts\", \"tls_verify\": false, \"proxy\": \"http\", \"proxy_host\": \"p\","
                   " \"proxy_port\": 3128, \"tls_certificate_file\": \"/home/me/me.pem\","
                   " \"will\": {\"enabled\": true, \"topic\": \"w\", \"encoding\": \"file\","
                   " \"payload\": \"/home/me/notes\"}, \"subscriptions\": [{\"filter\": \"a/#\"}]}]}");

  takes (drafts, 0, "Verify the broker’s certificate: off");
  takes (drafts, 0, "Client certificate: /home/me/me.pem");
  takes (drafts, 0, "Proxy: p:3128");
  takes (drafts, 0, "Last will: the file “/home/me/notes” to “w”");
  takes (drafts, 0, "1 subscription: a/#");
}

/* Without being asked for, no secret is in the file: not even one that somebody
 * wrote into profiles.json by hand. */
static void
test_export_hides (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "export.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autofree char *text = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_ptr_array_add (profiles, g_object_new (DESK_TYPE_PROFILE, "name", "Web", "transport", "wss", "host", "h.example",
                                           "websocket-headers", "Origin: https://h.example\nAuthorization: Bearer t0ken",
                                           NULL));
  for (int with_secrets = 0; with_secrets <= 1; with_secrets++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      desk_profile_export_async (profiles, with_secrets, file, NULL, keep_result, &result);
      wait_until (result != NULL);
      g_assert_true (desk_profile_export_finish (result, NULL));
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_nonnull (strstr (text, "Origin: https://h.example"));
      g_assert_true ((strstr (text, "t0ken") != NULL) == with_secrets);
    }

  /* On its way in it goes to the keyring. */
  drafts = read_text (text);
  g_assert_cmpstr (desk_profile_get_websocket_headers (get_profile (drafts, 0)), ==,
                   "Origin: https://h.example\nAuthorization");
  assert_secret (drafts, 0, DESK_SECRET_HEADERS, "Authorization: Bearer t0ken");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);

  g_test_add_func ("/profile-own/import", test_own);
  g_test_add_func ("/profile-own/risks", test_risks);
  g_test_add_func ("/profile-own/export-hides", test_export_hides);

  return g_test_run ();
}
