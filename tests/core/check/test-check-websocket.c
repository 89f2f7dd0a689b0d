/* test-check-websocket.c: the connection check of brokers inside of WebSocket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "certificates.h"
#include "check-scene.h"
#include "real-broker.h"
#include "scripted-server.h"

#define NOT_FOUND "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

static Certificates *certificates;

static guint16
find_port (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, TRUE);

  return scripted_server_get_port (server);
}

/* Mosquitto 2.0.11 wants a listener for MQTT alone, too. */
static RealBroker *
start_broker (guint16 port, const char *more)
{
  g_autofree char *config = g_strdup_printf ("listener %u 127.0.0.1\nprotocol websockets\n%s", port, more);

  return real_broker_new (config);
}

static DeskConnectOptions *
new_web_options (const char *transport, guint16 port, const char *path)
{
  DeskConnectOptions *options = new_options (transport, "localhost", port);

  options->endpoint->websocket = desk_websocket_options_new (path);
  if (g_str_equal (transport, "wss"))
    {
      options->endpoint->tls = desk_tls_options_new ();
      options->endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));
    }

  return options;
}

static char *
make_tls_config (void)
{
  return g_strdup_printf ("certfile %s\nkeyfile %s\n", certificates_get_path (certificates, "server.pem"),
                          certificates_get_path (certificates, "server.key"));
}

static void
test_good (void)
{
  guint16 port = find_port ();
  g_autoptr (RealBroker) broker = start_broker (port, "");
  g_autoptr (DeskConnectOptions) options = new_web_options ("ws", port, "/mqtt");
  g_autoptr (DeskCheck) check = run_check (options);

  g_assert_true (desk_check_get_passed (check));
  assert_step (check, "websocket", DESK_CHECK_PASSED, "inside of WebSocket");
  g_assert_cmpint (desk_check_find (check, "websocket")->time, >, 0);
  g_assert_null (desk_check_find (check, "tls"));
}

static void
test_good_with_tls (void)
{
  guint16 port = find_port ();
  g_autofree char *more = make_tls_config ();
  g_autoptr (RealBroker) broker = start_broker (port, more);
  g_autoptr (DeskConnectOptions) options = new_web_options ("wss", port, "/mqtt");
  g_autoptr (DeskConnectOptions) plain = new_web_options ("ws", port, "/mqtt");
  g_autoptr (DeskCheck) check = run_check (options);
  g_autoptr (DeskCheck) without = NULL;

  g_assert_true (desk_check_get_passed (check));
  assert_step (check, "tls", DESK_CHECK_PASSED, "valid");
  assert_step (check, "websocket", DESK_CHECK_PASSED, "inside of WebSocket");

  without = run_check (plain);
  assert_step (without, "websocket", DESK_CHECK_FAILED, "speaks TLS");
  assert_remedy (without, "websocket", DESK_REMEDY_TRANSPORT, 0, "wss");
}

static void
test_mqtt_alone (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (DeskConnectOptions) options = new_web_options ("ws", real_broker_get_port (broker), "/mqtt");
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "websocket", DESK_CHECK_FAILED, "speaks MQTT without WebSocket");
  assert_remedy (check, "websocket", DESK_REMEDY_TRANSPORT, 0, "mqtt");
}

static void
test_mqtt_alone_with_tls (void)
{
  g_autofree char *more = make_tls_config ();
  g_autoptr (RealBroker) broker = real_broker_new (more);
  g_autoptr (DeskConnectOptions) options = new_web_options ("wss", real_broker_get_port (broker), "/mqtt");
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "websocket", DESK_CHECK_FAILED, "speaks MQTT without WebSocket");
  assert_remedy (check, "websocket", DESK_REMEDY_TRANSPORT, 0, "mqtts");
}

static void
test_no_tls_there (void)
{
  guint16 port = find_port ();
  g_autoptr (RealBroker) broker = start_broker (port, "");
  g_autoptr (DeskConnectOptions) options = new_web_options ("wss", port, "/mqtt");
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "tls", DESK_CHECK_FAILED, "inside of WebSocket");
  assert_remedy (check, "tls", DESK_REMEDY_TRANSPORT, 0, "ws");
}

/* A token in the path is nobody's business. */
static void
test_path (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NOT_FOUND, TRUE);
  g_autoptr (DeskConnectOptions) options
      = new_web_options ("ws", scripted_server_get_port (server), "/broker?token=a-secret-word");
  g_autoptr (DeskCheck) check = run_check (options);
  g_autofree char *text = desk_check_dup_text (check);

  assert_step (check, "websocket", DESK_CHECK_FAILED, "has no WebSocket at “/broker?…”");
  g_assert_null (strstr (text, "a-secret-word"));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();

  g_test_add_func ("/check/websocket/good", test_good);
  g_test_add_func ("/check/websocket/good-with-tls", test_good_with_tls);
  g_test_add_func ("/check/websocket/mqtt-alone", test_mqtt_alone);
  g_test_add_func ("/check/websocket/mqtt-alone-with-tls", test_mqtt_alone_with_tls);
  g_test_add_func ("/check/websocket/no-tls-there", test_no_tls_there);
  g_test_add_func ("/check/websocket/path", test_path);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
