/* test-session.c: a session and a real broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-broker.h"
#include "desk-error.h"
#include "desk-message.h"
#include "session-scene.h"

typedef struct
{
  char *folder;
  char *log_path;
  DeskBroker *broker;
  DeskProfile *profile;
  DeskSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  fixture->log_path = g_build_filename (fixture->folder, "log.sqlite", NULL);
  fixture->broker = desk_broker_new ();
  start_broker (fixture->broker, 0);
  fixture->profile = desk_profile_new ();
  g_object_set (fixture->profile, "host", "localhost", "port", (guint) desk_broker_get_port (fixture->broker), NULL);
  fixture->session = desk_session_new (fixture->profile, fixture->log_path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->session != NULL)
    {
      close_session (fixture->session);
      g_assert_finalize_object (fixture->session);
    }
  g_object_unref (fixture->profile);
  desk_broker_stop (fixture->broker);
  g_object_unref (fixture->broker);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->log_path);
}

static DeskSessionState
state (Fixture *fixture)
{
  return desk_session_get_state (fixture->session);
}

static void
publish (DeskSession *session, const char *topic, const char *text, guint qos)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  g_autoptr (DeskPublication) publication = NULL;
  g_autoptr (GError) error = NULL;

  publication = desk_session_publish (session, topic, payload, qos, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_object_ref (publication);
  wait_until (desk_publication_get_state (publication) != DESK_PUBLICATION_PENDING);
  g_assert_no_error (desk_publication_get_error (publication));
  g_assert_cmpint (desk_publication_get_state (publication), ==,
                   qos == 0 ? DESK_PUBLICATION_SENT : DESK_PUBLICATION_ACKNOWLEDGED);
}

static DeskMessage *
read_message (DeskSession *session, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DeskMessage *message;

  desk_log_read_message_async (desk_session_get_log (session), id, 1000, NULL, keep_result, &result);
  wait_until (result != NULL);
  message = desk_log_read_message_finish (desk_session_get_log (session), result, &error);
  g_assert_no_error (error);

  return message;
}

static void
test_publish_and_receive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMessage) first = NULL;
  g_autoptr (DeskMessage) second = NULL;
  g_autofree char *address = NULL;
  DeskTally tally;
  DeskSubscription *subscription;

  g_object_set (fixture->profile, "mqtt-version", GPOINTER_TO_INT (data), NULL);
  subscription = desk_session_subscribe (fixture->session, "a/#", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_subscription_get_state (subscription), ==, DESK_SUBSCRIPTION_IDLE);
  g_assert_null (desk_session_subscribe (fixture->session, "a/#/b", 0, NULL));

  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_cmpuint (desk_subscription_get_granted_qos (subscription), ==, 1);
  g_assert_cmpint (desk_profile_get_last_used (fixture->profile), >, 0);

  address = g_strdup_printf ("127.0.0.1:%u", desk_profile_get_port (fixture->profile));
  g_assert_cmpstr (desk_session_get_peer_address (fixture->session), ==, address);
  g_assert_null (desk_session_get_proxy (fixture->session));

  publish (fixture->session, "a/b", "zwölf", 1);
  publish (fixture->session, "c", "not subscribed", 0);
  wait_until (desk_session_get_n_received (fixture->session) == 1 && desk_session_get_n_sent (fixture->session) == 2);
  g_assert_cmpuint (desk_subscription_get_count (subscription), ==, 1);
  desk_session_get_tally (fixture->session, &tally);
  g_assert_cmpuint (tally.connection.received, ==, 1);
  g_assert_cmpuint (tally.connection.received_bytes, ==, strlen ("zwölf"));
  g_assert_cmpuint (tally.connection.sent, ==, 2);
  g_assert_cmpint (tally.connection.since, >, tally.total.since);
  g_assert_cmpuint (tally.total.sent_bytes, ==, strlen ("zwölf") + strlen ("not subscribed"));
  g_assert_cmpuint (tally.stored, ==, 3);
  g_assert_cmpuint (tally.waiting + tally.not_stored + tally.overlapping + tally.unmatched, ==, 0);
  g_assert_true (desk_session_find_subscription (fixture->session, "a/b") == subscription);
  g_assert_null (desk_session_find_subscription (fixture->session, "c"));
  desk_subscription_set_muted (subscription, TRUE);
  g_assert_null (desk_session_find_subscription (fixture->session, "a/b"));

  /* Ours was handed to the network before the broker could send it back. */
  first = read_message (fixture->session, 1);
  g_assert_cmpstr (first->topic, ==, "a/b");
  g_assert_cmpint (first->flags, ==, DESK_MESSAGE_OUTGOING | 1);
  second = read_message (fixture->session, 2);
  g_assert_cmpstr (second->topic, ==, "a/b");
  g_assert_cmpint (second->flags, ==, 1);
  g_assert_true (g_bytes_equal (first->payload, second->payload));
}

