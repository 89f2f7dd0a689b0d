/* test-client-mqtt5.c: what only MQTT 5 has, and the last will
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>

#include "client-recorder.h"
#include "desk-connect-packet.h"
#include "desk-error.h"
#include "desk-server-limits.h"
#include "fake-broker.h"
#include "real-broker.h"

static char *
to_hex (const guint8 *data, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, i == 0 ? "%02x" : " %02x", data[i]);

  return g_string_free (text, FALSE);
}

static void
check_packet (FakeBroker *broker, DeskPacketType type, const char *expected)
{
  g_autoptr (GBytes) packet = fake_broker_wait (broker, type);
  gsize length;
  const guint8 *data = g_bytes_get_data (packet, &length);
  g_autofree char *hex = to_hex (data, length);

  g_assert_cmpstr (hex, ==, expected);
}

static void
add_pair (DeskProperties **properties, const char *name, const char *value)
{
  if (*properties == NULL)
    *properties = desk_properties_new ();
  desk_properties_add_pair (*properties, name, -1, value, -1);
}

static void
set_id (Recorder *recorder, const char *id)
{
  DeskConnectOptions *options = recorder_get_options (recorder);

  g_free (options->client_id);
  options->client_id = g_strdup (id);
}

/* Every property of CONNECT and of a will, in the order in which they were given */
static void
test_connect (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  DeskConnectOptions *options = recorder_get_options (recorder);
  DeskMqtt5Options *mqtt5 = options->mqtt5;
  g_autoptr (GBytes) correlation = g_bytes_new_static ("\1", 1);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);

  set_id (recorder, "me");
  options->max_packet = 1000;
  mqtt5->session_expiry = 7;
  mqtt5->receive_maximum = 5;
  mqtt5->topic_alias_maximum = 3;
  mqtt5->request_response_information = TRUE;
  mqtt5->request_problem_information = FALSE;
  add_pair (&mqtt5->user_properties, "b", "");
  add_pair (&mqtt5->user_properties, "a", "2");
  add_pair (&mqtt5->user_properties, "b", "1");
  mqtt5->authentication_method = g_strdup ("M");
  mqtt5->authentication_data = g_bytes_new_static ("\0\xff", 2);
  options->will = desk_will_new ("w", payload);
  options->will->qos = 2;
  options->will->properties = desk_properties_new ();
  desk_properties_add_number (options->will->properties, DESK_PROP_WILL_DELAY_INTERVAL, 9);
  desk_properties_add_number (options->will->properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  desk_properties_add_number (options->will->properties, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, 0x10203);
  desk_properties_add_string (options->will->properties, DESK_PROP_CONTENT_TYPE, "t", -1);
  desk_properties_add_string (options->will->properties, DESK_PROP_RESPONSE_TOPIC, "r", -1);
  desk_properties_add_bytes (options->will->properties, DESK_PROP_CORRELATION_DATA, correlation);
  add_pair (&options->will->properties, "k", "v");

  recorder_connect (recorder);
  check_packet (broker, DESK_PACKET_CONNECT,
                "10 66 00 04 4d 51 54 54 05 16 00 3c"
                " 31 27 00 00 03 e8 11 00 00 00 07 21 00 05 22 00 03 19 01 17 00"
                " 26 00 01 62 00 00 26 00 01 61 00 01 32 26 00 01 62 00 01 31"
                " 15 00 01 4d 16 00 02 00 ff"
                " 00 02 6d 65"
                " 1f 18 00 00 00 09 01 01 02 00 01 02 03 03 00 01 74 08 00 01 72 09 00 01 01 26 00 01 6b 00 01 76"
                " 00 01 77 00 01 78");
}

/* The broker chooses the client ID of a session that is kept. */
static void
test_assigned (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  g_autoptr (Event) connected = NULL;
  const DeskProperty *assigned;

  set_id (recorder, "");
  recorder_get_options (recorder)->clean_start = FALSE;
  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, "20 0a 00 00 07 12 00 04 79 6f 75 72");
  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  connected = recorder_wait (recorder, EVENT_CONNECTED);
  assigned = desk_properties_find (connected->properties, DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER);
  g_assert_cmpstr (assigned->string, ==, "your");
}

#define GRANTED (-1)

static void
subscribe (Recorder *recorder, const char *filter, DeskSubscribeOptions options, int expected)
{
  g_autoptr (Event) event = NULL;

  desk_client_subscribe (recorder_get_client (recorder), 1, filter, &options);
  event = recorder_wait (recorder, EVENT_SUBSCRIBED);
  if (expected != GRANTED)
    g_assert_error (event->error, DESK_ERROR, expected);
  else
    g_assert_no_error (event->error);
}

