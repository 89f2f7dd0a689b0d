/* test-mosquitto-source.c: the library driven from a bare GMainContext
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "desk-mosquitto-source.h"

#define CAP_SECONDS 60
#define BURST 300000

typedef struct
{
  GMainContext *context;
  char *folder;
  char *path;
  int listener;
  int peer;
  struct mosquitto *mosq;
  GSource *source;

  int n_connected;
  int n_lost;
  int lost_rc;
  int n_destroyed;
  guint n_messages;
  gboolean in_order;
  gboolean disconnect_at_message;
} Fixture;

static void
on_connect (struct mosquitto *mosq, void *user_data, int rc)
{
  Fixture *f = user_data;

  f->n_connected++;
}

static void
on_message (struct mosquitto *mosq, void *user_data, const struct mosquitto_message *message)
{
  Fixture *f = user_data;
  guint32 number;

  g_assert_cmpint (message->payloadlen, ==, sizeof number);
  memcpy (&number, message->payload, sizeof number);
  f->in_order = f->in_order && number == f->n_messages;
  f->n_messages++;
  if (f->disconnect_at_message)
    mosquitto_disconnect (mosq);
  /* What a callback leaves behind must not hold up the reading. */
  errno = EAGAIN;
}

static void
on_lost (int rc, int saved_errno, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_lost++;
  f->lost_rc = rc;
  g_assert_cmpint (mosquitto_socket (f->mosq), ==, -1);
}

static void
on_destroy (gpointer user_data)
{
  Fixture *f = user_data;

  f->n_destroyed++;
}

static void
set_up (Fixture *f, gconstpointer user_data)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int version = GPOINTER_TO_INT (user_data);

  f->context = g_main_context_new ();
  f->folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "s", NULL);
  f->peer = -1;
  f->in_order = TRUE;

  g_strlcpy (address.sun_path, f->path, sizeof address.sun_path);
  f->listener = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (f->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (f->listener, 4), ==, 0);

  f->mosq = mosquitto_new ("test", true, f);
  mosquitto_int_option (f->mosq, MOSQ_OPT_PROTOCOL_VERSION, version != 0 ? version : 4);
  mosquitto_connect_callback_set (f->mosq, on_connect);
  mosquitto_message_callback_set (f->mosq, on_message);

  f->source = desk_mosquitto_source_new (f->mosq);
  desk_mosquitto_source_set_lost (f->source, on_lost, f, on_destroy);
  g_source_attach (f->source, f->context);
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  g_source_destroy (f->source);
  g_source_unref (f->source);
  g_assert_cmpint (f->n_destroyed, ==, 1);
  mosquitto_destroy (f->mosq);
  g_main_context_unref (f->context);
  if (f->peer >= 0)
    close (f->peer);
  close (f->listener);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static gboolean