static void
test_reconnects_and_restores_once (Fixture *fixture, gconstpointer data)
{
  guint16 port = desk_broker_get_port (fixture->broker);
  DeskSubscription *subscription = desk_session_subscribe (fixture->session, "a", 0, NULL);
  DeskTally tally;

  desk_session_start (fixture->session);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  publish (fixture->session, "a", "0", 1);
  wait_until (desk_session_get_n_received (fixture->session) == 1);

  desk_broker_stop (fixture->broker);
  wait_until (state (fixture) == DESK_SESSION_WAITING);
  wait_until (desk_session_get_seconds_left (fixture->session) > 0);
  g_assert_nonnull (desk_session_get_error (fixture->session));
  g_assert_cmpint (desk_subscription_get_state (subscription), ==, DESK_SUBSCRIPTION_IDLE);

  start_broker (fixture->broker, port);
  desk_session_try_now (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_null (desk_session_get_error (fixture->session));

  publish (fixture->session, "a", "1", 1);
  publish (fixture->session, "a", "2", 1);
  wait_until (desk_session_get_n_received (fixture->session) >= 3);
  g_assert_cmpuint (desk_session_get_n_received (fixture->session), ==, 3);

  /* What this connection brought, and all of them */
  wait_until (desk_session_get_n_sent (fixture->session) == 3);
  desk_session_get_tally (fixture->session, &tally);
  g_assert_cmpuint (tally.connection.received, ==, 2);
  g_assert_cmpuint (tally.connection.sent, ==, 2);
  g_assert_cmpuint (tally.total.received, ==, 3);
  g_assert_cmpuint (tally.total.sent, ==, 3);
  g_assert_cmpuint (tally.stored, ==, 6);
  g_assert_cmpuint (tally.connection_stored, ==, 4);
  g_assert_cmpuint (tally.connection_waiting, ==, 0);
}

static gboolean
accepts (guint port)
{
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, NULL);

  return connection != NULL;
}

static void
test_refused_waits_and_stops (Fixture *fixture, gconstpointer data)
{
  guint port = desk_broker_get_port (fixture->broker);

  desk_broker_stop (fixture->broker);
  /* A broker that is being killed may still take a connection. */
  wait_until (!accepts (port));
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_WAITING);
  g_assert_error (desk_session_get_error (fixture->session), DESK_ERROR, DESK_ERROR_REFUSED);
  desk_session_stop (fixture->session);
  g_assert_cmpint (state (fixture), ==, DESK_SESSION_DISCONNECTED);
  g_assert_cmpuint (desk_session_get_seconds_left (fixture->session), ==, 0);
}

static void
stop_session (DeskSession *session, GParamSpec *pspec, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (session, stop_session, user_data);
  desk_session_stop (session);
}

/* Whoever hears of a change may ask for another one at once. */
static void
test_stopped_by_a_listener (Fixture *fixture, gconstpointer data)
{
  desk_broker_stop (fixture->broker);
  g_signal_connect (fixture->session, "notify::seconds-left", G_CALLBACK (stop_session), NULL);
  desk_session_start (fixture->session);
  wait_until (desk_session_get_error (fixture->session) != NULL && state (fixture) == DESK_SESSION_DISCONNECTED);
  g_assert_cmpuint (desk_session_get_seconds_left (fixture->session), ==, 0);

  /* The log is open by now, so the attempt itself begins. */
  g_signal_connect (fixture->session, "notify::state", G_CALLBACK (stop_session), NULL);
  start_broker (fixture->broker, desk_broker_get_port (fixture->broker));
  desk_session_start (fixture->session);
  g_assert_cmpint (state (fixture), ==, DESK_SESSION_DISCONNECTING);
  wait_until (state (fixture) == DESK_SESSION_DISCONNECTED);
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
}

static void
test_no_reconnect_when_not_wanted (Fixture *fixture, gconstpointer data)
{
  desk_broker_stop (fixture->broker);
  g_object_set (fixture->profile, "reconnect", FALSE, NULL);
  desk_session_start (fixture->session);
  wait_until (desk_session_get_error (fixture->session) != NULL);
  g_assert_cmpint (state (fixture), ==, DESK_SESSION_DISCONNECTED);
}

