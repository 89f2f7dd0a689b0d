/* test-client-time.c: what a client does when time goes by
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client-recorder.h"
#include "desk-error.h"
#include "fake-broker.h"

/* CONNACK of MQTT 5 that asks for a keep-alive of one second, the shortest */
#define HURRIED_CONNACK "20 06 00 00 03 13 00 01"
/* Two seconds, for those who are to live on a busy computer, too */
#define CONNACK "20 06 00 00 03 13 00 02"

/* Hexadecimal digits of many messages */
#define FLOOD (4 * 1000 * 1000)

typedef struct
{
  GMainContext *context;
  FakeBroker *broker;
  Recorder *recorder;
} Fixture;

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
check_timeout_of_connack (Fixture *f)
{
  g_autoptr (Event) lost = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "");
  recorder_get_options (f->recorder)->connect_timeout = 1;
  start (f);
  lost = wait_lost (f, DESK_ERROR_TIMEOUT);
  g_assert_nonnull (strstr (lost->error->message, "CONNECT"));
}

/* A listener whose queue is full does not answer to the next SYN. */
static void
check_timeout_of_tcp (Fixture *f)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int queued = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  DeskConnectOptions *options = recorder_get_options (f->recorder);
  g_autoptr (Event) lost = NULL;

  g_assert_cmpint (bind (listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (listener, 0), ==, 0);
  g_assert_cmpint (getsockname (listener, (struct sockaddr *) &address, &length), ==, 0);
  g_assert_cmpint (connect (queued, (struct sockaddr *) &address, sizeof address), ==, 0);

  options->endpoint->port = g_ntohs (address.sin_port);
  options->connect_timeout = 1;
  start (f);
  lost = wait_lost (f, DESK_ERROR_TIMEOUT);
  g_assert_null (strstr (lost->error->message, "CONNECT"));
  g_assert_nonnull (strstr (lost->error->message, "firewall"));
  close (queued);
  close (listener);
}

static gboolean
set_flag (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
send_message (gpointer user_data)
{
  Fixture *f = user_data;

  fake_broker_send_hex (f->broker, "30 05 00 01 61 00 78");

  return G_SOURCE_CONTINUE;
}

static gboolean
publish_message (gpointer user_data)
{
  publish (((Fixture *) user_data)->recorder, 1, "x", 1, 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
read_some (gpointer user_data)
{
  fake_broker_set_appetite (((Fixture *) user_data)->broker, 500 * 1000);

  return G_SOURCE_CONTINUE;
}

static GSource *
start_timer (Fixture *f, guint milliseconds, GSourceFunc func, gpointer user_data)
{
  GSource *timer = g_timeout_source_new (milliseconds);

  g_source_set_callback (timer, func, user_data, NULL);
  g_source_attach (timer, f->context);

  return timer;
}

static void
run_for (Fixture *f, guint milliseconds)
{
  gboolean over = FALSE;
  g_autoptr (GSource) timer = start_timer (f, milliseconds, set_flag, &over);

  while (!over)
    g_main_context_iteration (f->context, TRUE);
}

/* A broker that sends but never answers to PINGREQ lives, and is told that we
 * do; one that does not send either does not live. What was half done goes on
 * in the next connection. */
static void
check_keep_alive (Fixture *f)
{
  g_autoptr (Event) lost = NULL;
  g_autoptr (GSource) sender = NULL;
  guint n_messages;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, CONNACK);
  fake_broker_set_answer (f->broker, DESK_PACKET_PINGREQ, "");
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  recorder_get_options (f->recorder)->clean_start = FALSE;
  recorder_connect (f->recorder);
  g_assert_true (fake_broker_send_hex (f->broker, "34 07 00 01 62 00 07 00 79"));
  sender = start_timer (f, 100, send_message, f);
  run_for (f, 4300);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PINGREQ), >=, 2);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);

  g_source_destroy (sender);
  lost = wait_lost (f, DESK_ERROR_KEEP_ALIVE);
  n_messages = recorder_get_n_messages (f->recorder);

  fake_broker_set_answer (f->broker, DESK_PACKET_PINGREQ, NULL);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 06 01 00 03 13 00 02");
  recorder_connect (f->recorder);
  g_assert_true (fake_broker_send_hex (f->broker, "62 02 00 07"));
  recorder_wait_count (f->recorder, n_messages + 1, 20);
}

