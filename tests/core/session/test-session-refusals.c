/* test-session-refusals.c: what a session makes of a broker that says no
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "scripted-session.h"

/* What a refusal leads to: it stops, or it waits at least most of a second
 * before the one attempt that follows. Neither is a storm. */
static void
check_calm (Fixture *fixture, gboolean may_retry)
{
  DeskSessionState state = desk_session_get_state (fixture->session);
  const GError *error = desk_session_get_error (fixture->session);

  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
  g_test_message ("%s", error->message);
  g_assert_cmpint (state, ==, may_retry ? DESK_SESSION_WAITING : DESK_SESSION_DISCONNECTED);
  g_assert_cmpuint (fake_broker_get_n_connections (fixture->broker), ==, 1);
}

/* The codes of CONNACK: MQTT 3.1.1 table 3.1, MQTT 5.0 table 3-1 */
static const struct
{
  DeskMqttVersion version;
  guint8 code;
  gboolean may_retry;
} refusals[] = {
  { DESK_MQTT_3_1_1, 1, FALSE },
  { DESK_MQTT_3_1_1, 2, FALSE },
  { DESK_MQTT_3_1_1, 3, TRUE },
  { DESK_MQTT_3_1_1, 4, FALSE },
  { DESK_MQTT_3_1_1, 5, FALSE },
  { DESK_MQTT_5, 0x80, TRUE },
  { DESK_MQTT_5, 0x81, FALSE },
  { DESK_MQTT_5, 0x82, FALSE },
  { DESK_MQTT_5, 0x83, FALSE },
  { DESK_MQTT_5, 0x84, FALSE },
  { DESK_MQTT_5, 0x85, FALSE },
  { DESK_MQTT_5, 0x86, FALSE },
  { DESK_MQTT_5, 0x87, FALSE },
  { DESK_MQTT_5, 0x88, TRUE },
  { DESK_MQTT_5, 0x89, TRUE },
  { DESK_MQTT_5, 0x8a, FALSE },
  { DESK_MQTT_5, 0x8c, FALSE },
  { DESK_MQTT_5, 0x90, FALSE },
  { DESK_MQTT_5, 0x95, FALSE },
  { DESK_MQTT_5, 0x97, TRUE },
  { DESK_MQTT_5, 0x99, FALSE },
  { DESK_MQTT_5, 0x9a, FALSE },
  { DESK_MQTT_5, 0x9b, FALSE },
  { DESK_MQTT_5, 0x9c, TRUE },
  { DESK_MQTT_5, 0x9d, FALSE },
  { DESK_MQTT_5, 0x9f, TRUE },
};

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *answer = NULL;

  if (refusals[i].version == DESK_MQTT_5)
    answer = g_strdup_printf ("20 03 00 %02x 00 !", refusals[i].code);
  else
    answer = g_strdup_printf ("20 02 00 %02x !", refusals[i].code);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, answer);
  g_object_set (fixture->profile, "mqtt-version", (int) refusals[i].version, NULL);

  desk_session_start (fixture->session);
  wait_until (desk_session_get_error (fixture->session) != NULL);
  check_calm (fixture, refusals[i].may_retry);
}

/* The reasons that a server may give: MQTT 5.0 table 3-13. Where a person has to change something, or where
 * another client took the ID, it stops. */
static const struct
{
  guint8 code;
  gboolean may_retry;
} disconnects[] = {
  { 0x00, TRUE }, { 0x80, TRUE }, { 0x81, TRUE }, { 0x82, TRUE }, { 0x83, TRUE }, { 0x87, FALSE }, { 0x89, TRUE },
  { 0x8b, TRUE }, { 0x8d, TRUE }, { 0x8e, FALSE }, { 0x8f, TRUE }, { 0x90, TRUE }, { 0x93, TRUE }, { 0x94, TRUE },
  { 0x95, TRUE }, { 0x96, TRUE }, { 0x97, TRUE }, { 0x98, TRUE }, { 0x99, TRUE }, { 0x9a, TRUE }, { 0x9b, TRUE },
  { 0x9c, TRUE }, { 0x9d, FALSE }, { 0x9e, TRUE }, { 0x9f, TRUE }, { 0xa0, TRUE }, { 0xa1, TRUE }, { 0xa2, TRUE },
};

