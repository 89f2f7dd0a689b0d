/* test-profile-import.c: connections of other programs on their way to become profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "desk-profile-certificates.h"
#include "import-scene.h"
#include "wait.h"

/* They go with the last profile that uses them; what a person chose stays. */
static void
test_certificates (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "certificates", "profiles.json", NULL);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "own.pem", NULL);
  g_autofree char *key = NULL;
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (GPtrArray) drafts = read_file ("settings.json");
  g_autoptr (DeskProfile) profile = g_object_ref (get_profile (drafts, 1));
  g_autoptr (DeskProfile) duplicate = NULL;

  g_assert_true (desk_profile_draft_write_files (g_ptr_array_index (drafts, 1), NULL));
  key = g_strdup (desk_profile_get_tls_key_file (profile));
  g_assert_true (g_file_set_contents (own, "mine", -1, NULL));
  g_object_set (profile, "tls-ca-file", own, NULL);
  desk_profile_store_add (store, profile);
  duplicate = desk_profile_duplicate (profile, "Copy");
  desk_profile_store_add (store, duplicate);

  desk_profile_store_remove (store, profile);
  desk_profile_certificates_remove (profile, store);
  g_assert_true (g_file_test (key, G_FILE_TEST_EXISTS));
  desk_profile_store_remove (store, duplicate);
  desk_profile_certificates_remove (duplicate, store);
  wait_until (!g_file_test (key, G_FILE_TEST_EXISTS));
  wait_until (!g_file_test (desk_profile_get_tls_certificate_file (profile), G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (own, G_FILE_TEST_EXISTS));
  g_assert_true (desk_profile_store_flush (store, NULL));
}

/* Each is found where its program keeps it, and nothing else is. */
static void
test_find (void)
{
  static const struct
  {
    const char *fixture;
    gboolean in_home;
    const char *folder;
    const char *product;
  } places[] = {
    { "mqttfx-config.xml", TRUE, "MQTT-FX", "MQTT.fx" },
    { "settings.json", FALSE, "MQTT-Explorer", "MQTT Explorer" },
    { "mosquitto_sub", FALSE, "", "mosquitto_sub" },
  };
  g_autoptr (GAsyncResult) none = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;

  desk_profile_import_find_async (NULL, keep_result, &none);
  wait_until (none != NULL);
  found = desk_profile_import_find_finish (none, NULL);
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *from = g_test_build_filename (G_TEST_DIST, "core", "profile", "foreign", places[i].fixture, NULL);
      g_autofree char *folder = g_build_filename (places[i].in_home ? g_get_home_dir () : g_get_user_config_dir (),
                                                  places[i].folder, NULL);
      g_autofree char *to = g_build_filename (folder, places[i].fixture, NULL);
      g_autofree char *text = NULL;

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
      g_assert_true (g_file_set_contents (to, text, -1, NULL));
    }
  desk_profile_import_find_async (NULL, keep_result, &result);
  wait_until (result != NULL);
  found = desk_profile_import_find_finish (result, NULL);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (places));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      DeskImportFound *one = g_ptr_array_index (found, i);

      g_assert_cmpstr (one->product, ==, places[i].product);
      g_assert_cmpuint (one->drafts->len, >, 0);
    }
}

/* What a file says wrongly costs that setting, not the connection. */
static void
test_wrong_types (void)
{
  g_autoptr (GPtrArray) drafts
      = read_text ("[{\"clientId\": 7, \"name\": [], \"host\": \"h\", \"port\": \"1884\", \"keepalive\": 100000,"
                   "  \"connectTimeout\": {}, \"clean\": \"yes\", \"reconnect\": 0, \"mqttVersion\": \"6\","
                   "  \"username\": \"a\\u0007b\", \"password\": 5, \"subscriptions\": [1, {\"topic\": \"a\","
                   "  \"qos\": 3}, {\"topic\": null}, {\"topic\": \"b/#\"}]}, 5, null]");
  DeskProfile *profile = get_profile (drafts, 0);

  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "h");
  g_assert_cmpuint (desk_profile_get_port (profile), ==, 1884);
  g_assert_cmpuint (desk_profile_get_keep_alive (profile), ==, 60);
  g_assert_false (desk_profile_get_reconnect (profile));
  g_assert_cmpstr (desk_profile_get_username (profile), ==, "");
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 1);
  leaves (drafts, 0, "Client ID: It is not a text.");
  leaves (drafts, 0, "Keep-alive: 100000 is not a number from 0 to 65535.");
  leaves (drafts, 0, "Connect timeout: It is not a number.");
  leaves (drafts, 0, "Clean start: It is not true or false.");
  leaves (drafts, 0, "MQTT version: MqttDesk does not know this version.");
  leaves (drafts, 0, "User name: Remove the control character");
  leaves (drafts, 0, "Subscription “a”: Its QoS");
}

