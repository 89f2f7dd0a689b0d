/* test-importers.c: the formats of other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>

#include "import-scene.h"

/* As the versions wrote it that had the properties of MQTT 5 beside the rest */
static void
test_old_mqttx (void)
{
  g_autoptr (GPtrArray) drafts
      = read_text ("[{\"clientId\": \"c\", \"name\": \"a\", \"host\": \"h.example\", \"port\": 1883, \"mqttVersion\": \"5.0\","
                   " \"sessionExpiryInterval\": \"7200\", \"receiveMaximum\": 30, \"topicAliasMaximum\": null,"
                   " \"authenticationMethod\": \"TOKEN\"},"
                   "{\"clientId\": \"c\", \"name\": \"b\", \"host\": \"h.example\", \"mqttVersion\": \"5.0\","
                   " \"sessionExpiryInterval\": 1, \"properties\": {\"sessionExpiryInterval\": 4294967295}},"
                   "{\"clientId\": \"c\", \"name\": \"c\", \"host\": \"h.example\", \"mqttVersion\": \"3.1.1\","
                   " \"sessionExpiryInterval\": 7200}]");
  const DeskProfileMqtt5 *mqtt5 = desk_profile_get_mqtt5 (get_profile (drafts, 0));

  g_assert_cmpint (mqtt5->session_expiry, ==, 7200);
  g_assert_cmpuint (mqtt5->receive_maximum, ==, 30);
  g_assert_cmpstr (mqtt5->authentication_method, ==, "TOKEN");
  takes (drafts, 0, "Session expiry");
  g_assert_cmpuint (g_strv_length ((char **) desk_profile_draft_get_left (g_ptr_array_index (drafts, 0))), ==, 0);
  g_assert_true (desk_profile_get_mqtt5 (get_profile (drafts, 1))->session_never_expires);
  g_assert_cmpint (desk_profile_get_mqtt5 (get_profile (drafts, 2))->session_expiry, ==, -1);
}