static void
test_disconnected (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *packet = g_strdup_printf ("e0 02 %02x 00", disconnects[i].code);

  g_object_set (fixture->profile, "mqtt-version", (int) DESK_MQTT_5, NULL);
  desk_session_start (fixture->session);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_CONNECTED);
  g_assert_true (fake_broker_send_hex (fixture->broker, packet));
  wait_until (desk_session_get_error (fixture->session) != NULL);
  check_calm (fixture, disconnects[i].may_retry);
}

static void
lose_three_times (Fixture *fixture, DeskError code)
{
  desk_session_start (fixture->session);
  for (int i = 0; i < 2; i++)
    {
      wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_WAITING);
      desk_session_try_now (fixture->session);
    }
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_DISCONNECTED);
  g_assert_error (desk_session_get_error (fixture->session), DESK_ERROR, (int) code);
  g_assert_cmpuint (fake_broker_get_n_connections (fixture->broker), ==, 3);
  g_test_message ("%s", desk_session_get_error (fixture->session)->message);
}

static void
check_suspect (Fixture *fixture, const char *suspect)
{
  g_assert_cmpstr (desk_session_get_suspect (fixture->session), ==, suspect);
  g_assert_nonnull (strstr (desk_session_get_error (fixture->session)->message, suspect));
}

/* Three connections that end right after CONNACK look like a second client
 * of the same ID, which only another ID helps against. */
static void
test_client_id_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *client_id = NULL;

  g_object_set (fixture->profile, "client-id", "shared", NULL);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, "20 02 00 00 !");
  lose_three_times (fixture, DESK_ERROR_CLIENT_ID_TAKEN);
  client_id = g_strdup (desk_session_get_client_id (fixture->session));
  g_assert_nonnull (strstr (desk_session_get_error (fixture->session)->message, client_id));

  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, NULL);
  desk_session_start_as_new_client (fixture->session);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_CONNECTED);
  g_assert_cmpstr (desk_session_get_client_id (fixture->session), !=, client_id);
  g_assert_null (desk_session_get_error (fixture->session));
}

/* A random ID is nobody else's. */
static void
test_closed_each_time (Fixture *fixture, gconstpointer data)
{
  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, "20 02 00 00 !");
  lose_three_times (fixture, DESK_ERROR_CLOSED);
  g_assert_nonnull (strstr (desk_session_get_error (fixture->session)->message, "log"));
  g_assert_null (desk_session_get_suspect (fixture->session));
}

/* Some brokers close the connection of who asks for what they do not allow. */
static void
test_subscribe_closes_each_time (Fixture *fixture, gconstpointer data)
{
  desk_session_subscribe (fixture->session, "first/#", 0, NULL);
  desk_session_subscribe (fixture->session, "second/#", 0, NULL);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, "!");
  lose_three_times (fixture, DESK_ERROR_SUBSCRIBE_LOOP);
  check_suspect (fixture, "first/#");
  g_assert_cmpuint (fake_broker_count (fixture->broker, DESK_PACKET_SUBSCRIBE), >=, 3);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, NULL);
  desk_session_start_without_suspect (fixture->session);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_CONNECTED);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_subscriptions (fixture->session)), ==, 1);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (fixture->profile), ==, 1);
  g_assert_null (desk_session_get_suspect (fixture->session));
  g_assert_null (desk_session_get_error (fixture->session));
}

/* A message that cannot be read and that the broker keeps comes each time. */
static void
test_unreadable_each_time (Fixture *fixture, gconstpointer data)
{
  desk_session_subscribe (fixture->session, "a/#", 0, NULL);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, "90 03 ID 00  37 06 00 01 61 00 07 78");
  lose_three_times (fixture, DESK_ERROR_SUBSCRIBE_LOOP);
  check_suspect (fixture, "a/#");
  g_assert_nonnull (strstr (desk_session_get_error (fixture->session)->message, "QoS 3"));
}

