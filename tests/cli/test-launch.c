/* test-launch.c: what the command line asks of the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-launch.h"
#include "desk-profile-store.h"
#include "desk-target.h"

static gboolean
parse (const char *line, DeskLaunch *launch, GError **error)
{
  g_auto (GStrv) arguments = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, NULL));

  return desk_launch_parse (arguments, launch, error);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The members of a dictionary have no order: they are sorted by name. */
static char *
print_sorted (GVariant *request)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, request);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *text = g_variant_print (value, FALSE);

      g_ptr_array_add (members, g_strdup_printf ("%s=%s", key, text));
    }
  g_ptr_array_sort (members, compare_strings);
  g_ptr_array_add (members, NULL);

  return g_strjoinv (" ", (char **) members->pdata);
}

static void
assert_request (const char *line, const char *expected)
{
  DeskLaunch launch;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_test_message ("%s", line);
  g_assert_true (parse (line, &launch, &error));
  g_assert_no_error (error);
  g_assert_false (launch.version);
  text = launch.request != NULL ? print_sorted (launch.request) : g_strdup ("");
  g_clear_pointer (&launch.request, g_variant_unref);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_requests (void)
{
  g_autofree char *path = desk_profile_store_default_path ();
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (DeskProfile) profile = g_object_new (
      DESK_TYPE_PROFILE, "id", "11111111-1111-4111-8111-111111111111", "name", "Plant floor", NULL);

  desk_profile_store_add (store, profile);
  g_assert_true (desk_profile_store_flush (store, NULL));

  assert_request ("mqtt-desk", "");
  assert_request ("mqtt-desk --demo", "demo=true");
  assert_request ("mqtt-desk mqtt://host", "uri='mqtt://host:1883'");
  assert_request ("mqtt-desk --connect mqtt://host:1884", "uri='mqtt://host:1884'");
  assert_request ("mqtt-desk host:1884", "uri='mqtt://host:1884'");
  assert_request ("mqtt-desk --connect host.example", "uri='mqtt://host.example:1883'");
  assert_request ("mqtt-desk mqtt://me%40home@host", "uri='mqtt://me%40home@host:1883'");
  assert_request ("mqtt-desk mqtt://[::1]/a/#", "subscribe=['a/#'] uri='mqtt://[::1]:1883'");
  assert_request ("mqtt-desk --connect 'Plant floor'", "profile='11111111-1111-4111-8111-111111111111'");
  assert_request ("mqtt-desk --connect 11111111-1111-4111-8111-111111111111",
                  "profile='11111111-1111-4111-8111-111111111111'");
  assert_request ("mqtt-desk --connect 'Plant floor' --subscribe a/+ --subscribe=b",
                  "profile='11111111-1111-4111-8111-111111111111' subscribe=['a/+', 'b']");
}

/* What the desktop starts: without a link, with one, and with one that is wrong, which is told in the window. No
 * password but that of the link goes where a link leads. */
static void
test_links (void)
{
  assert_request ("mqtt-desk --ask", "");
  g_setenv ("MQTT_DESK_PASSWORD", "in environment", TRUE);
  assert_request ("mqtt-desk --ask mqtt://host", "ask=true uri='mqtt://host:1883'");
  assert_request ("mqtt-desk --ask mqtts://me:secret@host/a/%23",
                  "ask=true password='secret' subscribe=['a/#'] uri='mqtts://me@host:8883'");
  assert_request ("mqtt-desk --ask wss://host/some/path", "ask=true uri='wss://host:443/some/path'");
  assert_request ("mqtt-desk --ask mqtt://host:70000",
                  "problem='The link cannot be followed. The address has no usable port. Enter a port from 1 to 65535; "
                  "MQTT’s own is 1883.'");
  assert_request ("mqtt-desk --ask mqtt:host", "problem='The link cannot be followed. An address looks like "
                                               "mqtt://host:port.'");
  assert_request ("mqtt-desk --ask 'Plant floor'", "problem='The link cannot be followed. An address looks like "
                                                   "mqtt://host:port.'");
  g_unsetenv ("MQTT_DESK_PASSWORD");
}

static void
assert_password (const char *line, const char *expected)
{
  DeskLaunch launch;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;
  g_autofree char *uri = NULL;

  g_assert_true (parse (line, &launch, &error));
  g_assert_no_error (error);
  g_variant_lookup (launch.request, "password", "s", &password);
  g_variant_lookup (launch.request, "uri", "s", &uri);
  g_variant_unref (launch.request);
  g_assert_cmpstr (password, ==, expected);
  g_assert_cmpstr (uri, ==, "mqtt://me@host:1883");
}

static void
test_passwords (void)
{
  g_autofree char *file = g_build_filename (g_get_tmp_dir (), "password", NULL);
  g_autofree char *with_file = g_strdup_printf ("mqtt-desk --password-file '%s' mqtt://me:in-uri@host", file);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, "in file\nsecond line\n", -1, &error);
  g_assert_no_error (error);

  assert_password ("mqtt-desk mqtt://me@host", NULL);
  g_setenv ("MQTT_DESK_PASSWORD", "in environment", TRUE);
  assert_password ("mqtt-desk mqtt://me@host", "in environment");
  assert_password ("mqtt-desk mqtt://me:in%20uri@host", "in uri");
  assert_password (with_file, "in file");
  g_unsetenv ("MQTT_DESK_PASSWORD");
  g_remove (file);
}

static void
test_mistakes (void)
{
  static const char *const lines[] = {
    "mqtt-desk --no-such-option",
    "mqtt-desk --connect",
    "mqtt-desk --connect 'no such profile'",
    "mqtt-desk --connect 'no such: profile'",
    "mqtt-desk mqtt://host:70000",
    "mqtt-desk host:70000",
    "mqtt-desk me:password@host",
    "mqtt-desk http://host",
    "mqtt-desk recrod",
    "mqtt-desk mqtt://a mqtt://b",
    "mqtt-desk --demo mqtt://a",
    "mqtt-desk --subscribe a",
    "mqtt-desk mqtt://a --subscribe a/#/b",
    "mqtt-desk mqtt://a --password-file /no/such/file",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      DeskLaunch launch;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", lines[i]);
      g_assert_false (parse (lines[i], &launch, &error));
      g_assert_nonnull (error);
      g_assert_null (strchr (error->message, '\n'));
      g_test_message ("%s", error->message);
    }
}

static void
test_version (void)
{
  DeskLaunch launch;
  g_autoptr (GError) error = NULL;

  g_assert_true (parse ("mqtt-desk --version", &launch, &error));
  g_assert_true (launch.version);
  g_assert_null (launch.request);
}

static void
test_blank (void)
{
  static const char *const blanked[][2] = {
    { "mqtt://me:pw@host", "mqtt://me:**@host" },
    { "--connect=mqtt://me:p@w/d@host:1/a", "--connect=mqtt://me:*****@host:1/a" },
    { "mqtt://host:1883", "mqtt://host:1883" },
    { "mqtt://me@host:1883", "mqtt://me@host:1883" },
    { "Plant floor", "Plant floor" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (blanked); i++)
    {
      g_autofree char *argument = g_strdup (blanked[i][0]);

      desk_target_blank_password (argument);
      g_assert_cmpstr (argument, ==, blanked[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/launch/requests", test_requests);
  g_test_add_func ("/launch/links", test_links);
  g_test_add_func ("/launch/passwords", test_passwords);
  g_test_add_func ("/launch/mistakes", test_mistakes);
  g_test_add_func ("/launch/version", test_version);
  g_test_add_func ("/launch/blank", test_blank);

  return g_test_run ();
}
