/* test-client-codes.c: what a broker can answer, from a scripted one
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "desk-error.h"
#include "desk-reason.h"
#include "fake-broker.h"

/* The reason string "why" as the properties of a packet */
#define WHY "06 1f 00 03 77 68 79"

typedef void (*Explain) (guint8 code, DeskProperties *properties, GError **error);

static Recorder *
new_recorder (FakeBroker *broker, DeskMqttVersion version)
{
  return recorder_new (fake_broker_get_port (broker), version, FALSE);
}

static void
check_same_error (const GError *error, const GError *expected)
{
  g_assert_nonnull (expected);
  g_assert_error (error, DESK_ERROR, expected->code);
  g_assert_cmpstr (error->message, ==, expected->message);
}

static void
check_refused (FakeBroker     *broker,
               DeskMqttVersion version,
               guint8          code,
               const char     *answer,
               gboolean        says_why)
{
  g_autoptr (Recorder) recorder = new_recorder (broker, version);
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (GError) expected = NULL;
  g_autoptr (Event) lost = NULL;
  guint n_before = fake_broker_get_n_connections (broker);

  if (says_why)
    desk_properties_add_string (properties, DESK_PROP_REASON_STRING, "why", -1);
  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, answer);
  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  lost = recorder_wait (recorder, EVENT_LOST);

  desk_reason_connack (version, code, properties, &expected);
  check_same_error (lost->error, expected);
  g_assert_cmpint (strstr (lost->error->message, "“why”") != NULL, ==, says_why);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_CONNECTED), ==, 0);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 1);
  g_assert_cmpuint (fake_broker_get_n_connections (broker), ==, n_before + 1);
}

static void
test_connack_3 (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();

  for (guint code = 1; code <= 6; code++)
    {
      g_autofree char *answer = g_strdup_printf ("20 02 00 %02x !", code);

      check_refused (broker, DESK_MQTT_3_1, (guint8) code, answer, FALSE);
      check_refused (broker, DESK_MQTT_3_1_1, (guint8) code, answer, FALSE);
      /* A broker that does not know MQTT 5 */
      if (code <= 5)
        check_refused (broker, DESK_MQTT_5, (guint8) code, answer, FALSE);
    }
}

/* Those that MQTT defines, and some that it does not; a broker may forget to
 * close. */
static void
test_connack_5 (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();

  for (guint code = 0x80; code <= 0xa3; code++)
    {
      g_autofree char *plain = g_strdup_printf ("20 03 00 %02x 00", code);
      g_autofree char *with_why = g_strdup_printf ("20 09 00 %02x " WHY " !", code);

      check_refused (broker, DESK_MQTT_5, (guint8) code, plain, FALSE);
      check_refused (broker, DESK_MQTT_5, (guint8) code, with_why, TRUE);
    }
}

static void
check_disconnected (FakeBroker *broker, guint8 code, const char *packet, gboolean says_why)
{
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (GError) expected = NULL;
  g_autoptr (Message) message = NULL;
  g_autoptr (Event) lost = NULL;

  if (says_why)
    desk_properties_add_string (properties, DESK_PROP_REASON_STRING, "why", -1);
  recorder_connect (recorder);
  /* What came before still counts. */
  g_assert_true (fake_broker_send_hex (broker, "30 05 00 01 61 00 78"));
  g_assert_true (fake_broker_send_hex (broker, packet));
  lost = recorder_wait (recorder, EVENT_LOST);

  desk_reason_disconnect (code, properties, &expected);
  check_same_error (lost->error, expected);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 1);
  message = recorder_wait_message (recorder);
  g_assert_cmpstr (message->topic, ==, "a");
}

static void
test_disconnect (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();

  check_disconnected (broker, 0, "e0 00", FALSE);
  for (guint code = 0; code <= 0xa3; code += code == 0 ? 0x80 : 1)
    {
      g_autofree char *shortest = g_strdup_printf ("e0 01 %02x", code);
      g_autofree char *plain = g_strdup_printf ("e0 02 %02x 00", code);
      g_autofree char *with_why = g_strdup_printf ("e0 08 %02x " WHY, code);

      check_disconnected (broker, (guint8) code, shortest, FALSE);
      check_disconnected (broker, (guint8) code, plain, FALSE);
      check_disconnected (broker, (guint8) code, with_why, TRUE);
    }

  /* Nothing may come after it; the first one counts. */
  check_disconnected (broker, 0x8b, "e0 08 8b " WHY " e0 02 98 00", TRUE);
}

