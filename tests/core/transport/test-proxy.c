/* test-proxy.c: brokers behind real proxies, and proxies that say no
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "certificates.h"
#include "desk-error.h"
#include "desk-stream.h"
#include "desk-transport.h"
#include "real-broker.h"
#include "real-proxy.h"
#include "scripted-proxy.h"
#include "wait.h"

static Certificates *certificates;

typedef struct
{
  GIOStream *stream;
  GError *error;
  gboolean done;
  char *proxy; /* what the step told */
  gboolean other_step;
} Attempt;

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->stream = desk_transport_connect_finish (DESK_TRANSPORT (source), result, &attempt->error);
  attempt->done = TRUE;
}

static void
on_step (DeskTransport *transport, int step, const char *detail, gpointer user_data)
{
  Attempt *attempt = user_data;

  if (step == DESK_STEP_PROXY)
    {
      g_free (attempt->proxy);
      attempt->proxy = g_strdup (detail);
    }
  else if (step != DESK_STEP_TLS)
    attempt->other_step = TRUE;
}

static void
attempt_clear (Attempt *attempt)
{
  g_clear_object (&attempt->stream);
  g_clear_error (&attempt->error);
  g_free (attempt->proxy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attempt, attempt_clear)

static void
try (const DeskEndpoint *endpoint, Attempt *attempt)
{
  g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);

  g_signal_connect (transport, "step", G_CALLBACK (on_step), attempt);
  desk_transport_connect_async (transport, NULL, on_connected, attempt);
  wait_until (attempt->done);
}

static DeskEndpoint *
new_endpoint (guint16 port, const char *kind, guint16 proxy_port)
{
  DeskEndpoint *endpoint = desk_endpoint_new ("mqtt", "localhost", port);

  endpoint->proxy = desk_proxy_options_new (kind, "127.0.0.1", proxy_port);

  return endpoint;
}

static void
set_user (DeskEndpoint *endpoint, const char *username, const char *password)
{
  g_free (endpoint->proxy->username);
  g_free (endpoint->proxy->password);
  endpoint->proxy->username = g_strdup (username);
  endpoint->proxy->password = g_strdup (password);
}

static void
assert_connects (const DeskEndpoint *endpoint, guint16 proxy_port)
{
  g_auto (Attempt) attempt = { 0 };
  g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", proxy_port);
  g_autoptr (GInetSocketAddress) local = NULL;
  g_autoptr (GInetSocketAddress) remote = NULL;

  try (endpoint, &attempt);
  g_assert_no_error (attempt.error);
  g_assert_cmpstr (attempt.proxy, ==, name);
  g_assert_false (attempt.other_step);
  desk_stream_get_ends (attempt.stream, &local, &remote);
  g_assert_cmpuint (g_inet_socket_address_get_port (remote), ==, proxy_port);
  g_free (name);
  name = g_strdup_printf ("%s://127.0.0.1:%u", g_str_equal (endpoint->proxy->kind, DESK_PROXY_SOCKS5) ? "socks5" : "http",
                          proxy_port);
  g_assert_cmpstr (desk_stream_get_proxy (attempt.stream), ==, name);
}

static void
assert_fails (const DeskEndpoint *endpoint, DeskError code, const char *words)
{
  g_auto (Attempt) attempt = { 0 };

  try (endpoint, &attempt);
  g_assert_null (attempt.stream);
  g_assert_error (attempt.error, DESK_ERROR, (int) code);
  g_test_message ("%s", attempt.error->message);
  g_assert_nonnull (strstr (attempt.error->message, words));
  if (endpoint->proxy->password != NULL)
    g_assert_null (strstr (attempt.error->message, endpoint->proxy->password));
}

static void
test_connects (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (RealProxy) http = real_proxy_new_http (NULL);
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 (NULL, NULL);
  guint16 port = real_broker_get_port (broker);
  g_autoptr (DeskEndpoint) by_http = new_endpoint (port, DESK_PROXY_HTTP, real_proxy_get_port (http));
  g_autoptr (DeskEndpoint) by_socks5 = new_endpoint (port, DESK_PROXY_SOCKS5, real_proxy_get_port (socks5));

  assert_connects (by_http, real_proxy_get_port (http));
  assert_connects (by_socks5, real_proxy_get_port (socks5));
}

