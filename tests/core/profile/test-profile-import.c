/* test-profile-import.c: connections from the files of other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-profile-import.h"
#include "wait.h"

static GPtrArray *
read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "profile", "foreign", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = desk_profile_import_read (file, &error);

  g_assert_no_error (error);

  return drafts;
}

static GPtrArray *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = desk_profile_import_read_text (text, strlen (text), "", &error);

  g_assert_no_error (error);

  return drafts;
}

static void
assert_refused (const char *text, gsize length, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_profile_import_read_text (text, length, "", &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static DeskProfile *
get_profile (GPtrArray *drafts, guint index)
{
  return desk_profile_draft_get_profile (g_ptr_array_index (drafts, index));
}

static gboolean
has_line (const char *const *lines, const char *part)
{
  for (gsize i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], part) != NULL)
      return TRUE;
  for (gsize i = 0; lines[i] != NULL; i++)
    g_test_message ("%s", lines[i]);

  return FALSE;
}

#define takes(drafts, index, part)                                                                          \
  g_assert_true (has_line (desk_profile_draft_get_taken (g_ptr_array_index (drafts, index)), part))
#define leaves(drafts, index, part)                                                                         \
  g_assert_true (has_line (desk_profile_draft_get_left (g_ptr_array_index (drafts, index)), part))

static void
assert_secret (GPtrArray *drafts, guint index, DeskSecret wanted, const char *value)
{
  DeskProfileDraft *draft = g_ptr_array_index (drafts, index);

  for (guint i = 0; i < desk_profile_draft_get_n_secrets (draft); i++)
    {
      DeskSecret secret;
      const char *found = desk_profile_draft_get_secret (draft, i, &secret);

      if (secret == wanted)
        {
          g_assert_cmpstr (found, ==, value);
          value = NULL;
        }
    }
  g_assert_null (value);
}

/* A secret is in no line and in no member. */
static void
assert_hidden (GPtrArray *drafts, const char *secret)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      DeskProfileDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr (JsonObject) object = desk_profile_to_json (desk_profile_draft_get_profile (draft));
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autofree char *json = json_to_string (node, FALSE);

      g_assert_null (strstr (json, secret));
      for (const char *const *line = desk_profile_draft_get_taken (draft); *line != NULL; line++)
        g_assert_null (strstr (*line, secret));
      for (const char *const *line = desk_profile_draft_get_left (draft); *line != NULL; line++)
        g_assert_null (strstr (*line, secret));
    }
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
  g_autoptr (GString) deep = g_string_new (NULL);

  assert_refused ("", 0, "It is not a file with connections");
  assert_refused ("hello", 5, "It reads those of ");
  assert_refused ("{\"a\": 1}", 8, "It is not a file with connections");
  assert_refused ("[1, 2]", 6, "It is not a file with connections");
  assert_refused ("[{\"clientId\": ", 14, "It is not valid JSON");
  assert_refused ("[{\"clientId\": \"\0\"}]", 19, "It is not a text in UTF-8");
  assert_refused ("[{\"clientId\": \"\xff\"}]", 19, "It is not a text in UTF-8");
  assert_refused ("[{\"isCollection\": true}]", 24, "It is a file of MQTTX, but there is no connection in it.");

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
  g_test_add_func ("/profile-import/mqttx", test_mqttx);
  g_test_add_func ("/profile-import/mqttfx", test_mqttfx);
  g_test_add_func ("/profile-import/hostile-xml", test_hostile_xml);
  g_test_add_func ("/profile-import/explorer", test_explorer);
  g_test_add_func ("/profile-import/analyzer", test_analyzer);
  g_test_add_func ("/profile-import/mosquitto-file", test_mosquitto_file);
  g_test_add_func ("/profile-import/mosquitto-command", test_mosquitto_command);
  g_test_add_func ("/profile-import/find", test_find);
  g_test_add_func ("/profile-import/wrong-types", test_wrong_types);
  g_test_add_func ("/profile-import/bounds", test_bounds);
  g_test_add_func ("/profile-import/refused", test_refused);
  g_test_add_func ("/profile-import/large-file", test_large_file);
  g_test_add_func ("/profile-import/add", test_add);

  return g_test_run ();
}
