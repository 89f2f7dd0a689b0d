/* test-profile.c: one profile: members, JSON, checks
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-error.h"
#include "desk-profile.h"

static DeskProfile *
read_profile (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);

  return desk_profile_new_from_json (json_node_get_object (node), error);
}

static char *
write_profile (DeskProfile *profile)
{
  g_autoptr (JsonObject) object = desk_profile_to_json (profile);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static void
test_defaults (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autoptr (DeskProfile) other = desk_profile_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) read = read_profile ("{\"host\": \"broker.example\"}", &error);

  g_assert_no_error (error);
  g_assert_true (g_uuid_string_is_valid (desk_profile_get_id (profile)));
  g_assert_cmpstr (desk_profile_get_id (profile), !=, desk_profile_get_id (other));
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "");

  g_assert_true (g_uuid_string_is_valid (desk_profile_get_id (read)));
  g_assert_cmpstr (desk_profile_get_name (read), ==, "broker.example");
  g_assert_cmpstr (desk_profile_get_transport (read), ==, "mqtt");
  g_assert_cmpuint (desk_profile_get_port (read), ==, 1883);
  g_assert_cmpstr (desk_profile_get_client_id (read), ==, "");
  g_assert_cmpstr (desk_profile_get_username (read), ==, "");
  g_assert_cmpint (desk_profile_get_mqtt_version (read), ==, DESK_MQTT_3_1_1);
  g_assert_true (desk_profile_get_clean_start (read));
  g_assert_cmpuint (desk_profile_get_keep_alive (read), ==, 60);
  g_assert_cmpuint (desk_profile_get_connect_timeout (read), ==, 10);
  g_assert_true (desk_profile_get_reconnect (read));
  g_assert_cmpuint (desk_profile_get_maximum_packet_size (read), ==, 0);
  g_assert_cmpint (desk_profile_get_log_max_bytes (read), ==, 0);
  g_assert_cmpuint (desk_profile_get_log_max_days (read), ==, 0);
  g_assert_cmpint (desk_profile_get_last_used (read), ==, 0);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (read), ==, 0);
  g_assert_false (desk_profile_get_temporary (read));
}

static void
count (guint *counter)
{
  (*counter)++;
}

static void
test_notify (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  guint notified = 0;
  guint changed = 0;

  g_signal_connect_swapped (profile, "notify", G_CALLBACK (count), &notified);
  g_signal_connect_swapped (profile, "subscriptions-changed", G_CALLBACK (count), &changed);

  g_assert_true (desk_profile_set_port (profile, 1884));
  g_assert_false (desk_profile_set_port (profile, 1884));
  g_assert_cmpuint (notified, ==, 1);
  g_object_set (profile, "port", 1884, "host", "localhost", "clean-start", TRUE, "mqtt-version", 4, NULL);
  g_assert_cmpuint (notified, ==, 1);
  g_object_set (profile, "port", 1885, "host", NULL, "clean-start", FALSE, "mqtt-version", 5, NULL);
  g_assert_cmpuint (notified, ==, 5);
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "");
  g_assert_true (desk_profile_set_last_used (profile, 5000000000));
  g_assert_cmpint (desk_profile_get_last_used (profile), ==, 5000000000);

  desk_profile_set_subscription (profile, "a/#", 1);
  desk_profile_set_subscription (profile, "b", 0);
  desk_profile_set_subscription (profile, "b", 0);
  g_assert_cmpuint (changed, ==, 2);
  desk_profile_set_subscription (profile, "b", 2);
  desk_profile_remove_subscription (profile, "a/#");
  desk_profile_remove_subscription (profile, "a/#");
  g_assert_cmpuint (changed, ==, 4);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 1);
}

static void
test_round_trip (void)
{
  static const char json[] =
    "{\"later\":{\"deep\":[1,2.5,null]},\"id\":\"x-1\",\"name\":\"Süd\",\"transport\":\"mqtts\","
    "\"host\":\"::1\","
    "\"port\":1,\"client_id\":\"c\",\"username\":\"u\",\"mqtt_version\":\"5\",\"clean_start\":false,"
    "\"keep_alive\":0,\"connect_timeout\":3600,\"reconnect\":false,"
    "\"tls_verify\":false,\"tls_ca_file\":\"/ca.pem\",\"tls_certificate_file\":\"/c.pem\","
    "\"tls_key_file\":\"/c.key\",\"tls_server_name\":\"b\",\"tls_alpn\":\"mqtt\",\"tls_trusted\":\"AB:CD\","
    "\"maximum_packet_size\":268435460,"
    "\"log_max_bytes\":4294967296,\"log_max_days\":7,\"last_used\":1790000000,"
    "\"subscriptions\":[{\"colour\":3,\"filter\":\"a/#\",\"qos\":1},"
    "{\"filter\":\"$share/g/b\",\"qos\":2,\"no_local\":true}],"
    "\"filters\":[{\"icon\":1,\"name\":\"Hot\",\"filter\":\"$.value > 33\"}],"
    "\"zz\":\"last\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = read_profile (json, &error);
  g_autoptr (DeskProfile) copy = NULL;
  g_autofree char *written = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *changed = NULL;
  guint qos;

  g_assert_no_error (error);
  written = write_profile (profile);
  g_assert_cmpstr (written, ==, json);

  copy = desk_profile_copy (profile);
  copied = write_profile (copy);
  g_assert_cmpstr (copied, ==, json);

  /* Members of a subscription that stays are kept, and the original is not
   * touched by its copy. */
  desk_profile_set_subscription (copy, "a/#", 0);
  desk_profile_remove_subscription (copy, "$share/g/b");
  desk_profile_set_name (copy, "Nord");
  g_clear_pointer (&copied, g_free);
  copied = write_profile (copy);
  g_assert_nonnull (strstr (copied, "[{\"colour\":3,\"filter\":\"a/#\",\"qos\":0}]"));
  g_assert_nonnull (strstr (copied, "\"name\":\"Nord\""));
  changed = write_profile (profile);
  g_assert_cmpstr (changed, ==, json);
  g_assert_cmpstr (desk_profile_get_subscription (profile, 1, &qos), ==, "$share/g/b");
  g_assert_cmpuint (qos, ==, 2);
}