static void
test_tls (void)
{
  g_autofree char *config
      = g_strdup_printf ("certfile %s\nkeyfile %s\n", certificates_get_path (certificates, "server.pem"),
                         certificates_get_path (certificates, "server.key"));
  g_autoptr (RealBroker) broker = real_broker_new (config);
  g_autoptr (RealProxy) http = real_proxy_new_http (NULL);
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 (NULL, NULL);
  const struct
  {
    const char *kind;
    guint16 port;
  } proxies[] = {
    { DESK_PROXY_HTTP, real_proxy_get_port (http) },
    { DESK_PROXY_SOCKS5, real_proxy_get_port (socks5) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (proxies); i++)
    {
      g_autoptr (DeskEndpoint) endpoint
          = new_endpoint (real_broker_get_port (broker), proxies[i].kind, proxies[i].port);

      g_free (endpoint->transport);
      endpoint->transport = g_strdup ("mqtts");
      endpoint->tls = desk_tls_options_new ();
      assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "MqttDesk test authority");
      endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));
      assert_connects (endpoint, proxies[i].port);
    }
}

static void
test_authentication (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (RealProxy) http = real_proxy_new_http ("BasicAuth ada countess\n");
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 ("ada", "p@ss:w/rd%41?");
  const struct
  {
    const char *kind;
    guint16 port;
    const char *password;
  } proxies[] = {
    { DESK_PROXY_HTTP, real_proxy_get_port (http), "countess" },
    { DESK_PROXY_SOCKS5, real_proxy_get_port (socks5), "p@ss:w/rd%41?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (proxies); i++)
    {
      g_autoptr (DeskEndpoint) endpoint
          = new_endpoint (real_broker_get_port (broker), proxies[i].kind, proxies[i].port);

      assert_fails (endpoint, DESK_ERROR_PROXY_AUTH, "wants a user name");
      set_user (endpoint, "ada", "lovelace");
      assert_fails (endpoint, DESK_ERROR_PROXY_AUTH, "does not take");
      set_user (endpoint, "ada", proxies[i].password);
      assert_connects (endpoint, proxies[i].port);
    }
}

static void
test_refusals (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (RealBroker) gone = real_broker_new (NULL);
  g_autoptr (RealProxy) http = real_proxy_new_http (NULL);
  g_autoptr (RealProxy) strict = real_proxy_new_http ("ConnectPort 443\n");
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 (NULL, NULL);
  guint16 port = real_broker_get_port (broker), closed = real_broker_get_port (gone);
  const struct
  {
    const char *kind;
    guint16 target;
    guint16 proxy;
    const char *words;
  } cases[] = {
    { DESK_PROXY_HTTP, port, real_proxy_get_port (strict), "does not allow connections" },
    { DESK_PROXY_HTTP, closed, real_proxy_get_port (http), "(status 500)" },
    { DESK_PROXY_SOCKS5, closed, real_proxy_get_port (socks5), "found nothing that listens" },
    { DESK_PROXY_HTTP, port, closed, "No proxy listens" },
    { DESK_PROXY_SOCKS5, port, closed, "No proxy listens" },
    { DESK_PROXY_HTTP, port, port, "closed the connection" },
    { DESK_PROXY_SOCKS5, port, port, "closed the connection" },
    { DESK_PROXY_HTTP, port, real_proxy_get_port (socks5), "as an HTTP proxy does" },
  };

  real_broker_stop (gone);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskEndpoint) endpoint = new_endpoint (cases[i].target, cases[i].kind, cases[i].proxy);

      g_test_message ("case %zu", i);
      assert_fails (endpoint, DESK_ERROR_PROXY, cases[i].words);
    }
}

static void
test_unknown_proxy (void)
{
  g_autoptr (DeskEndpoint) endpoint = new_endpoint (1883, DESK_PROXY_HTTP, 8080);
  g_autoptr (DeskEndpoint) other = new_endpoint (1883, "carrier-pigeon", 8080);

  g_free (endpoint->proxy->host);
  endpoint->proxy->host = g_strdup ("proxy.invalid");
  assert_fails (endpoint, DESK_ERROR_PROXY, "“proxy.invalid”");
  assert_fails (other, DESK_ERROR_PROXY, "Choose another one");
}