static void
test_disconnect_and_connect_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *client_id = NULL;

  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  client_id = g_strdup (desk_session_get_client_id (fixture->session));

  desk_session_stop (fixture->session);
  g_assert_cmpint (state (fixture), ==, DESK_SESSION_DISCONNECTING);
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  g_assert_cmpstr (desk_session_get_client_id (fixture->session), ==, client_id);

  desk_session_stop (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_DISCONNECTED);
  g_assert_null (desk_session_get_error (fixture->session));

  desk_session_start_as_new_client (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  g_assert_cmpstr (desk_session_get_client_id (fixture->session), !=, client_id);
}

static void
test_unsubscribe (Fixture *fixture, gconstpointer data)
{
  DeskSubscription *kept = desk_session_subscribe (fixture->session, "kept", 0, NULL);
  DeskSubscription *gone = desk_session_subscribe (fixture->session, "gone", 0, NULL);

  g_assert_cmpuint (desk_profile_get_n_subscriptions (fixture->profile), ==, 2);
  g_assert_cmpuint (desk_subscription_get_colour (kept), !=, desk_subscription_get_colour (gone));
  desk_session_start (fixture->session);
  wait_until (desk_subscription_get_state (gone) == DESK_SUBSCRIPTION_GRANTED);

  desk_session_unsubscribe (fixture->session, gone);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (fixture->profile), ==, 1);
  publish (fixture->session, "gone", "x", 1);
  publish (fixture->session, "kept", "x", 1);
  wait_until (desk_session_get_n_received (fixture->session) >= 1);
  g_assert_cmpuint (desk_subscription_get_count (kept), ==, 1);
  g_assert_cmpuint (desk_session_get_n_received (fixture->session), ==, 1);
}

static void
test_log_of_somebody_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskSession) other = NULL;

  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);

  other = desk_session_new (fixture->profile, fixture->log_path);
  desk_session_start (other);
  wait_until (desk_session_get_log_error (other) != NULL);
  g_assert_error (desk_session_get_log_error (other), DESK_ERROR, DESK_ERROR_LOG_BUSY);
  g_assert_cmpint (desk_session_get_state (other), ==, DESK_SESSION_DISCONNECTED);

  /* It is tried again, in vain as long as the other one has it. */
  desk_session_start (other);
  g_assert_null (desk_session_get_log_error (other));
  wait_until (desk_session_get_log_error (other) != NULL);
  g_assert_cmpint (desk_session_get_state (other), ==, DESK_SESSION_DISCONNECTED);

  close_session (fixture->session);
  g_assert_finalize_object (fixture->session);
  fixture->session = g_steal_pointer (&other);
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
}

static void
test_close_while_connecting (Fixture *fixture, gconstpointer data)
{
  desk_session_start (fixture->session);
  close_session (fixture->session);
  g_assert_finalize_object (fixture->session);

  fixture->session = desk_session_new (fixture->profile, fixture->log_path);
  desk_session_start (fixture->session);
  wait_until (desk_session_get_step (fixture->session) != DESK_STEP_NONE);
}

/* A subscription comes back as it was left, and one that says nothing of a colour gets a free one. */
static void
test_restores_subscriptions (Fixture *fixture, gconstpointer data)
{
  const DeskProfileSubscription saved = { "a/#", { .qos = 2, .no_local = TRUE }, "Floor", 0, TRUE };
  g_autoptr (DeskSubscription) first = NULL;
  g_autoptr (DeskSubscription) second = NULL;

  close_session (fixture->session);
  g_assert_finalize_object (fixture->session);
  desk_profile_put_subscription (fixture->profile, &saved);
  desk_profile_set_subscription (fixture->profile, "b", 0);
  fixture->session = desk_session_new (fixture->profile, fixture->log_path);
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);

  first = g_list_model_get_item (desk_session_get_subscriptions (fixture->session), 0);
  second = g_list_model_get_item (desk_session_get_subscriptions (fixture->session), 1);
  wait_until (desk_subscription_get_state (first) == DESK_SUBSCRIPTION_GRANTED
              && desk_subscription_get_state (second) == DESK_SUBSCRIPTION_GRANTED);
  g_assert_cmpuint (desk_subscription_get_granted_qos (first), ==, 2);
  g_assert_cmpstr (desk_subscription_get_name (first), ==, "Floor");
  g_assert_cmpuint (desk_subscription_get_colour (first), ==, 0);
  g_assert_true (desk_subscription_get_muted (first));
  g_assert_cmpstr (desk_subscription_get_name (second), ==, "");
  g_assert_cmpuint (desk_subscription_get_colour (second), ==, 1);

  desk_subscription_set_muted (first, FALSE);
  desk_subscription_set_colour (second, 1);
  g_assert_false (desk_profile_find_subscription (fixture->profile, "a/#")->muted);
  g_assert_true (desk_profile_find_subscription (fixture->profile, "a/#")->options.no_local);
  g_assert_cmpint (desk_profile_find_subscription (fixture->profile, "b")->colour, ==, 1);
}

