/* test-link-watch.c: the network changes, and the computer sleeps
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "desk-link-watch.h"
#include "real-broker.h"
#include "scripted-session.h"

/* A bus of the test's own stands for the system's, and the test for logind. */
static GTestDBus *bus;
static GDBusConnection *logind;

static void
on_name (GDBusConnection *connection, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
sleep_signal (gboolean before)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (logind, NULL, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                                 "PrepareForSleep", g_variant_new ("(b)", before), &error);
  g_assert_no_error (error);
  g_assert_true (g_dbus_connection_flush_sync (logind, NULL, &error));
}

static void
count (DeskLinkWatch *watch, gboolean online, guint *n)
{
  (*n)++;
}

/* Signals until the watch listens; what comes before that is lost on it. */
static void
wait_for_resume (Fixture *f)
{
  g_autoptr (DeskLinkWatch) watch = desk_link_watch_get_default ();
  guint n = 0;

  g_signal_connect (watch, "changed", G_CALLBACK (count), &n);
  while (n == 0)
    {
      gint64 end = g_get_monotonic_time () + G_TIME_SPAN_SECOND / 10;

      sleep_signal (TRUE);
      g_assert_cmpuint (n, ==, 0);
      sleep_signal (FALSE);
      wait_until (n > 0 || g_get_monotonic_time () > end);
    }
  g_signal_handlers_disconnect_by_data (watch, &n);
}

static void
lose (Fixture *f)
{
  desk_session_start (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
  /* So that nothing else is the next try */
  for (int i = 0; i < 4; i++)
    {
      fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, "!");
      fake_broker_hang_up (f->broker);
      wait_until (desk_session_get_state (f->session) == DESK_SESSION_WAITING);
      if (i < 3)
        desk_session_try_now (f->session);
      wait_until (desk_session_get_state (f->session) == DESK_SESSION_WAITING);
    }
  wait_until (desk_session_get_seconds_left (f->session) > 3);
  fake_broker_set_answer (f->broker, DESK_PACKET_CONNECT, NULL);
}

static void
check_tries_at_once (Fixture *f, gint64 began)
{
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3 * G_TIME_SPAN_SECOND);
}

static void
test_resume_while_waiting (Fixture *f, gconstpointer data)
{
  lose (f);
  wait_for_resume (f);
  check_tries_at_once (f, g_get_monotonic_time ());
}

static void
network_changed (gboolean online)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  /* A burst, as a real change brings */
  for (int i = 0; i < 10; i++)
    g_signal_emit_by_name (monitor, "network-changed", online);
}

static void
test_network_while_waiting (Fixture *f, gconstpointer data)
{
  guint before;

  lose (f);
  before = fake_broker_get_n_connections (f->broker);
  network_changed (TRUE);
  check_tries_at_once (f, g_get_monotonic_time ());
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, before + 1);
}

/* While the answer to one check is under way, another one is not begun. */
static gboolean
asks_again (Fixture *f)
{
  desk_session_check_now (f->session);

  return fake_broker_count (f->broker, DESK_PACKET_PINGREQ) >= 2;
}

/* One that does not answer is dead, and that is known long before the
 * keep-alive is over; one that answers is left alone. */
static void
test_network_while_connected (Fixture *f, gconstpointer data)
{
  gint64 began;
  gboolean was_late = FALSE;

  g_object_set (f->profile, "keep-alive", 0u, NULL);
  desk_session_start (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
  network_changed (TRUE);
  wait_until (fake_broker_count (f->broker, DESK_PACKET_PINGREQ) == 1);

  fake_broker_set_answer (f->broker, DESK_PACKET_PINGREQ, "");
  began = g_get_monotonic_time ();
  wait_until (asks_again (f));
  while (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED)
    {
      g_main_context_iteration (NULL, TRUE);
      was_late = was_late || desk_session_get_answer_late (f->session);
    }
  g_assert_error (desk_session_get_error (f->session), DESK_ERROR, DESK_ERROR_KEEP_ALIVE);
  g_test_message ("%s", desk_session_get_error (f->session)->message);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 15 * G_TIME_SPAN_SECOND);
  g_assert_true (was_late);
  g_assert_false (desk_session_get_answer_late (f->session));
}

/* Neither wakes what a person has ended. */
static void
test_not_connected (Fixture *f, gconstpointer data)
{
  wait_for_resume (f);
  desk_session_check_now (f->session);
  g_assert_cmpint (desk_session_get_state (f->session), ==, DESK_SESSION_DISCONNECTED);
  g_assert_cmpuint (fake_broker_get_n_connections (f->broker), ==, 0);
}

static void
start_logind (void)
{
  g_autoptr (GError) error = NULL;
  gboolean owned = FALSE;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  logind = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (logind, "org.freedesktop.login1", G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, &owned,
                                NULL);
  wait_until (owned);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  start_logind ();

#define ADD(name, function) g_test_add ("/link-watch/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("not-connected", test_not_connected);
  ADD ("resume-while-waiting", test_resume_while_waiting);
  ADD ("network-while-waiting", test_network_while_waiting);
  ADD ("network-while-connected", test_network_while_connected);
#undef ADD

  status = g_test_run ();
  /* Whoever listens to a bus that goes lives on. */
  g_test_dbus_stop (bus);
  g_object_unref (logind);
  g_object_unref (bus);

  return status;
}
