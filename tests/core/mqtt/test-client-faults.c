/* test-client-faults.c: what goes wrong on the way, from a scripted broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "desk-error.h"
#include "fake-broker.h"

typedef struct
{
  FakeBroker *broker;
  Recorder *recorder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer user_data)
{
  f->broker = fake_broker_new ();
  f->recorder = recorder_new (fake_broker_get_port (f->broker), (DeskMqttVersion) GPOINTER_TO_INT (user_data),
                              FALSE);
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  recorder_free (f->recorder);
  fake_broker_free (f->broker);
}

static void
publish (Recorder *recorder, guint64 token, const char *topic, gsize size, guint8 qos)
{
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (size), size);

  desk_client_publish (recorder_get_client (recorder), token, topic, payload, qos, FALSE, NULL);
}

static void
start (Fixture *f)
{
  desk_client_connect (recorder_get_client (f->recorder), recorder_get_options (f->recorder));
}

static Event *
wait_lost (Fixture *f, DeskError code)
{
  Event *lost = recorder_wait (f->recorder, EVENT_LOST);

  g_assert_error (lost->error, DESK_ERROR, (int) code);
  g_test_message ("%s", lost->error->message);

  return lost;
}

static void
test_refused (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;

  /* Whoever had the port is gone. */
  g_clear_pointer (&f->broker, fake_broker_free);
  start (f);
  lost = wait_lost (f, DESK_ERROR_REFUSED);
  f->broker = fake_broker_new ();
}

static void
test_closed_at_once (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "!");
  start (f);
  lost = wait_lost (f, DESK_ERROR_CLOSED);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_CONNECTED), ==, 0);
}

static void
test_closed (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;

  recorder_connect (f->recorder);
  fake_broker_hang_up (f->broker);
  lost = wait_lost (f, DESK_ERROR_CLOSED);
  g_assert_null (strstr (lost->error->message, "middle"));
}

static void
test_closed_in_packet (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Message) message = NULL;
  g_autoptr (Event) lost = NULL;

  recorder_connect (f->recorder);
  g_assert_true (fake_broker_send_hex (f->broker, "30 05 00 01 61 78 79  30 64 00 01 61"));
  fake_broker_hang_up (f->broker);
  lost = wait_lost (f, DESK_ERROR_CLOSED);
  g_assert_nonnull (strstr (lost->error->message, "middle"));
  message = recorder_wait_message (f->recorder);
  g_assert_cmpuint (recorder_get_n_messages (f->recorder), ==, 1);
}

/* What libmosquitto 2.0.11 ends the process for */
static void
test_unknown_property (Fixture *f, gconstpointer user_data)
{
  static const char *packets[] = { "e0 03 00 01 00", "30 07 00 01 61 02 7f 01 78", "40 05 00 01 00 01 00" };

  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autoptr (Event) lost = NULL;

      recorder_connect (f->recorder);
      g_assert_true (fake_broker_send_hex (f->broker, packets[i]));
      lost = wait_lost (f, DESK_ERROR_PROTOCOL);
    }
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 05 00 00 02 7f 01");
  start (f);
  {
    g_autoptr (Event) lost = wait_lost (f, DESK_ERROR_PROTOCOL);

    g_assert_nonnull (lost);
  }
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, NULL);
  recorder_connect (f->recorder);
}

static void
test_not_mqtt (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "48 54 54 50 2f 31 2e 31");
  start (f);
  lost = wait_lost (f, DESK_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (lost->error->message, "web server"));
}

static void
test_packet_too_large (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;

  recorder_get_options (f->recorder)->max_packet = 1000;
  recorder_connect (f->recorder);
  g_assert_true (fake_broker_send_hex (f->broker, "30 e6 07 00 01 61"));
  lost = wait_lost (f, DESK_ERROR_PACKET_TOO_LARGE);
}