static void
test_mqttx (void)
{
  g_autoptr (GPtrArray) drafts = read_file ("mqttx.json");
  DeskProfile *profile = get_profile (drafts, 0);

  g_assert_cmpuint (drafts->len, ==, 3);
  g_assert_cmpstr (desk_profile_draft_get_product (g_ptr_array_index (drafts, 0)), ==, "MQTTX");
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "Werk Süd");
  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "broker.example");
  g_assert_cmpuint (desk_profile_get_port (profile), ==, 8883);
  g_assert_cmpstr (desk_profile_get_client_id (profile), ==, "mqttx_5f1e8a3c");
  g_assert_cmpstr (desk_profile_get_username (profile), ==, "anna");
  g_assert_cmpint (desk_profile_get_mqtt_version (profile), ==, DESK_MQTT_5);
  g_assert_false (desk_profile_get_clean_start (profile));
  g_assert_cmpuint (desk_profile_get_keep_alive (profile), ==, 30);
  g_assert_cmpuint (desk_profile_get_connect_timeout (profile), ==, 15);
  g_assert_false (desk_profile_get_tls_verify (profile));
  g_assert_cmpstr (desk_profile_get_tls_alpn (profile), ==, "mqtt");
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 1);
  g_assert_cmpuint (desk_profile_get_maximum_packet_size (profile), ==, 1048576);
  g_assert_cmpint (desk_profile_get_mqtt5 (profile)->session_expiry, ==, 3600);
  g_assert_cmpuint (desk_profile_get_mqtt5 (profile)->receive_maximum, ==, 50);
  g_assert_true (desk_profile_get_mqtt5 (profile)->request_response_information);
  g_assert_cmpuint (desk_properties_get_length (desk_profile_get_mqtt5 (profile)->user_properties), ==, 3);
  g_assert_cmpstr (desk_properties_get (desk_profile_get_mqtt5 (profile)->user_properties, 2)->string, ==, "2");
  g_assert_true (desk_profile_get_will (profile)->enabled);
  g_assert_cmpstr (desk_profile_get_will (profile)->topic, ==, "plants/south/state");
  g_assert_cmpstr (desk_profile_get_will (profile)->payload, ==, "{\"online\": false}");
  g_assert_cmpuint (desk_profile_get_will (profile)->qos, ==, 1);
  g_assert_true (desk_profile_get_will (profile)->retained);
  g_assert_cmpuint (desk_profile_get_will (profile)->delay, ==, 5);
  g_assert_cmpint (desk_profile_get_will (profile)->message_expiry, ==, 600);
  g_assert_cmpstr (desk_profile_get_will (profile)->content_type, ==, "application/json");
  g_assert_cmpstr (desk_profile_peek_subscription (profile, 0)->name, ==, "South");
  g_assert_true (desk_profile_peek_subscription (profile, 0)->options.no_local);
  g_assert_cmpuint (desk_profile_peek_subscription (profile, 0)->options.qos, ==, 1);
  g_assert_cmpuint (desk_profile_peek_subscription (profile, 0)->options.retain_handling, ==, 1);
  g_assert_cmpuint (desk_profile_peek_subscription (profile, 0)->options.identifier, ==, 7);
  g_assert_cmpstr (desk_profile_get_transport (get_profile (drafts, 1)), ==, "ws");
  g_assert_cmpstr (desk_profile_get_websocket_path (get_profile (drafts, 1)), ==, "/mqtt");
  takes (drafts, 0, "Folder: Plants");
  takes (drafts, 0, "Address: mqtts://broker.example:8883");
  takes (drafts, 0, "Last will: plants/south/state");
  takes (drafts, 0, "1 subscription: plants/south/#");
  leaves (drafts, 0, "CA file: There is nothing at “/nowhere/ca.pem”");
  leaves (drafts, 0, "Client certificate: It is not the path of a file on this computer");
  leaves (drafts, 0, "Subscription “plants/#/wrong”");
  leaves (drafts, 0, "Messages: Only settings are taken.");
  leaves (drafts, 0, "somethingNew: MqttDesk does not know this setting.");
  assert_secret (drafts, 0, DESK_SECRET_PASSWORD, "MQTTX-secret");
  assert_hidden (drafts, "MQTTX-secret");

  g_assert_cmpstr (desk_profile_draft_get_problem (g_ptr_array_index (drafts, 2)), ==, "It has no host.");
  g_assert_false (desk_profile_draft_get_selected (g_ptr_array_index (drafts, 2)));
  g_assert_false (desk_profile_draft_set_selected (g_ptr_array_index (drafts, 2), TRUE));
}

static void
test_mqttfx (void)
{
  g_autoptr (GPtrArray) drafts = read_file ("mqttfx-config.xml");
  DeskProfile *profile = get_profile (drafts, 0);
  guint max_in_flight;

  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_cmpstr (desk_profile_draft_get_product (g_ptr_array_index (drafts, 0)), ==, "MQTT.fx");
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "Plant & yard");
  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "plant.example");
  g_assert_cmpuint (desk_profile_get_port (profile), ==, 8883);
  g_assert_cmpstr (desk_profile_get_client_id (profile), ==, "MQTT_FX_Client");
  g_assert_cmpstr (desk_profile_get_username (profile), ==, "anna");
  g_assert_cmpint (desk_profile_get_mqtt_version (profile), ==, DESK_MQTT_3_1_1);
  g_assert_false (desk_profile_get_clean_start (profile));
  g_assert_cmpuint (desk_profile_get_connect_timeout (profile), ==, 30);
  g_assert_cmpuint (desk_profile_get_keep_alive (profile), ==, 45);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 2);
  g_assert_cmpstr (desk_profile_get_subscription (profile, 1, NULL), ==, "yard/+/door");
  leaves (drafts, 0, "CA file: There is nothing at “/nowhere/ca.pem”");
  leaves (drafts, 0, "Client keystore: A Java keystore cannot be read.");
  leaves (drafts, 0, "Predefined messages: Only settings are taken.");
  g_assert_cmpstr (desk_profile_get_proxy (profile), ==, "http");
  g_assert_cmpstr (desk_profile_get_proxy_host (profile), ==, "proxy.example");
  g_assert_cmpuint (desk_profile_get_proxy_port (profile), ==, 3128);
  g_assert_cmpstr (desk_profile_get_proxy_username (profile), ==, "squid");
  assert_secret (drafts, 0, DESK_SECRET_PROXY_PASSWORD, "Fx-proxy");
  g_assert_true (desk_profile_get_will (profile)->enabled);
  g_assert_cmpstr (desk_profile_get_will (profile)->topic, ==, "plant/anna/state");
  g_assert_cmpstr (desk_profile_get_will (profile)->payload, ==, "gone");
  g_assert_cmpuint (desk_profile_get_will (profile)->qos, ==, 1);
  g_object_get (profile, "max-in-flight", &max_in_flight, NULL);
  g_assert_cmpuint (max_in_flight, ==, 10);
  leaves (drafts, 0, "somethingElse: MqttDesk does not know this setting.");
  assert_secret (drafts, 0, DESK_SECRET_PASSWORD, "Fx<secret");
  assert_secret (drafts, 0, DESK_SECRET_PASSPHRASE, "Fx-passphrase");
  assert_hidden (drafts, "Fx<secret");
  assert_hidden (drafts, "Fx-passphrase");
  assert_hidden (drafts, "Fx-proxy");

  g_assert_cmpstr (desk_profile_get_transport (get_profile (drafts, 1)), ==, "mqtt");
  g_assert_cmpuint (desk_profile_draft_get_n_secrets (g_ptr_array_index (drafts, 1)), ==, 0);
}