/* What a subscription says is kept whole, and only what is said is written. */
static void
test_subscriptions (void)
{
  static const char json[]
      = "{\"id\":\"x\",\"subscriptions\":["
        "{\"filter\":\"a\",\"qos\":2,\"no_local\":true,\"retain_as_published\":true,\"retain_handling\":1,"
        "\"identifier\":268435455,\"name\":\"Presses\",\"colour\":0,\"muted\":true,\"later\":[1]},"
        "{\"filter\":\"b\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = read_profile (json, &error);
  g_autofree char *written = NULL;
  const DeskProfileSubscription *first, *second;
  DeskProfileSubscription changed;
  guint emitted = 0;

  g_assert_no_error (error);
  first = desk_profile_peek_subscription (profile, 0);
  g_assert_cmpstr (first->filter, ==, "a");
  g_assert_cmpuint (first->options.qos, ==, 2);
  g_assert_true (first->options.no_local);
  g_assert_true (first->options.retain_as_published);
  g_assert_cmpuint (first->options.retain_handling, ==, 1);
  g_assert_cmpuint (first->options.identifier, ==, DESK_MAX_SUBSCRIPTION_IDENTIFIER);
  g_assert_cmpstr (first->name, ==, "Presses");
  g_assert_cmpint (first->colour, ==, 0);
  g_assert_true (first->muted);
  second = desk_profile_find_subscription (profile, "b");
  g_assert_cmpstr (second->name, ==, "");
  g_assert_cmpint (second->colour, ==, -1);
  g_assert_false (second->muted || second->options.no_local || second->options.retain_as_published);
  g_assert_null (desk_profile_find_subscription (profile, "c"));

  g_signal_connect_swapped (profile, "subscriptions-changed", G_CALLBACK (count), &emitted);
  changed = *first;
  desk_profile_put_subscription (profile, &changed);
  g_assert_cmpuint (emitted, ==, 0);
  changed.options = (DeskSubscribeOptions) { .retain_handling = 2 };
  changed.name = "";
  changed.colour = -1;
  changed.muted = FALSE;
  desk_profile_put_subscription (profile, &changed);
  g_assert_cmpuint (emitted, ==, 1);
  /* The QoS alone leaves the rest. */
  desk_profile_set_subscription (profile, "a", 1);
  g_assert_cmpuint (emitted, ==, 2);
  written = write_profile (profile);
  g_assert_nonnull (strstr (written, "[{\"filter\":\"a\",\"qos\":1,\"retain_handling\":2,\"later\":[1]},"
                                     "{\"filter\":\"b\",\"qos\":0}]"));
}

