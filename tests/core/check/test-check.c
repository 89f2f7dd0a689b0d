/* test-check.c: the connection check of brokers that take no TLS
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "check-scene.h"
#include "desk-batch.h"
#include "desk-error.h"
#include "fake-broker.h"
#include "real-broker.h"
#include "scripted-server.h"
#include "wait.h"

static void
test_good (void)
{
  static const char *steps[] = { "resolve", "tcp", "connect", "subscribe", "publish" };
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "localhost", real_broker_get_port (broker));
  DeskMqttVersion versions[] = { DESK_MQTT_3_1, DESK_MQTT_3_1_1, DESK_MQTT_5 };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (DeskCheck) check = NULL;

      options->version = versions[i];
      check = run_check (options);
      g_assert_true (desk_check_get_passed (check));
      g_assert_cmpuint (desk_check_get_n_findings (check), ==, G_N_ELEMENTS (steps));
      for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
        {
          const DeskCheckFinding *finding = desk_check_get_finding (check, j);

          g_assert_cmpstr (finding->id, ==, steps[j]);
          g_assert_cmpint ((int) finding->state, ==, (int) DESK_CHECK_PASSED);
          g_assert_cmpint (finding->time, >=, 0);
        }
      assert_step (check, "publish", DESK_CHECK_PASSED, "came back");
    }
}

/* Who wants it so publishes nothing, and still leaves in order. */
static void
test_without_probe (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
  g_autoptr (DeskCheck) check = desk_check_new (options);
  g_autoptr (GBytes) disconnect = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_str_has_prefix (desk_check_get_topic (check), "mqttdesk/check/"));
  g_assert_true (desk_check_get_probe (check));
  desk_check_set_probe (check, FALSE);
  finish_check (check);
  g_assert_true (desk_check_get_passed (check));
  g_assert_null (desk_check_find (check, "subscribe"));
  g_assert_null (desk_check_find (check, "publish"));
  disconnect = fake_broker_wait (broker, DESK_PACKET_DISCONNECT);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_SUBSCRIBE), ==, 0);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_PUBLISH), ==, 0);
  text = desk_check_dup_text (check);
  g_assert_nonnull (strstr (text, "left out"));
}

/* Nothing but its own topic is touched, and that is not retained. */
static void
test_leaves_nothing (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
  g_autoptr (DeskCheck) check = NULL;
  g_autoptr (GBytes) connect = NULL;
  g_autoptr (GBytes) publish = NULL;
  gsize length;
  const guint8 *data;

  options->client_id = (g_free (options->client_id), g_strdup ("plant"));
  options->clean_start = FALSE;
  options->will = desk_will_new ("plant/state", NULL);
  check = run_check (options);

  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_CONNECT), ==, 1);
  connect = fake_broker_wait (broker, DESK_PACKET_CONNECT);
  data = g_bytes_get_data (connect, &length);
  g_assert_cmphex (data[9], ==, 0x02); /* clean, neither will nor password */
  g_assert_null (memmem (data, length, "plant/state", 11));
  g_assert_nonnull (memmem (data, length, "plant-check", 11));
  publish = fake_broker_wait (broker, DESK_PACKET_PUBLISH);
  data = g_bytes_get_data (publish, &length);
  g_assert_cmphex (data[0], ==, 0x32); /* QoS 1, not retained */
  g_assert_nonnull (memmem (data, length, "mqttdesk/check/", 15));
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_DISCONNECT), ==, 1);
}

/* There is no name and no port to look at. */
static void
test_unix_socket (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-check-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  g_autofree char *config = g_strdup_printf ("listener 0 %s\n", path);
  g_autoptr (RealBroker) broker = real_broker_new (config);
  g_autoptr (DeskConnectOptions) options = new_options ("unix", path, 0);
  g_autoptr (DeskCheck) check = run_check (options);
  g_autoptr (DeskCheck) missing = NULL;

  g_assert_true (desk_check_get_passed (check));
  g_assert_cmpuint (desk_check_get_n_findings (check), ==, 3);

  g_free (options->endpoint->host);
  options->endpoint->host = g_build_filename (folder, "missing", NULL);
  missing = run_check (options);
  assert_step (missing, "connect", DESK_CHECK_FAILED, "missing");
  g_remove (path);
  g_rmdir (folder);
}

static void
test_no_such_host (void)
{
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "broker.invalid", 1883);
  g_autoptr (DeskCheck) check = run_check (options);

  g_assert_false (desk_check_get_passed (check));
  assert_step (check, "resolve", DESK_CHECK_FAILED, "broker.invalid");
  assert_left_out (check, "tcp");
}

static guint16
find_closed_port (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, TRUE);

  return scripted_server_get_port (server);
}

static void
test_nothing_listens (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", find_closed_port ());
  g_autoptr (DeskCheck) check = run_check (options);
  g_autoptr (DeskCheck) wider = desk_check_new (options);
  guint16 other = real_broker_get_port (broker);

  assert_step (check, "tcp", DESK_CHECK_FAILED, "Nothing listens at 127.0.0.1:");
  assert_remedy (check, "tcp", DESK_REMEDY_NONE, 0, NULL);
  assert_left_out (check, "connect");

  desk_check_set_other_ports (wider, &other, 1);
  finish_check (wider);
  assert_step (wider, "tcp", DESK_CHECK_FAILED, ">does listen");
  assert_remedy (wider, "tcp", DESK_REMEDY_PORT, other, NULL);
}