static void
test_all_before_the_end (Fixture *f, gconstpointer user_data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (Event) lost = NULL;

  for (int i = 0; i < 20000; i++)
    g_byte_array_append (bytes, (const guint8 *) "\x30\x05\0\1a\0x", 7);
  recorder_connect (f->recorder);
  g_assert_true (fake_broker_send (f->broker, bytes->data, bytes->len));
  fake_broker_hang_up (f->broker);
  lost = wait_lost (f, DESK_ERROR_CLOSED);
  g_assert_cmpuint (recorder_get_n_messages (f->recorder), ==, 20000);
  g_assert_cmpuint (recorder_get_n_batches (f->recorder), <, 2000);
}

/* What waits for the broker is bounded, and is given back when it ends. */
static void
test_outbox_full (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;
  guint n_closed = 0, n_not_connected = 0;

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  for (int round = 0; round < 2; round++)
    {
      recorder_connect (f->recorder);
      for (guint i = 0; i < DESK_OUTBOX_MAX_LENGTH; i++)
        publish (f->recorder, i, "a", 10, 1);
      publish (f->recorder, 5000, "a", 10, 1);
      {
        g_autoptr (Event) full = recorder_wait (f->recorder, EVENT_PUBLISHED);

        g_assert_cmpuint (full->token, ==, 5000);
        g_assert_error (full->error, DESK_ERROR, DESK_ERROR_QUEUE_FULL);
      }
      /* The library sends twenty at once, so all others are not sent yet. */
      for (guint i = 0; i < 20; i++)
        message_free (recorder_wait_message (f->recorder));
      fake_broker_hang_up (f->broker);
      g_clear_pointer (&lost, event_free);
      lost = wait_lost (f, DESK_ERROR_CLOSED);
      for (guint i = 0; i < DESK_OUTBOX_MAX_LENGTH; i++)
        {
          g_autoptr (Event) published = recorder_wait (f->recorder, EVENT_PUBLISHED);

          g_assert_cmpuint (published->token, ==, i);
          g_assert_false (published->flag);
          if (g_error_matches (published->error, DESK_ERROR, DESK_ERROR_CLOSED))
            n_closed++;
          else if (g_error_matches (published->error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED))
            n_not_connected++;
        }
      g_assert_cmpuint (n_closed, ==, 20 * (round + 1));
      g_assert_cmpuint (n_not_connected, ==, (DESK_OUTBOX_MAX_LENGTH - 20) * (round + 1));
    }
}

static void
test_outbox_too_large (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) full = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  recorder_connect (f->recorder);
  publish (f->recorder, 1, "a", DESK_OUTBOX_MAX_SIZE / 2, 1);
  publish (f->recorder, 2, "a", DESK_OUTBOX_MAX_SIZE / 2, 1);
  full = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_cmpuint (full->token, ==, 2);
  g_assert_error (full->error, DESK_ERROR, DESK_ERROR_QUEUE_FULL);
}

/* Exactly what the broker allows; libmosquitto is off by one there, and ends
 * the process. */
static void
test_server_limits (Fixture *f, gconstpointer user_data)
{
  /* 1 + 1 + 2 + 1 + 1 + 94 bytes with QoS 0, two more with QoS 1 */
  static const struct
  {
    guint8 qos;
    gsize size;
    gboolean fits;
  } rows[] = {
    { 0, 94, TRUE }, { 0, 95, FALSE }, { 1, 92, TRUE }, { 1, 93, FALSE }, { 0, 100000, FALSE },
  };

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 0c 00 00 09 27 00 00 00 64 24 01 25 00");
  recorder_connect (f->recorder);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Event) published = NULL;

      publish (f->recorder, i, "a", rows[i].size, rows[i].qos);
      published = recorder_wait (f->recorder, EVENT_PUBLISHED);
      if (rows[i].fits)
        {
          g_autoptr (GBytes) packet = fake_broker_wait (f->broker, DESK_PACKET_PUBLISH);

          g_assert_no_error (published->error);
          g_assert_cmpuint (g_bytes_get_size (packet), ==, 100);
        }
      else
        {
          g_assert_error (published->error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
        }
    }

  publish (f->recorder, 10, "a", 1, 2);
  {
    g_autoptr (Event) published = recorder_wait (f->recorder, EVENT_PUBLISHED);

    g_assert_error (published->error, DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER);
  }
  {
    g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
    g_autoptr (Event) published = NULL;

    desk_client_publish (recorder_get_client (f->recorder), 11, "a", payload, 0, TRUE, NULL);
    published = recorder_wait (f->recorder, EVENT_PUBLISHED);
    g_assert_error (published->error, DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER);
  }
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
}

