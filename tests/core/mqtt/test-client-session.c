/* test-client-session.c: what is half done when a connection ends
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "desk-error.h"
#include "fake-broker.h"

#define SESSION_PRESENT "20 02 01 00"
#define SESSION_PRESENT_5 "20 03 01 00 00"

typedef struct
{
  FakeBroker *broker;
  Recorder *recorder;
  DeskClient *client;
  DeskConnectOptions *options;
} Fixture;

static void
set_up (Fixture *f, gconstpointer user_data)
{
  f->broker = fake_broker_new ();
  f->recorder = recorder_new (fake_broker_get_port (f->broker), (DeskMqttVersion) GPOINTER_TO_INT (user_data),
                              FALSE);
  f->client = recorder_get_client (f->recorder);
  f->options = recorder_get_options (f->recorder);
  f->options->clean_start = FALSE;
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  recorder_free (f->recorder);
  fake_broker_free (f->broker);
}

static gboolean
connect_again (Fixture *f)
{
  g_autoptr (Event) connected = NULL;

  desk_client_connect (f->client, f->options);
  connected = recorder_wait (f->recorder, EVENT_CONNECTED);

  return connected->flag;
}

static void
wait_packet (Fixture *f, DeskPacketType type)
{
  g_bytes_unref (fake_broker_wait (f->broker, type));
}

static void
wait_lost (Fixture *f)
{
  event_free (recorder_wait (f->recorder, EVENT_LOST));
}

static void
publish (Fixture *f, guint64 token, const char *topic, const char *text, guint8 qos)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  desk_client_publish (f->client, token, topic, payload, qos, FALSE, NULL);
}

static void
check_message (Fixture *f, const char *topic, DeskMessageFlags flags, const char *payload)
{
  g_autoptr (Message) message = recorder_wait_message (f->recorder);
  gsize length;
  gconstpointer data = g_bytes_get_data (message->payload, &length);

  g_assert_cmpstr (message->topic, ==, topic);
  g_assert_cmpint (message->flags, ==, flags);
  g_assert_cmpmem (data, length, payload, strlen (payload));
}

/* PUBLISH and PUBREC in one connection, PUBREL in the next: the handle is the
 * same, or the message would never be delivered. */
static void
check_pubrel_in_next (Fixture *f, gboolean in_order)
{
  gboolean is_5 = f->options->version == DESK_MQTT_5;
  const char *failures[] = { "!", "30 00", is_5 ? "20 03 00 88 00" : "20 02 00 03" };

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  connect_again (f);
  g_assert_true (fake_broker_send_hex (f->broker, is_5 ? "34 0f 00 01 61 00 07 08 26 00 01 6b 00 02 76 31 78"
                                                       : "34 06 00 01 61 00 07 78"));
  wait_packet (f, DESK_PACKET_PUBREC);
  if (in_order)
    desk_client_disconnect (f->client);
  else
    fake_broker_hang_up (f->broker);
  wait_lost (f);
  g_assert_cmpuint (recorder_get_n_messages (f->recorder), ==, 0);

  /* Attempts that come to nothing in between */
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, failures[i]);
      desk_client_connect (f->client, f->options);
      wait_lost (f);
    }

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, is_5 ? SESSION_PRESENT_5 : SESSION_PRESENT);
  g_assert_true (connect_again (f));
  g_assert_true (fake_broker_send_hex (f->broker, "62 02 00 07"));
  {
    g_autoptr (Message) message = recorder_wait_message (f->recorder);

    g_assert_cmpstr (message->topic, ==, "a");
    g_assert_cmpint (message->flags, ==, 2);
    g_assert_cmpint (message->properties != NULL, ==, is_5);
    if (is_5)
      g_assert_cmpstr (desk_properties_get (message->properties, 0)->string, ==, "v1");
  }
  wait_packet (f, DESK_PACKET_PUBCOMP);

  /* It is done with: a message with the same identifier is a new one. */
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, NULL);
  g_assert_true (fake_broker_send_hex (f->broker, is_5 ? "34 07 00 01 62 00 07 00 79"
                                                       : "34 06 00 01 62 00 07 79"));
  check_message (f, "b", 2, "y");
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 2 + G_N_ELEMENTS (failures));
}

static void
test_pubrel_in_next (Fixture *f, gconstpointer user_data)
{
  check_pubrel_in_next (f, FALSE);
}