static void
test_filters (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autoptr (DeskProfile) read = NULL;
  g_autofree char *written = NULL;
  g_autofree char *emptied = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  guint changed = 0;

  desk_profile_set_name (profile, "Plant");
  g_signal_connect_swapped (profile, "filters-changed", G_CALLBACK (count), &changed);
  desk_profile_set_filter (profile, "Alarms", "topic:+/alarm");
  desk_profile_set_filter (profile, "Hot", "hot");
  desk_profile_set_filter (profile, "Hot", "hot");
  g_assert_cmpuint (changed, ==, 2);
  desk_profile_set_filter (profile, "Hot", "$.value > 33");
  g_assert_cmpuint (changed, ==, 3);

  g_assert_false (desk_profile_rename_filter (profile, "Hot", "Alarms"));
  g_assert_false (desk_profile_rename_filter (profile, "Cold", "Warm"));
  g_assert_true (desk_profile_rename_filter (profile, "Hot", "Very hot"));
  g_assert_cmpint (desk_profile_find_filter (profile, "Hot"), ==, -1);
  g_assert_cmpint (desk_profile_find_filter (profile, "Very hot"), ==, 1);
  g_assert_cmpuint (changed, ==, 4);

  /* Removed and taken back */
  desk_profile_remove_filter (profile, "Alarms");
  desk_profile_remove_filter (profile, "Alarms");
  g_assert_cmpuint (changed, ==, 5);
  g_assert_true (desk_profile_insert_filter (profile, 0, "Alarms", "topic:+/alarm"));
  g_assert_false (desk_profile_insert_filter (profile, 0, "Alarms", "x"));
  g_assert_cmpstr (desk_profile_get_filter (profile, 0, &text), ==, "Alarms");
  g_assert_cmpstr (text, ==, "topic:+/alarm");
  g_assert_true (desk_profile_insert_filter (profile, 99, "Last", ""));
  g_assert_cmpint (desk_profile_find_filter (profile, "Last"), ==, 2);

  written = write_profile (profile);
  read = read_profile (written, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_profile_get_n_filters (read), ==, 3);
  g_assert_cmpstr (desk_profile_get_filter (read, 1, &text), ==, "Very hot");
  g_assert_cmpstr (text, ==, "$.value > 33");

  /* The last one that goes does not come back from the file. */
  desk_profile_remove_filter (read, "Alarms");
  desk_profile_remove_filter (read, "Very hot");
  desk_profile_remove_filter (read, "Last");
  emptied = write_profile (read);
  g_assert_null (strstr (emptied, "\"filters\""));
}

static void
test_update (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autoptr (DeskProfile) edited = NULL;
  g_autoptr (DeskProfile) duplicate = NULL;
  guint notified = 0;

  desk_profile_set_client_id (profile, "fixed");
  desk_profile_set_subscription (profile, "a", 1);
  edited = desk_profile_copy (profile);
  g_signal_connect_swapped (profile, "notify", G_CALLBACK (count), &notified);
  g_assert_false (desk_profile_update (profile, edited));
  g_assert_cmpuint (notified, ==, 0);

  /* What happens while the editor is open stays. */
  desk_profile_set_last_used (profile, 7);
  desk_profile_set_subscription (profile, "b", 1);
  notified = 0;
  desk_profile_set_host (edited, "there");
  g_assert_true (desk_profile_update (profile, edited));
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "there");
  g_assert_cmpint (desk_profile_get_last_used (profile), ==, 7);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 2);

  duplicate = desk_profile_duplicate (profile, "Second");
  g_assert_cmpstr (desk_profile_get_id (duplicate), !=, desk_profile_get_id (profile));
  g_assert_cmpstr (desk_profile_get_name (duplicate), ==, "Second");
  g_assert_cmpstr (desk_profile_get_host (duplicate), ==, "there");
  g_assert_cmpstr (desk_profile_get_client_id (duplicate), !=, "fixed");
  g_assert_cmpstr (desk_profile_get_client_id (duplicate), !=, "");
  g_assert_cmpint (desk_profile_get_last_used (duplicate), ==, 0);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (duplicate), ==, 2);
}

