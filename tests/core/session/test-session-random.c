/* test-session-random.c: a session in the hands of somebody who cannot decide
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "fake-broker.h"
#include "session-scene.h"

#define SEED 20261124
#define N_STEPS 3000

typedef struct
{
  GRand *random;
  FakeBroker *broker;
  DeskProfile *profile;
  DeskSession *session;
  guint n_connected;
  guint n_waiting;
} Scene;

static gint32
draw (Scene *scene, gint32 n)
{
  return g_rand_int_range (scene->random, 0, n);
}

/* Whatever was asked for, what a session shows of itself fits together. */
static void
check (Scene *scene)
{
  DeskSessionState state = desk_session_get_state (scene->session);
  GListModel *subscriptions = desk_session_get_subscriptions (scene->session);

  if (state != DESK_SESSION_WAITING)
    g_assert_cmpuint (desk_session_get_seconds_left (scene->session), ==, 0);
  if (state == DESK_SESSION_CONNECTED)
    g_assert_null (desk_session_get_error (scene->session));
  if (state == DESK_SESSION_WAITING)
    g_assert_nonnull (desk_session_get_error (scene->session));
  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, i);
      DeskSubscriptionState answer = desk_subscription_get_state (subscription);

      g_assert_cmpint (answer == DESK_SUBSCRIPTION_REFUSED, ==,
                       desk_subscription_get_error (subscription) != NULL);
      if (state == DESK_SESSION_DISCONNECTED || state == DESK_SESSION_WAITING)
        g_assert_true (answer == DESK_SUBSCRIPTION_IDLE || answer == DESK_SUBSCRIPTION_GRANTED);
      else if (answer == DESK_SUBSCRIPTION_PENDING)
        g_assert_cmpint (state, !=, DESK_SESSION_CONNECTING);
    }
}

static void
on_state (Scene *scene)
{
  DeskSessionState state = desk_session_get_state (scene->session);

  scene->n_connected += state == DESK_SESSION_CONNECTED;
  scene->n_waiting += state == DESK_SESSION_WAITING;
}

static void
publish (Scene *scene)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);

  desk_session_publish (scene->session, "a", payload, (guint) draw (scene, 3), FALSE, NULL, NULL);
}

static void
unsubscribe (Scene *scene)
{
  GListModel *subscriptions = desk_session_get_subscriptions (scene->session);
  guint n_items = g_list_model_get_n_items (subscriptions);

  if (n_items > 0)
    {
      guint which = (guint) draw (scene, (gint32) n_items);
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, which);

      desk_session_unsubscribe (scene->session, subscription);
    }
}

static void
change_broker (Scene *scene)
{
  static const char *const greetings[] = {
    NULL, NULL, NULL, "20 02 01 00", "20 02 00 03 !", "20 02 00 05 !", "!", "20 02 00 00 !",
  };
  static const char *const answers[] = { NULL, NULL, "90 03 ID 80", "!", "" };

  fake_broker_set_answer (scene->broker, DESK_PACKET_CONNECT, greetings[draw (scene, G_N_ELEMENTS (greetings))]);
  fake_broker_set_answer (scene->broker, DESK_PACKET_SUBSCRIBE, answers[draw (scene, G_N_ELEMENTS (answers))]);
}

static void
step (Scene *scene)
{
  static const char *const filters[] = { "a", "b/#", "+/c", "$share/g/a" };

  switch (draw (scene, 16))
    {
    case 0:
    case 1:
      desk_session_start (scene->session);
      break;
    case 2:
      desk_session_stop (scene->session);
      break;
    case 3:
      desk_session_try_now (scene->session);
      break;
    case 4:
      desk_session_start_as_new_client (scene->session);
      break;
    case 5:
    case 6:
      desk_session_subscribe (scene->session, filters[draw (scene, G_N_ELEMENTS (filters))],
                              (guint) draw (scene, 3), NULL);
      break;
    case 7:
      unsubscribe (scene);
      break;
    case 8:
      publish (scene);
      break;
    case 9:
      if (fake_broker_get_n_connections (scene->broker) > 0)
        fake_broker_hang_up (scene->broker);
      break;
    case 10:
      change_broker (scene);
      break;
    case 11:
      g_object_set (scene->profile, "clean-start", draw (scene, 2) == 0, NULL);
      break;
    case 12:
      for (gint32 i = draw (scene, 20); i > 0; i--)
        g_main_context_iteration (NULL, FALSE);
      break;
    default:
      /* Something comes of what was asked for. */
      wait_until (desk_session_get_state (scene->session) != DESK_SESSION_CONNECTING
                  && desk_session_get_state (scene->session) != DESK_SESSION_DISCONNECTING);
    }
}

static void
test_random (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  g_autofree char *log_path = g_build_filename (folder, "log.sqlite", NULL);
  Scene scene = { 0 };

  scene.random = g_rand_new_with_seed (SEED);
  scene.broker = fake_broker_new ();
  scene.profile = desk_profile_new ();
  g_object_set (scene.profile, "host", "127.0.0.1", "port", (guint) fake_broker_get_port (scene.broker), NULL);
  scene.session = desk_session_new (scene.profile, log_path);
  g_signal_connect_swapped (scene.session, "notify::state", G_CALLBACK (on_state), &scene);

  for (guint i = 0; i < N_STEPS; i++)
    {
      step (&scene);
      check (&scene);
    }
  fake_broker_set_answer (scene.broker, DESK_PACKET_CONNECT, NULL);
  fake_broker_set_answer (scene.broker, DESK_PACKET_SUBSCRIBE, NULL);
  desk_session_stop (scene.session);
  wait_until (desk_session_get_state (scene.session) == DESK_SESSION_DISCONNECTED);
  desk_session_start (scene.session);
  wait_until (desk_session_get_state (scene.session) == DESK_SESSION_CONNECTED);
  g_test_message ("%u connected, %u waiting, %u connections", scene.n_connected, scene.n_waiting,
                  fake_broker_get_n_connections (scene.broker));
  g_assert_cmpuint (scene.n_connected, >, 10);

  close_session (scene.session);
  g_assert_finalize_object (scene.session);
  g_object_unref (scene.profile);
  fake_broker_free (scene.broker);
  remove_folder (folder);
  g_rand_free (scene.random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/session/random", test_random);

  return g_test_run ();
}
