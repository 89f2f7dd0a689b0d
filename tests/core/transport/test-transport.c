/* test-transport.c: opening connections, with every name made up
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk-error.h"
#include "desk-transport.h"
#include "relay-fixture.h"

/* A resolver that knows four hosts and never asks the network. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
on_lookup_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

static void
test_resolver_lookup_async (GResolver               *resolver,
                            const char              *hostname,
                            GResolverNameLookupFlags flags,
                            GCancellable            *cancellable,
                            GAsyncReadyCallback      callback,
                            gpointer                 user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);
  gboolean six = flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY;
  gboolean four = flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY;
  GList *addresses = NULL;

  if (g_str_equal (hostname, "silent.test"))
    {
      g_assert_nonnull (cancellable);
      g_cancellable_connect (cancellable, G_CALLBACK (on_lookup_cancelled), task, NULL);
      return;
    }

  if (g_str_equal (hostname, "both.test"))
    {
      if (four)
        addresses = g_list_prepend (addresses, g_inet_address_new_from_string ("127.0.0.1"));
      if (six)
        addresses = g_list_prepend (addresses, g_inet_address_new_from_string ("::1"));
    }
  else if (g_str_equal (hostname, "two.test") && four)
    {
      addresses = g_list_prepend (addresses, g_inet_address_new_from_string ("127.0.0.1"));
      addresses = g_list_prepend (addresses, g_inet_address_new_from_string ("127.0.0.2"));
    }

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, (GDestroyNotify) g_resolver_free_addresses);
  else if (g_str_equal (hostname, "offline.test"))
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "temporary");
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "not found");
  g_object_unref (task);
}

static GList *
test_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_async = test_resolver_lookup_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* A proxy resolver of the desktop, which must not be asked */
#define TEST_TYPE_PROXIES (test_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestProxies, test_proxies, TEST, PROXIES, GObject)

struct _TestProxies
{
  GObject parent_instance;
};

static guint n_proxy_lookups;

static char **
test_proxies_lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  n_proxy_lookups++;

  return g_strsplit ("socks5://127.0.0.1:1", "\n", 0);
}

static void
test_proxies_lookup_async (GProxyResolver     *resolver,
                           const char         *uri,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, test_proxies_lookup (resolver, uri, cancellable, NULL),
                         (GDestroyNotify) g_strfreev);
}

static char **
test_proxies_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
test_proxies_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
test_proxies_interface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_proxies_is_supported;
  iface->lookup = test_proxies_lookup;
  iface->lookup_async = test_proxies_lookup_async;
  iface->lookup_finish = test_proxies_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxies, test_proxies, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_proxies_interface_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
}

/* A socket bound to @address and a free port, or to @port if that is not 0 */
static int
bind_to (const char *address, guint16 *port)
{
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons (*port) };
  socklen_t length = sizeof name;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  g_assert_cmpint (inet_pton (AF_INET, address, &name.sin_addr), ==, 1);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &name, sizeof name), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &name, &length), ==, 0);
  *port = ntohs (name.sin_port);

  return fd;
}

typedef struct
{
  GCancellable *cancellable;
  GIOStream *stream;
  GError *error;
  gboolean done;
  GString *steps;
  const char *cancel_at; /* the beginning of a step */
} Attempt;

static void
on_step (DeskTransport *transport, int step, const char *detail, gpointer user_data)
{
  Attempt *attempt = user_data;
  g_autofree char *text = g_strdup_printf ("%d %s", step, detail);

  g_string_append_printf (attempt->steps, "%s\n", text);
  if (attempt->cancel_at != NULL && g_str_has_prefix (text, attempt->cancel_at))
    g_cancellable_cancel (attempt->cancellable);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->stream = desk_transport_connect_finish (DESK_TRANSPORT (source), result, &attempt->error);
  g_assert_true ((attempt->stream != NULL) == (attempt->error == NULL));
  attempt->done = TRUE;
}