/* What the proxy is asked: the name as it is, never an address. */
static void
test_requests (void)
{
  static const struct
  {
    const char *host;
    const char *kind;
    const char *asked;
  } cases[] = {
    { "broker.example", DESK_PROXY_HTTP, "CONNECT broker.example:1883 HTTP/1.0\r\n" },
    { "2001:db8::1", DESK_PROXY_HTTP, "CONNECT [2001:db8::1]:1883 HTTP/1.0\r\n" },
    { "broker.example", DESK_PROXY_SOCKS5, "\x0e" "broker.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean http = g_str_equal (cases[i].kind, DESK_PROXY_HTTP);
      const ScriptedAnswer connect = { "HTTP/1.0 503 Busy\r\n\r\n", 0 };
      const ScriptedAnswer socks[] = { { "\5\0", 2 }, { "\5\3\0\1\0\0\0\0\0\0", 10 } };
      g_autoptr (ScriptedProxy) proxy = scripted_proxy_new (http ? &connect : socks, http ? 1 : 2);
      g_autoptr (DeskEndpoint) endpoint = new_endpoint (1883, cases[i].kind, scripted_proxy_get_port (proxy));
      g_autofree char *request = NULL;

      g_free (endpoint->host);
      endpoint->host = g_strdup (cases[i].host);
      assert_fails (endpoint, DESK_ERROR_PROXY, cases[i].host);
      request = scripted_proxy_dup_request (proxy);
      g_assert_nonnull (strstr (request, cases[i].asked));
    }
}

static void
test_answers (void)
{
  static const struct
  {
    const char *answer;
    DeskError code;
    const char *words;
  } http[] = {
    { "HTTP/1.1 403 Forbidden\r\n\r\n", DESK_ERROR_PROXY, "does not allow" },
    { "HTTP/1.1 405 Method Not Allowed\r\n\r\n", DESK_ERROR_PROXY, "does not do CONNECT" },
    { "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", DESK_ERROR_PROXY_AUTH, "wants a user name" },
    { "HTTP/1.1 502 Bad Gateway\r\n\r\n", DESK_ERROR_PROXY, "did not reach localhost:1883 (status 502)" },
    { "HTTP/1.1 504 Gateway Timeout\r\n\r\n", DESK_ERROR_PROXY, "(status 504)" },
    { "SSH-2.0-OpenSSH_9.2\r\n\r\n", DESK_ERROR_PROXY, "does not answer as an HTTP proxy does" },
  };
  static const struct
  {
    char code; /* RFC 1928 section 6 */
    const char *words;
  } socks5[] = {
    { 1, "did not reach" }, { 2, "does not allow" }, { 3, "finds no way" },  { 4, "finds no way" },
    { 5, "found nothing" }, { 6, "finds no way" },   { 7, "did not reach" }, { 8, "did not reach" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (http); i++)
    {
      const ScriptedAnswer answer = { http[i].answer, 0 };
      g_autoptr (ScriptedProxy) proxy = scripted_proxy_new (&answer, 1);
      g_autoptr (DeskEndpoint) endpoint = new_endpoint (1883, DESK_PROXY_HTTP, scripted_proxy_get_port (proxy));

      assert_fails (endpoint, http[i].code, http[i].words);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (socks5); i++)
    {
      const char reply[] = { 5, socks5[i].code, 0, 1, 0, 0, 0, 0, 0, 0 };
      const ScriptedAnswer answers[] = { { "\5\0", 2 }, { reply, sizeof reply } };
      g_autoptr (ScriptedProxy) proxy = scripted_proxy_new (answers, 2);
      g_autoptr (DeskEndpoint) endpoint
          = new_endpoint (1883, DESK_PROXY_SOCKS5, scripted_proxy_get_port (proxy));

      assert_fails (endpoint, DESK_ERROR_PROXY, socks5[i].words);
    }
}

static void
test_cancel (void)
{
  static const char *const kinds[] = { DESK_PROXY_HTTP, DESK_PROXY_SOCKS5 };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (ScriptedProxy) silent = scripted_proxy_new (NULL, 0);
      g_autoptr (DeskEndpoint) endpoint = new_endpoint (1883, kinds[i], scripted_proxy_get_port (silent));
      g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (Attempt) attempt = { 0 };

      desk_transport_connect_async (transport, cancellable, on_connected, &attempt);
      wait_until (scripted_proxy_was_asked (silent));
      g_cancellable_cancel (cancellable);
      wait_until (attempt.done);
      g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* What the settings of the system say, for the test to choose */
static char **settings;

typedef struct
{
  GObject parent_instance;
} TestResolver;

typedef GObjectClass TestResolverClass;

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
lookup_async (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_assert_true (g_str_has_prefix (uri, "https://broker.example:"));
  if (settings != NULL)
    g_task_return_pointer (task, g_strdupv (settings), (GDestroyNotify) g_strfreev);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The script is wrong");
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static GType test_resolver_get_type (void);
G_DEFINE_TYPE_WITH_CODE (TestResolver, test_resolver, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_resolver_iface_init))

static void
test_resolver_class_init (TestResolverClass *klass)
{
}

static void
test_resolver_init (TestResolver *self)
{
}

/* The proxies are asked for a name that only they could know. */
static void
test_system (void)
{
  const ScriptedAnswer yes = { "HTTP/1.1 200 OK\r\n\r\n", 0 };
  g_autoptr (ScriptedProxy) proxy = scripted_proxy_new (&yes, 1);
  g_autoptr (RealBroker) gone = real_broker_new (NULL);
  g_autoptr (DeskEndpoint) endpoint = desk_endpoint_new ("mqtt", "broker.example", 1883);
  g_autofree char *dead = g_strdup_printf ("socks://127.0.0.1:%u", real_broker_get_port (gone));
  g_autofree char *alive
      = g_strdup_printf ("http://ada:p%%40ss@127.0.0.1:%u", scripted_proxy_get_port (proxy));
  char *ways[] = { (char *) "gopher://127.0.0.1", dead, alive, NULL };
  char *none[] = { (char *) "gopher://127.0.0.1", NULL };
  g_autofree char *request = NULL;

  real_broker_stop (gone);
  endpoint->proxy = desk_proxy_options_new (DESK_PROXY_SYSTEM, NULL, 0);
  settings = ways;
  assert_connects (endpoint, scripted_proxy_get_port (proxy));
  request = scripted_proxy_dup_request (proxy);
  g_assert_nonnull (strstr (request, "CONNECT broker.example:1883 "));
  g_assert_nonnull (strstr (request, "Proxy-Authorization: Basic YWRhOnBAc3M=\r\n"));

  scripted_proxy_free (g_steal_pointer (&proxy));
  proxy = scripted_proxy_new (&yes, 1);
  g_free (alive);
  ways[2] = alive = g_strdup_printf ("http://127.0.0.1:%u", scripted_proxy_get_port (proxy));
  set_user (endpoint, "bob", "builder");
  assert_connects (endpoint, scripted_proxy_get_port (proxy));
  g_free (request);
  request = scripted_proxy_dup_request (proxy);
  g_assert_nonnull (strstr (request, "Proxy-Authorization: Basic Ym9iOmJ1aWxkZXI=\r\n"));

  settings = none;
  assert_fails (endpoint, DESK_ERROR_PROXY, "lead to no proxy");
  settings = NULL;
  assert_fails (endpoint, DESK_ERROR_PROXY, "lead to no proxy");
}

/* The settings of the system are not asked about this computer, and may say that there is no proxy. */
static void
test_straight (void)
{
  static const char *const hosts[] = { "localhost", "localhost.", "LOCALHOST", "127.0.0.1" };
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  char *direct[] = { (char *) "direct://", NULL };
  g_autoptr (DeskEndpoint) unknown = desk_endpoint_new ("mqtt", "broker.example", 1883);
  g_auto (Attempt) failed = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (DeskEndpoint) endpoint = desk_endpoint_new ("mqtt", hosts[i], real_broker_get_port (broker));
      g_auto (Attempt) attempt = { 0 };

      endpoint->proxy = desk_proxy_options_new (DESK_PROXY_SYSTEM, NULL, 0);
      try (endpoint, &attempt);
      g_assert_no_error (attempt.error);
      g_assert_null (attempt.proxy);
    }

  settings = direct;
  g_free (unknown->host);
  unknown->host = g_strdup ("broker.example");
  unknown->proxy = desk_proxy_options_new (DESK_PROXY_SYSTEM, NULL, 0);
  try (unknown, &failed);
  g_assert_error (failed.error, DESK_ERROR, DESK_ERROR_RESOLVE);
  g_assert_null (failed.proxy);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, test_resolver_get_type (), "test", 1000);
  certificates = certificates_new ();

  g_test_add_func ("/proxy/connects", test_connects);
  g_test_add_func ("/proxy/tls", test_tls);
  g_test_add_func ("/proxy/authentication", test_authentication);
  g_test_add_func ("/proxy/refusals", test_refusals);
  g_test_add_func ("/proxy/unknown-proxy", test_unknown_proxy);
  g_test_add_func ("/proxy/requests", test_requests);
  g_test_add_func ("/proxy/answers", test_answers);
  g_test_add_func ("/proxy/cancel", test_cancel);
  g_test_add_func ("/proxy/system", test_system);
  g_test_add_func ("/proxy/straight", test_straight);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
