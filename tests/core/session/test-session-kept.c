/* test-session-kept.c: a session that a real broker keeps while the program does not run
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>

#include "desk-broker.h"
#include "session-scene.h"

typedef struct
{
  DeskMqttVersion version;
  char *folder;
  char *log_path;
  DeskBroker *broker;
  DeskProfile *profile;
  DeskSession *session;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->version = (DeskMqttVersion) GPOINTER_TO_INT (data);
  f->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  f->log_path = g_build_filename (f->folder, "log.sqlite", NULL);
  f->broker = desk_broker_new ();
  start_broker (f->broker, 0);
  f->profile = desk_profile_new ();
  g_object_set (f->profile, "name", "Kept", "host", "localhost", "port", (guint) desk_broker_get_port (f->broker),
                "client-id", "kept", "clean-start", FALSE, "mqtt-version", (int) f->version, NULL);
  if (f->version == DESK_MQTT_5)
    {
      DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (f->profile);

      mqtt5.session_expiry = 3600;
      desk_profile_set_mqtt5 (f->profile, &mqtt5);
    }
  f->session = desk_session_new (f->profile, f->log_path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_session (f->session);
  g_assert_finalize_object (f->session);
  g_object_unref (f->profile);
  desk_broker_stop (f->broker);
  g_object_unref (f->broker);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->log_path);
}

/* As the program does when it starts again: all that it knows is what was saved. */
static void
start_again (Fixture *f)
{
  g_autoptr (JsonObject) saved = NULL;
  g_autoptr (GError) error = NULL;

  close_session (f->session);
  g_assert_finalize_object (f->session);
  saved = desk_profile_to_json (f->profile);
  g_object_unref (f->profile);
  f->profile = desk_profile_new_from_json (saved, &error);
  g_assert_no_error (error);
  f->session = desk_session_new (f->profile, f->log_path);
}

static gboolean
all_granted (Fixture *f)
{
  GListModel *list = desk_session_get_subscriptions (f->session);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (list, i);

      if (desk_subscription_get_state (subscription) != DESK_SUBSCRIPTION_GRANTED)
        return FALSE;
    }

  return TRUE;
}

static void
connect_session (Fixture *f)
{
  desk_session_start (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED && all_granted (f));
}

static void
publish (Fixture *f, const char *topic, gboolean retained)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("1", 1);
  g_autoptr (GError) error = NULL;
  DeskPublication *publication = desk_session_publish (f->session, topic, payload, 1, retained, NULL, &error);

  g_assert_no_error (error);
  g_object_ref (publication);
  wait_until (desk_publication_get_state (publication) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_object_unref (publication);
}

/* Subscribes to “held” and “other”, where a retained message is on “held”. */
static void
subscribe_once (Fixture *f)
{
  desk_session_subscribe (f->session, "held", 1, NULL);
  desk_session_subscribe (f->session, "other", 0, NULL);
  connect_session (f);
  publish (f, "held", TRUE);
  wait_until (desk_session_get_n_received (f->session) == 1);
}

/* What was asked for before has been answered when this has come. */
static void
expect_received (Fixture *f, guint64 n_before)
{
  publish (f, "other", FALSE);
  wait_until (desk_session_get_n_received (f->session) >= n_before + 1);
  g_assert_cmpuint (desk_session_get_n_received (f->session), ==, n_before + 1);
}

static void
test_nothing_is_sent_again (Fixture *f, gconstpointer data)
{
  g_autoptr (DeskSubscription) held = NULL;

  subscribe_once (f);
  start_again (f);
  connect_session (f);
  g_assert_true (desk_session_get_session_present (f->session));
  held = g_list_model_get_item (desk_session_get_subscriptions (f->session), 0);
  g_assert_cmpuint (desk_subscription_get_granted_qos (held), ==, 1);
  expect_received (f, 0);

  /* The broker does hold it. */
  publish (f, "held", FALSE);
  wait_until (desk_session_get_n_received (f->session) == 2);
}

static void
test_removed_while_away (Fixture *f, gconstpointer data)
{
  g_autoptr (DeskSubscription) held = NULL;

  subscribe_once (f);
  start_again (f);
  held = g_list_model_get_item (desk_session_get_subscriptions (f->session), 0);
  desk_session_unsubscribe (f->session, held);
  /* And the program ends before it has connected. */
  start_again (f);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_subscriptions (f->session)), ==, 1);
  connect_session (f);
  wait_until (desk_profile_find_grant (f->profile, "held") == NULL);
  publish (f, "held", FALSE);
  expect_received (f, 0);
}