static void
test_pubrel_after_disconnect (Fixture *f, gconstpointer user_data)
{
  check_pubrel_in_next (f, TRUE);
}

/* The broker did not get the PUBREC, and sends the message again. */
static void
test_publish_again_in_next (Fixture *f, gconstpointer user_data)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  connect_again (f);
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 61 00 07 78"));
  wait_packet (f, DESK_PACKET_PUBREC);
  fake_broker_hang_up (f->broker);
  wait_lost (f);

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, SESSION_PRESENT);
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, NULL);
  g_assert_true (connect_again (f));
  g_assert_true (fake_broker_send_hex (f->broker, "3c 06 00 01 61 00 07 78"));
  check_message (f, "a", 2, "x");

  /* Twice would come before these. */
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 62 00 07 79  34 06 00 01 63 00 08 7a"));
  check_message (f, "b", 2, "y");
  check_message (f, "c", 2, "z");
}

/* The same in one connection, as old brokers do when PUBREC is late, with one
 * PUBREL or with as many as there were PUBLISH. */
static void
test_repeated (Fixture *f, gconstpointer user_data)
{
  connect_again (f);
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  for (int n_pubrel = 1; n_pubrel <= 3; n_pubrel++)
    {
      g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 61 00 07 78  3c 06 00 01 61 00 07 78"
                                                      "3c 06 00 01 61 00 07 78"));
      for (int i = 0; i < n_pubrel; i++)
        g_assert_true (fake_broker_send_hex (f->broker, "62 02 00 07"));
      check_message (f, "a", 2, "x");
      for (int i = 0; i < 3; i++)
        wait_packet (f, DESK_PACKET_PUBCOMP);

      g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 62 00 07 79 62 02 00 07"));
      check_message (f, "b", 2, "y");
    }
  g_assert_cmpuint (recorder_get_n_messages (f->recorder), ==, 6);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
}

/* A message that did not arrive whole is not half done, it is not there. */
static void
test_cut_publish (Fixture *f, gconstpointer user_data)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  connect_again (f);
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 61 00 07 78"));
  wait_packet (f, DESK_PACKET_PUBREC);
  g_assert_true (fake_broker_send_hex (f->broker, "34 64 00 01 62 00 08 79"));
  fake_broker_hang_up (f->broker);
  wait_lost (f);

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, SESSION_PRESENT);
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, NULL);
  g_assert_true (connect_again (f));
  g_assert_true (fake_broker_send_hex (f->broker, "62 02 00 07  3c 06 00 01 62 00 08 7a"));
  check_message (f, "a", 2, "x");
  check_message (f, "b", 2 | DESK_MESSAGE_DUPLICATE, "z");
}

/* The broker lost the session: the stale message must not come instead of the
 * next one with its identifier, and ours must not be sent again. */
static void
test_session_lost (Fixture *f, gconstpointer user_data)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  connect_again (f);
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 61 00 07 78"));
  wait_packet (f, DESK_PACKET_PUBREC);
  publish (f, 1, "mine", "m", 1);
  wait_packet (f, DESK_PACKET_PUBLISH);
  check_message (f, "mine", 1 | DESK_MESSAGE_OUTGOING, "m");
  fake_broker_hang_up (f->broker);
  wait_lost (f);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_PUBLISHED), ==, 0);

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, NULL);
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, NULL);
  g_assert_false (connect_again (f));
  {
    g_autoptr (Event) published = recorder_wait (f->recorder, EVENT_PUBLISHED);

    g_assert_error (published->error, DESK_ERROR, DESK_ERROR_CLOSED);
  }
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 3);
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 62 00 07 79"));
  check_message (f, "b", 2, "y");
  publish (f, 2, "next", "n", 1);
  event_free (recorder_wait (f->recorder, EVENT_PUBLISHED));
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PUBLISH), ==, 2);
}

/* The library sends ours again in the session that goes on, and its answer is
 * that one's. */