static void
write_passwords (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "passwords", NULL);
  const char *argv[] = { "mosquitto_passwd", "-b", "-c", path, "ada", "right", NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                               NULL));
  g_assert_cmpint (status, ==, 0);
}

static void
test_credentials (void)
{
  static const struct
  {
    const char *username;
    const char *password;
    const char *advice;
  } cases[] = {
    { NULL, NULL, ">No user name was sent" },
    { "ada", NULL, ">without a password" },
    { "ada", "a-wrong-secret", ">were sent" },
  };
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-check-XXXXXX", NULL);
  g_autofree char *config = g_strdup_printf ("allow_anonymous false\npassword_file %s/passwords\n", folder);
  g_autofree char *path = g_build_filename (folder, "passwords", NULL);
  g_autoptr (RealBroker) broker = NULL;

  write_passwords (folder);
  broker = real_broker_new (config);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", real_broker_get_port (broker));
      g_autoptr (DeskCheck) check = NULL;
      g_autofree char *text = NULL;

      options->username = g_strdup (cases[i].username);
      options->password = g_strdup (cases[i].password);
      check = run_check (options);
      assert_step (check, "connect", DESK_CHECK_FAILED, "user name");
      assert_step (check, "connect", DESK_CHECK_FAILED, cases[i].advice);
      text = desk_check_dup_text (check);
      g_assert_null (strstr (text, "a-wrong-secret"));
      g_assert_null (strstr (text, "ada"));
      assert_left_out (check, "subscribe");
    }
  g_remove (path);
  g_rmdir (folder);
}

/* Some brokers answer, as the standard has it, and some just go. */
static void
test_version (void)
{
  static const char *answers[] = { "20 02 00 01 !", "20 03 00 84 00 !", "!" };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (FakeBroker) broker = fake_broker_new ();
      g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
      g_autoptr (DeskCheck) check = NULL;

      fake_broker_set_answer_to_version (broker, DESK_MQTT_5, answers[i]);
      options->version = DESK_MQTT_5;
      check = run_check (options);
      assert_step (check, "connect", DESK_CHECK_FAILED, "does not speak MQTT 5, but it does speak MQTT 3.1.1");
      assert_remedy (check, "connect", DESK_REMEDY_VERSION, DESK_MQTT_3_1_1, NULL);
    }
}

static void
test_only_5 (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
  g_autoptr (DeskCheck) check = NULL;

  fake_broker_set_answer_to_version (broker, DESK_MQTT_3_1_1, "20 02 00 01 !");
  check = run_check (options);
  assert_step (check, "connect", DESK_CHECK_FAILED, "does not speak MQTT 3.1.1, but it does speak MQTT 5");
  assert_remedy (check, "connect", DESK_REMEDY_VERSION, DESK_MQTT_5, NULL);
}

static void
test_client_id_refused (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
  g_autoptr (DeskCheck) check = NULL;

  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, "20 02 00 02 !");
  options->client_id = (g_free (options->client_id), g_strdup ("a name that is too long for it"));
  check = run_check (options);
  assert_step (check, "connect", DESK_CHECK_FAILED, "refuses the client ID");
  assert_remedy (check, "connect", DESK_REMEDY_CLIENT_ID, 0, NULL);
}

/* A client that connects again whenever it loses its connection */
typedef struct
{
  DeskClient *client;
  DeskConnectOptions *options;
  int n_connected;
} Rival;

static void
on_rival_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  g_atomic_int_inc (&((Rival *) user_data)->n_connected);
}

static void
on_rival_lost (const GError *error, gpointer user_data)
{
  Rival *rival = user_data;

  if (error != NULL)
    desk_client_connect (rival->client, rival->options);
}

static void
on_rival_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

static void
on_rival_messages (DeskBatch *batch, gpointer user_data)
{
  desk_batch_free (batch);
}

static void
start_rival (Rival *rival, const DeskConnectOptions *options)
{
  static const DeskClientFuncs funcs = {
    .step = on_rival_step,
    .connected = on_rival_connected,
    .lost = on_rival_lost,
    .messages = on_rival_messages,
  };

  *rival = (Rival) { .options = desk_connect_options_copy (options) };
  rival->client = desk_client_new (&funcs, rival);
  desk_client_connect (rival->client, rival->options);
  wait_until (g_atomic_int_get (&rival->n_connected) == 1);
}

static void
stop_rival (Rival *rival)
{
  desk_client_free (rival->client);
  desk_connect_options_free (rival->options);
}

