/* test-check-proxy.c: the connection check behind a proxy
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "check-scene.h"
#include "real-broker.h"
#include "real-proxy.h"
#include "scripted-server.h"

static DeskConnectOptions *
new_options_by (const char *kind, guint16 proxy_port, guint16 port)
{
  DeskConnectOptions *options = new_options ("mqtt", "127.0.0.1", port);

  options->endpoint->proxy = desk_proxy_options_new (kind, "127.0.0.1", proxy_port);

  return options;
}

static guint16
find_closed_port (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, TRUE);

  return scripted_server_get_port (server);
}

static void
test_good (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (RealProxy) http = real_proxy_new_http (NULL);
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 ("ada", "a-secret-word");
  const struct
  {
    const char *kind;
    RealProxy *proxy;
    const char *username;
  } cases[] = {
    { DESK_PROXY_HTTP, http, NULL },
    { DESK_PROXY_SOCKS5, socks5, "ada" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskConnectOptions) options
          = new_options_by (cases[i].kind, real_proxy_get_port (cases[i].proxy), real_broker_get_port (broker));
      g_autoptr (DeskCheck) check = NULL;
      g_autofree char *text = NULL;

      options->endpoint->proxy->username = g_strdup (cases[i].username);
      options->endpoint->proxy->password = g_strdup (cases[i].username != NULL ? "a-secret-word" : NULL);
      check = run_check (options);
      g_assert_true (desk_check_get_passed (check));
      assert_step (check, "proxy", DESK_CHECK_PASSED, "leads to 127.0.0.1:");
      g_assert_cmpint (desk_check_find (check, "proxy")->time, >, 0);
      text = desk_check_dup_text (check);
      g_assert_null (strstr (text, "a-secret-word"));
      g_assert_null (strstr (text, "ada"));
    }
}

static void
test_no_proxy_there (void)
{
  g_autoptr (DeskConnectOptions) options = new_options_by (DESK_PROXY_HTTP, find_closed_port (), 1883);
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "tcp", DESK_CHECK_FAILED, "No proxy listens at 127.0.0.1:");
  assert_left_out (check, "proxy");
}

static void
test_broker_not_reached (void)
{
  g_autoptr (RealProxy) proxy = real_proxy_new_http (NULL);
  g_autoptr (DeskConnectOptions) options
      = new_options_by (DESK_PROXY_HTTP, real_proxy_get_port (proxy), find_closed_port ());
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "tcp", DESK_CHECK_PASSED, "Something listens");
  assert_step (check, "proxy", DESK_CHECK_FAILED, "did not reach 127.0.0.1:");
  assert_left_out (check, "connect");
}

static void
test_proxy_password (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (RealProxy) proxy = real_proxy_new_socks5 ("ada", "a-secret-word");
  g_autoptr (DeskConnectOptions) options
      = new_options_by (DESK_PROXY_SOCKS5, real_proxy_get_port (proxy), real_broker_get_port (broker));
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "proxy", DESK_CHECK_FAILED, "wants a user name and a password");
}

/* A proxy that takes the connection and says nothing */
static void
test_silent_proxy (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);
  g_autoptr (DeskConnectOptions) options
      = new_options_by (DESK_PROXY_HTTP, scripted_server_get_port (server), 1883);
  g_autoptr (DeskCheck) check = run_hasty_check (options);

  assert_step (check, "proxy", DESK_CHECK_FAILED, "did not reach 127.0.0.1:1883 within");
}

/* The settings of the system are not for brokers on this computer. */
static void
test_system_settings (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "127.0.0.1", real_broker_get_port (broker));
  g_autoptr (DeskCheck) check = NULL;

  options->endpoint->proxy = desk_proxy_options_new (DESK_PROXY_SYSTEM, NULL, 0);
  check = run_check (options);
  g_assert_true (desk_check_get_passed (check));
  g_assert_null (desk_check_find (check, "proxy"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/proxy/good", test_good);
  g_test_add_func ("/check/proxy/no-proxy-there", test_no_proxy_there);
  g_test_add_func ("/check/proxy/broker-not-reached", test_broker_not_reached);
  g_test_add_func ("/check/proxy/proxy-password", test_proxy_password);
  g_test_add_func ("/check/proxy/silent-proxy", test_silent_proxy);
  g_test_add_func ("/check/proxy/system-settings", test_system_settings);

  return g_test_run ();
}