/* A thread that was kept from reading for a while looks before it complains. */
static void
check_stalled (Fixture *f)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, HURRIED_CONNACK);
  fake_broker_set_answer (f->broker, DESK_PACKET_PINGREQ, "");
  recorder_connect (f->recorder);
  g_bytes_unref (fake_broker_wait (f->broker, DESK_PACKET_PINGREQ));
  recorder_hold (f->recorder, TRUE);
  send_message (f);
  run_for (f, 2000);
  send_message (f);
  recorder_hold (f->recorder, FALSE);
  recorder_wait_count (f->recorder, 2, 20);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
}

/* Whoever publishes all the time need not say that he lives, but wants to know
 * whether the broker does. */
static void
check_keep_alive_while_publishing (Fixture *f)
{
  g_autoptr (Event) lost = NULL;
  g_autoptr (GSource) publisher = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, HURRIED_CONNACK);
  fake_broker_set_answer (f->broker, DESK_PACKET_PINGREQ, "");
  recorder_connect (f->recorder);
  publisher = start_timer (f, 100, publish_message, f);
  while (recorder_get_n_events (f->recorder, EVENT_LOST) == 0)
    g_main_context_iteration (f->context, TRUE);
  g_source_destroy (publisher);
  lost = wait_lost (f, DESK_ERROR_KEEP_ALIVE);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PINGREQ), >=, 1);
}

/* A broker in the middle of a large message of ours has not seen PINGREQ yet. */
static void
check_keep_alive_behind_upload (Fixture *f)
{
  g_autoptr (GSource) reader = NULL;
  g_autoptr (Event) lost = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, CONNACK);
  recorder_connect (f->recorder);
  fake_broker_set_appetite (f->broker, 0);
  reader = start_timer (f, 100, read_some, f);
  publish (f->recorder, 1, "x", 24 * 1000 * 1000, 1);
  while (recorder_get_n_events (f->recorder, EVENT_PUBLISHED) == 0)
    g_main_context_iteration (f->context, TRUE);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
  g_source_destroy (reader);

  /* One that takes nothing is dead. */
  fake_broker_set_appetite (f->broker, 0);
  publish (f->recorder, 2, "x", 20 * 1000 * 1000, 1);
  lost = wait_lost (f, DESK_ERROR_KEEP_ALIVE);
}

/* The pause has begun when something posted after it has been done. */
static void
wait_turn (Fixture *f)
{
  publish (f->recorder, 1, "x", 1, 0);
  event_free (recorder_wait (f->recorder, EVENT_PUBLISHED));
  message_free (recorder_wait_message (f->recorder));
}

/* Who does not read cannot complain about silence, and goes on to tell the
 * broker that he lives, in the middle of a message that he reads too. */
static void
check_paused (Fixture *f)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, CONNACK);
  recorder_connect (f->recorder);
  g_assert_true (fake_broker_send_hex (f->broker, "30 06 00 01 61 00"));
  desk_client_set_paused (recorder_get_client (f->recorder), TRUE);
  wait_turn (f);
  g_assert_cmpint (desk_client_get_last_heard (recorder_get_client (f->recorder)), ==, 0);
  g_assert_true (fake_broker_send_hex (f->broker, "78 78"));
  for (int i = 0; i < 1000; i++)
    send_message (f);
  run_for (f, 4300);
  g_assert_cmpuint (recorder_get_n_messages (f->recorder), ==, 1);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PINGREQ), >=, 2);

  desk_client_set_paused (recorder_get_client (f->recorder), FALSE);
  recorder_wait_count (f->recorder, 1002, 20);
  run_for (f, 1300);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
  g_assert_cmpint (desk_client_get_last_heard (recorder_get_client (f->recorder)), >, 0);
}

