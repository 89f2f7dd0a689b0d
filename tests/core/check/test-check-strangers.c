/* test-check-strangers.c: the connection check of servers that are no brokers
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "check-scene.h"
#include "real-broker.h"
#include "scripted-server.h"

#define NOT_FOUND "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
#define BAD_REQUEST "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
#define WRONG_SCHEME "HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port"

static void
check_stranger (ScriptedServer *server, const char *transport, const char *words)
{
  g_autoptr (DeskConnectOptions) options = new_options (transport, "127.0.0.1", scripted_server_get_port (server));
  g_autoptr (DeskCheck) check = run_hasty_check (options);

  assert_step (check, g_str_equal (transport, "mqtts") ? "tls" : "connect", DESK_CHECK_FAILED, words);
}

static void
test_web_server (void)
{
  static const char *answers[] = { NOT_FOUND, BAD_REQUEST };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (ScriptedServer) server = scripted_server_new (NULL, answers[i], TRUE);

      check_stranger (server, "mqtt", "A web server answers");
      check_stranger (server, "mqtts", "A web server answers");
    }
}

static void
test_web_server_with_tls (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, WRONG_SCHEME, TRUE);

  check_stranger (server, "mqtt", "speaks TLS");
}

static void
test_other_server (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("SSH-2.0-OpenSSH_9.2\033[31m\r\n", NULL, FALSE);

  check_stranger (server, "mqtt", "Another kind of server answers at 127.0.0.1");
  check_stranger (server, "mqtt", "“SSH-2.0-OpenSSH_9.2\357\277\275[31m”");
  check_stranger (server, "mqtts", "SSH-2.0");
}

static void
test_silent_server (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);

  check_stranger (server, "mqtt", "but says nothing");
}

static void
test_silent_server_with_tls (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);

  check_stranger (server, "mqtts", "but says nothing");
}

static void
test_closing_server (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, TRUE);

  check_stranger (server, "mqtt", "closes it without a word");
  check_stranger (server, "mqtts", "closes it without a word");
}

static guint16
find_port (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, TRUE);

  return scripted_server_get_port (server);
}

static void
test_websocket (void)
{
  /* Mosquitto 2.0.11 wants a listener for MQTT alone, too. */
  guint16 port = find_port ();
  g_autofree char *config = g_strdup_printf ("listener %u 127.0.0.1\nprotocol websockets\n", port);
  g_autoptr (RealBroker) broker = real_broker_new (config);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", port);
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "connect", DESK_CHECK_FAILED, "expects MQTT inside of WebSocket");
  assert_remedy (check, "connect", DESK_REMEDY_TRANSPORT, 0, "ws");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/strangers/web-server", test_web_server);
  g_test_add_func ("/check/strangers/web-server-with-tls", test_web_server_with_tls);
  g_test_add_func ("/check/strangers/other-server", test_other_server);
  g_test_add_func ("/check/strangers/silent-server", test_silent_server);
  g_test_add_func ("/check/strangers/silent-server-with-tls", test_silent_server_with_tls);
  g_test_add_func ("/check/strangers/closing-server", test_closing_server);
  g_test_add_func ("/check/strangers/websocket", test_websocket);

  return g_test_run ();
}