/* The library sends it again, and again the broker closes the connection. */
static void
test_publish_closes_each_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  DeskPublication *publication, *queued;

  g_object_set (fixture->profile, "clean-start", FALSE, NULL);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, "20 02 01 00");
  fake_broker_set_answer (fixture->broker, DESK_PACKET_PUBLISH, "!");
  publication = desk_session_publish (fixture->session, "forbidden", payload, 1, FALSE, NULL, NULL);
  lose_three_times (fixture, DESK_ERROR_PUBLISH_LOOP);
  check_suspect (fixture, "forbidden");
  g_assert_cmpint (desk_publication_get_state (publication), ==, DESK_PUBLICATION_INTERRUPTED);
  g_assert_cmpuint (fake_broker_count (fixture->broker, DESK_PACKET_PUBLISH), ==, 3);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_PUBLISH, NULL);
  queued = desk_session_publish (fixture->session, "allowed", payload, 1, FALSE, NULL, NULL);
  desk_session_start_without_suspect (fixture->session);
  wait_until (desk_publication_get_state (queued) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_assert_cmpint (desk_publication_get_state (publication), ==, DESK_PUBLICATION_FAILED);
  g_assert_cmpuint (fake_broker_count (fixture->broker, DESK_PACKET_PUBLISH), ==, 4);
}

/* Whatever the QoS, and though nothing is sent again by itself */
static void
test_person_publishes_each_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_PUBLISH, "!");
  desk_session_start (fixture->session);
  for (guint qos = 0; qos < 3; qos++)
    {
      wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_CONNECTED);
      desk_session_publish (fixture->session, "forbidden", payload, qos, FALSE, NULL, NULL);
      wait_until (desk_session_get_state (fixture->session) != DESK_SESSION_CONNECTED);
      if (qos < 2)
        desk_session_try_now (fixture->session);
    }
  g_assert_cmpint (desk_session_get_state (fixture->session), ==, DESK_SESSION_DISCONNECTED);
  g_assert_error (desk_session_get_error (fixture->session), DESK_ERROR, DESK_ERROR_PUBLISH_LOOP);
  check_suspect (fixture, "forbidden");
}

static void
test_subscription_refused (Fixture *fixture, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (fixture->session, "a", 2, NULL);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, "90 03 ID 80");
  desk_session_start (fixture->session);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_REFUSED);
  g_assert_error (desk_subscription_get_error (subscription), DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER);
  g_assert_cmpint (desk_session_get_state (fixture->session), ==, DESK_SESSION_CONNECTED);
}

static void
note_refusal (DeskSubscription *subscription, GParamSpec *pspec, gboolean *was_refused)
{
  *was_refused = *was_refused || desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_REFUSED
                 || desk_subscription_get_error (subscription) != NULL;
}

/* Who gets no answer was not refused; the next connection asks again. */
static void
test_subscription_unanswered (Fixture *fixture, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (fixture->session, "a", 2, NULL);
  gboolean was_refused = FALSE;

  g_signal_connect (subscription, "notify", G_CALLBACK (note_refusal), &was_refused);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, "!");
  desk_session_start (fixture->session);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_WAITING);
  g_assert_cmpint (desk_subscription_get_state (subscription), ==, DESK_SUBSCRIPTION_IDLE);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, NULL);
  desk_session_try_now (fixture->session);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_false (was_refused);
  g_signal_handlers_disconnect_by_data (subscription, &was_refused);
}

/* MQTT 5.0 table 3-8: it is said at the subscription, and neither asked again nor taken for a loss. */
static void
test_subscriptions_refused_5 (Fixture *fixture, gconstpointer data)
{
  static const guint8 codes[] = { 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2 };

  g_object_set (fixture->profile, "mqtt-version", (int) DESK_MQTT_5, NULL);
  desk_session_start (fixture->session);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_CONNECTED);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *answer = g_strdup_printf ("90 04 ID 00 %02x", codes[i]);
      g_autofree char *filter = g_strdup_printf ("a/%02x", codes[i]);
      DeskSubscription *subscription;

      fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, answer);
      subscription = desk_session_subscribe (fixture->session, filter, 1, NULL);
      wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_REFUSED);
      g_assert_error (desk_subscription_get_error (subscription), DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER);
      g_test_message ("%s", desk_subscription_get_error (subscription)->message);
    }
  g_assert_cmpint (desk_session_get_state (fixture->session), ==, DESK_SESSION_CONNECTED);
  g_assert_cmpuint (fake_broker_count (fixture->broker, DESK_PACKET_SUBSCRIBE), ==, G_N_ELEMENTS (codes));
  g_assert_cmpuint (fake_broker_get_n_connections (fixture->broker), ==, 1);
}

static void
test_lower_qos_granted (Fixture *fixture, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (fixture->session, "a", 2, NULL);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_SUBSCRIBE, "90 03 ID 01");
  desk_session_start (fixture->session);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_cmpuint (desk_subscription_get_qos (subscription), ==, 2);
  g_assert_cmpuint (desk_subscription_get_granted_qos (subscription), ==, 1);
}