static void
test_ours_again (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) published = NULL;
  g_autoptr (Event) next = NULL;
  g_autoptr (GBytes) again = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  connect_again (f);
  publish (f, 1, "mine", "m", 1);
  wait_packet (f, DESK_PACKET_PUBLISH);
  check_message (f, "mine", 1 | DESK_MESSAGE_OUTGOING, "m");
  fake_broker_hang_up (f->broker);
  wait_lost (f);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_PUBLISHED), ==, 0);

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, NULL);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, SESSION_PRESENT);
  g_assert_true (connect_again (f));
  again = fake_broker_wait (f->broker, DESK_PACKET_PUBLISH);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (again, NULL))[0], ==, 0x3a);
  published = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_cmpuint (published->token, ==, 1);
  g_assert_true (published->flag);
  g_assert_no_error (published->error);
  publish (f, 2, "next", "n", 1);
  next = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_cmpuint (next->token, ==, 2);
  g_assert_no_error (next->error);
  check_message (f, "next", 1 | DESK_MESSAGE_OUTGOING, "n");
}

/* What the broker allowed once may be too large for it now. */
static void
test_ours_too_large_now (Fixture *f, gconstpointer user_data)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  connect_again (f);
  publish (f, 1, "mine", "0123456789012345678901234567890123456789", 1);
  wait_packet (f, DESK_PACKET_PUBLISH);
  fake_broker_hang_up (f->broker);
  wait_lost (f);

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "20 08 01 00 05 27 00 00 00 14");
  g_assert_false (connect_again (f));
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 3);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PUBLISH), ==, 1);
}

/* What is given up is answered at once, and not sent again though the broker
 * still knows the session. */
static void
test_forgotten (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) published = NULL;

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  connect_again (f);
  publish (f, 1, "mine", "m", 2);
  wait_packet (f, DESK_PACKET_PUBLISH);
  fake_broker_hang_up (f->broker);
  wait_lost (f);
  desk_client_forget_session (f->client);
  published = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_error (published->error, DESK_ERROR, DESK_ERROR_CLOSED);

  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, SESSION_PRESENT);
  g_assert_true (connect_again (f));
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, NULL);
  publish (f, 2, "next", "n", 1);
  event_free (recorder_wait (f->recorder, EVENT_PUBLISHED));
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PUBLISH), ==, 2);
}

/* With a clean start nothing of before is left. */
static void
test_clean_start (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) published = NULL;

  f->options->clean_start = TRUE;
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  connect_again (f);
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 61 00 07 78"));
  wait_packet (f, DESK_PACKET_PUBREC);
  publish (f, 1, "mine", "m", 2);
  wait_packet (f, DESK_PACKET_PUBLISH);
  check_message (f, "mine", 2 | DESK_MESSAGE_OUTGOING, "m");
  fake_broker_hang_up (f->broker);
  wait_lost (f);
  published = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_error (published->error, DESK_ERROR, DESK_ERROR_CLOSED);

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, NULL);
  g_assert_false (connect_again (f));
  g_assert_true (fake_broker_send_hex (f->broker, "34 06 00 01 62 00 07 79"));
  check_message (f, "b", 2, "y");
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 2);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PUBLISH), ==, 1);
}

/* Another client ID is another session. */
static void
test_other_options (Fixture *f, gconstpointer user_data)
{
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, "");
  connect_again (f);
  publish (f, 1, "mine", "m", 1);
  wait_packet (f, DESK_PACKET_PUBLISH);
  fake_broker_hang_up (f->broker);
  wait_lost (f);

  g_free (f->options->client_id);
  f->options->client_id = g_strdup ("somebody-else");
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, SESSION_PRESENT);
  g_assert_true (connect_again (f));
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 2);
  fake_broker_set_answer (f->broker, DESK_PACKET_PUBLISH, NULL);
  publish (f, 2, "next", "n", 1);
  wait_packet (f, DESK_PACKET_PUBLISH);
  g_assert_cmpuint (fake_broker_count (f->broker, DESK_PACKET_PUBLISH), ==, 2);
}

static void
append_message (GByteArray *bytes, guint8 qos, guint16 id, guint32 number)
{
  guint8 with_id[] = { (guint8) (0x30 | qos << 1), 0, 0, 1, 'm', (guint8) (id >> 8), (guint8) id };
  g_autofree char *text = g_strdup_printf ("%u", number);
  guint8 length = (guint8) strlen (text);
  guint8 properties[] = { (guint8) (6 + length), 0x26, 0, 1, 'n', 0, length };
  gboolean has_properties = number % 3 != 0;
  gsize header = qos > 0 ? 7 : 5;

  with_id[1] = (guint8) (header - 2 + (has_properties ? sizeof properties + length : 1) + length);
  g_byte_array_append (bytes, with_id, (guint) header);
  if (has_properties)
    {
      g_byte_array_append (bytes, properties, sizeof properties);
      g_byte_array_append (bytes, (const guint8 *) text, length);
    }
  else
    {
      g_byte_array_append (bytes, (const guint8 *) "", 1);
    }
  g_byte_array_append (bytes, (const guint8 *) text, length);
}

