/* test-profile-will.c: last will and MQTT 5 in profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-error.h"
#include "desk-profile.h"

#define WILL \
  "{\"later\":1,\"enabled\":true,\"topic\":\"gone/me\",\"payload\":\"00ff\",\"encoding\":\"hex\",\"qos\":2," \
  "\"retained\":true,\"delay\":5,\"message_expiry\":0,\"is_text\":true,\"content_type\":\"t\"," \
  "\"response_topic\":\"r\",\"correlation_data\":\"c\",\"user_properties\":[[\"b\",\"\"],[\"a\",\"1\"],[\"b\",\"2\"]]}"
#define MQTT5 \
  "{\"session_expiry\":3600,\"session_never_expires\":true,\"receive_maximum\":1,\"topic_alias_maximum\":9," \
  "\"request_response_information\":true,\"request_problem_information\":false,\"assigned_client_id\":true," \
  "\"authentication_method\":\"M\",\"authentication_encoding\":\"base64\",\"user_properties\":[[\"x\",\"y\"]]}"

static DeskProfile *
read_profile (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return desk_profile_new_from_json (json_node_get_object (node), error);
}

static char *
write_member (DeskProfile *profile, const char *name)
{
  g_autoptr (JsonObject) object = desk_profile_to_json (profile);
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

static void
check_member (DeskProfile *profile, const char *name, const char *expected)
{
  g_autofree char *written = write_member (profile, name);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = read_profile ("{\"host\":\"h\",\"will\":" WILL ",\"mqtt5\":" MQTT5 "}", &error);
  g_autoptr (DeskProfile) copy = NULL;
  g_autoptr (DeskProfile) other = desk_profile_new ();

  g_assert_no_error (error);
  check_member (profile, "will", WILL);
  check_member (profile, "mqtt5", MQTT5);
  copy = desk_profile_copy (profile);
  check_member (copy, "will", WILL);
  check_member (copy, "mqtt5", MQTT5);

  /* What an editor changed is taken over. */
  g_assert_false (desk_profile_update (profile, copy));
  g_assert_true (desk_profile_update (profile, other));
  check_member (profile, "will", NULL);
  check_member (profile, "mqtt5", NULL);
  check_member (other, "will", NULL);
}

static void
count (guint *counter)
{
  (*counter)++;
}

static void
test_change (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  DeskProfileWill will = *desk_profile_get_will (profile);
  DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (profile);
  g_autoptr (DeskProperties) pairs = desk_properties_new ();
  guint changed = 0;

  g_signal_connect_swapped (profile, "part-changed", G_CALLBACK (count), &changed);
  g_assert_false (desk_profile_set_will (profile, &will));
  g_assert_false (desk_profile_set_mqtt5 (profile, &mqtt5));
  g_assert_cmpint (mqtt5.session_expiry, ==, -1);
  g_assert_cmpuint (mqtt5.receive_maximum, ==, 20);
  g_assert_true (mqtt5.request_problem_information);

  will.topic = "a";
  mqtt5.receive_maximum = 1;
  desk_properties_add_pair (pairs, "k", -1, "v", -1);
  mqtt5.user_properties = pairs;
  g_assert_true (desk_profile_set_will (profile, &will));
  g_assert_true (desk_profile_set_mqtt5 (profile, &mqtt5));
  g_assert_false (desk_profile_set_mqtt5 (profile, &mqtt5));
  g_assert_cmpuint (changed, ==, 2);
  check_member (profile, "will", "{\"topic\":\"a\"}");
  check_member (profile, "mqtt5", "{\"receive_maximum\":1,\"user_properties\":[[\"k\",\"v\"]]}");
}

/* A member that cannot be meant is named. */
static void
test_broken (void)
{
  static const struct
  {
    const char *json;
    const char *named;
  } cases[] = {
    { "{\"will\":[]}", "will" },
    { "{\"will\":{\"qos\":3}}", "will.qos" },
    { "{\"will\":{\"encoding\":\"xml\"}}", "will.encoding" },
    { "{\"will\":{\"enabled\":true}}", "will.topic" },
    { "{\"will\":{\"enabled\":true,\"topic\":\"a/+\"}}", "will.topic" },
    { "{\"will\":{\"enabled\":true,\"topic\":\"a\",\"encoding\":\"hex\",\"payload\":\"0\"}}", "will.payload" },
    { "{\"will\":{\"enabled\":true,\"topic\":\"a\",\"response_topic\":\"a/#\"}}", "will.response_topic" },
    { "{\"will\":{\"user_properties\":{}}}", "will.user_properties" },
    { "{\"will\":{\"user_properties\":[[\"a\"]]}}", "will.user_properties" },
    { "{\"mqtt5\":{\"receive_maximum\":0}}", "mqtt5.receive_maximum" },
    { "{\"mqtt5\":{\"session_expiry\":-2}}", "mqtt5.session_expiry" },
    { "{\"mqtt5\":{\"authentication_encoding\":\"file\"}}", "mqtt5.authentication_encoding" },
    { "{\"mqtt5\":{\"user_properties\":[[\"a\",1]]}}", "mqtt5.user_properties" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *quoted = g_strdup_printf ("“%s”", cases[i].named);

      g_assert_null (read_profile (cases[i].json, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
      g_assert_nonnull (strstr (error->message, quoted));
    }
}

static void
test_decode (void)
{
  static const struct
  {
    const char *encoding;
    const char *text;
    const char *bytes; /* (nullable): refused */
  } cases[] = {
    { "", "Grüße", "Grüße" },
    { "text", "", "" },
    { "hex", "48 65\n6C6c 6f ", "Hello" },
    { "hex", "", "" },
    { "hex", "4", NULL },
    { "hex", "4 8", "H" },
    { "hex", "0x48", NULL },
    { "base64", "SGVs bG8=", "Hello" },
    { "base64", "", "" },
    { "base64", "SGVsbG8", NULL },
    { "base64", "SGVs=bG8", NULL },
    { "base64", "====", NULL },
    { "base64", "SGVs!G8=", NULL },
    { "json", " {\"a\": 1} ", " {\"a\": 1} " },
    { "json", "{\"a\": ", NULL },
    { "json", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = desk_profile_decode (cases[i].text, cases[i].encoding, &error);
      gsize length = 0;
      gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

      g_test_message ("%s: %s", cases[i].encoding, cases[i].text);
      if (cases[i].bytes == NULL)
        {
          g_assert_null (bytes);
          g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
        }
      else
        g_assert_cmpmem (data, length, cases[i].bytes, strlen (cases[i].bytes));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile-will/round-trip", test_round_trip);
  g_test_add_func ("/profile-will/change", test_change);
  g_test_add_func ("/profile-will/broken", test_broken);
  g_test_add_func ("/profile-will/decode", test_decode);

  return g_test_run ();
}
