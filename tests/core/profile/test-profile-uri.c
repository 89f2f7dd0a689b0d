/* test-profile-uri.c: addresses of brokers
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-error.h"
#include "desk-profile.h"
#include "desk-secrets.h"

static void
test_good (void)
{
  static const struct
  {
    const char *uri;
    const char *host;
    guint port;
    const char *username;
    const char *password;
    const char *filter;
    const char *name;
    const char *address;
  } cases[] = {
    { "mqtt://h", "h", 1883, "", NULL, NULL, "h:1883", "mqtt://h:1883" },
    { "MQTT://H/", "H", 1883, "", NULL, NULL, "H:1883", "mqtt://H:1883" },
    { " mqtt://h:1 \n", "h", 1, "", NULL, NULL, "h:1", "mqtt://h:1" },
    { "mqtt://h:/x", "h", 1883, "", NULL, "x", "h:1883", "mqtt://h:1883" },
    { "mqtt://u@h:65535/a/+/#", "h", 65535, "u", NULL, "a/+/#", "u@h:65535", "mqtt://h:65535" },
    { "mqtt://u:p@h", "h", 1883, "u", "p", NULL, "u@h:1883", "mqtt://h:1883" },
    { "mqtt://u:@h", "h", 1883, "u", "", NULL, "u@h:1883", "mqtt://h:1883" },
    { "mqtt://@h", "h", 1883, "", NULL, NULL, "h:1883", "mqtt://h:1883" },
    { "mqtt://u:p%40%2F%3a%25%20%C3%BC@h//a%20b/%23", "h", 1883, "u", "p@/:% ü", "/a b/#", "u@h:1883",
      "mqtt://h:1883" },
    { "mqtt://u:a:b@c@h", "h", 1883, "u", "a:b@c", NULL, "u@h:1883", "mqtt://h:1883" },
    { "mqtt://[::1]:1884/$SYS/#", "::1", 1884, "", NULL, "$SYS/#", "[::1]:1884", "mqtt://[::1]:1884" },
    { "mqtt://[fe80::1%25eth0]", "fe80::1%eth0", 1883, "", NULL, NULL, "[fe80::1%eth0]:1883",
      "mqtt://[fe80::1%eth0]:1883" },
    { "mqtt://[fe80::1%eth0]", "fe80::1%eth0", 1883, "", NULL, NULL, "[fe80::1%eth0]:1883",
      "mqtt://[fe80::1%eth0]:1883" },
    { "mqtts://u:p@h/a", "h", 8883, "u", "p", "a", "u@h:8883", "mqtts://h:8883" },
    { "MQTTS://h:1883", "h", 1883, "", NULL, NULL, "h:1883", "mqtts://h:1883" },
    { "ws://h", "h", 80, "", NULL, NULL, "h:80", "ws://h:80" },
    { "wss://u:p@h", "h", 443, "u", "p", NULL, "u@h:443", "wss://h:443" },
    { "WS://h:9001/", "h", 9001, "", NULL, NULL, "h:9001/", "ws://h:9001/" },
    { "ws://u@[::1]:9001/a/b?token=c%20d", "::1", 9001, "u", NULL, NULL, "u@[::1]:9001/a/b", "ws://[::1]:9001/a/b" },
    { "wss://h?token=c", "h", 443, "", NULL, NULL, "h:443/", "wss://h:443/" },
    { "unix:///run/m.sock", "localhost", 1883, "", NULL, NULL, "/run/m.sock", "unix:///run/m.sock" },
    { "unix://u:p@/run/m%20.sock", "localhost", 1883, "u", "p", NULL, "u@/run/m .sock", "unix:///run/m .sock" },
    { "h", "h", 1883, "", NULL, NULL, "h:1883", "mqtt://h:1883" },
    { "h:1884", "h", 1884, "", NULL, NULL, "h:1884", "mqtt://h:1884" },
    { "192.168.1.10:1884", "192.168.1.10", 1884, "", NULL, NULL, "192.168.1.10:1884",
      "mqtt://192.168.1.10:1884" },
    { "::1", "::1", 1883, "", NULL, NULL, "[::1]:1883", "mqtt://[::1]:1883" },
    { "[::1]:1884", "::1", 1884, "", NULL, NULL, "[::1]:1884", "mqtt://[::1]:1884" },
    { "u:p@h:1884/x", "h", 1884, "u", "p", "x", "u@h:1884", "mqtt://h:1884" },
    { "mqtt://h/http://x", "h", 1883, "", NULL, "http://x", "h:1883", "mqtt://h:1883" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *filter = NULL;
      g_autofree char *address = NULL;
      g_autoptr (DeskProfile) profile = NULL;
      char *password = NULL;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      profile = desk_profile_new_from_uri (cases[i].uri, &password, &filter, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (desk_profile_get_host (profile), ==, cases[i].host);
      g_assert_cmpuint (desk_profile_get_port (profile), ==, cases[i].port);
      g_assert_cmpstr (desk_profile_get_username (profile), ==, cases[i].username);
      g_assert_cmpstr (password, ==, cases[i].password);
      g_assert_cmpstr (filter, ==, cases[i].filter);
      g_assert_cmpstr (desk_profile_get_name (profile), ==, cases[i].name);
      g_assert_true (desk_profile_get_temporary (profile));
      address = desk_profile_dup_address (profile);
      g_assert_cmpstr (address, ==, cases[i].address);
      desk_secrets_free (password);
    }
}

static void
test_bad (void)
{
  /* None of the messages may tell the password, "s3cret". */
  static const char *uris[] = {
    "", " ", "mqtt://", "mqtt:///a", "unix://", "unix:///",
    "unix://h/run", "unix://run", "unix:///%zz", "mqtt://:1883", "mqtt://h:0", "mqtt://h:65536", "mqtt://h:x",
    "mqtt://h:1:2", "mqtt://::1", "mqtt://[::1", "mqtt://[::1]x", "mqtt://[h]x:1", "mqtt://[]",
    "mqtt://a b", "mqtt://h/a#", "mqtt://h/%00", "mqtt://h/%zz", "mqtt://u%zz@h", "mqtt://u%00@h",
    "mqtt://u%ff@h", "mqtt://:s3cret@h", "mqtts://u:s3cret@", "ws://u:s3cret@/mqtt", "ws://h/a b",
    "wss://h/a#b", "ws://h/\xc3\xbc", "ws://h:0/mqtt", "ws://u:s3cret/x@h", "ws://u:s3cret?x@h",
    "http://u:s3cret@h", "mqtt://u:s3cret/x@h", "mqtt://u:s3cret%@h", "mqtt://u:s3cret%00@h",
    "mqtt://u:x@s3cret x@h:x", "u:s3cret:x@h:x", "u:s3cret", "mqtt://h\xff", "h\x01", "://h", "mqtt://h%zz",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *filter = NULL;
      g_autofree char *shown = g_strescape (uris[i], NULL);
      char *password = NULL;

      g_assert_null (desk_profile_new_from_uri (uris[i], &password, &filter, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_URI);
      g_test_message ("%s: %s", shown, error->message);
      g_assert_null (password);
      g_assert_null (filter);
      g_assert_null (strstr (error->message, "s3cret"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_ids (void)
{
  g_autoptr (DeskProfile) one = desk_profile_new_from_uri ("mqtt://u:p@host/a", NULL, NULL, NULL);
  g_autoptr (DeskProfile) same = desk_profile_new_from_uri ("u@HOST:1883", NULL, NULL, NULL);
  g_autoptr (DeskProfile) other_user = desk_profile_new_from_uri ("v@host", NULL, NULL, NULL);
  g_autoptr (DeskProfile) other_port = desk_profile_new_from_uri ("u@host:1884", NULL, NULL, NULL);
  g_autoptr (DeskProfile) path = desk_profile_new_from_uri ("ws://u@host:1883/one", NULL, NULL, NULL);
  g_autoptr (DeskProfile) other_path = desk_profile_new_from_uri ("ws://u@host:1883/two", NULL, NULL, NULL);
  g_autoptr (DeskProfile) kept = desk_profile_duplicate (one, "Kept");

  /* Logs are found by it, so it stays what it is from version to version. */
  g_assert_cmpstr (desk_profile_get_id (one), ==, "uri-8baf4dc3d7729e33a5cdebd9af6a7485");
  g_assert_cmpstr (desk_profile_get_id (one), ==, desk_profile_get_id (same));
  g_assert_cmpstr (desk_profile_get_id (one), !=, desk_profile_get_id (other_user));
  g_assert_cmpstr (desk_profile_get_id (one), !=, desk_profile_get_id (other_port));

  g_assert_cmpstr (desk_profile_get_id (path), !=, desk_profile_get_id (one));
  g_assert_cmpstr (desk_profile_get_id (path), !=, desk_profile_get_id (other_path));

  g_assert_false (desk_profile_get_temporary (kept));
  g_assert_true (g_uuid_string_is_valid (desk_profile_get_id (kept)));
  g_assert_cmpstr (desk_profile_get_username (kept), ==, "u");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile-uri/good", test_good);
  g_test_add_func ("/profile-uri/bad", test_bad);
  g_test_add_func ("/profile-uri/ids", test_ids);

  return g_test_run ();
}