/* Nothing is looked up, nothing grows and nothing is followed. */
static void
test_hostile_xml (void)
{
#define PROFILE(inside) "<configuration><connectionProfile>" inside "</connectionProfile></configuration>"
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "<!DOCTYPE x [<!ENTITY a \"b\">]>" PROFILE ("<brokerAddress>&a;</brokerAddress>"), "It declares a document type" },
    { "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" PROFILE (""), "It declares a document type" },
    { PROFILE ("<brokerAddress>&x;</brokerAddress>"), "It is not valid XML" },
    { PROFILE ("<brokerAddress>h"), "It is not valid XML" },
    { "<a><connectionProfile>", "It is not valid XML" },
    { "<connectionProfiles></connectionProfiles>", "It is a file of MQTT.fx, but there is no connection in it." },
  };
  g_autoptr (GString) deep = g_string_new ("<connectionProfile>");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, strlen (cases[i].text), cases[i].words);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (deep, "<a>");
  assert_refused (deep->str, deep->len, "It is nested too deeply.");
}

static void
test_explorer (void)
{
  g_autoptr (GPtrArray) drafts = read_file ("settings.json");
  DeskProfile *profile = get_profile (drafts, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  GStatBuf status;

  g_assert_cmpuint (drafts->len, ==, 3);
  g_assert_cmpstr (desk_profile_draft_get_product (g_ptr_array_index (drafts, 0)), ==, "MQTT Explorer");
  g_assert_cmpstr (desk_profile_get_host (get_profile (drafts, 0)), ==, "mqtt.eclipseprojects.io");
  g_assert_cmpuint (desk_profile_get_n_subscriptions (get_profile (drafts, 0)), ==, 2);

  g_assert_cmpstr (desk_profile_get_name (profile), ==, "Home");
  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_false (desk_profile_get_tls_verify (profile));
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 2);
  takes (drafts, 1, "Client certificate: will be kept in a file");
  assert_secret (drafts, 1, DESK_SECRET_PASSWORD, "Explorer-secret");
  assert_hidden (drafts, "Explorer-secret");

  g_assert_cmpstr (desk_profile_get_transport (get_profile (drafts, 2)), ==, "wss");
  g_assert_cmpstr (desk_profile_get_websocket_path (get_profile (drafts, 2)), ==, "/ws");

  /* Only now, and under a name of ours. */
  g_assert_cmpstr (desk_profile_get_tls_key_file (profile), ==, "");
  g_assert_true (desk_profile_draft_write_files (g_ptr_array_index (drafts, 1), &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (desk_profile_get_tls_certificate_file (profile), g_get_user_data_dir ()));
  g_assert_null (strstr (desk_profile_get_tls_certificate_file (profile), "passwd"));
  g_assert_true (g_file_get_contents (desk_profile_get_tls_key_file (profile), &key, NULL, NULL));
  g_assert_true (g_str_has_prefix (key, "-----BEGIN PRIVATE KEY-----\n"));
  g_assert_cmpint (g_stat (desk_profile_get_tls_key_file (profile), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_analyzer (void)
{
  g_autoptr (GPtrArray) drafts = read_file ("garage.mqttbroker");
  DeskProfile *profile = get_profile (drafts, 0);

  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (desk_profile_draft_get_product (g_ptr_array_index (drafts, 0)), ==, "MQTTAnalyzer");
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "Garage");
  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_cmpint (desk_profile_get_mqtt_version (profile), ==, DESK_MQTT_5);
  g_assert_cmpstr (desk_profile_get_username (profile), ==, "ben");
  g_assert_false (desk_profile_get_tls_verify (profile));
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 1);
  takes (drafts, 0, "CA file: will be kept in a file");
  takes (drafts, 0, "Client certificate: will be kept in a file");
  takes (drafts, 0, "Folder: Home");
  leaves (drafts, 0, "Key: It was exported without it.");
  assert_secret (drafts, 0, DESK_SECRET_PASSWORD, "Analyzer-secret");
  assert_secret (drafts, 0, DESK_SECRET_PASSPHRASE, "Analyzer-passphrase");
  assert_hidden (drafts, "Analyzer-");

  assert_refused ("{\"version\": 2, \"broker\": {\"hostname\": \"h\"}}", 43, "It was written by a newer version of "
                  "MQTTAnalyzer");
}

static void
test_mosquitto_file (void)
{
  g_autoptr (GPtrArray) drafts = read_file ("mosquitto_sub");
  DeskProfile *profile = get_profile (drafts, 0);
  guint qos;

  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "home.example");
  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_cmpuint (desk_profile_get_port (profile), ==, 8884);
  g_assert_cmpstr (desk_profile_get_client_id (profile), ==, "watcher");
  g_assert_cmpuint (desk_profile_get_keep_alive (profile), ==, 30);
  g_assert_false (desk_profile_get_clean_start (profile));
  g_assert_cmpint (desk_profile_get_mqtt_version (profile), ==, DESK_MQTT_5);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 2);
  g_assert_cmpstr (desk_profile_get_subscription (profile, 1, &qos), ==, "$SYS/broker/uptime");
  g_assert_cmpuint (qos, ==, 1);
  leaves (drafts, 0, "CA file: There is nothing at");
  leaves (drafts, 0, "Without a check of the host name");
  g_assert_cmpint (desk_profile_get_mqtt5 (profile)->session_expiry, ==, 3600);
  leaves (drafts, 0, "--frobnicate: MqttDesk does not know this option.");
  assert_secret (drafts, 0, DESK_SECRET_PASSWORD, "it's \"secret\" here");
  assert_hidden (drafts, "secret");
}