static void
run_attempt (Attempt *attempt, const char *kind, const char *host, guint16 port)
{
  g_autoptr (DeskEndpoint) endpoint = desk_endpoint_new (kind, host, port);
  g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);

  attempt->cancellable = g_cancellable_new ();
  attempt->steps = g_string_new (NULL);
  g_signal_connect (transport, "step", G_CALLBACK (on_step), attempt);
  desk_transport_connect_async (transport, attempt->cancellable, on_connected, attempt);
  wait_until (attempt->done);
}

static void
clear_attempt (Attempt *attempt)
{
  g_clear_object (&attempt->cancellable);
  g_clear_object (&attempt->stream);
  g_clear_error (&attempt->error);
  g_string_free (attempt->steps, TRUE);
}

static void
assert_steps (const Attempt *attempt, const char *format, ...)
{
  g_autofree char *expected = NULL;
  va_list args;

  va_start (args, format);
  expected = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_cmpstr (attempt->steps->str, ==, expected);
}

static void
test_connects (void)
{
  guint16 port = 0;
  int listener = bind_to ("127.0.0.1", &port);
  Attempt attempt = { 0 };
  GSocket *socket;
  int value = 0;

  g_assert_cmpint (listen (listener, 5), ==, 0);
  run_attempt (&attempt, "mqtt", "127.0.0.1", port);
  g_assert_no_error (attempt.error);
  assert_steps (&attempt, "%d 127.0.0.1\n%d 127.0.0.1:%u\n", DESK_STEP_RESOLVING, DESK_STEP_CONNECTING, port);
  g_assert_true (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (attempt.stream)));
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (attempt.stream));
  g_assert_true (g_socket_get_option (socket, IPPROTO_TCP, TCP_NODELAY, &value, NULL));
  g_assert_cmpint (value, ==, 1);
  g_assert_cmpuint (n_proxy_lookups, ==, 0);
  clear_attempt (&attempt);
  close (listener);
}

/* The first address refuses, the second one takes the connection. */
static void
test_second_address (gconstpointer data)
{
  guint16 port = 0;
  int listener = bind_to ("127.0.0.1", &port);
  Attempt attempt = { 0 };

  g_assert_cmpint (listen (listener, 5), ==, 0);
  run_attempt (&attempt, "mqtt", data, port);
  g_assert_no_error (attempt.error);
  g_assert_nonnull (strstr (attempt.steps->str, "127.0.0.1:"));
  clear_attempt (&attempt);
  close (listener);
}

/* Connects that nobody will ever accept */
static void
fill_backlog (int listener, guint16 port, int fds[], guint n_fds)
{
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons (port) };

  g_assert_cmpint (inet_pton (AF_INET, "127.0.0.2", &name.sin_addr), ==, 1);
  g_assert_cmpint (listen (listener, 0), ==, 0);
  for (guint i = 0; i < n_fds; i++)
    {
      fds[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      if (connect (fds[i], (struct sockaddr *) &name, sizeof name) != 0)
        g_assert_cmpint (errno, ==, EINPROGRESS);
    }
}

/* The first address does not answer, so that the second one is tried soon. */
static void
test_silent_address (void)
{
  guint16 port = 0;
  int listener = bind_to ("127.0.0.1", &port);
  int silent = bind_to ("127.0.0.2", &port);
  Attempt attempt = { 0 };
  gint64 start = g_get_monotonic_time ();
  int fds[4];

  g_assert_cmpint (listen (listener, 5), ==, 0);
  fill_backlog (silent, port, fds, G_N_ELEMENTS (fds));
  run_attempt (&attempt, "mqtt", "two.test", port);
  g_assert_no_error (attempt.error);
  assert_steps (&attempt, "1 two.test\n2 127.0.0.2:%u\n2 127.0.0.1:%u\n", port, port);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  clear_attempt (&attempt);

  /* An attempt that waits can be cancelled. */
  attempt = (Attempt) { .cancel_at = "2 127.0.0.2" };
  run_attempt (&attempt, "mqtt", "127.0.0.2", port);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_steps (&attempt, "1 127.0.0.2\n2 127.0.0.2:%u\n", port);
  clear_attempt (&attempt);

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  close (silent);
  close (listener);
}