/* What was added is there at the next start, whatever the other program lets through. */
static void
test_comes_back (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "back", "profiles.json", NULL);
  g_autofree char *name = g_strnfill (200, 'n');
  g_autofree char *text
      = g_strdup_printf ("[{\"name\": \"%s\", \"host\": \"a.example\", \"clientId\": \"\", \"protocol\": \"ws\","
                         "  \"path\": \"/a b?\303\274=1\", \"mqttVersion\": \"5.0\","
                         "  \"properties\": {\"topicAliasMaximum\": 65535},"
                         "  \"will\": {\"lastWillTopic\": \"w\", \"properties\": {\"responseTopic\": \"a/#\"}}},"
                         " {\"name\": \"%s\", \"host\": \"b.example\", \"clientId\": \"\"}]", name, name);
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (DeskProfileStore) again = desk_profile_store_new (path);
  g_autoptr (GPtrArray) drafts = read_text (text);
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_profile_draft_get_problem (g_ptr_array_index (drafts, 0)));
  g_assert_cmpuint (desk_profile_get_mqtt5 (get_profile (drafts, 0))->topic_alias_maximum, ==, 100);
  leaves (drafts, 0, "Response topic: “#” is a wildcard");
  leaves (drafts, 0, "Path: Write spaces, “#” and letters beyond ASCII as %20, %23 and so on.");
  g_assert_cmpstr (desk_profile_get_websocket_path (get_profile (drafts, 0)), ==, "");
  desk_profile_import_compare (drafts, store);
  desk_profile_import_add_async (drafts, store, NULL, keep_result, &added);
  wait_until (added != NULL);
  g_assert_true (desk_profile_import_add_finish (added, NULL, NULL));
  g_assert_true (desk_profile_store_flush (store, NULL));

  desk_profile_store_load (again, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
}

/* Strange texts are shown shortly and as what they are; a line too many is counted. */
static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"clientId\": \"\", \"host\": \"h\", \"name\": \"a\\nb<b>");
  g_autoptr (GPtrArray) drafts = NULL;
  const char *const *left;

  for (guint i = 0; i < 500; i++)
    g_string_append_c (text, 'n');
  g_string_append (text, "\"");
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, ", \"unknown %u\": 1", i);
  g_string_append (text, "}");
  for (guint i = 0; i < 2000; i++)
    g_string_append (text, ",{\"host\":\"h\"}");
  g_string_append (text, "]");

  drafts = read_text (text->str);
  g_assert_cmpuint (drafts->len, ==, 1000);
  g_assert_true (g_str_has_prefix (desk_profile_get_name (get_profile (drafts, 0)), "a\357\277\275b<b>nnn"));
  g_assert_cmpint (g_utf8_strlen (desk_profile_get_name (get_profile (drafts, 0)), -1), <=, 100);
  left = desk_profile_draft_get_left (g_ptr_array_index (drafts, 0));
  g_assert_cmpuint (g_strv_length ((char **) left), ==, 41);
  leaves (drafts, 0, "and 4960 more");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } others[] = {
    { "- clientId: mqttx_1\n  name: Plant\n  mqttVersion: '5.0'\n", "It is an export of MQTTX as YAML. MQTTX can also "
                                                                   "export JSON" },
    { "<?xml version=\"1.0\"?>\n<root><oneConnection><clientId>x</clientId></oneConnection></root>", "MQTTX as XML" },
    { "clean,clientId,mqttVersion,name\ntrue,x,5.0,Plant\n", "MQTTX as CSV" },
    { "- a list of shopping\n- milk\n", "It is not a file with connections" },
  };
  g_autoptr (GString) deep = g_string_new (NULL);

  assert_refused ("", 0, "It is not a file with connections");
  assert_refused ("hello", 5, "It reads those of ");
  assert_refused ("{\"a\": 1}", 8, "It is not a file with connections");
  assert_refused ("[1, 2]", 6, "It is not a file with connections");
  assert_refused ("[{\"clientId\": ", 14, "It is not valid JSON");
  assert_refused ("[{\"clientId\": \"\0\"}]", 19, "It is not a text in UTF-8");
  assert_refused ("[{\"clientId\": \"\xff\"}]", 19, "It is not a text in UTF-8");
  assert_refused ("[{\"isCollection\": true}]", 24, "It is a file of MQTTX, but there is no connection in it.");

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    assert_refused (others[i].text, strlen (others[i].text), others[i].words);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_refused (deep->str, deep->len, "It is not valid JSON");
}

