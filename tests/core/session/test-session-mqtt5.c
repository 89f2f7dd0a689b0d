/* test-session-mqtt5.c: what a session makes of MQTT 5 and of a last will
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-error.h"
#include "desk-session-options.h"
#include "fake-broker.h"
#include "session-scene.h"

typedef struct
{
  char *folder;
  FakeBroker *broker;
  DeskProfile *profile;
  DeskSession *session;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *log_path = NULL;

  f->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  log_path = g_build_filename (f->folder, "log.sqlite", NULL);
  f->broker = fake_broker_new ();
  f->profile = desk_profile_new ();
  g_object_set (f->profile, "host", "127.0.0.1", "port", (guint) fake_broker_get_port (f->broker), "mqtt-version",
                DESK_MQTT_5, NULL);
  f->session = desk_session_new (f->profile, log_path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_session (f->session);
  g_assert_finalize_object (f->session);
  g_object_unref (f->profile);
  fake_broker_free (f->broker);
  remove_folder (f->folder);
  g_free (f->folder);
}

static void
connect (Fixture *f)
{
  desk_session_start (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
}

static gboolean
has_bytes (GBytes *packet, const char *bytes, gsize length)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (packet, &size);

  return memmem (data, size, bytes, length) != NULL;
}

static void
check_packet (Fixture *f, DeskPacketType type, const char *expected, gsize length)
{
  g_autoptr (GBytes) packet = fake_broker_wait (f->broker, type);
  gsize size;
  gconstpointer data = g_bytes_get_data (packet, &size);

  g_assert_cmpmem (data, size, expected, length);
}

#define check_packet(f, type, expected) check_packet (f, type, expected, sizeof expected - 1)

/* What a profile says reaches the broker. */
static void
test_connect (Fixture *f, gconstpointer data)
{
  DeskProfileWill will = *desk_profile_get_will (f->profile);
  DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (f->profile);
  g_autoptr (DeskProperties) pairs = desk_properties_new ();
  g_autoptr (GBytes) connect_packet = NULL;
  static const char properties[] = "\x11\0\0\0\x09\x21\0\x14\x26\0\x01k\0\x01v";
  static const char last_will[] = "\x12\x18\0\0\0\x05\x01\x01\x09\0\x01\x63\x26\0\x01k\0\x01v\0\x04gone\0\x02\0\xff";

  desk_properties_add_pair (pairs, "k", -1, "v", -1);
  will.enabled = TRUE;
  will.topic = "gone";
  will.payload = "00 ff";
  will.encoding = "hex";
  will.delay = 5;
  will.is_text = TRUE;
  will.correlation_data = "c";
  will.user_properties = pairs;
  mqtt5.session_expiry = 9;
  mqtt5.user_properties = pairs;
  desk_profile_set_will (f->profile, &will);
  desk_profile_set_mqtt5 (f->profile, &mqtt5);
  connect (f);
  connect_packet = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  g_assert_true (has_bytes (connect_packet, properties, sizeof properties - 1));
  g_assert_true (has_bytes (connect_packet, last_will, sizeof last_will - 1));
}

/* What MQTT 5.0 section 3.1.2.9 allows and MQTT 3.1.1 does not: a token without a user name */
static void
test_password_alone (Fixture *f, gconstpointer data)
{
  gboolean is_old = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) packet = NULL;

  g_object_set (f->profile, "mqtt-version", is_old ? DESK_MQTT_3_1_1 : DESK_MQTT_5, NULL);
  desk_session_set_password (f->session, "t0ken");
  connect (f);
  packet = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  g_assert_true (has_bytes (packet, "\0\x05t0ken", 7) == !is_old);
}

static gboolean
log_holds (Fixture *f, const char *text)
{
  g_autofree char *path = g_build_filename (f->folder, "log.sqlite-wal", NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &contents, &length, NULL) && memmem (contents, length, text, strlen (text)) != NULL;
}

/* What the broker proves itself with, or hands out, is not for the log. */
static void
test_authentication_answer (Fixture *f, gconstpointer data)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT,
                          "20 19 00 00 16 15 00 01 4d 16 00 06 73 33 63 72 65 74 26 00 03 6b 65 79 00 01 76");
  connect (f);
  wait_until (log_holds (f, "authentication-method"));
  g_assert_true (log_holds (f, "key"));
  g_assert_false (log_holds (f, "authentication-data"));
  g_assert_false (log_holds (f, "czNjcmV0"));
}