static void
test_broken_json (void)
{
  static const struct
  {
    const char *json;
    const char *member;
  } cases[] = {
    { "{\"port\":0}", "port" },
    { "{\"port\":65536}", "port" },
    { "{\"port\":\"1883\"}", "port" },
    { "{\"port\":1883.0}", "port" },
    { "{\"port\":null}", "port" },
    { "{\"port\":[1]}", "port" },
    { "{\"id\":\"\"}", "id" },
    { "{\"id\":\"../../etc/passwd\"}", "id" },
    { "{\"id\":\".hidden\"}", "id" },
    { "{\"id\":\"a b\"}", "id" },
    { "{\"id\":7}", "id" },
    { "{\"name\":\" \"}", "name" },
    { "{\"name\":7}", "name" },
    { "{\"host\":\"\"}", "host" },
    { "{\"host\":\"a b\"}", "host" },
    { "{\"transport\":\"carrier pigeon\"}", "transport" },
    { "{\"tls_verify\":1}", "tls_verify" },
    { "{\"tls_ca_file\":null}", "tls_ca_file" },
    { "{\"transport\":true}", "transport" },
    { "{\"mqtt_version\":\"4\"}", "mqtt_version" },
    { "{\"mqtt_version\":5}", "mqtt_version" },
    { "{\"client_id\":\"a\\u0007\"}", "client_id" },
    { "{\"client_id\":\"123456789012345678901234\",\"mqtt_version\":\"3.1\"}", "client_id" },
    { "{\"username\":\"\\u0085\"}", "username" },
    { "{\"clean_start\":1}", "clean_start" },
    { "{\"keep_alive\":-1}", "keep_alive" },
    { "{\"keep_alive\":65536}", "keep_alive" },
    { "{\"connect_timeout\":0}", "connect_timeout" },
    { "{\"connect_timeout\":3601}", "connect_timeout" },
    { "{\"reconnect\":\"yes\"}", "reconnect" },
    { "{\"maximum_packet_size\":268435461}", "maximum_packet_size" },
    { "{\"log_max_bytes\":-1}", "log_max_bytes" },
    { "{\"log_max_days\":36501}", "log_max_days" },
    { "{\"last_used\":-1}", "last_used" },
    { "{\"subscriptions\":{}}", "subscriptions" },
    { "{\"subscriptions\":[\"a\"]}", "subscriptions[0]" },
    { "{\"subscriptions\":[{\"filter\":\"a\"},{\"qos\":0}]}", "subscriptions[1].filter" },
    { "{\"subscriptions\":[{\"filter\":\"a#\"}]}", "subscriptions[0].filter" },
    { "{\"subscriptions\":[{\"filter\":\"a\",\"qos\":3}]}", "subscriptions[0].qos" },
    { "{\"subscriptions\":[{\"filter\":\"a\",\"colour\":8}]}", "subscriptions[0].colour" },
    { "{\"subscriptions\":[{\"filter\":\"a\",\"muted\":1}]}", "subscriptions[0].muted" },
    { "{\"subscriptions\":[{\"filter\":\"a\",\"name\":null}]}", "subscriptions[0].name" },
    { "{\"subscriptions\":[{\"filter\":\"a\",\"qos\":\"1\"}]}", "subscriptions[0].qos" },
    { "{\"filters\":7}", "filters" },
    { "{\"filters\":[null]}", "filters[0]" },
    { "{\"filters\":[{\"name\":\"a\"}]}", "filters[0].filter" },
    { "{\"filters\":[{\"name\":\"\",\"filter\":\"x\"}]}", "filters[0].name" },
    { "{\"filters\":[{\"name\":\"a\",\"filter\":\"x\"},{\"name\":\"a\",\"filter\":\"y\"}]}",
      "filters[1].name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *quoted = g_strdup_printf ("“%s”", cases[i].member);

      g_test_message ("%s", cases[i].json);
      g_assert_null (read_profile (cases[i].json, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
      g_assert_nonnull (strstr (error->message, quoted));
    }
}

/* Values that are secrets are put in from the keyring, in the order of the profile. */
static void
test_websocket_headers (void)
{
  static const struct
  {
    const char *lines;
    const char *secrets;
    const char *headers; /* names and values by turns */
  } cases[] = {
    { "", NULL, "" },
    { "Origin: https://a:1/", NULL, "Origin|https://a:1/" },
    { "A:\nB: c : d ", "", "A||B|c : d" },
    { "Authorization\nX: y\nCookie", "Authorization: Bearer a:b\nCookie: c=d", "Authorization|Bearer a:b|X|y|Cookie|c=d" },
    { "Cookie\nCookie", "Cookie: 1\nCookie: 2", "Cookie|1|Cookie|2" },
    /* What the keyring does not have, or has for another one */
    { "Authorization\nX: y", NULL, "X|y" },
    { "Authorization\nCookie", "Cookie: 1", "Cookie|1" },
    { "X: y", "Authorization: a", "X|y" },
  };
  static const char *const bad[] = { "a b: c", ": c", "Upgrade: x", "sec-websocket-key: x", "Connection", "A: b\nü: c",
                                     "A: b\rC: d", "A: \001" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskProfile) profile = desk_profile_new ();
      g_auto (GStrv) headers = NULL;
      g_autofree char *joined = NULL;

      g_object_set (profile, "transport", "ws", "websocket-headers", cases[i].lines, NULL);
      g_assert_true (desk_profile_check_websocket_headers (cases[i].lines, NULL));
      headers = desk_profile_dup_websocket_headers (profile, cases[i].secrets);
      joined = g_strjoinv ("|", headers);
      g_assert_cmpstr (joined, ==, cases[i].headers);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (desk_profile_check_websocket_headers (bad[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
    }

  g_assert_true (desk_profile_is_secret_header ("Authorization"));
  g_assert_true (desk_profile_is_secret_header ("x-API-key"));
  g_assert_true (desk_profile_is_secret_header ("Cookie"));
  g_assert_false (desk_profile_is_secret_header ("Origin"));
}

static void
test_hosts (void)
{
  static const char *good[] = { "localhost", "broker.example", "broker.example.", "192.168.1.10", "::1",
                                "fe80::1%eth0", "my_broker", "a-b", "bücher.example", "x1" };
  static const char *bad[] = { "", " ", "a b", "mqtt://host", "host:1883", "[::1]", "host/path", "user@host",
                               "192.168.1.300", "1.2.3", ".", "a..b", ".a", "::1%", "1:2", "a\x01", "a\xff",
                               "a?b" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", good[i]);
      g_assert_true (desk_profile_check_host (good[i], &error));
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (bad[i], NULL);

      g_test_message ("%s", shown);
      g_assert_false (desk_profile_check_host (bad[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_long_hosts (void)
{
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *fits = g_strdup_printf ("%s.%s.%s.%.61s", label, label, label, label);
  g_autofree char *too_long = g_strdup_printf ("%s.%s.%s.%.62s", label, label, label, label);
  g_autofree char *long_label = g_strconcat (label, "a.b", NULL);

  g_assert_true (desk_profile_check_host (fits, NULL));
  g_assert_false (desk_profile_check_host (too_long, NULL));
  g_assert_false (desk_profile_check_host (long_label, NULL));
}

static void
test_alpn (void)
{
  static const char *good[] = { "", "mqtt", "mqtt,x-amzn-mqtt-ca", " mqtt , h2 " };
  static const char *bad[] = { " ", ",", "mqtt,", ",mqtt", "mqtt,,h2", "two words", "mqtt\xc3\xbc", "a\tb" };
  g_autofree char *fits = g_strnfill (255, 'a');
  g_autofree char *too_long = g_strnfill (256, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (desk_profile_check_alpn (good[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (desk_profile_check_alpn (bad[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
    }
  g_assert_true (desk_profile_check_alpn (fits, NULL));
  g_assert_false (desk_profile_check_alpn (too_long, NULL));
}

static void
test_ports (void)
{
  static const char *bad[] = { "", "0", "65536", "-1", "+1", " 1", "1 ", "0x10", "1.5",
                               "99999999999999999999", "a" };
  guint port = 0;

  g_assert_true (desk_profile_check_port ("1", &port, NULL));
  g_assert_cmpuint (port, ==, 1);
  g_assert_true (desk_profile_check_port ("65535", &port, NULL));
  g_assert_cmpuint (port, ==, 65535);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (desk_profile_check_port (bad[i], &port, NULL));
      g_assert_cmpuint (port, ==, 65535);
    }
}

static void
test_log_limits (void)
{
  gint64 bytes = -1;
  guint days = 1;

  g_assert_true (desk_profile_check_log_size ("", &bytes, NULL));
  g_assert_cmpint (bytes, ==, 0);
  g_assert_true (desk_profile_check_log_size ("4096", &bytes, NULL));
  g_assert_cmpint (bytes, ==, G_GINT64_CONSTANT (4294967296));
  g_assert_false (desk_profile_check_log_size ("15", &bytes, NULL));
  g_assert_true (desk_profile_check_log_size ("2 GB", &bytes, NULL));
  g_assert_cmpint (bytes, ==, 2000000000);
  g_assert_true (desk_profile_check_log_size ("1 TiB", &bytes, NULL));
  g_assert_false (desk_profile_check_log_size ("1.1 TiB", &bytes, NULL));
  g_assert_false (desk_profile_check_log_size ("16 MB", NULL, NULL));
  g_assert_false (desk_profile_check_log_size ("much", NULL, NULL));
  g_assert_true (desk_profile_check_log_days ("", &days, NULL));
  g_assert_cmpuint (days, ==, 0);
  g_assert_true (desk_profile_check_log_days ("36500", &days, NULL));
  g_assert_cmpuint (days, ==, 36500);
  g_assert_false (desk_profile_check_log_days ("0", &days, NULL));
}

static void
test_client_ids (void)
{
  g_autofree char *longest = g_strnfill (65535, 'x');
  g_autofree char *too_long = g_strnfill (65536, 'x');
  g_autofree char *one = desk_profile_generate_client_id ();
  g_autofree char *two = desk_profile_generate_client_id ();

  g_assert_true (desk_profile_check_client_id ("", DESK_MQTT_3_1_1, TRUE, NULL));
  g_assert_false (desk_profile_check_client_id ("", DESK_MQTT_5, FALSE, NULL));
  g_assert_true (desk_profile_check_client_id (longest, DESK_MQTT_5, TRUE, NULL));
  g_assert_false (desk_profile_check_client_id (too_long, DESK_MQTT_5, TRUE, NULL));
  g_assert_true (desk_profile_check_client_id ("12345678901234567890123", DESK_MQTT_3_1, FALSE, NULL));
  g_assert_false (desk_profile_check_client_id ("123456789012345678901234", DESK_MQTT_3_1, FALSE, NULL));
  g_assert_true (desk_profile_check_client_id ("123456789012345678901234", DESK_MQTT_3_1_1, FALSE, NULL));

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpuint (strlen (one), <=, 23);
  g_assert_cmpuint (strlen (one), >=, 20);
  g_assert_cmpuint (strspn (one, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS), ==, strlen (one));
  g_assert_true (desk_profile_check_client_id (one, DESK_MQTT_3_1, FALSE, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/defaults", test_defaults);
  g_test_add_func ("/profile/notify", test_notify);
  g_test_add_func ("/profile/round-trip", test_round_trip);
  g_test_add_func ("/profile/websocket-headers", test_websocket_headers);
  g_test_add_func ("/profile/subscriptions", test_subscriptions);
  g_test_add_func ("/profile/filters", test_filters);
  g_test_add_func ("/profile/update", test_update);
  g_test_add_func ("/profile/broken-json", test_broken_json);
  g_test_add_func ("/profile/hosts", test_hosts);
  g_test_add_func ("/profile/long-hosts", test_long_hosts);
  g_test_add_func ("/profile/alpn", test_alpn);
  g_test_add_func ("/profile/ports", test_ports);
  g_test_add_func ("/profile/log-limits", test_log_limits);
  g_test_add_func ("/profile/client-ids", test_client_ids);

  return g_test_run ();
}