static void
test_large_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "large.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/zero");
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, "[", 1, NULL));
  g_assert_cmpint (truncate (path, G_GINT64_CONSTANT (64) * 1024 * 1024 * 1024), ==, 0);
  g_assert_null (desk_profile_import_read (file, &error));
  g_assert_nonnull (strstr (error->message, "It is larger than"));
  g_clear_error (&error);
  g_assert_null (desk_profile_import_read (folder, &error));
  g_assert_cmpstr (error->message, ==, "It is not a file.");
  g_clear_error (&error);
  g_assert_null (desk_profile_import_read (device, &error));
  g_assert_cmpstr (error->message, ==, "It is not a file.");
  g_unlink (path);
}

/* Names that are taken are changed, what is there already is not selected, and passwords go to the keyring alone. */
static void
test_add (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "import", "profiles.json", NULL);
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (DeskProfile) there = g_object_new (DESK_TYPE_PROFILE, "name", "Plant", "host", "One.example", NULL);
  g_autoptr (GPtrArray) drafts
      = read_text ("[{\"name\": \"Plant\", \"host\": \"one.example\", \"clientId\": \"\"},"
                   " {\"name\": \"Plant\", \"host\": \"two.example\", \"clientId\": \"\", \"username\": \"me\","
                   "  \"password\": \"to the keyring\"},"
                   " {\"name\": \"Plant\", \"host\": \"three.example\", \"clientId\": \"\"}, {\"host\": \"\"}]");
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = NULL;
  DeskProfile *two;
  char *password;
  guint n_added;

  desk_profile_store_add (store, there);
  desk_profile_import_compare (drafts, store);
  g_assert_false (desk_profile_draft_get_selected (g_ptr_array_index (drafts, 0)));
  leaves (drafts, 0, "Already there: “Plant” leads to the same broker");
  leaves (drafts, 1, "There is a profile of this name, so this one becomes “Plant (3)”.");

  desk_profile_import_add_async (drafts, store, NULL, keep_result, &added);
  wait_until (added != NULL);
  desk_profile_import_add_finish (added, &n_added, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 3);
  two = desk_profile_store_find (store, "Plant (3)");
  g_assert_cmpstr (desk_profile_get_host (two), ==, "two.example");
  g_assert_cmpstr (desk_profile_get_host (desk_profile_store_find (store, "Plant (4)")), ==, "three.example");

  desk_secrets_lookup_async (desk_profile_get_id (two), DESK_SECRET_PASSWORD, NULL, keep_result, &found);
  wait_until (found != NULL);
  password = desk_secrets_lookup_finish (found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (password, ==, "to the keyring");
  desk_secrets_free (password);

  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_null (strstr (saved, "to the keyring"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_add_func ("/profile-import/certificates", test_certificates);
  g_test_add_func ("/profile-import/find", test_find);
  g_test_add_func ("/profile-import/wrong-types", test_wrong_types);
  g_test_add_func ("/profile-import/comes-back", test_comes_back);
  g_test_add_func ("/profile-import/bounds", test_bounds);
  g_test_add_func ("/profile-import/refused", test_refused);
  g_test_add_func ("/profile-import/large-file", test_large_file);
  g_test_add_func ("/profile-import/add", test_add);

  return g_test_run ();
}