static void
check_suback (Recorder *recorder, DeskMqttVersion version, guint8 code, gboolean says_why)
{
  static guint64 token = 1000;
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (GError) expected = NULL;
  g_autoptr (Event) subscribed = NULL;

  if (says_why)
    desk_properties_add_string (properties, DESK_PROP_REASON_STRING, "why", -1);
  desk_client_subscribe (recorder_get_client (recorder), ++token, "a/#", &(DeskSubscribeOptions) { .qos = 2 });
  subscribed = recorder_wait (recorder, EVENT_SUBSCRIBED);
  g_assert_cmpuint (subscribed->token, ==, token);
  g_assert_cmpuint (subscribed->code, ==, code);
  desk_reason_suback (version, code, properties, &expected);
  if (code > 2)
    check_same_error (subscribed->error, expected);
  else
    g_assert_no_error (subscribed->error);
}

static void
test_suback (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) old = new_recorder (broker, DESK_MQTT_3_1_1);
  g_autoptr (Recorder) new = new_recorder (broker, DESK_MQTT_5);

  recorder_connect (old);
  for (guint code = 0; code <= 0x80; code += code == 3 ? 0x7d : 1)
    {
      g_autofree char *answer = g_strdup_printf ("90 03 ID %02x", code);

      fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, answer);
      check_suback (old, DESK_MQTT_3_1_1, (guint8) code, FALSE);
    }

  recorder_connect (new);
  for (guint code = 0; code <= 0xa3; code += code == 3 ? 0x7d : 1)
    {
      g_autofree char *plain = g_strdup_printf ("90 04 ID 00 %02x", code);
      g_autofree char *with_why = g_strdup_printf ("90 0a ID " WHY " %02x", code);

      fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, plain);
      check_suback (new, DESK_MQTT_5, (guint8) code, FALSE);
      fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, with_why);
      check_suback (new, DESK_MQTT_5, (guint8) code, TRUE);
    }
}

static void
test_unsuback (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);
  g_autoptr (DeskProperties) properties = desk_properties_new ();

  desk_properties_add_string (properties, DESK_PROP_REASON_STRING, "why", -1);
  recorder_connect (recorder);
  for (guint code = 0; code <= 0x92; code += code == 0 ? 0x11 : code == 0x11 ? 0x6f : 1)
    {
      g_autofree char *answer = g_strdup_printf ("b0 0a ID " WHY " %02x", code);
      g_autoptr (GError) expected = NULL;
      g_autoptr (Event) unsubscribed = NULL;

      fake_broker_set_answer (broker, DESK_PACKET_UNSUBSCRIBE, answer);
      desk_client_unsubscribe (recorder_get_client (recorder), code, "a");
      unsubscribed = recorder_wait (recorder, EVENT_UNSUBSCRIBED);
      g_assert_cmpuint (unsubscribed->token, ==, code);
      desk_reason_unsuback ((guint8) code, properties, &expected);
      if (code >= 0x80)
        check_same_error (unsubscribed->error, expected);
      else
        g_assert_no_error (unsubscribed->error);
    }
}

static void
check_published (Recorder *recorder, guint8 qos, guint8 code, gboolean says_why)
{
  static guint64 token = 2000;
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (GError) expected = NULL;
  g_autoptr (Event) published = NULL;

  if (says_why)
    desk_properties_add_string (properties, DESK_PROP_REASON_STRING, "why", -1);
  desk_client_publish (recorder_get_client (recorder), ++token, "a", payload, qos, FALSE, NULL);
  published = recorder_wait (recorder, EVENT_PUBLISHED);
  g_assert_cmpuint (published->token, ==, token);
  g_assert_true (published->flag);
  g_assert_cmpuint (published->code, ==, code);
  desk_reason_publish (code, properties, &expected);
  if (code >= 0x80)
    check_same_error (published->error, expected);
  else
    g_assert_no_error (published->error);
}

