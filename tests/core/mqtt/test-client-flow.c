/* test-client-flow.c: many messages that want to be acknowledged
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "fake-broker.h"
#include "real-broker.h"

#define MANY 3000
#define MANY_SECONDS 30

typedef struct
{
  DeskMqttVersion version;
  guint8 qos;
} Kind;

static void
publish_number (Recorder *recorder, guint32 number, guint8 qos)
{
  g_autoptr (GBytes) payload = g_bytes_new (&number, sizeof number);

  desk_client_publish (recorder_get_client (recorder), number, "a/b", payload, qos, FALSE, NULL);
}

static void
wait_event (Recorder *recorder, EventKind kind)
{
  g_autoptr (Event) event = recorder_wait (recorder, kind);

  g_assert_no_error (event->error);
}

/* The subscriber reads nothing until the broker has a queue for it, so that
 * each acknowledgement is followed by as many messages as the broker allows. */
static void
test_queue (gconstpointer user_data)
{
  const Kind *kind = user_data;
  g_autoptr (RealBroker) broker = real_broker_new ("max_queued_messages 0\n");
  g_autoptr (Recorder) subscriber = recorder_new (real_broker_get_port (broker), kind->version, TRUE);
  g_autoptr (Recorder) publisher = recorder_new (real_broker_get_port (broker), DESK_MQTT_3_1_1, TRUE);

  recorder_connect (subscriber);
  desk_client_subscribe (recorder_get_client (subscriber), 1, "#", &(DeskSubscribeOptions) { .qos = kind->qos });
  wait_event (subscriber, EVENT_SUBSCRIBED);
  recorder_connect (publisher);

  desk_client_set_paused (recorder_get_client (subscriber), TRUE);
  for (guint32 first = 0; first < MANY; first += DESK_OUTBOX_MAX_LENGTH)
    {
      for (guint32 i = 0; i < DESK_OUTBOX_MAX_LENGTH; i++)
        publish_number (publisher, first + i, kind->qos);
      for (guint32 i = 0; i < DESK_OUTBOX_MAX_LENGTH; i++)
        wait_event (publisher, EVENT_PUBLISHED);
    }
  desk_client_set_paused (recorder_get_client (subscriber), FALSE);
  recorder_wait_count (subscriber, MANY, MANY_SECONDS);
  g_assert_cmpuint (recorder_get_n_events (subscriber, EVENT_LOST), ==, 0);

  /* What would come twice has come by the time that a later message has. */
  publish_number (publisher, MANY, kind->qos);
  recorder_wait_count (subscriber, MANY + 1, MANY_SECONDS);
  g_assert_cmpuint (recorder_get_n_messages (subscriber), ==, MANY + 1);
  g_assert_true (recorder_is_in_order (subscriber));
  g_assert_cmpuint (recorder_get_n_events (subscriber, EVENT_LOST), ==, 0);
}

/* While it has a queue, Mosquitto 2.0.11 sends as many messages for each one
 * acknowledged as it was told that there may be at once, so with QoS 2 there
 * are ever more. Nothing is lost over it. */
static void
test_more_than_receive_maximum (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, TRUE);
  g_autoptr (GByteArray) publish = g_byte_array_new (), pubrel = g_byte_array_new ();

  fake_broker_set_answer (broker, DESK_PACKET_PUBREC, "");
  for (guint32 i = 0; i < MANY; i++)
    {
      guint8 id[] = { (guint8) ((i + 1) >> 8), (guint8) (i + 1) };

      g_byte_array_append (publish, (const guint8[]){ 0x34, 10, 0, 1, 'a', id[0], id[1], 0 }, 8);
      g_byte_array_append (publish, (const guint8 *) &i, sizeof i);
      g_byte_array_append (pubrel, (const guint8[]){ 0x62, 2, id[0], id[1] }, 4);
    }

  recorder_connect (recorder);
  g_assert_true (fake_broker_send (broker, publish->data, publish->len));
  for (guint i = 0; i < MANY; i++)
    g_bytes_unref (fake_broker_wait (broker, DESK_PACKET_PUBREC));
  g_assert_cmpuint (recorder_get_n_messages (recorder), ==, 0);

  g_assert_true (fake_broker_send (broker, pubrel->data, pubrel->len));
  recorder_wait_count (recorder, MANY, MANY_SECONDS);
  g_assert_true (recorder_is_in_order (recorder));
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 0);
}

/* No more of ours are on their way at once than a person wants, in any version. */
static void
test_in_flight (gconstpointer user_data)
{
  DeskMqttVersion version = (DeskMqttVersion) GPOINTER_TO_INT (user_data);
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), version, TRUE);

  fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, "");
  recorder_get_options (recorder)->max_in_flight = 2;
  recorder_connect (recorder);
  for (guint32 i = 0; i < 5; i++)
    publish_number (recorder, i, 1);
  /* It has no acknowledgement to wait for, and comes after what was sent of the others. */
  publish_number (recorder, 5, 0);
  for (int i = 0; i < 2; i++)
    g_bytes_unref (fake_broker_wait (broker, DESK_PACKET_PUBLISH));
  {
    g_autoptr (GBytes) third = fake_broker_wait (broker, DESK_PACKET_PUBLISH);

    g_assert_cmpuint (((const guint8 *) g_bytes_get_data (third, NULL))[0], ==, 0x30);
  }
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_PUBLISH), ==, 3);

  /* An acknowledgement makes room for one. */
  g_assert_true (fake_broker_send_hex (broker, "40 02 00 01"));
  g_bytes_unref (fake_broker_wait (broker, DESK_PACKET_PUBLISH));
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_PUBLISH), ==, 4);
}

int
main (int argc, char *argv[])
{
  static const Kind queue_3_1_1_qos_1 = { DESK_MQTT_3_1_1, 1 };
  static const Kind queue_3_1_1_qos_2 = { DESK_MQTT_3_1_1, 2 };
  static const Kind queue_5_qos_1 = { DESK_MQTT_5, 1 };
  static const Kind queue_5_qos_2 = { DESK_MQTT_5, 2 };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/client-flow/queue/3.1.1/qos-1", &queue_3_1_1_qos_1, test_queue);
  g_test_add_data_func ("/client-flow/queue/3.1.1/qos-2", &queue_3_1_1_qos_2, test_queue);
  g_test_add_data_func ("/client-flow/queue/5/qos-1", &queue_5_qos_1, test_queue);
  g_test_add_data_func ("/client-flow/queue/5/qos-2", &queue_5_qos_2, test_queue);
  g_test_add_data_func ("/client-flow/in-flight/3.1.1", GINT_TO_POINTER (DESK_MQTT_3_1_1), test_in_flight);
  g_test_add_data_func ("/client-flow/in-flight/5", GINT_TO_POINTER (DESK_MQTT_5), test_in_flight);
  g_test_add_func ("/client-flow/more-than-receive-maximum", test_more_than_receive_maximum);

  return g_test_run ();
}