set_flag (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static GSource *
start_timer (Fixture *f, guint milliseconds, gboolean *flag)
{
  GSource *timer = g_timeout_source_new (milliseconds);

  g_source_set_callback (timer, set_flag, flag, NULL);
  g_source_attach (timer, f->context);

  return timer;
}

#define wait_until(f, condition) \
  G_STMT_START \
  { \
    gboolean wait_is_over = FALSE; \
    GSource *wait_timer = start_timer ((f), CAP_SECONDS * 1000, &wait_is_over); \
    while (!(condition)) \
      { \
        g_assert_false (wait_is_over); \
        g_main_context_iteration ((f)->context, TRUE); \
      } \
    g_source_destroy (wait_timer); \
    g_source_unref (wait_timer); \
  } \
  G_STMT_END

static void
say (Fixture *f, const void *bytes, gsize length)
{
  g_assert_cmpint (send (f->peer, bytes, length, MSG_NOSIGNAL), ==, (gssize) length);
}

static void
meet (Fixture *f)
{
  g_assert_cmpint (mosquitto_connect (f->mosq, f->path, 0, 60), ==, MOSQ_ERR_SUCCESS);
  desk_mosquitto_source_wake (f->source);
  f->peer = accept4 (f->listener, NULL, NULL, SOCK_CLOEXEC);
  g_assert_cmpint (f->peer, >=, 0);
}

static void
connect_to_peer (Fixture *f)
{
  static const guint8 connack[] = { 0x20, 2, 0, 0 };

  meet (f);
  say (f, connack, sizeof connack);
  wait_until (f, f->n_connected == 1);
}

static void
test_nobody_there (Fixture *f, gconstpointer user_data)
{
  gboolean over = FALSE;
  GSource *timer;

  close (f->listener);
  g_unlink (f->path);
  f->listener = -1;
  g_assert_cmpint (mosquitto_connect (f->mosq, f->path, 0, 60), ==, MOSQ_ERR_ERRNO);
  desk_mosquitto_source_wake (f->source);

  timer = start_timer (f, 100, &over);
  while (!over)
    g_main_context_iteration (f->context, TRUE);
  g_source_unref (timer);
  g_assert_cmpint (f->n_lost, ==, 0);
}

/* The error of a TCP connection that is refused comes after the call. */
static void
test_refused (Fixture *f, gconstpointer user_data)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;
  int bound = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  /* Bound but not listening: nobody else can take the port meanwhile. */
  g_assert_cmpint (bind (bound, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (bound, (struct sockaddr *) &address, &length), ==, 0);

  if (mosquitto_connect_async (f->mosq, "127.0.0.1", g_ntohs (address.sin_port), 60) == MOSQ_ERR_SUCCESS)
    {
      wait_until (f, f->n_lost == 1);
      g_assert_cmpint (f->lost_rc, !=, MOSQ_ERR_SUCCESS);
    }
  g_assert_cmpint (f->n_connected, ==, 0);
  close (bound);
}

static void
test_refused_by_broker (Fixture *f, gconstpointer user_data)
{
  static const guint8 connack[] = { 0x20, 2, 0, 5 };

  meet (f);
  say (f, connack, sizeof connack);
  wait_until (f, f->n_lost == 1);
  g_assert_cmpint (f->lost_rc, ==, MOSQ_ERR_CONN_REFUSED);
}

static void
test_closed_in_packet (Fixture *f, gconstpointer user_data)
{
  static const guint8 half[] = { 0x30, 100, 0, 1 };
  gboolean over = FALSE;
  GSource *timer;

  connect_to_peer (f);
  say (f, half, sizeof half);
  close (f->peer);
  f->peer = -1;
  wait_until (f, f->n_lost == 1);
  g_assert_cmpint (f->lost_rc, !=, MOSQ_ERR_SUCCESS);

  /* Once is enough. */
  timer = start_timer (f, 50, &over);
  while (!over)
    g_main_context_iteration (f->context, TRUE);
  g_source_unref (timer);
  g_assert_cmpint (f->n_lost, ==, 1);
}

/* Until the peer's silence is noticed there is nothing to do but to sleep. */
static void
test_silent_peer (Fixture *f, gconstpointer user_data)
{
  /* The broker asks for a keep-alive of one second, less than the library
   * would let us ask for. */
  static const guint8 connack[] = { 0x20, 6, 0, 0, 3, 0x13, 0, 1 };
  gboolean too_late = FALSE;
  GSource *timer;
  gint64 start, seconds;
  int n_iterations = 0;

  meet (f);
  say (f, connack, sizeof connack);
  wait_until (f, f->n_connected == 1);

  start = g_get_monotonic_time ();
  timer = start_timer (f, CAP_SECONDS * 1000, &too_late);
  while (f->n_lost == 0)
    {
      g_assert_false (too_late);
      g_main_context_iteration (f->context, TRUE);
      n_iterations++;
    }
  g_source_destroy (timer);
  g_source_unref (timer);
  seconds = (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  g_assert_cmpint (f->lost_rc, ==, MOSQ_ERR_KEEPALIVE);
  g_assert_cmpint (seconds, >=, 1);
  g_test_message ("%d wake-ups in %d s", n_iterations, (int) seconds);
  g_assert_cmpint (n_iterations, <, 5 * seconds);
}

static void
test_housekeeping_off (Fixture *f, gconstpointer user_data)
{
  static const guint8 connack[] = { 0x20, 6, 0, 0, 3, 0x13, 0, 1 };
  static const guint8 pingreq[] = { 0xc0, 0 };
  guint8 packet[2];
  gboolean over = FALSE;
  GSource *timer;
  int n_iterations = 0;

  meet (f);
  say (f, connack, sizeof connack);
  wait_until (f, f->n_connected == 1);
  while (recv (f->peer, packet, sizeof packet, MSG_DONTWAIT) > 0)
    ;

  desk_mosquitto_source_set_housekeeping (f->source, FALSE);
  timer = start_timer (f, 1500, &over);
  while (!over)
    {
      g_main_context_iteration (f->context, TRUE);
      n_iterations++;
    }
  g_source_unref (timer);
  g_assert_cmpint (n_iterations, <=, 2);
  g_assert_cmpint (recv (f->peer, packet, sizeof packet, MSG_DONTWAIT), ==, -1);

  desk_mosquitto_source_set_housekeeping (f->source, TRUE);
  wait_until (f, recv (f->peer, packet, sizeof packet, MSG_DONTWAIT) > 0);
  g_assert_cmpmem (packet, sizeof packet, pingreq, sizeof pingreq);
  g_assert_cmpint (f->n_lost, ==, 0);
}

static gpointer
send_burst (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint32 i = 0; i < BURST; i++)
    {
      static const guint8 header[] = { 0x30, 9, 0, 3, 'a', '/', 'b' };

      g_byte_array_append (bytes, header, sizeof header);
      g_byte_array_append (bytes, (const guint8 *) &i, sizeof i);
    }
  for (gsize sent = 0; sent < bytes->len;)
    {
      gssize step = send (f->peer, bytes->data + sent, bytes->len - sent, MSG_NOSIGNAL);

      g_assert_cmpint (step, >, 0);
      sent += (gsize) step;
    }

  return NULL;
}

/* Time that this thread has used, µs: that of others on the machine is no
 * fault of the source. */
static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
test_burst (Fixture *f, gconstpointer user_data)
{
  GThread *thread;
  gboolean too_late = FALSE;
  GSource *timer;
  gint64 start, longest = 0;
  int n_iterations = 0;

  connect_to_peer (f);
  thread = g_thread_new ("burst", send_burst, f);
  timer = start_timer (f, CAP_SECONDS * 1000, &too_late);
  start = get_cpu_time ();
  while (f->n_messages < BURST)
    {
      gint64 before = get_cpu_time ();

      g_assert_false (too_late);
      g_assert_cmpint (f->n_lost, ==, 0);
      g_main_context_iteration (f->context, TRUE);
      longest = MAX (longest, get_cpu_time () - before);
      n_iterations++;
    }
  g_test_message ("%d messages in %d turns and %.3f s of CPU, longest turn %.1f ms", BURST, n_iterations,
                  (double) (get_cpu_time () - start) / G_USEC_PER_SEC, (double) longest / 1000);
  g_thread_join (thread);
  g_source_destroy (timer);
  g_source_unref (timer);

  g_assert_cmpuint (f->n_messages, ==, BURST);
  g_assert_true (f->in_order);
  g_assert_cmpint (longest, <, 20000);
  g_assert_cmpint (n_iterations, <, BURST / 20);
}

/* The library closes its socket inside a call that is not the source's. */
static void
test_closed_outside (Fixture *f, gconstpointer user_data)
{
  connect_to_peer (f);
  g_assert_cmpint (mosquitto_disconnect (f->mosq), ==, MOSQ_ERR_SUCCESS);
  g_assert_cmpint (mosquitto_socket (f->mosq), ==, -1);
  g_assert_cmpint (f->n_lost, ==, 0);
  wait_until (f, f->n_lost == 1);
  g_assert_cmpint (f->lost_rc, ==, MOSQ_ERR_SUCCESS);
}

static void
test_disconnect_in_callback (Fixture *f, gconstpointer user_data)
{
  static const guint8 message[] = { 0x30, 7, 0, 1, 'a', 0, 0, 0, 0 };

  connect_to_peer (f);
  f->disconnect_at_message = TRUE;
  say (f, message, sizeof message);
  wait_until (f, f->n_lost == 1);
  g_assert_cmpint (f->lost_rc, ==, MOSQ_ERR_SUCCESS);
  g_assert_cmpuint (f->n_messages, ==, 1);
}

/* More than the socket takes is written as soon as it takes it again. */
static void
test_peer_does_not_read (Fixture *f, gconstpointer user_data)
{
  gsize size = 4 * 1024 * 1024, n_read = 0;
  g_autofree guint8 *payload = g_malloc0 (size);
  gboolean over = FALSE, too_late = FALSE;
  GSource *timer;
  int n_iterations = 0;

  connect_to_peer (f);
  g_assert_cmpint (mosquitto_publish (f->mosq, NULL, "big", (int) size, payload, 0, false), ==,
                   MOSQ_ERR_SUCCESS);
  g_assert_true (mosquitto_want_write (f->mosq));

  timer = start_timer (f, 300, &over);
  while (!over)
    {
      g_main_context_iteration (f->context, TRUE);
      n_iterations++;
    }
  g_source_unref (timer);
  g_assert_cmpint (n_iterations, <, 10);

  g_assert_cmpint (fcntl (f->peer, F_SETFL, O_NONBLOCK), ==, 0);
  timer = start_timer (f, CAP_SECONDS * 1000, &too_late);
  while (n_read < size)
    {
      gssize step = recv (f->peer, payload, size, 0);

      g_assert_false (too_late);
      if (step > 0)
        n_read += (gsize) step;
      else
        g_assert_cmpint (errno, ==, EAGAIN);
      g_main_context_iteration (f->context, FALSE);
    }
  g_source_destroy (timer);
  g_source_unref (timer);
  g_assert_false (mosquitto_want_write (f->mosq));
}

static void
test_again (Fixture *f, gconstpointer user_data)
{
  for (int i = 1; i <= 3; i++)
    {
      static const guint8 connack[] = { 0x20, 2, 0, 0 };

      meet (f);
      say (f, connack, sizeof connack);
      wait_until (f, f->n_connected == i);
      close (f->peer);
      f->peer = -1;
      wait_until (f, f->n_lost == i);
      g_assert_cmpint (f->lost_rc, ==, MOSQ_ERR_CONN_LOST);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    int version;
    void (*func) (Fixture *f, gconstpointer user_data);
  } tests[] = {
    { "/mosquitto-source/nobody-there", 4, test_nobody_there },
    { "/mosquitto-source/refused", 4, test_refused },
    { "/mosquitto-source/refused-by-broker", 4, test_refused_by_broker },
    { "/mosquitto-source/closed-in-packet", 4, test_closed_in_packet },
    { "/mosquitto-source/silent-peer", 5, test_silent_peer },
    { "/mosquitto-source/housekeeping-off", 5, test_housekeeping_off },
    { "/mosquitto-source/burst", 4, test_burst },
    { "/mosquitto-source/closed-outside", 4, test_closed_outside },
    { "/mosquitto-source/disconnect-in-callback", 4, test_disconnect_in_callback },
    { "/mosquitto-source/peer-does-not-read", 4, test_peer_does_not_read },
    { "/mosquitto-source/again", 4, test_again },
  };

  g_test_init (&argc, &argv, NULL);
  mosquitto_lib_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].version), set_up, tests[i].func, tear_down);

  return g_test_run ();
}