static void
test_subscribe_options (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) new = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  g_autoptr (Recorder) old = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);
  const DeskSubscribeOptions all = {
    .qos = 1, .no_local = TRUE, .retain_as_published = TRUE, .retain_handling = 2,
    .identifier = DESK_MAX_SUBSCRIPTION_IDENTIFIER
  };

  recorder_connect (new);
  subscribe (new, "a", all, GRANTED);
  check_packet (broker, DESK_PACKET_SUBSCRIBE, "82 0c 00 01 05 0b ff ff ff 7f 00 01 61 2d");
  subscribe (new, "a", (DeskSubscribeOptions) { .retain_handling = 1 }, GRANTED);
  check_packet (broker, DESK_PACKET_SUBSCRIBE, "82 07 00 02 00 00 01 61 10");
  subscribe (new, "$share/g/a", all, DESK_ERROR_FAILED);

  /* What it cannot say it leaves out. */
  recorder_connect (old);
  subscribe (old, "a", all, GRANTED);
  check_packet (broker, DESK_PACKET_SUBSCRIBE, "82 06 00 01 00 01 61 01");
}

/* What the broker said it cannot do is not asked for. */
/* No packet is larger than the broker takes (MQTT 5.0 section 3.2.2.3.6), whatever is in it. */
static void
test_long_filters (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  g_autoptr (Event) connected = NULL;
  g_autoptr (Event) unsubscribed = NULL;

  /* At most 16 bytes: 8 beside the filter, and 3 for an identifier of 200 */
  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, "20 08 00 00 05 27 00 00 00 10");
  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  connected = recorder_wait (recorder, EVENT_CONNECTED);
  subscribe (recorder, "12345678", (DeskSubscribeOptions) { 0 }, GRANTED);
  check_packet (broker, DESK_PACKET_SUBSCRIBE, "82 0e 00 01 00 00 08 31 32 33 34 35 36 37 38 00");
  subscribe (recorder, "123456789", (DeskSubscribeOptions) { 0 }, DESK_ERROR_PACKET_TOO_LARGE);
  subscribe (recorder, "12345", (DeskSubscribeOptions) { .identifier = 200 }, GRANTED);
  check_packet (broker, DESK_PACKET_SUBSCRIBE, "82 0e 00 02 03 0b c8 01 00 05 31 32 33 34 35 00");
  subscribe (recorder, "123456", (DeskSubscribeOptions) { .identifier = 200 }, DESK_ERROR_PACKET_TOO_LARGE);

  desk_client_unsubscribe (recorder_get_client (recorder), 1, "123456789");
  check_packet (broker, DESK_PACKET_UNSUBSCRIBE, "a2 0e 00 03 00 00 09 31 32 33 34 35 36 37 38 39");
  desk_client_unsubscribe (recorder_get_client (recorder), 2, "1234567890");
  while (unsubscribed == NULL || unsubscribed->token != 2)
    {
      g_clear_pointer (&unsubscribed, event_free);
      unsubscribed = recorder_wait (recorder, EVENT_UNSUBSCRIBED);
    }
  g_assert_error (unsubscribed->error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_UNSUBSCRIBE), ==, 1);
}

static void
test_limits (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  g_autoptr (Event) connected = NULL;
  DeskServerLimits limits;

  fake_broker_set_answer (broker, DESK_PACKET_CONNECT,
                          "20 18 00 00 15 28 00 29 00 2a 00 24 01 25 00 21 00 03 22 00 04 27 00 00 40 00");
  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  connected = recorder_wait (recorder, EVENT_CONNECTED);
  subscribe (recorder, "a/#", (DeskSubscribeOptions) { 0 }, DESK_ERROR_REFUSED_BY_BROKER);
  subscribe (recorder, "$share/g/a", (DeskSubscribeOptions) { 0 }, DESK_ERROR_REFUSED_BY_BROKER);
  subscribe (recorder, "a", (DeskSubscribeOptions) { .identifier = 1 }, DESK_ERROR_REFUSED_BY_BROKER);
  subscribe (recorder, "a", (DeskSubscribeOptions) { 0 }, GRANTED);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_SUBSCRIBE), ==, 1);

  desk_server_limits_read (&limits, DESK_MQTT_5, connected->properties);
  g_assert_cmpuint (limits.maximum_qos, ==, 1);
  g_assert_false (limits.retain_available);
  g_assert_false (limits.wildcards_available);
  g_assert_false (limits.identifiers_available);
  g_assert_false (limits.shared_available);
  g_assert_cmpuint (limits.receive_maximum, ==, 3);
  g_assert_cmpuint (limits.topic_alias_maximum, ==, 4);
  g_assert_cmpuint (limits.maximum_packet_size, ==, 0x4000);

  desk_server_limits_read (&limits, DESK_MQTT_5, NULL);
  g_assert_cmpuint (limits.maximum_qos, ==, 2);
  g_assert_true (limits.retain_available && limits.wildcards_available && limits.identifiers_available
                 && limits.shared_available);
  g_assert_cmpuint (limits.receive_maximum, ==, G_MAXUINT16);
  desk_server_limits_read (&limits, DESK_MQTT_3_1_1, NULL);
  g_assert_false (limits.identifiers_available);
}