/* A pause counts for the next connections as well, from what follows CONNACK on. */
static void
check_paused_before (Fixture *f)
{
  g_autofree char *flood = g_malloc (FLOOD + 1);
  gsize at = (gsize) g_snprintf (flood, 30, "%s", CONNACK);

  for (; at + 20 <= FLOOD; at += 20)
    memcpy (flood + at, "30 05 00 01 61 00 78", 20);
  flood[at] = '\0';
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, flood);
  desk_client_set_paused (recorder_get_client (f->recorder), TRUE);
  for (guint i = 1; i <= 2; i++)
    {
      recorder_connect (f->recorder);
      publish (f->recorder, 1, "x", 1, 0);
      event_free (recorder_wait (f->recorder, EVENT_PUBLISHED));
      run_for (f, 500);
      /* One read */
      g_assert_cmpuint (recorder_get_n_messages (f->recorder), <=, i * (256 * 1024 / 7 + 1));
      g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, i - 1);
    }

  desk_client_set_paused (recorder_get_client (f->recorder), FALSE);
  recorder_wait_count (f->recorder, (guint) ((at - strlen (CONNACK)) / 20), 20);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 1);
}

static void
check_disconnect_from_stuck (Fixture *f)
{
  gint64 begin;
  g_autoptr (Event) lost = NULL;
  g_autoptr (Event) published = NULL;

  /* A broker that waits for something and does not read meanwhile: it blocks
   * in sending an answer that we do not take. */
  g_autofree char *flood = g_malloc (60 * 1000 * 1000 + 1);

  for (gsize i = 0; i < 60 * 1000 * 1000; i += 20)
    memcpy (flood + i, "30 05 00 01 61 00 78", 20);
  flood[60 * 1000 * 1000] = '\0';
  recorder_connect (f->recorder);
  desk_client_set_paused (recorder_get_client (f->recorder), TRUE);
  fake_broker_set_answer (f->broker, DESK_PACKET_SUBSCRIBE, flood);
  desk_client_subscribe (recorder_get_client (f->recorder), 1, "a", &(DeskSubscribeOptions) { .qos = 0 });
  publish (f->recorder, 2, "a", 30 * 1000 * 1000, 1);
  begin = g_get_monotonic_time ();
  desk_client_disconnect (recorder_get_client (f->recorder));
  lost = recorder_wait (f->recorder, EVENT_LOST);
  g_assert_no_error (lost->error);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 15 * G_USEC_PER_SEC);
  published = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_error (published->error, DESK_ERROR, DESK_ERROR_CLOSED);
}

typedef struct
{
  const char *name;
  DeskMqttVersion version;
  void (*func) (Fixture *f);
} Check;

static gpointer
run_check (gpointer user_data)
{
  const Check *check = user_data;
  Fixture f = { 0 };

  f.context = g_main_context_new ();
  f.broker = fake_broker_new ();
  f.recorder = recorder_new (fake_broker_get_port (f.broker), check->version, FALSE);
  check->func (&f);
  recorder_free (f.recorder);
  fake_broker_free (f.broker);
  g_main_context_unref (f.context);

  return NULL;
}

/* They spend their time waiting, so they do it together. */
static void
test_all_at_once (void)
{
  static const Check checks[] = {
    { "timeout of TCP", DESK_MQTT_3_1_1, check_timeout_of_tcp },
    { "timeout of CONNACK", DESK_MQTT_3_1_1, check_timeout_of_connack },
    { "keep-alive", DESK_MQTT_5, check_keep_alive },
    { "keep-alive while publishing", DESK_MQTT_5, check_keep_alive_while_publishing },
    { "keep-alive behind an upload", DESK_MQTT_5, check_keep_alive_behind_upload },
    { "stalled", DESK_MQTT_5, check_stalled },
    { "paused", DESK_MQTT_5, check_paused },
    { "paused before", DESK_MQTT_5, check_paused_before },
    { "disconnect from a broker that is stuck", DESK_MQTT_3_1_1, check_disconnect_from_stuck },
  };
  GThread *threads[G_N_ELEMENTS (checks)];

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    threads[i] = g_thread_new (checks[i].name, run_check, (gpointer) &checks[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-time/all-at-once", test_all_at_once);

  return g_test_run ();
}