static void
count (guint *counter)
{
  (*counter)++;
}

static void
test_limits (Fixture *f, gconstpointer data)
{
  DeskServerLimits limits;
  guint notified = 0;

  g_signal_connect_swapped (f->session, "notify::connack", G_CALLBACK (count), &notified);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 09 00 00 06 24 00 25 00 28 00");
  connect (f);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_nonnull (desk_session_get_connack (f->session));
  desk_session_get_limits (f->session, &limits);
  g_assert_cmpuint (limits.maximum_qos, ==, 0);
  g_assert_false (limits.retain_available);
  g_assert_false (limits.wildcards_available);

  /* The next broker may be another one. */
  desk_session_stop (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_DISCONNECTED);
  g_assert_cmpuint (notified, ==, 2);
  g_assert_null (desk_session_get_connack (f->session));
  desk_session_get_limits (f->session, &limits);
  g_assert_cmpuint (limits.maximum_qos, ==, 2);
}

/* The broker chooses the client ID once; the next connection is to find the same session. */
static void
test_assigned (Fixture *f, gconstpointer data)
{
  DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (f->profile);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  mqtt5.assigned_client_id = TRUE;
  desk_profile_set_mqtt5 (f->profile, &mqtt5);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 0a 00 00 07 12 00 04 79 6f 75 72");
  connect (f);
  first = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  g_assert_true (has_bytes (first, "\x03\x21\0\x14\0\0", 6));
  g_assert_cmpstr (desk_session_get_client_id (f->session), ==, "your");

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, NULL);
  fake_broker_hang_up (f->broker);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_WAITING);
  desk_session_try_now (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
  second = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  g_assert_true (has_bytes (second, "\0\x04your", 6));
  g_assert_cmpstr (desk_session_get_client_id (f->session), ==, "your");
}

static void
reconnect (Fixture *f)
{
  desk_session_stop (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_DISCONNECTED);
  connect (f);
}

static void
check_connects_as (Fixture *f, const char *client_id)
{
  g_autoptr (DeskConnectOptions) next = desk_session_dup_connect_options (f->session);
  g_autoptr (GBytes) packet = NULL;
  g_autoptr (GByteArray) field = g_byte_array_new ();
  const guint8 length = (guint8) strlen (client_id);

  g_assert_cmpstr (next->client_id, ==, client_id);
  reconnect (f);
  packet = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  /* It follows on the properties: a receive maximum of 20 */
  g_byte_array_append (field, (const guint8 *) "\x03\x21\0\x14\0", 5);
  g_byte_array_append (field, &length, 1);
  g_byte_array_append (field, (const guint8 *) client_id, length);
  g_assert_true (has_bytes (packet, (const char *) field->data, field->len));
  g_assert_cmpstr (desk_session_get_client_id (f->session), ==, client_id[0] != '\0' ? client_id : "your");
}

/* It names a session at one broker, for one user. Another one is asked for one of its own. */
static void
test_assigned_elsewhere (Fixture *f, gconstpointer data)
{
  DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (f->profile);
  g_autoptr (FakeBroker) other = fake_broker_new ();
  g_autoptr (GBytes) first = NULL;
  const guint port = fake_broker_get_port (f->broker);
  static const char assigns[] = "20 0a 00 00 07 12 00 04 79 6f 75 72";

  mqtt5.assigned_client_id = TRUE;
  desk_profile_set_mqtt5 (f->profile, &mqtt5);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, assigns);
  fake_broker_set_answer (other, DESK_PACKET_CONNECT, "20 0a 00 00 07 12 00 04 68 65 72 73");
  connect (f);
  first = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  check_connects_as (f, "your");

  /* Another broker */
  g_object_set (f->profile, "port", (guint) fake_broker_get_port (other), NULL);
  reconnect (f);
  {
    g_autoptr (GBytes) packet = fake_broker_wait (other, DESK_PACKET_CONNECT);

    g_assert_false (has_bytes (packet, "your", 4));
    g_assert_true (has_bytes (packet, "\x03\x21\0\x14\0\0", 6));
  }
  g_assert_cmpstr (desk_session_get_client_id (f->session), ==, "hers");

  /* Another user */
  g_object_set (f->profile, "port", port, NULL);
  check_connects_as (f, "");
  g_object_set (f->profile, "username", "ann", NULL);
  check_connects_as (f, "");
  check_connects_as (f, "your");

  /* What a person wrote goes before it, and does not bring it back when it is gone. */
  g_object_set (f->profile, "client-id", "mine", NULL);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, NULL);
  check_connects_as (f, "mine");
  g_object_set (f->profile, "client-id", "", NULL);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, assigns);
  check_connects_as (f, "");
}