static void
test_mosquitto_command (void)
{
  g_autoptr (GPtrArray) drafts
      = read_text ("$ docker exec -it broker mosquitto_sub -L 'mqtts://me:pass%20word@h.example/plant/#' \\\n"
                   "  -t \"a b\" -q 2 -D connect user-property site x -D subscribe subscription-identifier 4 "
                   "-v | jq .payload");
  g_autoptr (GPtrArray) publishing = read_text ("/usr/bin/mosquitto_pub -h ::1 -p 8883 -t a/b -m hello");
  g_autoptr (GPtrArray) bare = read_text ("-t '#' -i");
  g_autoptr (GPtrArray) five
      = read_text ("mosquitto_sub -x -1 -D connect receive-maximum 9 -D connect user-property a b -D will content-type t "
                   "-D connect receive-maximum 0 -D connect nonsense 1 -V 5 --will-topic w --will-payload p --will-qos 2 "
                   "--proxy socks5h://u:proxypass@[::1]:1080");
  DeskProfile *profile = get_profile (drafts, 0);

  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "h.example");
  g_assert_cmpuint (desk_profile_get_port (profile), ==, 8883);
  g_assert_cmpstr (desk_profile_get_username (profile), ==, "me");
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 2);
  g_assert_cmpstr (desk_profile_get_subscription (profile, 0, NULL), ==, "plant/#");
  g_assert_cmpstr (desk_profile_get_subscription (profile, 1, NULL), ==, "a b");
  assert_secret (drafts, 0, DESK_SECRET_PASSWORD, "pass word");
  g_assert_false (has_line (desk_profile_draft_get_left (g_ptr_array_index (drafts, 0)), "jq"));

  profile = get_profile (publishing, 0);
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "::1");
  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "mqtts");
  g_assert_cmpuint (desk_profile_get_n_subscriptions (profile), ==, 0);
  leaves (publishing, 0, "Topic to publish on");

  profile = get_profile (five, 0);
  g_assert_true (desk_profile_get_mqtt5 (profile)->session_never_expires);
  g_assert_cmpuint (desk_profile_get_mqtt5 (profile)->receive_maximum, ==, 9);
  g_assert_cmpstr (desk_properties_get (desk_profile_get_mqtt5 (profile)->user_properties, 0)->name, ==, "a");
  g_assert_cmpstr (desk_profile_get_will (profile)->content_type, ==, "t");
  g_assert_cmpuint (desk_profile_get_will (profile)->qos, ==, 2);
  g_assert_cmpstr (desk_profile_get_proxy (profile), ==, "socks5");
  g_assert_cmpstr (desk_profile_get_proxy_host (profile), ==, "::1");
  assert_secret (five, 0, DESK_SECRET_PROXY_PASSWORD, "proxypass");
  leaves (five, 0, "Receive maximum: 0 is not a number that can be used here.");
  leaves (five, 0, "nonsense: MqttDesk does not know this property.");

  g_assert_cmpstr (desk_profile_get_host (get_profile (bare, 0)), ==, "localhost");
  leaves (bare, 0, "-i: Its value is missing.");
  assert_refused ("mosquitto_sub -t 'a", 19, "Its quotation marks do not fit together.");
}

