/* web-server.c: a WebSocket server that answers as a test tells it to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web-server.h"

#define WAIT_SECONDS 20
#define MAX_REQUEST 100000

struct _WebServer
{
  int listener;
  guint16 port;
  char *answer;
  gsize step;
  GThread *thread;

  GMutex lock;
  GCond cond;
  char *request; /* of the last connection */
  int connection; /* the last one; -1: none */
  guint n_answered;
  guint n_waited_for;
};

static char *
read_request (int fd)
{
  g_autoptr (GString) request = g_string_new (NULL);

  while (strstr (request->str, "\r\n\r\n") == NULL && request->len < MAX_REQUEST)
    {
      char chunk[4096];
      gssize n = recv (fd, chunk, sizeof chunk, 0);

      if (n <= 0)
        return NULL;
      g_string_append_len (request, chunk, n);
    }

  return g_string_free (g_steal_pointer (&request), FALSE);
}

/* RFC 6455 section 4.2.2 */
static char *
make_proof (const char *request)
{
  const char *key = strstr (request, "Sec-WebSocket-Key: ");
  g_autofree char *text = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_assert_nonnull (key);
  key += strlen ("Sec-WebSocket-Key: ");
  text = g_strdup_printf ("%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int) strcspn (key, "\r"), key);
  g_checksum_update (checksum, (const guint8 *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return g_base64_encode (digest, length);
}

static void
send_answer (WebServer *self, int fd, const char *request)
{
  g_autofree char *proof = request != NULL ? make_proof (request) : g_strdup ("");
  g_auto (GStrv) pieces = g_strsplit (self->answer, "KEY", -1);
  g_autofree char *answer = g_strjoinv (proof, pieces);
  gsize length = strlen (answer);
  gsize step = self->step != 0 ? self->step : length;

  for (gsize at = 0; at < length; at += step)
    if (send (fd, answer + at, MIN (step, length - at), MSG_NOSIGNAL) < 0)
      break;
  if (!g_str_has_suffix (answer, "\r\n\r\n"))
    shutdown (fd, SHUT_RDWR);
  g_assert_cmpint (fcntl (fd, F_SETFL, O_NONBLOCK), ==, 0);
}

static gpointer
serve (gpointer user_data)
{
  WebServer *self = user_data;
  int fd;

  while ((fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    {
      int one = 1;
      char *request;

      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      request = read_request (fd);
      send_answer (self, fd, request);

      g_mutex_lock (&self->lock);
      if (self->connection >= 0)
        close (self->connection);
      self->connection = fd;
      g_free (self->request);
      self->request = request;
      self->n_answered++;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->lock);
    }

  return NULL;
}

WebServer *
web_server_new (const char *answer, gsize step)
{
  WebServer *self = g_new0 (WebServer, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;

  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->answer = g_strdup (answer);
  self->step = step;
  self->connection = -1;
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listener, 5), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = g_ntohs (address.sin_port);
  self->thread = g_thread_new ("web-server", serve, self);

  return self;
}

void
web_server_free (WebServer *self)
{
  /* Ends accept4() */
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->listener);
  if (self->connection >= 0)
    close (self->connection);
  g_free (self->answer);
  g_free (self->request);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

guint16
web_server_get_port (WebServer *self)
{
  return self->port;
}

int
web_server_wait (WebServer *self)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;
  int fd;

  g_mutex_lock (&self->lock);
  while (self->n_answered == self->n_waited_for)
    if (!g_cond_wait_until (&self->cond, &self->lock, until))
      g_error ("Nobody asked the server within %d s", WAIT_SECONDS);
  self->n_waited_for = self->n_answered;
  fd = self->connection;
  g_mutex_unlock (&self->lock);

  return fd;
}

const char *
web_server_get_request (WebServer *self)
{
  const char *request;

  g_mutex_lock (&self->lock);
  request = self->request;
  g_mutex_unlock (&self->lock);

  return request;
}