/* The answer is of the broker that was asked, whatever the profile says by then. */
static void
test_assigned_late (Fixture *f, gconstpointer data)
{
  DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (f->profile);
  g_autoptr (DeskConnectOptions) next = NULL;

  mqtt5.assigned_client_id = TRUE;
  desk_profile_set_mqtt5 (f->profile, &mqtt5);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "");
  desk_session_start (f->session);
  wait_until (fake_broker_count (f->broker, DESK_PACKET_CONNECT) == 1);
  g_object_set (f->profile, "username", "ann", NULL);
  g_assert_true (fake_broker_send_hex (f->broker, "20 0a 00 00 07 12 00 04 79 6f 75 72"));
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
  g_assert_cmpstr (desk_session_get_client_id (f->session), ==, "your");
  next = desk_session_dup_connect_options (f->session);
  g_assert_cmpstr (next->client_id, ==, "");
}

/* A random one stands in for what the profile does not say. Once it says something, that is meant. */
static void
test_random_until_written (Fixture *f, gconstpointer data)
{
  g_autofree char *random = NULL;
  g_autoptr (GBytes) first = NULL;

  connect (f);
  first = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  random = g_strdup (desk_session_get_client_id (f->session));
  g_object_set (f->profile, "username", "ann", NULL);
  check_connects_as (f, random);
  g_object_set (f->profile, "client-id", "mine", NULL);
  check_connects_as (f, "mine");
  desk_session_start_as_new_client (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
  g_assert_cmpstr (desk_session_get_client_id (f->session), !=, "mine");
  g_object_set (f->profile, "client-id", "yours", NULL);
  reconnect (f);
  g_assert_cmpstr (desk_session_get_client_id (f->session), ==, "yours");
}

/* A session from before knows its subscriptions, perhaps: retained messages come again only for those that
 * it does not know. */
static void
test_session_from_before (Fixture *f, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (f->session, "a", 1, NULL);

  g_object_set (f->profile, "clean-start", FALSE, NULL);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 03 01 00 00");
  connect (f);
  g_assert_true (desk_session_get_session_present (f->session));
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  check_packet (f, DESK_PACKET_SUBSCRIBE, "\x82\x07\0\x01\0\0\x01\x61\x11");
  g_assert_cmpuint (desk_subscription_get_options (subscription)->retain_handling, ==, 0);

  /* Who asks anew gets what he asked for. */
  desk_session_subscribe (f->session, "a", 0, NULL);
  check_packet (f, DESK_PACKET_SUBSCRIBE, "\x82\x07\0\x02\0\0\x01\x61\0");
}

static void
test_subscribe_options (Fixture *f, gconstpointer data)
{
  const DeskSubscribeOptions options = { .qos = 1, .no_local = TRUE, .retain_handling = 2, .identifier = 7 };
  DeskSubscription *subscription = desk_session_subscribe_with (f->session, "a", &options, NULL);
  const DeskProfileSubscription *saved = desk_profile_find_subscription (f->profile, "a");

  g_assert_true (saved->options.no_local);
  g_assert_cmpuint (saved->options.retain_handling, ==, 2);
  g_assert_cmpuint (saved->options.identifier, ==, 7);
  connect (f);
  check_packet (f, DESK_PACKET_SUBSCRIBE, "\x82\x09\0\x01\x02\x0b\x07\0\x01\x61\x25");

  /* Another QoS changes nothing else. */
  g_assert_true (desk_session_subscribe (f->session, "a", 2, NULL) == subscription);
  check_packet (f, DESK_PACKET_SUBSCRIBE, "\x82\x09\0\x02\x02\x0b\x07\0\x01\x61\x26");
}

static void
on_not_unsubscribed (DeskSession *session, const char *filter, const char *reason, char **words)
{
  *words = g_strdup_printf ("%s|%s", filter, reason);
}

/* What the broker answers to UNSUBSCRIBE is told in words. */
static void
test_unsubscribe_refused (Fixture *f, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (f->session, "a", 0, NULL);
  g_autofree char *words = NULL;

  g_signal_connect (f->session, "not-unsubscribed", G_CALLBACK (on_not_unsubscribed), &words);
  connect (f);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  fake_broker_set_answer (f->broker, DESK_PACKET_UNSUBSCRIBE, "b0 0a ID 06 1f 00 03 77 68 79 87");
  desk_session_unsubscribe (f->session, subscription);
  wait_until (words != NULL);
  g_assert_true (g_str_has_prefix (words, "a|This client may not end this subscription."));
  g_assert_nonnull (strstr (words, "“why”"));
  g_assert_nonnull (strstr (words, "until this connection ends"));
}

/* What a broker refuses once, it is not asked again at each connection, and nobody is told again: not before
 * somebody wants to be rid of it once more. */
static void
test_unsubscribe_refused_for_good (Fixture *f, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (f->session, "a", 1, NULL);
  g_autofree char *words = NULL;
  g_autoptr (JsonObject) saved = NULL;
  JsonObject *grant;

  g_object_set (f->profile, "clean-start", FALSE, "client-id", "kept", NULL);
  g_signal_connect (f->session, "not-unsubscribed", G_CALLBACK (on_not_unsubscribed), &words);
  connect (f);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 03 01 00 00");
  fake_broker_set_answer (f->broker, DESK_PACKET_UNSUBSCRIBE, "b0 04 ID 00 87");
  desk_session_unsubscribe (f->session, subscription);
  wait_until (words != NULL);
  g_assert_nonnull (strstr (words, "clean start"));
  g_clear_pointer (&words, g_free);

  /* Neither in this process nor in the next one */
  saved = desk_profile_to_json (f->profile);
  grant = json_object_get_object_member (saved, "granted");
  grant = json_array_get_object_element (json_object_get_array_member (grant, "subscriptions"), 0);
  g_assert_true (json_object_get_boolean_member (grant, "refuses_to_end"));
  for (guint i = 0; i < 2; i++)
    {
      reconnect (f);
      subscription = desk_session_subscribe (f->session, "b", 0, NULL);
      wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
    }
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_UNSUBSCRIBE), ==, 1);
  g_assert_null (words);

  /* A person who asks gets an answer. */
  subscription = desk_session_subscribe (f->session, "a", 1, NULL);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_false (desk_profile_find_grant (f->profile, "a")->refuses_to_end);
  desk_session_unsubscribe (f->session, subscription);
  wait_until (words != NULL);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_UNSUBSCRIBE), ==, 2);

  /* In another session nothing of it is left. */
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, NULL);
  reconnect (f);
  g_assert_null (desk_profile_find_grant (f->profile, "a"));
}