/* A broker that keeps the session keeps its subscriptions too (MQTT 3.1.1
 * section 3.1.2.4); one that lost it gets them again. */
static void
test_session_present (Fixture *fixture, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (fixture->session, "a", 0, NULL);

  g_object_set (fixture->profile, "clean-start", FALSE, NULL);
  desk_session_start (fixture->session);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_cmpuint (fake_broker_count (fixture->broker, DESK_PACKET_SUBSCRIBE), ==, 1);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, "20 02 01 00");
  fake_broker_hang_up (fixture->broker);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_WAITING);
  desk_session_try_now (fixture->session);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_CONNECTED);
  g_assert_true (desk_session_get_session_present (fixture->session));
  g_assert_cmpint (desk_subscription_get_state (subscription), ==, DESK_SUBSCRIPTION_GRANTED);

  /* A subscription of now tells that nothing else was sent before it. */
  desk_session_subscribe (fixture->session, "b", 0, NULL);
  wait_until (fake_broker_count (fixture->broker, DESK_PACKET_SUBSCRIBE) >= 2);
  g_assert_cmpuint (fake_broker_count (fixture->broker, DESK_PACKET_SUBSCRIBE), ==, 2);
}

/* A broker that keeps the session and did not hear of it goes on sending. */
static void
test_unsubscribe_unanswered (Fixture *fixture, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (fixture->session, "a", 0, NULL);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) again = NULL;

  g_object_set (fixture->profile, "clean-start", FALSE, NULL);
  desk_session_start (fixture->session);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_UNSUBSCRIBE, "!");
  desk_session_unsubscribe (fixture->session, subscription);
  wait_until (desk_session_get_state (fixture->session) == DESK_SESSION_WAITING);
  first = fake_broker_wait (fixture->broker, DESK_PACKET_UNSUBSCRIBE);

  fake_broker_set_answer (fixture->broker, DESK_PACKET_UNSUBSCRIBE, NULL);
  fake_broker_set_answer (fixture->broker, DESK_PACKET_CONNECT, "20 02 01 00");
  desk_session_try_now (fixture->session);
  wait_until (fake_broker_count (fixture->broker, DESK_PACKET_UNSUBSCRIBE) == 2);
  again = fake_broker_wait (fixture->broker, DESK_PACKET_UNSUBSCRIBE);
  /* "a", behind the fixed header and an identifier */
  g_assert_cmpmem ((const guint8 *) g_bytes_get_data (again, NULL) + 4, 3,
                   (const guint8 *) g_bytes_get_data (first, NULL) + 4, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session/refused/%d-%02x", refusals[i].version, refusals[i].code);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_refused, tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (disconnects); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session/disconnected/%02x", disconnects[i].code);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_disconnected, tear_down);
    }
  g_test_add ("/session/client-id-taken", Fixture, NULL, set_up, test_client_id_taken, tear_down);
  g_test_add ("/session/closed-each-time", Fixture, NULL, set_up, test_closed_each_time, tear_down);
  g_test_add ("/session/subscribe-closes-each-time", Fixture, NULL, set_up, test_subscribe_closes_each_time, tear_down);
  g_test_add ("/session/unreadable-each-time", Fixture, NULL, set_up, test_unreadable_each_time, tear_down);
  g_test_add ("/session/publish-closes-each-time", Fixture, NULL, set_up, test_publish_closes_each_time, tear_down);
  g_test_add ("/session/person-publishes-each-time", Fixture, NULL, set_up, test_person_publishes_each_time, tear_down);
  g_test_add ("/session/subscription-refused", Fixture, NULL, set_up, test_subscription_refused, tear_down);
  g_test_add ("/session/subscription-unanswered", Fixture, NULL, set_up, test_subscription_unanswered, tear_down);
  g_test_add ("/session/subscriptions-refused-5", Fixture, NULL, set_up, test_subscriptions_refused_5, tear_down);
  g_test_add ("/session/lower-qos-granted", Fixture, NULL, set_up, test_lower_qos_granted, tear_down);
  g_test_add ("/session/unsubscribe-unanswered", Fixture, NULL, set_up, test_unsubscribe_unanswered, tear_down);
  g_test_add ("/session/session-present", Fixture, NULL, set_up, test_session_present, tear_down);

  return g_test_run ();
}