/* What goes to the broker has values for variables, and the profile keeps the variables. */
static void
test_variables (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "site", "later", NULL };
  static const char *const values[] = { "luebeck", "now", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSubscription) unknown = NULL;
  g_autofree char *client_id = NULL;
  DeskSubscription *subscription;

  close_session (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_object_set (fixture->profile, "host", "${where}", "client-id", "c-${random:6}", NULL);
  desk_profile_set_subscription (fixture->profile, "plant/${later}/#", 1);
  fixture->session = desk_session_new (fixture->profile, fixture->log_path);
  desk_session_start (fixture->session);
  wait_until (desk_session_get_error (fixture->session) != NULL);
  g_assert_nonnull (strstr (desk_session_get_error (fixture->session)->message, "${where}"));
  g_assert_cmpint (state (fixture), ==, DESK_SESSION_DISCONNECTED);

  desk_profile_set_variables (fixture->profile, (const char *[]) { "where", NULL }, (const char *[]) { "localhost", NULL });
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  client_id = g_strdup (desk_session_get_client_id (fixture->session));
  g_assert_cmpuint (strlen (client_id), ==, 8);
  unknown = g_list_model_get_item (desk_session_get_subscriptions (fixture->session), 0);
  wait_until (desk_subscription_get_state (unknown) == DESK_SUBSCRIPTION_REFUSED);
  g_assert_nonnull (strstr (desk_subscription_get_error (unknown)->message, "${later}"));
  g_assert_null (desk_session_subscribe (fixture->session, "a/${site}", 0, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);

  /* The next connection has the values that there are by then. */
  desk_session_stop (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_DISCONNECTED);
  g_object_set (fixture->profile, "host", "localhost", NULL);
  desk_profile_set_variables (fixture->profile, names, values);
  desk_session_start (fixture->session);
  wait_until (state (fixture) == DESK_SESSION_CONNECTED);
  g_assert_cmpstr (desk_session_get_client_id (fixture->session), ==, client_id);
  g_clear_object (&unknown);
  unknown = g_list_model_get_item (desk_session_get_subscriptions (fixture->session), 0);
  g_assert_cmpstr (desk_subscription_get_filter (unknown), ==, "plant/now/#");
  wait_until (desk_subscription_get_state (unknown) == DESK_SUBSCRIPTION_GRANTED);

  subscription = desk_session_subscribe (fixture->session, "a/${site}", 1, NULL);
  g_assert_cmpstr (desk_subscription_get_filter (subscription), ==, "a/luebeck");
  g_assert_true (desk_session_subscribe (fixture->session, "a/luebeck", 0, NULL) == subscription);
  g_assert_nonnull (desk_profile_find_subscription (fixture->profile, "a/${site}"));
  g_assert_cmpuint (desk_profile_get_n_subscriptions (fixture->profile), ==, 2);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  desk_session_unsubscribe (fixture->session, subscription);
  g_assert_cmpuint (desk_profile_get_n_subscriptions (fixture->profile), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, data, function) g_test_add ("/session/" name, Fixture, data, set_up, function, tear_down)
  ADD ("publish-and-receive/3.1.1", GINT_TO_POINTER (DESK_MQTT_3_1_1), test_publish_and_receive);
  ADD ("publish-and-receive/5", GINT_TO_POINTER (DESK_MQTT_5), test_publish_and_receive);
  ADD ("reconnects-and-restores-once", NULL, test_reconnects_and_restores_once);
  ADD ("refused-waits-and-stops", NULL, test_refused_waits_and_stops);
  ADD ("stopped-by-a-listener", NULL, test_stopped_by_a_listener);
  ADD ("no-reconnect-when-not-wanted", NULL, test_no_reconnect_when_not_wanted);
  ADD ("disconnect-and-connect-again", NULL, test_disconnect_and_connect_again);
  ADD ("unsubscribe", NULL, test_unsubscribe);
  ADD ("restores-subscriptions", NULL, test_restores_subscriptions);
  ADD ("variables", NULL, test_variables);
  ADD ("log-of-somebody-else", NULL, test_log_of_somebody_else);
  ADD ("close-while-connecting", NULL, test_close_while_connecting);
#undef ADD

  return g_test_run ();
}