static void
test_stop_with_will (Fixture *f, gconstpointer data)
{
  desk_session_stop_with_will (f->session);
  g_assert_cmpint (desk_session_get_state (f->session), ==, DESK_SESSION_DISCONNECTED);

  connect (f);
  desk_session_stop_with_will (f->session);
  check_packet (f, DESK_PACKET_DISCONNECT, "\xe0\x01\x04");
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_DISCONNECTED);
  g_assert_null (desk_session_get_error (f->session));
}

#define TEST(name, function) \
  g_test_add ("/session-mqtt5/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("connect", test_connect);
  TEST ("password-alone", test_password_alone);
  g_test_add ("/session-mqtt5/password-alone/3.1.1", Fixture, GINT_TO_POINTER (TRUE), set_up, test_password_alone,
              tear_down);
  TEST ("authentication-answer", test_authentication_answer);
  TEST ("limits", test_limits);
  TEST ("assigned", test_assigned);
  TEST ("assigned/elsewhere", test_assigned_elsewhere);
  TEST ("assigned/late", test_assigned_late);
  TEST ("random-until-written", test_random_until_written);
  TEST ("session-from-before", test_session_from_before);
  TEST ("subscribe-options", test_subscribe_options);
  TEST ("unsubscribe-refused", test_unsubscribe_refused);
  TEST ("unsubscribe-refused/for-good", test_unsubscribe_refused_for_good);
  TEST ("stop-with-will", test_stop_with_will);

  return g_test_run ();
}