/* A topic that got a number comes back by it, in both kinds of message and whatever comes between. */
static void
test_topic_aliases (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  static const char *const topics[] = { "a/b", "a/b", "c", "a/b", "d", "d" };
  g_autoptr (Event) lost = NULL;

  recorder_get_options (recorder)->mqtt5->topic_alias_maximum = 2;
  recorder_connect (recorder);
  g_assert_true (fake_broker_send_hex (broker, "30 0a 00 03 61 2f 62 03 23 00 01 31"));
  g_assert_true (fake_broker_send_hex (broker, "30 07 00 00 03 23 00 01 32"));
  g_assert_true (fake_broker_send_hex (broker, "30 05 00 01 63 00 33"));
  g_assert_true (fake_broker_send_hex (broker, "32 0c 00 00 00 09 06 23 00 01 03 00 00 34"));
  g_assert_true (fake_broker_send_hex (broker, "30 08 00 01 64 03 23 00 01 35"));
  g_assert_true (fake_broker_send_hex (broker, "30 07 00 00 03 23 00 01 36"));
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      g_autoptr (Message) message = recorder_wait_message (recorder);
      const char payload = (char) ('1' + i);
      gsize length;
      gconstpointer data = g_bytes_get_data (message->payload, &length);

      g_assert_cmpstr (message->topic, ==, topics[i]);
      g_assert_cmpmem (data, length, &payload, 1);
    }

  /* One that was never explained, and one that is too large */
  g_assert_true (fake_broker_send_hex (broker, "30 07 00 00 03 23 00 02 32"));
  lost = recorder_wait (recorder, EVENT_LOST);
  g_assert_error (lost->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
  recorder_connect (recorder);
  g_clear_pointer (&lost, event_free);
  g_assert_true (fake_broker_send_hex (broker, "30 08 00 01 64 03 23 00 03 35"));
  lost = recorder_wait (recorder, EVENT_LOST);
  g_assert_error (lost->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
}

typedef struct
{
  RealBroker *broker;
  Recorder *listener;
  Recorder *leaver;
} Fixture;

static void
set_up (Fixture *f, gconstpointer user_data)
{
  guint16 port;

  f->broker = real_broker_new (NULL);
  port = real_broker_get_port (f->broker);
  f->listener = recorder_new (port, DESK_MQTT_5, FALSE);
  f->leaver = recorder_new (port, (DeskMqttVersion) GPOINTER_TO_INT (user_data), FALSE);
  recorder_connect (f->listener);
  subscribe (f->listener, "#", (DeskSubscribeOptions) { .qos = 1 }, GRANTED);
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  recorder_free (f->listener);
  recorder_free (f->leaver);
  real_broker_free (f->broker);
}

static void
leave_with_will (Fixture *f)
{
  g_autoptr (Event) lost = NULL;

  desk_client_disconnect_with_will (recorder_get_client (f->leaver));
  lost = recorder_wait (f->leaver, EVENT_LOST);
  g_assert_no_error (lost->error);
}

static void
check_payload (Message *message, const char *topic, const char *text)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (message->payload, &length);

  g_assert_cmpstr (message->topic, ==, topic);
  g_assert_cmpmem (data, length, text, strlen (text));
}