/* Whatever the order in which a broker releases its messages, each one has the
 * properties that it came with. */
static void
test_own_properties (Fixture *f, gconstpointer user_data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  guint16 unreleased[16];
  guint n_unreleased = 0, n_messages = 3000;
  guint16 id = 0;

  fake_broker_set_answer (f->broker, DESK_PACKET_PUBREC, "");
  for (guint i = 0; i < n_messages; i++)
    {
      guint8 qos = (guint8) g_rand_int_range (random, 0, 3);

      if (qos > 0)
        id++;
      append_message (bytes, qos, id, i);
      if (qos == 2)
        unreleased[n_unreleased++] = id;
      while (n_unreleased > 0 && (n_unreleased == G_N_ELEMENTS (unreleased) || i == n_messages - 1
                                  || g_rand_boolean (random)))
        {
          guint which = (guint) g_rand_int_range (random, 0, (gint32) n_unreleased);
          guint8 pubrel[] = { 0x62, 2, (guint8) (unreleased[which] >> 8), (guint8) unreleased[which] };

          g_byte_array_append (bytes, pubrel, sizeof pubrel);
          unreleased[which] = unreleased[--n_unreleased];
        }
    }

  connect_again (f);
  g_assert_true (fake_broker_send (f->broker, bytes->data, bytes->len));
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr (Message) message = recorder_wait_message (f->recorder);
      gsize length;
      const char *data = g_bytes_get_data (message->payload, &length);
      g_autofree char *text = g_strndup (data, length);
      gboolean has_properties = g_ascii_strtoull (text, NULL, 10) % 3 != 0;

      g_assert_cmpint (message->properties != NULL, ==, has_properties);
      if (has_properties)
        g_assert_cmpstr (desk_properties_get (message->properties, 0)->string, ==, text);
    }
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 0);
}

static void
test_flags (Fixture *f, gconstpointer user_data)
{
  connect_again (f);
  g_assert_true (fake_broker_send_hex (f->broker, "3a 06 00 01 61 00 01 78  33 06 00 01 62 00 02 79"
                                                  "31 04 00 01 63 7a  38 04 00 01 64 7b"));
  check_message (f, "a", 1 | DESK_MESSAGE_DUPLICATE, "x");
  check_message (f, "b", 1 | DESK_MESSAGE_RETAINED, "y");
  check_message (f, "c", DESK_MESSAGE_RETAINED, "z");
  check_message (f, "d", DESK_MESSAGE_DUPLICATE, "{");
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
    { "/client-session/3.1.1/pubrel-in-next", DESK_MQTT_3_1_1, test_pubrel_in_next },
    { "/client-session/3.1.1/pubrel-after-disconnect", DESK_MQTT_3_1_1, test_pubrel_after_disconnect },
    { "/client-session/5/pubrel-in-next", DESK_MQTT_5, test_pubrel_in_next },
    { "/client-session/5/pubrel-after-disconnect", DESK_MQTT_5, test_pubrel_after_disconnect },
    { "/client-session/publish-again-in-next", DESK_MQTT_3_1_1, test_publish_again_in_next },
    { "/client-session/repeated", DESK_MQTT_3_1_1, test_repeated },
    { "/client-session/cut-publish", DESK_MQTT_3_1_1, test_cut_publish },
    { "/client-session/session-lost", DESK_MQTT_3_1_1, test_session_lost },
    { "/client-session/ours-again", DESK_MQTT_3_1_1, test_ours_again },
    { "/client-session/ours-too-large-now", DESK_MQTT_5, test_ours_too_large_now },
    { "/client-session/forgotten", DESK_MQTT_3_1_1, test_forgotten },
    { "/client-session/clean-start", DESK_MQTT_3_1_1, test_clean_start },
    { "/client-session/other-options", DESK_MQTT_3_1_1, test_other_options },
    { "/client-session/own-properties", DESK_MQTT_5, test_own_properties },
    { "/client-session/flags", DESK_MQTT_3_1_1, test_flags },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].version), set_up, tests[i].func, tear_down);

  return g_test_run ();
}
