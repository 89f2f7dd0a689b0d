/* test-client-backlog.c: what waited in a session that the broker kept is counted
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "fake-broker.h"
#include "real-broker.h"

#define N_WAITING 150 /* more than a broker sends before the first is acknowledged */
#define N_LARGE 20

static void
publish (Recorder *recorder, const char *topic, guint n, guint8 qos)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) payload = g_bytes_new (&i, sizeof i);

      desk_client_publish (recorder_get_client (recorder), i, topic, payload, qos, FALSE, NULL);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Event) published = recorder_wait (recorder, EVENT_PUBLISHED);

      g_assert_no_error (published->error);
    }
}

static gboolean
connect_again (Recorder *recorder)
{
  g_autoptr (Event) connected = NULL;

  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  connected = recorder_wait (recorder, EVENT_CONNECTED);

  return connected->flag;
}

static void
subscribe (Recorder *recorder, const char *filter, guint8 qos)
{
  DeskSubscribeOptions options = { .qos = qos };

  desk_client_subscribe (recorder_get_client (recorder), 1, filter, &options);
  event_free (recorder_wait (recorder, EVENT_SUBSCRIBED));
}

static void
leave (Recorder *recorder)
{
  desk_client_disconnect (recorder_get_client (recorder));
  event_free (recorder_wait (recorder, EVENT_LOST));
}

/* With QoS 1 the next comes for each PUBACK, with QoS 2 for each PUBCOMP. */
static void
test_counted (gconstpointer data)
{
  guint8 qos = (guint8) GPOINTER_TO_UINT (data);
  g_autoptr (RealBroker) broker = real_broker_new ("max_queued_messages 0\n");
  g_autoptr (Recorder) recorder = recorder_new (real_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);
  g_autoptr (Recorder) sender = recorder_new (real_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);

  recorder_get_options (recorder)->clean_start = FALSE;
  g_assert_false (connect_again (recorder));
  subscribe (recorder, "a/#", qos);
  leave (recorder);

  recorder_connect (sender);
  publish (sender, "a/b", N_WAITING, qos);
  g_assert_true (connect_again (recorder));
  {
    g_autoptr (Event) backlog = recorder_wait (recorder, EVENT_BACKLOG);

    g_assert_cmpuint (backlog->token, ==, N_WAITING);
  }

  /* What comes now is new, and where nothing waits nothing is said. */
  publish (sender, "a/b", 3, qos);
  recorder_wait_count (recorder, N_WAITING + 3, 20);
  leave (recorder);
  g_assert_true (connect_again (recorder));
  for (int i = 0; i < 3; i++)
    subscribe (recorder, "b", 0);
  leave (recorder);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_BACKLOG), ==, 1);
}

/* A session that is new has nothing; what is retained has not waited for us. */
static void
test_not_counted (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);

  recorder_get_options (recorder)->clean_start = FALSE;
  g_assert_false (connect_again (recorder));
  g_assert_true (fake_broker_send_hex (broker, "32 06 00 01 61 00 07 78"));
  recorder_wait_count (recorder, 1, 20);
  leave (recorder);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_PINGREQ), ==, 0);

  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, "20 02 01 00  33 06 00 01 61 00 07 78  30 04 00 01 61 78");
  g_assert_true (connect_again (recorder));
  recorder_wait_count (recorder, 3, 20);
  g_bytes_unref (fake_broker_wait (broker, DESK_PACKET_PINGREQ));
  for (int i = 0; i < 3; i++)
    subscribe (recorder, "b", 0);
  leave (recorder);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_PINGREQ), ==, 1);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_BACKLOG), ==, 0);
}

/* What is large reaches the library bit by bit, long after the relay has seen it. */
static void
test_large (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);
  g_autoptr (GString) answer = g_string_new ("20 02 01 00");
  g_autoptr (Event) backlog = NULL;

  recorder_get_options (recorder)->clean_start = FALSE;
  g_assert_false (connect_again (recorder));
  leave (recorder);

  /* A remaining length of 60,005 each */
  for (guint i = 1; i <= N_LARGE; i++)
    {
      g_string_append_printf (answer, "  32 e5 d4 03 00 01 61 00 %02x ", i);
      for (guint j = 0; j < 60000; j++)
        g_string_append (answer, "78 ");
    }
  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, answer->str);
  g_assert_true (connect_again (recorder));
  backlog = recorder_wait (recorder, EVENT_BACKLOG);
  g_assert_cmpuint (backlog->token, ==, N_LARGE);
  leave (recorder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/client-backlog/qos-1", GUINT_TO_POINTER (1), test_counted);
  g_test_add_data_func ("/client-backlog/qos-2", GUINT_TO_POINTER (2), test_counted);
  g_test_add_func ("/client-backlog/not-counted", test_not_counted);
  g_test_add_func ("/client-backlog/large", test_large);

  return g_test_run ();
}