static void
test_disconnect_with_will (Fixture *f, gconstpointer user_data)
{
  DeskConnectOptions *options = recorder_get_options (f->leaver);
  g_autoptr (GBytes) payload = g_bytes_new_static ("gone", 4);
  g_autoptr (Message) before = NULL;
  g_autoptr (Message) will = NULL;

  options->will = desk_will_new ("will", payload);
  options->will->qos = 1;
  options->will->properties = desk_properties_new ();
  desk_properties_add_string (options->will->properties, DESK_PROP_CONTENT_TYPE, "text/plain", -1);
  add_pair (&options->will->properties, "empty", "");
  recorder_connect (f->leaver);
  /* What was published before comes before. */
  desk_client_publish (recorder_get_client (f->leaver), 1, "last", payload, 0, FALSE, NULL);
  leave_with_will (f);

  before = recorder_wait_message (f->listener);
  check_payload (before, "last", "gone");
  will = recorder_wait_message (f->listener);
  check_payload (will, "will", "gone");
  g_assert_cmpint (will->flags, ==, 1);
  if (GPOINTER_TO_INT (user_data) == DESK_MQTT_5)
    {
      g_autofree char *json = desk_properties_to_json (will->properties);

      g_assert_cmpstr (json, ==, "[[\"content-type\",\"text/plain\"],[\"user-property\",[\"empty\",\"\"]]]");
    }
  else
    g_assert_null (will->properties);
}

static void
check_refused_file (Fixture *f, const char *path)
{
  DeskConnectOptions *options = recorder_get_options (f->leaver);
  g_autoptr (Event) lost = NULL;

  g_free (options->will->payload_file);
  options->will->payload_file = g_strdup (path);
  desk_client_connect (recorder_get_client (f->leaver), options);
  lost = recorder_wait (f->leaver, EVENT_LOST);
  g_assert_error (lost->error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
}

/* The payload is what the file holds at the time of the connect. */
static void
test_file (Fixture *f, gconstpointer user_data)
{
  DeskConnectOptions *options = recorder_get_options (f->leaver);
  g_autofree char *path = g_build_filename (real_broker_get_folder (f->broker), "will.bin", NULL);
  g_autofree char *large = g_malloc0 (DESK_FIELD_MAX + 1);
  g_autoptr (Message) will = NULL;

  options->will = desk_will_new ("will", NULL);
  check_refused_file (f, path);
  check_refused_file (f, real_broker_get_folder (f->broker));
  check_refused_file (f, "/dev/zero");
  g_assert_true (g_file_set_contents (path, large, DESK_FIELD_MAX + 1, NULL));
  check_refused_file (f, path);

  g_assert_true (g_file_set_contents (path, "from a file", -1, NULL));
  recorder_connect (f->leaver);
  leave_with_will (f);
  will = recorder_wait_message (f->listener);
  check_payload (will, "will", "from a file");
  g_remove (path);
}

/* What no CONNECT can hold is said before anything is sent. */
static void
test_cannot_be_sent (void)
{
  g_autoptr (DeskConnectOptions) options = desk_connect_options_new ();
  g_autofree char *large = g_strnfill (DESK_FIELD_MAX + 1, 'x');
  g_autoptr (GError) error = NULL;

  options->version = DESK_MQTT_5;
  add_pair (&options->mqtt5->user_properties, "name", large);
  g_assert_null (desk_connect_packet_new (options, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
  g_clear_error (&error);
  g_clear_pointer (&options->mqtt5->user_properties, desk_properties_unref);

  options->mqtt5->authentication_method = g_strdup ("a\nb");
  g_assert_null (desk_connect_packet_new (options, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
  g_clear_error (&error);
  g_clear_pointer (&options->mqtt5->authentication_method, g_free);

  options->will = desk_will_new ("a/#", NULL);
  g_assert_null (desk_connect_packet_new (options, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-mqtt5/connect", test_connect);
  g_test_add_func ("/client-mqtt5/assigned", test_assigned);
  g_test_add_func ("/client-mqtt5/subscribe-options", test_subscribe_options);
  g_test_add_func ("/client-mqtt5/limits", test_limits);
  g_test_add_func ("/client-mqtt5/long-filters", test_long_filters);
  g_test_add_func ("/client-mqtt5/topic-aliases", test_topic_aliases);
  g_test_add_func ("/client-mqtt5/cannot-be-sent", test_cannot_be_sent);
  g_test_add ("/client-mqtt5/disconnect-with-will/3.1.1", Fixture, GINT_TO_POINTER (DESK_MQTT_3_1_1), set_up,
              test_disconnect_with_will, tear_down);
  g_test_add ("/client-mqtt5/disconnect-with-will/5", Fixture, GINT_TO_POINTER (DESK_MQTT_5), set_up,
              test_disconnect_with_will, tear_down);
  g_test_add ("/client-mqtt5/will-from-file", Fixture, GINT_TO_POINTER (DESK_MQTT_5), set_up, test_file, tear_down);

  return g_test_run ();
}
