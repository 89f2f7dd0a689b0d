/* test-check-silence.c: the connection check where packets vanish
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kernel drops a SYN to a listener whose queue is full, as a firewall does, and the client sends it again a
 * second later: this needs no rights, and no network of its own.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gio.h>

#include "check-scene.h"

#define N_FILLING 4
#define POLL_MILLISECONDS 5

/* A name server that never answers */
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
  g_task_return_error_if_cancelled (user_data);
}

static void
lookup_async (GResolver          *resolver,
              const char         *hostname,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_assert_nonnull (cancellable);
  g_cancellable_connect (cancellable, G_CALLBACK (on_lookup_cancelled), task, g_object_unref);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_async = lookup_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_name_server (void)
{
  g_autoptr (GResolver) own = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "broker.example", 1883);
  g_autoptr (DeskCheck) check = NULL;

  g_resolver_set_default (resolver);
  check = run_hasty_check (options);
  g_resolver_set_default (own);

  assert_step (check, "resolve", DESK_CHECK_FAILED, "could not be found within 1 s");
  assert_left_out (check, "tcp");
}

typedef struct
{
  int listener;
  int filling[N_FILLING];
  guint16 port;
  guint n_opening; /* of those that fill it */
} BlackHole;

static void
black_hole_open (BlackHole *self)
{
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof name;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &name, sizeof name), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &name, &length), ==, 0);
  g_assert_cmpint (listen (self->listener, 0), ==, 0);
  self->port = g_ntohs (name.sin_port);
  for (guint i = 0; i < N_FILLING; i++)
    {
      self->filling[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      if (connect (self->filling[i], (struct sockaddr *) &name, sizeof name) != 0)
        g_assert_cmpint (errno, ==, EINPROGRESS);
    }
}

static void
black_hole_close (BlackHole *self)
{
  for (guint i = 0; i < N_FILLING; i++)
    close (self->filling[i]);
  close (self->listener);
}

/* How many connections to the port are not open yet; the kernel tells, but does not say when that changes. */
static guint
count_opening (const BlackHole *self)
{
  g_autofree char *line = g_strdup_printf ("0100007F:%04X 02", self->port);
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents ("/proc/self/net/tcp", &text, NULL, NULL));
  for (const char *at = strstr (text, line); at != NULL; at = strstr (at + 1, line))
    n++;

  return n;
}

static void
test_address (void)
{
  BlackHole hole;
  g_autoptr (DeskConnectOptions) options = NULL;
  g_autoptr (DeskCheck) check = NULL;

  black_hole_open (&hole);
  options = new_options ("mqtt", "127.0.0.1", hole.port);
  check = run_hasty_check (options);
  assert_step (check, "tcp", DESK_CHECK_FAILED, "does not answer. Is the computer on");
  assert_left_out (check, "connect");
  black_hole_close (&hole);
}

/* Takes and closes what comes, from when one more than before is on the way and was dropped until the end. */
static gpointer
open_late (gpointer data)
{
  BlackHole *self = data;
  int taken;

  while (count_opening (self) <= self->n_opening)
    g_poll (NULL, 0, POLL_MILLISECONDS);
  while ((taken = accept (self->listener, NULL, NULL)) >= 0)
    close (taken);

  return NULL;
}

static void
test_slow_address (void)
{
  BlackHole hole;
  GThread *thread;
  g_autoptr (DeskConnectOptions) options = NULL;
  g_autoptr (DeskCheck) check = NULL;

  black_hole_open (&hole);
  hole.n_opening = count_opening (&hole);
  thread = g_thread_new ("late", open_late, &hole);
  options = new_options ("mqtt", "127.0.0.1", hole.port);
  check = run_check (options);
  assert_step (check, "tcp", DESK_CHECK_PASSED, "Something listens");
  g_assert_cmpint (desk_check_find (check, "tcp")->time, >, G_TIME_SPAN_SECOND / 2);
  shutdown (hole.listener, SHUT_RDWR);
  g_thread_join (thread);
  black_hole_close (&hole);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/silence/name-server", test_name_server);
  g_test_add_func ("/check/silence/address", test_address);
  g_test_add_func ("/check/silence/slow-address", test_slow_address);

  return g_test_run ();
}
