/* test-client-trace.c: what a trace tells of the connections of a client
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "certificates.h"
#include "client-recorder.h"
#include "desk-decode.h"
#include "fake-broker.h"
#include "real-broker.h"

#define PASSWORD "correct horse"

static Certificates *certificates;

static gboolean
add_line (guint64 number, const DeskTraceEntry *entry, const guint8 *data, gpointer user_data)
{
  GString *text = user_data;
  g_autofree char *summary = desk_decode_summary (entry, data);

  if ((entry->flags & DESK_TRACE_STEP) != 0)
    g_string_append_printf (text, "%c %s\n", (entry->flags & DESK_TRACE_FAILURE) != 0 ? '!' : '.', summary);
  else
    g_string_append_printf (text, "%c %s %s\n", (entry->flags & DESK_TRACE_OUTGOING) != 0 ? '>' : '<',
                            desk_decode_type_name (entry), summary);
  g_assert_null (memmem (data, entry->length, PASSWORD, strlen (PASSWORD)));

  return TRUE;
}

/* All entries must match the pattern, one a line. */
static void
assert_told (DeskTrace *trace, const char *pattern)
{
  g_autoptr (GString) text = g_string_new (NULL);

  desk_trace_each (trace, 0, G_MAXUINT64, add_line, text);
  if (!g_regex_match_simple (pattern, text->str, 0, 0))
    g_error ("This does not match “%s”:\n%s", pattern, text->str);
}

static DeskTrace *
record (Recorder *recorder)
{
  DeskTrace *trace = desk_trace_new ();

  desk_trace_set_recording (trace, TRUE);
  desk_client_set_trace (recorder_get_client (recorder), trace);

  return trace;
}

static void
disconnect (Recorder *recorder)
{
  desk_client_disconnect (recorder_get_client (recorder));
  event_free (recorder_wait (recorder, EVENT_LOST));
}

/* What is on the wire is ours, and not what the library wrote. */
static void
test_connection (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  Recorder *recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_3_1_1, FALSE);
  DeskConnectOptions *options = recorder_get_options (recorder);
  g_autoptr (DeskTrace) trace = record (recorder);

  options->username = g_strdup ("alice");
  options->password = g_strdup (PASSWORD);
  options->keep_alive = 3;
  recorder_connect (recorder);
  disconnect (recorder);
  assert_told (trace, "^(\\. Looking up 127\\.0\\.0\\.1\n)?\\. Connecting to 127\\.0\\.0\\.1:\\d+\n"
                      "\\. Connection 1 is open, from 127\\.0\\.0\\.1:\\d+ to 127\\.0\\.0\\.1:\\d+\n"
                      "> CONNECT MQTT 3\\.1\\.1 · \\S+ · clean session · keep alive 3 s · user alice\n"
                      "< CONNACK Connection Accepted\n\\. Connected; the session is new\n"
                      "> DISCONNECT \n\\. Disconnected\n$");
  recorder_free (recorder);
}

/* An attempt that comes to nothing ends with the reason. */
static void
test_refused (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  Recorder *recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  g_autoptr (DeskTrace) trace = record (recorder);

  fake_broker_set_answer (broker, DESK_PACKET_CONNECT, "20 03 00 87 00");
  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  event_free (recorder_wait (recorder, EVENT_LOST));
  assert_told (trace, "< CONNACK Not authorized\n! The broker does not let this client connect[^\n]*\n$");
  recorder_free (recorder);
}

/* Off, nothing is remembered but who was connected. */
static void
test_off (void)
{
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  Recorder *recorder = recorder_new (fake_broker_get_port (broker), DESK_MQTT_5, FALSE);
  g_autoptr (DeskTrace) trace = record (recorder);
  g_auto (DeskTraceConnection) connection = { 0 };

  desk_trace_set_recording (trace, FALSE);
  recorder_connect (recorder);
  disconnect (recorder);
  assert_told (trace, "^$");
  g_assert_true (desk_trace_get_connection (trace, 1, &connection));
  g_assert_cmpuint (g_inet_socket_address_get_port (connection.remote), ==, fake_broker_get_port (broker));
  recorder_free (recorder);
}

/* The packets inside, and what is around them */
static void
test_tls (void)
{
  g_autofree char *config = g_strdup_printf (
      "cafile %s\ncertfile %s\nkeyfile %s\n", certificates_get_path (certificates, "ca.pem"),
      certificates_get_path (certificates, "server.pem"), certificates_get_path (certificates, "server.key"));
  g_autoptr (RealBroker) broker = real_broker_new (config);
  Recorder *recorder = recorder_new (real_broker_get_port (broker), DESK_MQTT_5, FALSE);
  DeskEndpoint *endpoint = recorder_get_options (recorder)->endpoint;
  g_autoptr (DeskTrace) trace = record (recorder);

  g_free (endpoint->transport);
  endpoint->transport = g_strdup ("mqtts");
  endpoint->tls = desk_tls_options_new ();
  endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));
  recorder_connect (recorder);
  disconnect (recorder);
  assert_told (trace, "\\. TLS handshake with [^\n]*\n\\. Connection 1 is open[^\n]*\n"
                      "\\. Encrypted with TLS 1\\.[23], \\S+; [^\n]*\n> CONNECT MQTT 5\\.0[^\n]*\n"
                      "< CONNACK Success\n");
  recorder_free (recorder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();

  g_test_add_func ("/client-trace/connection", test_connection);
  g_test_add_func ("/client-trace/refused", test_refused);
  g_test_add_func ("/client-trace/off", test_off);
  g_test_add_func ("/client-trace/tls", test_tls);

  status = g_test_run ();
  certificates_free (certificates);

  return status;
}