static void
test_published (void)
{
  static const guint8 codes[] = { 0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99, 0x9e };
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);

  recorder_connect (recorder);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *puback = g_strdup_printf ("40 03 ID %02x", codes[i]);
      g_autofree char *puback_with_why = g_strdup_printf ("40 0a ID %02x " WHY, codes[i]);
      g_autofree char *pubrec = g_strdup_printf ("50 0a ID %02x " WHY, codes[i]);

      fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, puback);
      check_published (recorder, 1, codes[i], FALSE);
      fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, puback_with_why);
      check_published (recorder, 1, codes[i], TRUE);
      fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, pubrec);
      check_published (recorder, 2, codes[i], TRUE);
    }

  fake_broker_set_answer (broker, DESK_PACKET_PUBLISH, NULL);
  fake_broker_set_answer (broker, DESK_PACKET_PUBREL, "70 03 ID 92");
  check_published (recorder, 2, 0x92, FALSE);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 0);
}

/* An answer to nothing that was asked is no answer. */
static void
test_unasked (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);
  g_autoptr (Event) subscribed = NULL;

  recorder_connect (recorder);
  g_assert_true (fake_broker_send_hex (broker, "90 04 12 34 00 00  b0 04 12 34 00 00  40 02 12 34"));
  desk_client_subscribe (recorder_get_client (recorder), 1, "a", &(DeskSubscribeOptions) { .qos = 1 });
  subscribed = recorder_wait (recorder, EVENT_SUBSCRIBED);
  g_assert_cmpuint (subscribed->token, ==, 1);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_UNSUBSCRIBED), ==, 0);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_PUBLISHED), ==, 0);
  g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_LOST), ==, 0);
}

static void
check_connect (FakeBroker *broker, Recorder *recorder, const char *hex)
{
  g_autoptr (GBytes) packet = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *data;
  gsize length;

  recorder_connect (recorder);
  packet = fake_broker_wait (broker, DESK_PACKET_CONNECT);
  data = g_bytes_get_data (packet, &length);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, i == 0 ? "%02x" : " %02x", data[i]);
  g_assert_cmpstr (text->str, ==, hex);
}

/* What we say in CONNECT; in MQTT 5 nothing of topic aliases. */
static void
test_connect (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (Recorder) oldest = new_recorder (broker, DESK_MQTT_3_1);
  g_autoptr (Recorder) old = new_recorder (broker, DESK_MQTT_3_1_1);
  g_autoptr (Recorder) new = new_recorder (broker, DESK_MQTT_5);
  Recorder *all[] = { oldest, old, new };
  DeskConnectOptions *options;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      options = recorder_get_options (all[i]);
      g_free (options->client_id);
      options->client_id = g_strdup ("me");
    }

  check_connect (broker, oldest, "10 10 00 06 4d 51 49 73 64 70 03 02 00 3c 00 02 6d 65");

  /* Less than libmosquitto would say by itself */
  recorder_get_options (oldest)->keep_alive = 1;
  check_connect (broker, oldest, "10 10 00 06 4d 51 49 73 64 70 03 02 00 01 00 02 6d 65");

  options = recorder_get_options (old);
  options->clean_start = FALSE;
  options->keep_alive = 1000;
  options->username = g_strdup ("u");
  options->password = g_strdup ("p");
  options->will = desk_will_new (NULL, NULL);
  options->will->topic = g_strdup ("w");
  options->will->payload = g_bytes_new_static ("\0x", 2);
  options->will->qos = 1;
  options->will->retained = TRUE;
  check_connect (broker, old,
                 "10 1b 00 04 4d 51 54 54 04 ec 03 e8 00 02 6d 65 00 01 77 00 02 00 78 00 01 75 00 01 70");

  options = recorder_get_options (new);
  options->keep_alive = 0;
  options->max_packet = 1000;
  check_connect (broker, new,
                 "10 17 00 04 4d 51 54 54 05 02 00 00 08 27 00 00 03 e8 21 00 14 00 02 6d 65");
  options->clean_start = FALSE;
  options->max_packet = 0;
  check_connect (broker, new,
                 "10 17 00 04 4d 51 54 54 05 00 00 00 08 11 ff ff ff ff 21 00 14 00 02 6d 65");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-codes/connect", test_connect);
  g_test_add_func ("/client-codes/connack-3", test_connack_3);
  g_test_add_func ("/client-codes/connack-5", test_connack_5);
  g_test_add_func ("/client-codes/disconnect", test_disconnect);
  g_test_add_func ("/client-codes/suback", test_suback);
  g_test_add_func ("/client-codes/unsuback", test_unsuback);
  g_test_add_func ("/client-codes/published", test_published);
  g_test_add_func ("/client-codes/unasked", test_unasked);

  return g_test_run ();
}
