/* test-client-flood.c: many messages, and the end of a client in any state
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "desk-error.h"
#include "fake-broker.h"

#define BURST 300000
#define BURST_SECONDS 60

typedef struct
{
  FakeBroker *broker;
  guint n_messages;
  gboolean is_sent;
} Flood;

static gpointer
send_flood (gpointer user_data)
{
  static const guint8 header[] = { 0x30, 69, 0, 3, 'a', '/', 'b' };
  Flood *flood = user_data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 payload[64] = { 0 };

  for (guint32 i = 0; i < flood->n_messages; i++)
    {
      memcpy (payload, &i, sizeof i);
      g_byte_array_append (bytes, header, sizeof header);
      g_byte_array_append (bytes, payload, sizeof payload);
    }
  flood->is_sent = fake_broker_send (flood->broker, bytes->data, bytes->len);

  return NULL;
}

static void
test_burst (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, TRUE);
  Flood flood = { .broker = broker, .n_messages = BURST };
  GThread *thread;
  gint64 start;
  double seconds;

  recorder_connect (recorder);
  start = g_get_monotonic_time ();
  thread = g_thread_new ("flood", send_flood, &flood);
  recorder_wait_count (recorder, BURST, BURST_SECONDS);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_thread_join (thread);
  g_test_message ("%d messages in %.3f s (%.0f a second) and %u batches", BURST, seconds, BURST / seconds,
                  recorder_get_n_batches (recorder));

  g_assert_true (flood.is_sent);
  g_assert_cmpuint (recorder_get_n_messages (recorder), ==, BURST);
  g_assert_true (recorder_is_in_order (recorder));
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 0);
}

/* A pause holds the broker back, and nothing is lost over it. */
static void
test_burst_with_pauses (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, TRUE);
  Flood flood = { .broker = broker, .n_messages = 100000 };
  GThread *thread;

  recorder_connect (recorder);
  thread = g_thread_new ("flood", send_flood, &flood);
  for (guint n = 1; n <= 20; n++)
    {
      desk_client_set_paused (recorder_get_client (recorder), TRUE);
      desk_client_set_paused (recorder_get_client (recorder), FALSE);
      recorder_wait_count (recorder, n * 4000, BURST_SECONDS);
    }
  recorder_wait_count (recorder, flood.n_messages, BURST_SECONDS);
  g_thread_join (thread);
  g_assert_true (recorder_is_in_order (recorder));
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_entries = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n_entries++;

  return n_entries;
}

static guint
count_network_threads (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  guint n_threads = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "comm", NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL))
        n_threads += g_str_equal (text, "network\n");
    }

  return n_threads;
}

typedef enum
{
  AT_ONCE,
  RESOLVING,
  AFTER_CONNECT_CALL,
  WAITING_FOR_CONNACK,
  CONNECTED,
  WITH_UNANSWERED,
  DISCONNECTING,
  AFTER_LOSS,
  N_MOMENTS,
} Moment;

static void
free_at (FakeBroker *broker, Moment moment)
{
  g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);
  DeskClient *client = recorder_get_client (recorder);
  DeskConnectOptions *options = recorder_get_options (recorder);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);

  switch (moment)
    {
    case AT_ONCE:
      break;
    case RESOLVING:
      g_free (options->endpoint->host);
      options->endpoint->host = g_strdup ("localhost");
      desk_client_connect (client, options);
      event_free (recorder_wait (recorder, EVENT_STEP));
      break;
    case AFTER_CONNECT_CALL:
      desk_client_connect (client, options);
      break;
    case WAITING_FOR_CONNACK:
      fake_broker_set_answer (broker, DESK_PACKET_CONNECT, "");
      desk_client_connect (client, options);
      g_bytes_unref (fake_broker_wait (broker, DESK_PACKET_CONNECT));
      fake_broker_set_answer (broker, DESK_PACKET_CONNECT, NULL);
      break;
    case CONNECTED:
      recorder_connect (recorder);
      break;
    case WITH_UNANSWERED:
      options->clean_start = FALSE;
      fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, "");
      recorder_connect (recorder);
      desk_client_publish (client, 1, "a", payload, 2, FALSE, NULL);
      desk_client_subscribe (client, 2, "a", &(DeskSubscribeOptions) { .qos = 2 });
      break;
    case DISCONNECTING:
      recorder_connect (recorder);
      desk_client_disconnect (client);
      break;
    case AFTER_LOSS:
      options->clean_start = FALSE;
      fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, "!");
      recorder_connect (recorder);
      desk_client_publish (client, 1, "a", payload, 1, FALSE, NULL);
      event_free (recorder_wait (recorder, EVENT_LOST));
      break;
    case N_MOMENTS:
    default:
      g_assert_not_reached ();
    }

  recorder_free_client (recorder);
}