/* Where it does not connect by TCP alone */
static void
test_mosquitto_addresses (void)
{
  g_autoptr (GPtrArray) local = read_text ("mosquitto_sub --unix /run/mosquitto/m.sock -t a");
  g_autoptr (GPtrArray) relative = read_text ("mosquitto_sub --unix m.sock -t a");
  g_autoptr (GPtrArray) web = read_text ("mosquitto_sub -L wss://h.example/broker?x=1 -t a");

  g_assert_null (desk_profile_draft_get_problem (g_ptr_array_index (local, 0)));
  g_assert_cmpstr (desk_profile_get_transport (get_profile (local, 0)), ==, "unix");
  g_assert_cmpstr (desk_profile_get_socket_path (get_profile (local, 0)), ==, "/run/mosquitto/m.sock");
  g_assert_cmpstr (desk_profile_get_name (get_profile (local, 0)), ==, "m.sock");
  takes (local, 0, "Address: unix:///run/mosquitto/m.sock");
  g_assert_nonnull (desk_profile_draft_get_problem (g_ptr_array_index (relative, 0)));

  g_assert_cmpstr (desk_profile_get_transport (get_profile (web, 0)), ==, "wss");
  g_assert_cmpstr (desk_profile_get_websocket_path (get_profile (web, 0)), ==, "/broker?x=1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/importers/mqttx", test_mqttx);
  g_test_add_func ("/importers/old-mqttx", test_old_mqttx);
  g_test_add_func ("/importers/mqttfx", test_mqttfx);
  g_test_add_func ("/importers/hostile-xml", test_hostile_xml);
  g_test_add_func ("/importers/explorer", test_explorer);
  g_test_add_func ("/importers/analyzer", test_analyzer);
  g_test_add_func ("/importers/mosquitto-file", test_mosquitto_file);
  g_test_add_func ("/importers/mosquitto-command", test_mosquitto_command);
  g_test_add_func ("/importers/mosquitto-addresses", test_mosquitto_addresses);

  return g_test_run ();
}
