/* test-relay.c: the relay between real sockets
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-relay.h"

/* A wait that takes longer has failed. */
#define CAP_SECONDS 30

typedef struct
{
  DeskRelay *relay;
  int broker;  /* the far end of the network connection */
  int library; /* what libmosquitto would have */
  guint n_in;
  guint n_out;
  guint16 last_id;
  gboolean ended;
  GError *error;
} Fixture;

static void
on_packet (const DeskPacket *packet, gpointer user_data)
{
  Fixture *f = user_data;

  if (packet->incoming)
    f->n_in++;
  else
    f->n_out++;
  f->last_id = packet->packet_id;
}

static void
on_ended (const GError *error, gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_false (f->ended);
  f->ended = TRUE;
  f->error = error != NULL ? g_error_copy (error) : NULL;
}

static const DeskRelayFuncs funcs = { .packet = on_packet, .ended = on_ended };

static gboolean
on_cap (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;

  return G_SOURCE_CONTINUE;
}

/* Runs the main context until @condition holds; the condition may do work. */
#define wait_until(condition)                                              \
  G_STMT_START                                                             \
  {                                                                        \
    gboolean over_ = FALSE;                                                \
    guint cap_ = g_timeout_add_seconds (CAP_SECONDS, on_cap, &over_);      \
                                                                           \
    while (!(condition))                                                   \
      {                                                                    \
        g_main_context_iteration (NULL, TRUE);                             \
        g_assert_false (over_);                                            \
      }                                                                    \
    g_source_remove (cap_);                                                \
  }                                                                        \
  G_STMT_END

/* A connected pair of TCP sockets on the loopback interface: ours as a stream,
 * the broker's as it is. */
static GIOStream *
connect_tcp (int *broker)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) accepted = NULL;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  accepted = g_socket_listener_accept (listener, NULL, NULL, &error);
  g_assert_no_error (error);
  *broker = fcntl (g_socket_get_fd (g_socket_connection_get_socket (accepted)), F_DUPFD_CLOEXEC, 3);
  g_assert_cmpint (*broker, >=, 0);
  fcntl (*broker, F_SETFL, O_NONBLOCK);

  return G_IO_STREAM (connection);
}

static int
connect_unix (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (g_strlcpy (address.sun_path, path, sizeof address.sun_path), <, sizeof address.sun_path);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  fcntl (fd, F_SETFL, O_NONBLOCK);

  return fd;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GIOStream) stream = connect_tcp (&f->broker);
  g_autoptr (GError) error = NULL;

  f->relay = desk_relay_new (stream, DESK_MQTT_5, 0, &funcs, f, &error);
  g_assert_no_error (error);
  f->library = connect_unix (desk_relay_get_path (f->relay));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->relay, desk_relay_free);
  close (f->broker);
  close (f->library);
  g_clear_error (&f->error);
}

static void
put (int fd, gconstpointer data, gsize length)
{
  g_assert_cmpint (send (fd, data, length, MSG_NOSIGNAL), ==, length);
}

/* Whether @bytes holds @length bytes by now; reads what there is. */
static gboolean
has (int fd, GByteArray *bytes, gsize length)
{
  guint8 buffer[65536];
  gssize n;

  while ((n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    g_byte_array_append (bytes, buffer, (guint) n);

  return bytes->len >= length;
}

static const guint8 connack[] = { 0x20, 0x03, 0x00, 0x00, 0x00 };
static const guint8 publish[] = { 0x30, 0x07, 0x00, 0x01, 'a', 0x00, 'b', 'c', 'd' };
static const guint8 pingreq[] = { 0xc0, 0x00 };
static const guint8 hostile[] = { 0xe0, 0x03, 0x00, 0x01, 0x00 };

static void
test_both_ways (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) down = g_byte_array_new ();
  g_autoptr (GByteArray) up = g_byte_array_new ();

  put (f->broker, connack, sizeof connack);
  put (f->broker, publish, sizeof publish);
  put (f->library, pingreq, sizeof pingreq);
  wait_until (has (f->library, down, sizeof connack + sizeof publish));
  wait_until (has (f->broker, up, sizeof pingreq));
  g_assert_cmpmem (down->data + sizeof connack, down->len - sizeof connack, publish, sizeof publish);
  g_assert_cmpmem (up->data, up->len, pingreq, sizeof pingreq);
  g_assert_cmpint (f->n_in, ==, 2);
  g_assert_cmpint (f->n_out, ==, 1);
  g_assert_true (desk_relay_is_drained (f->relay));
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) down = g_byte_array_new ();

  put (f->broker, connack, sizeof connack);
  put (f->broker, hostile, sizeof hostile);
  wait_until (has (f->library, down, sizeof connack) && desk_relay_get_error (f->relay) != NULL);
  g_assert_cmpint (down->len, ==, sizeof connack);
  close (f->library);
  f->library = -1;
  wait_until (f->ended);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/relay/both-ways", Fixture, NULL, set_up, test_both_ways, tear_down);
  g_test_add ("/relay/hostile", Fixture, NULL, set_up, test_hostile, tear_down);

  return g_test_run ();
}