/* Whenever it is freed, a client takes its thread and its descriptors with it. */
static void
test_free_at_any_time (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  guint n_before = 0;

  for (int round = 0; round < 3; round++)
    {
      for (Moment moment = 0; moment < N_MOMENTS; moment++)
        free_at (broker, moment);
      g_clear_pointer (&broker, fake_broker_free);
      broker = fake_broker_new ();

      g_assert_cmpuint (count_network_threads (), ==, 0);
      /* What GLib keeps for itself is there after the first round. */
      if (round == 0)
        n_before = count_entries ("/proc/self/fd");
      else
        g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_before);
    }
}

static void
test_free_in_flood (void)
{
  for (guint n = 0; n < 5; n++)
    {
      g_autoptr (FakeBroker) broker = fake_broker_new ();
      g_autoptr (Recorder) recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, TRUE);
      Flood flood = { .broker = broker, .n_messages = 200000 };
      GThread *thread;
      guint n_messages;

      recorder_connect (recorder);
      thread = g_thread_new ("flood", send_flood, &flood);
      recorder_wait_count (recorder, 1 + n * 5000, BURST_SECONDS);
      recorder_free_client (recorder);
      n_messages = recorder_get_n_messages (recorder);
      g_thread_join (thread);
      g_assert_cmpuint (recorder_get_n_messages (recorder), ==, n_messages);
      g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 0);
      g_assert_true (recorder_is_in_order (recorder));
    }
}

typedef struct
{
  DeskClient *client;
  GMutex lock;
  GCond changed;
  guint n_lost;
} Restless;

static void
on_restless_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  Restless *restless = user_data;

  desk_client_disconnect (restless->client);
}

static void
on_restless_lost (const GError *error, gpointer user_data)
{
  Restless *restless = user_data;

  g_mutex_lock (&restless->lock);
  restless->n_lost++;
  g_cond_broadcast (&restless->changed);
  g_mutex_unlock (&restless->lock);
}

static void
ignore_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

static void
ignore_messages (DeskBatch *batch, gpointer user_data)
{
  desk_batch_free (batch);
}

/* The functions may make calls, too. */
static void
test_calls_from_functions (void)
{
  static const DeskClientFuncs funcs = {
    .step = ignore_step,
    .connected = on_restless_connected,
    .lost = on_restless_lost,
    .messages = ignore_messages,
  };
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (DeskConnectOptions) options = desk_connect_options_new ();
  gint64 until = g_get_monotonic_time () + BURST_SECONDS * G_TIME_SPAN_SECOND;
  Restless restless = { 0 };

  options->endpoint = desk_endpoint_new ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
  g_mutex_init (&restless.lock);
  g_cond_init (&restless.changed);
  restless.client = desk_client_new (&funcs, &restless);
  for (guint n = 1; n <= 20; n++)
    {
      desk_client_connect (restless.client, options);
      g_mutex_lock (&restless.lock);
      while (restless.n_lost < n)
        g_assert_true (g_cond_wait_until (&restless.changed, &restless.lock, until));
      g_mutex_unlock (&restless.lock);
    }
  desk_client_free (restless.client);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_DISCONNECT), ==, 20);
  g_mutex_clear (&restless.lock);
  g_cond_clear (&restless.changed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-flood/burst", test_burst);
  g_test_add_func ("/client-flood/burst-with-pauses", test_burst_with_pauses);
  g_test_add_func ("/client-flood/free-in-flood", test_free_in_flood);
  g_test_add_func ("/client-flood/free-at-any-time", test_free_at_any_time);
  g_test_add_func ("/client-flood/calls-from-functions", test_calls_from_functions);

  return g_test_run ();
}
