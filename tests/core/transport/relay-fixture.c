/* relay-fixture.c: a relay between a broker and a library of the test
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib-unix.h>

#include "relay-fixture.h"

gboolean
on_cap (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;

  return G_SOURCE_CONTINUE;
}

static void
on_packet (const DeskPacket *packet, gpointer user_data)
{
  Fixture *f = user_data;

  if (packet->incoming)
    f->n_in++;
  else
    f->n_out++;
  if (f->pause_at > 0 && f->n_in == f->pause_at)
    desk_relay_set_paused (f->relay, TRUE);
}

static void
on_ended (const GError *error, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_ended++;
  f->error = error != NULL ? g_error_copy (error) : NULL;
  if (f->free_when_ended)
    g_clear_pointer (&f->relay, desk_relay_free);
}

/* A pair of TCP sockets on the loopback interface: ours as a stream, the
 * broker's as it is. */
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
  g_assert_cmpint (fcntl (*broker, F_SETFL, O_NONBLOCK), ==, 0);

  return G_IO_STREAM (connection);
}

/* Connects the library's end, as mosquitto_connect() does. */
void
fixture_meet (Fixture *f)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  const char *path = desk_relay_get_path (f->relay);

  g_assert_cmpint (g_strlcpy (address.sun_path, path, sizeof address.sun_path), <, sizeof address.sun_path);
  f->library = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (f->library, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (fcntl (f->library, F_SETFL, O_NONBLOCK), ==, 0);
}

void
fixture_set_up (Fixture *f, DeskMqttVersion version, gsize max_packet, gboolean meet)
{
  static const DeskRelayFuncs funcs = { .packet = on_packet, .ended = on_ended };
  g_autoptr (GIOStream) stream = connect_tcp (&f->broker);
  g_autoptr (GError) error = NULL;

  f->library = -1;
  f->relay = desk_relay_new (stream, version, max_packet, &funcs, f, &error);
  g_assert_no_error (error);
  if (meet)
    fixture_meet (f);
}

void
fixture_tear_down (Fixture *f)
{
  g_assert_cmpuint (f->n_ended, <=, 1);
  g_clear_pointer (&f->relay, desk_relay_free);
  if (f->broker >= 0)
    close (f->broker);
  if (f->library >= 0)
    close (f->library);
  g_clear_error (&f->error);
}

static gboolean
on_tap (int fd, GIOCondition condition, gpointer user_data)
{
  Tap *self = user_data;
  guint8 buffer[65536];
  gssize length = recv (fd, buffer, sizeof buffer, 0);

  if (length > 0)
    {
      g_byte_array_append (self->bytes, buffer, (guint) length);
      return G_SOURCE_CONTINUE;
    }
  if (length < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  self->failure = length < 0 ? errno : 0;
  self->eof = TRUE;
  self->source = 0;

  return G_SOURCE_REMOVE;
}

Tap *
tap_new (int fd)
{
  Tap *self = g_new0 (Tap, 1);

  self->fd = fd;
  self->bytes = g_byte_array_new ();
  self->source = g_unix_fd_add (fd, G_IO_IN, on_tap, self);

  return self;
}

void
tap_free (Tap *self)
{
  if (self->source != 0)
    g_source_remove (self->source);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
put (int fd, gconstpointer data, gsize length)
{
  g_assert_cmpint (send (fd, data, length, MSG_NOSIGNAL), ==, length);
}

gsize
put_some (int fd, const guint8 *data, gsize length)
{
  gsize sent = 0;

  while (sent < length)
    {
      gssize step = send (fd, data + sent, length - sent, MSG_NOSIGNAL);

      if (step < 0)
        {
          g_assert_cmpint (errno, ==, EAGAIN);
          break;
        }
      sent += (gsize) step;
    }

  return sent;
}

gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  gulong pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %lu", &pages), ==, 1);

  return pages * (gsize) sysconf (_SC_PAGESIZE);
}

guint
count_fds (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}