static void
test_disconnect_while_connecting (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;
  g_autoptr (GBytes) connect = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "");
  start (f);
  connect = fake_broker_wait (f->broker, DESK_PACKET_CONNECT);
  desk_client_disconnect (recorder_get_client (f->recorder));
  lost = recorder_wait (f->recorder, EVENT_LOST);
  g_assert_no_error (lost->error);
}

static void
test_connect_twice (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;

  recorder_connect (f->recorder);
  recorder_connect (f->recorder);
  lost = recorder_wait (f->recorder, EVENT_LOST);
  g_assert_no_error (lost->error);
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 2);
  fake_broker_hang_up (f->broker);
  g_clear_pointer (&lost, event_free);
  lost = wait_lost (f, DESK_ERROR_CLOSED);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 2);
}

static void
test_requests_are_answered (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) subscribed = NULL;
  g_autoptr (Event) unsubscribed = NULL;
  g_autoptr (GBytes) packet = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_SUBSCRIBE, "");
  fake_broker_set_answer (f->broker, DESK_PACKET_UNSUBSCRIBE, "!");
  recorder_connect (f->recorder);
  desk_client_subscribe (recorder_get_client (f->recorder), 1, "a", &(DeskSubscribeOptions) { .qos = 0 });
  desk_client_unsubscribe (recorder_get_client (f->recorder), 2, "a");
  subscribed = recorder_wait (f->recorder, EVENT_SUBSCRIBED);
  g_assert_error (subscribed->error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED);
  unsubscribed = recorder_wait (f->recorder, EVENT_UNSUBSCRIBED);
  g_assert_error (unsubscribed->error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED);
  event_free (wait_lost (f, DESK_ERROR_CLOSED));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    DeskMqttVersion version;
    void (*func) (Fixture *f, gconstpointer user_data);
  } tests[] = {
    { "/client-faults/refused", DESK_MQTT_3_1_1, test_refused },
    { "/client-faults/closed-at-once", DESK_MQTT_3_1_1, test_closed_at_once },
    { "/client-faults/closed", DESK_MQTT_3_1_1, test_closed },
    { "/client-faults/closed-in-packet", DESK_MQTT_3_1_1, test_closed_in_packet },
    { "/client-faults/unknown-property", DESK_MQTT_5, test_unknown_property },
    { "/client-faults/not-mqtt", DESK_MQTT_3_1_1, test_not_mqtt },
    { "/client-faults/packet-too-large", DESK_MQTT_3_1_1, test_packet_too_large },
    { "/client-faults/all-before-the-end", DESK_MQTT_5, test_all_before_the_end },
    { "/client-faults/outbox-full", DESK_MQTT_3_1_1, test_outbox_full },
    { "/client-faults/outbox-too-large", DESK_MQTT_3_1_1, test_outbox_too_large },
    { "/client-faults/server-limits", DESK_MQTT_5, test_server_limits },
    { "/client-faults/disconnect-while-connecting", DESK_MQTT_3_1_1, test_disconnect_while_connecting },
    { "/client-faults/connect-twice", DESK_MQTT_3_1_1, test_connect_twice },
    { "/client-faults/requests-are-answered", DESK_MQTT_3_1_1, test_requests_are_answered },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].version), set_up, tests[i].func, tear_down);

  return g_test_run ();
}