static void
test_refused (void)
{
  guint16 port = 0;
  int bound = bind_to ("127.0.0.1", &port);
  g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", port);
  Attempt attempt = { 0 };

  run_attempt (&attempt, "mqtt", "127.0.0.1", port);
  g_assert_error (attempt.error, DESK_ERROR, DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (attempt.error->message, name));
  g_assert_nonnull (strstr (attempt.error->message, "Mosquitto"));
  clear_attempt (&attempt);
  close (bound);
}

static void
test_unreachable (void)
{
  Attempt attempt = { 0 };

  /* The kernel has no way to a broadcast address for TCP. */
  run_attempt (&attempt, "mqtt", "127.255.255.255", 1883);
  g_assert_error (attempt.error, DESK_ERROR, DESK_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (attempt.error->message, "127.255.255.255:1883"));
  clear_attempt (&attempt);
}

static void
test_unknown_host (void)
{
  Attempt attempt = { 0 };

  run_attempt (&attempt, "mqtt", "unknown.test", 1883);
  g_assert_error (attempt.error, DESK_ERROR, DESK_ERROR_RESOLVE);
  g_assert_nonnull (strstr (attempt.error->message, "unknown.test"));
  assert_steps (&attempt, "1 unknown.test\n");
  clear_attempt (&attempt);

  attempt = (Attempt) { 0 };
  run_attempt (&attempt, "mqtt", "offline.test", 1883);
  g_assert_error (attempt.error, DESK_ERROR, DESK_ERROR_RESOLVE);
  g_assert_nonnull (strstr (attempt.error->message, "online"));
  clear_attempt (&attempt);
}

static void
test_cancel_lookup (void)
{
  Attempt attempt = { .cancel_at = "1 " };

  run_attempt (&attempt, "mqtt", "silent.test", 1883);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_steps (&attempt, "1 silent.test\n");
  clear_attempt (&attempt);
}

static void
test_unknown_kind (void)
{
  Attempt attempt = { 0 };

  run_attempt (&attempt, "carrier-pigeon", "127.0.0.1", 1883);
  g_assert_error (attempt.error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (attempt.error->message, "carrier-pigeon"));
  assert_steps (&attempt, "%s", "");
  clear_attempt (&attempt);
}

static void
test_endpoint (void)
{
  g_autoptr (DeskEndpoint) name = desk_endpoint_new ("mqtt", "broker.example", 1883);
  g_autoptr (DeskEndpoint) six = desk_endpoint_new ("mqtt", "fe80::1%eth0", 8883);
  g_autoptr (DeskEndpoint) copy = desk_endpoint_copy (six);
  g_autofree char *name_text = desk_endpoint_to_string (name);
  g_autofree char *six_text = desk_endpoint_to_string (copy);

  g_assert_cmpstr (name_text, ==, "broker.example:1883");
  g_assert_cmpstr (six_text, ==, "[fe80::1%eth0]:8883");
}

static void
test_no_leaks (void)
{
  guint before = 0;

  for (guint i = 0; i < 4; i++)
    {
      test_refused ();
      test_connects ();
      test_silent_address ();
      if (i == 1)
        before = count_fds ();
    }
  wait_until (count_fds () <= before);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GResolver) resolver = NULL;

  g_test_init (&argc, &argv, NULL);

  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXIES, "test", 1000);
  resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_resolver_set_default (resolver);

  g_test_add_func ("/transport/connects", test_connects);
  g_test_add_data_func ("/transport/second-address/both", "both.test", test_second_address);
  g_test_add_data_func ("/transport/second-address/localhost", "localhost", test_second_address);
  g_test_add_func ("/transport/silent-address", test_silent_address);
  g_test_add_func ("/transport/refused", test_refused);
  g_test_add_func ("/transport/unreachable", test_unreachable);
  g_test_add_func ("/transport/unknown-host", test_unknown_host);
  g_test_add_func ("/transport/cancel-lookup", test_cancel_lookup);
  g_test_add_func ("/transport/unknown-kind", test_unknown_kind);
  g_test_add_func ("/transport/endpoint", test_endpoint);
  g_test_add_func ("/transport/no-leaks", test_no_leaks);

  return g_test_run ();
}