static void
test_client_id_taken (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", real_broker_get_port (broker));
  g_autoptr (DeskCheck) asking = NULL;
  g_autoptr (DeskCheck) check = NULL;
  g_autoptr (DeskCheck) shy = NULL;
  Rival rival;

  options->client_id = (g_free (options->client_id), g_strdup ("plant"));
  options->version = DESK_MQTT_5;
  start_rival (&rival, options);

  /* It is not disturbed as long as nobody asks. */
  check = run_check (options);
  g_assert_true (desk_check_get_passed (check));
  g_assert_null (desk_check_find (check, "client-id"));
  g_assert_cmpint (g_atomic_int_get (&rival.n_connected), ==, 1);

  asking = desk_check_new (options);
  desk_check_set_ask_client_id (asking, TRUE);
  finish_check (asking);
  assert_step (asking, "client-id", DESK_CHECK_FAILED, "is taken");
  assert_remedy (asking, "client-id", DESK_REMEDY_CLIENT_ID, 0, NULL);
  g_assert_cmpint (g_atomic_int_get (&rival.n_connected), >, 1);
  stop_rival (&rival);

  options->clean_start = FALSE;
  shy = desk_check_new (options);
  desk_check_set_ask_client_id (shy, TRUE);
  finish_check (shy);
  assert_step (shy, "client-id", DESK_CHECK_WARNED, "Not tried");
}

static void
test_access_control (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-check-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "acl", NULL);
  g_autofree char *config = g_strdup_printf ("acl_file %s\n", path);
  g_autoptr (RealBroker) broker = NULL;
  g_autoptr (DeskConnectOptions) options = NULL;
  g_autoptr (DeskCheck) check_3 = NULL;
  g_autoptr (DeskCheck) check_5 = NULL;

  g_assert_true (g_file_set_contents (path, "topic readwrite plant/#\n", -1, NULL));
  broker = real_broker_new (config);
  options = new_options ("mqtt", "127.0.0.1", real_broker_get_port (broker));

  check_3 = run_check (options);
  g_assert_true (desk_check_get_passed (check_3));
  assert_step (check_3, "publish", DESK_CHECK_WARNED, "did not pass it on");
  assert_step (check_3, "publish", DESK_CHECK_WARNED, ">access control");

  options->version = DESK_MQTT_5;
  check_5 = run_check (options);
  assert_step (check_5, "publish", DESK_CHECK_WARNED, "may not publish");
  g_remove (path);
  g_rmdir (folder);
}

static void
test_subscription_refused (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", fake_broker_get_port (broker));
  g_autoptr (DeskCheck) check = NULL;

  fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, "90 03 ID 80");
  check = run_check (options);
  g_assert_true (desk_check_get_passed (check));
  assert_step (check, "subscribe", DESK_CHECK_WARNED, "refused this subscription");
  assert_step (check, "publish", DESK_CHECK_PASSED, "acknowledges");
}

static void
count_change (DeskCheck *check, guint index, gpointer user_data)
{
  const DeskCheckFinding *finding = desk_check_get_finding (check, index);

  if (g_str_equal (finding->id, "connect") && finding->state == DESK_CHECK_RUNNING)
    *(gboolean *) user_data = TRUE;
}

static void
test_cancel (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", scripted_server_get_port (server));
  g_autoptr (DeskCheck) check = desk_check_new (options);
  gboolean connecting = FALSE;

  g_signal_connect (check, "changed", G_CALLBACK (count_change), &connecting);
  desk_check_start (check);
  wait_until (connecting);
  desk_check_cancel (check);
  wait_until (!desk_check_get_running (check));
  assert_step (check, "tcp", DESK_CHECK_PASSED, "Something listens");
  assert_left_out (check, "connect");
  g_assert_false (desk_check_get_passed (check));
}

/* Who goes does not wait for the thread. */
static void
test_free (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", scripted_server_get_port (server));
  DeskCheck *check = desk_check_new (options);
  gboolean connecting = FALSE;

  g_signal_connect (check, "changed", G_CALLBACK (count_change), &connecting);
  desk_check_start (check);
  wait_until (connecting);
  g_assert_finalize_object (check);
}

static void
test_deadline (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", scripted_server_get_port (server));
  g_autoptr (DeskCheck) check = desk_check_new (options);
  gint64 began = g_get_monotonic_time ();

  desk_check_set_timeouts (check, 10000, 500);
  finish_check (check);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_TIME_SPAN_SECOND);
  assert_step (check, "connect", DESK_CHECK_FAILED, "took too long");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/good", test_good);
  g_test_add_func ("/check/without-probe", test_without_probe);
  g_test_add_func ("/check/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/check/unix-socket", test_unix_socket);
  g_test_add_func ("/check/no-such-host", test_no_such_host);
  g_test_add_func ("/check/nothing-listens", test_nothing_listens);
  g_test_add_func ("/check/credentials", test_credentials);
  g_test_add_func ("/check/version", test_version);
  g_test_add_func ("/check/only-5", test_only_5);
  g_test_add_func ("/check/client-id-refused", test_client_id_refused);
  g_test_add_func ("/check/client-id-taken", test_client_id_taken);
  g_test_add_func ("/check/access-control", test_access_control);
  g_test_add_func ("/check/subscription-refused", test_subscription_refused);
  g_test_add_func ("/check/cancel", test_cancel);
  g_test_add_func ("/check/free", test_free);
  g_test_add_func ("/check/deadline", test_deadline);

  return g_test_run ();
}