static void
test_changed_while_away (Fixture *f, gconstpointer data)
{
  g_autoptr (DeskSubscription) other = NULL;

  subscribe_once (f);
  start_again (f);
  desk_session_subscribe (f->session, "other", 2, NULL);
  desk_session_subscribe (f->session, "new", 0, NULL);
  connect_session (f);
  other = g_list_model_get_item (desk_session_get_subscriptions (f->session), 1);
  g_assert_cmpuint (desk_subscription_get_granted_qos (other), ==, 2);
  expect_received (f, 0);
  publish (f, "new", FALSE);
  wait_until (desk_session_get_n_received (f->session) == 2);
}

/* Whatever is not sure is subscribed to. */
static void
test_nothing_is_lost (Fixture *f, gconstpointer data)
{
  guint16 port = desk_broker_get_port (f->broker);

  subscribe_once (f);

  /* Another client ID: the record is of no use, and the retained message comes. */
  start_again (f);
  g_object_set (f->profile, "client-id", "another", NULL);
  connect_session (f);
  g_assert_false (desk_session_get_session_present (f->session));
  wait_until (desk_session_get_n_received (f->session) == 1);

  /* The session of before is there, but what it holds is not known any more. */
  start_again (f);
  g_object_set (f->profile, "client-id", "kept", NULL);
  connect_session (f);
  g_assert_true (desk_session_get_session_present (f->session));
  if (f->version != DESK_MQTT_5)
    wait_until (desk_session_get_n_received (f->session) == 1);
  expect_received (f, f->version != DESK_MQTT_5 ? 1 : 0);

  /* The broker has lost it. */
  start_again (f);
  desk_broker_stop (f->broker);
  start_broker (f->broker, port);
  connect_session (f);
  g_assert_false (desk_session_get_session_present (f->session));
  expect_received (f, 0);
  publish (f, "held", FALSE);
  wait_until (desk_session_get_n_received (f->session) == 2);
}

/* An answer that was never heard may have been a yes or a no. */
static void
test_unanswered_is_asked_again (Fixture *f, gconstpointer data)
{
  const DeskProfileGrant unsure = { .filter = "held", .options = { .qos = 1 }, .granted_qos = -1 };
  const DeskProfileGrant gone = { .filter = "gone", .granted_qos = -1 };

  subscribe_once (f);
  desk_profile_put_grant (f->profile, &unsure);
  desk_profile_put_grant (f->profile, &gone);
  start_again (f);
  g_assert_cmpint (desk_profile_find_grant (f->profile, "held")->granted_qos, ==, -1);
  connect_session (f);
  wait_until (desk_profile_find_grant (f->profile, "gone") == NULL);
  g_assert_cmpint (desk_profile_find_grant (f->profile, "held")->granted_qos, ==, 1);
  if (f->version != DESK_MQTT_5)
    wait_until (desk_session_get_n_received (f->session) == 1);
  expect_received (f, f->version != DESK_MQTT_5 ? 1 : 0);
}

/* A session that ends with its connection is nothing to keep a record of. */
static void
test_clean_start (Fixture *f, gconstpointer data)
{
  DeskProfileMqtt5 mqtt5;

  subscribe_once (f);
  g_assert_cmpuint (desk_profile_get_n_grants (f->profile), ==, 2);
  start_again (f);
  mqtt5 = *desk_profile_get_mqtt5 (f->profile);
  mqtt5.session_expiry = -1;
  desk_profile_set_mqtt5 (f->profile, &mqtt5);
  g_object_set (f->profile, "clean-start", TRUE, NULL);
  connect_session (f);
  g_assert_cmpuint (desk_profile_get_n_grants (f->profile), ==, 0);
  wait_until (desk_session_get_n_received (f->session) == 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function) \
  g_test_add ("/session-kept/" name "/3.1.1", Fixture, GINT_TO_POINTER (DESK_MQTT_3_1_1), set_up, function, tear_down); \
  g_test_add ("/session-kept/" name "/5", Fixture, GINT_TO_POINTER (DESK_MQTT_5), set_up, function, tear_down)
  ADD ("nothing-is-sent-again", test_nothing_is_sent_again);
  ADD ("removed-while-away", test_removed_while_away);
  ADD ("changed-while-away", test_changed_while_away);
  ADD ("nothing-is-lost", test_nothing_is_lost);
  ADD ("unanswered-is-asked-again", test_unanswered_is_asked_again);
  ADD ("clean-start", test_clean_start);
#undef ADD

  return g_test_run ();
}
