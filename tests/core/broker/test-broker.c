/* test-broker.c: the local broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "desk-broker.h"
#include "desk-error.h"
#include "wait.h"

static gboolean
start (DeskBroker *broker, guint16 port, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_broker_start_async (broker, port, cancellable, keep_result, &result);
  wait_until (result != NULL);

  return desk_broker_start_finish (broker, result, error);
}

static gboolean
accepts (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  /* The proxy settings of the desktop are out of reach of a test in folders of its own. */
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

  return connection != NULL;
}

static guint
count_folders (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_runtime_dir (), "mqtt-desk", NULL);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_prefix (name, "broker-");

  return count;
}

/* The one process that has @parent as its parent. */
static GPid
find_child (GPid parent)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "stat", NULL);
      g_autofree char *stat = NULL;
      const char *after;

      if (!g_ascii_isdigit (name[0]) || !g_file_get_contents (path, &stat, NULL, NULL))
        continue;
      after = strrchr (stat, ')');
      if (after != NULL && strlen (after) > 4 && g_ascii_strtoll (after + 4, NULL, 10) == parent)
        return (GPid) g_ascii_strtoll (name, NULL, 10);
    }

  return 0;
}

static void
test_starts (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_assert_cmpuint (desk_broker_get_port (broker), ==, 0);
  g_assert_true (start (broker, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (desk_broker_get_running (broker));
  port = desk_broker_get_port (broker);
  g_assert_cmpuint (port, >, 1024);
  g_assert_true (accepts (port));
  g_assert_cmpuint (count_folders (), ==, 1);

  desk_broker_stop (broker);
  g_assert_false (desk_broker_get_running (broker));
  wait_until (!accepts (port));
  g_assert_cmpuint (count_folders (), ==, 0);

  /* and again, where it was */
  g_assert_true (start (broker, port, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (desk_broker_get_port (broker), ==, port);
  g_assert_true (accepts (port));
  g_clear_object (&broker);
  wait_until (!accepts (port));
}

static void
test_not_on_the_path (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (g_getenv ("PATH"));

  g_setenv ("PATH", "/usr/bin:/bin", TRUE);
  g_assert_true (start (broker, 0, NULL, &error));
  g_assert_no_error (error);
  g_setenv ("PATH", path, TRUE);
}

static void
test_port_taken (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (start (broker, port, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_PORT_TAKEN);
  words = g_strdup_printf ("Port %u is taken", port);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_false (desk_broker_get_running (broker));
  g_assert_cmpuint (count_folders (), ==, 0);
}

static void
test_not_installed (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GError) error = NULL;

  g_setenv ("MQTT_DESK_MOSQUITTO", "/nonexistent/mosquitto", TRUE);
  g_assert_false (start (broker, 0, NULL, &error));
  g_unsetenv ("MQTT_DESK_MOSQUITTO");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_NO_BROKER);
  g_assert_nonnull (strstr (error->message, "apt install mosquitto"));
}

static void
test_does_not_start (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GError) error = NULL;

  g_setenv ("MQTT_DESK_MOSQUITTO", "false", TRUE);
  g_assert_false (start (broker, 0, NULL, &error));
  g_unsetenv ("MQTT_DESK_MOSQUITTO");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_cmpuint (count_folders (), ==, 0);
}

static void
test_stopped_while_starting (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_broker_start_async (broker, 0, NULL, keep_result, &result);
  desk_broker_stop (broker);
  wait_until (result != NULL);
  g_assert_false (desk_broker_start_finish (broker, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (start (broker, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* What was given up does not disturb the next start. */
  g_assert_true (start (broker, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (accepts (desk_broker_get_port (broker)));
}

static void
on_ended (DeskBroker *broker, const GError *error, gpointer user_data)
{
  GError **kept = user_data;

  *kept = g_error_copy (error);
}

static void
test_ends_by_itself (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) ended = NULL;
  GPid process;

  /* those of earlier tests */
  wait_until (find_child (getpid ()) == 0);

  g_signal_connect (broker, "ended", G_CALLBACK (on_ended), &ended);
  g_assert_true (start (broker, 0, NULL, &error));
  g_assert_no_error (error);
  process = find_child (getpid ());
  g_assert_cmpint (process, >, 0);
  kill (process, SIGKILL);
  wait_until (ended != NULL);
  g_assert_error (ended, DESK_ERROR, DESK_ERROR_CLOSED);
  g_assert_nonnull (strstr (ended->message, "signal 9"));
  g_assert_false (desk_broker_get_running (broker));
  g_assert_cmpuint (count_folders (), ==, 0);
}

/* Runs this program once more, which starts a broker and says at which port; then kills it. */
static void
test_ends_with_us (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) victim = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  guint16 port;

  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", g_get_user_runtime_dir (), TRUE);
  victim = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", "--victim", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  port = (guint16) g_ascii_strtoull (line, NULL, 10);
  g_assert_true (accepts (port));
  g_assert_cmpuint (count_folders (), ==, 1);

  /* A living process keeps its folder. */
  g_assert_true (start (broker, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_folders (), ==, 2);
  desk_broker_stop (broker);

  g_subprocess_force_exit (victim);
  g_subprocess_wait (victim, NULL, &error);
  g_assert_no_error (error);
  wait_until (!accepts (port));

  /* What it could not remove goes at the next start. */
  g_assert_cmpuint (count_folders (), ==, 1);
  g_assert_true (start (broker, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_folders (), ==, 1);
  desk_broker_stop (broker);
  g_assert_cmpuint (count_folders (), ==, 0);
}

static int
be_victim (void)
{
  g_autoptr (DeskBroker) broker = desk_broker_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (!start (broker, 0, NULL, NULL))
    return 1;
  g_print ("%u\n", desk_broker_get_port (broker));
  g_main_loop_run (loop);

  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && g_str_equal (argv[1], "--victim"))
    return be_victim ();

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/broker/starts", test_starts);
  g_test_add_func ("/broker/not-on-the-path", test_not_on_the_path);
  g_test_add_func ("/broker/port-taken", test_port_taken);
  g_test_add_func ("/broker/not-installed", test_not_installed);
  g_test_add_func ("/broker/does-not-start", test_does_not_start);
  g_test_add_func ("/broker/stopped-while-starting", test_stopped_while_starting);
  g_test_add_func ("/broker/ends-by-itself", test_ends_by_itself);
  g_test_add_func ("/broker/ends-with-us", test_ends_with_us);

  return g_test_run ();
}
