/* real-broker.c: a Mosquitto for tests
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "real-broker.h"

#define START_SECONDS 20
#define N_TRIES 5

struct _RealBroker
{
  char *folder;
  char *config; /* of the caller */
  char *path;
  guint16 port;
  gboolean has_websocket;
  guint16 websocket_port;
  GPid pid;
};

static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static guint16
find_port (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  close (fd);

  return g_ntohs (address.sin_port);
}

/* Reads its messages until it says that it runs. */
static gboolean
comes_up (int messages)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 until = g_get_monotonic_time () + START_SECONDS * G_TIME_SPAN_SECOND;
  char chunk[1024];

  while (strstr (text->str, " running\n") == NULL)
    {
      GPollFD fd = { .fd = messages, .events = G_IO_IN };
      gssize length;

      g_assert_cmpint (g_poll (&fd, 1, START_SECONDS * 1000), >, 0);
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      length = read (messages, chunk, sizeof chunk);
      if (length <= 0)
        return FALSE;
      g_string_append_len (text, chunk, length);
    }

  return TRUE;
}

/* Returns whether it runs: another program may have taken the port. */
static gboolean
try_start (RealBroker *self)
{
  char *argv[] = { (char *) "mosquitto", (char *) "-c", self->path, NULL };
  g_autofree char *path = g_strconcat (g_getenv ("PATH"), ":/usr/sbin:/usr/local/sbin", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "PATH", path, TRUE);
  g_autofree char *websocket
      = self->has_websocket
            ? g_strdup_printf ("listener %u 127.0.0.1\nprotocol websockets\n", self->websocket_port)
            : g_strdup ("");
  g_autofree char *config = g_strdup_printf ("listener %u 127.0.0.1\nallow_anonymous true\n%s%s%s", self->port,
                                             getuid () == 0 ? "user root\n" : "", websocket, self->config);
  g_autoptr (GError) error = NULL;
  gboolean runs;
  int messages;

  g_file_set_contents (self->path, config, -1, &error);
  g_assert_no_error (error);
  g_spawn_async_with_pipes (self->folder, argv, environment,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH_FROM_ENVP
                                | G_SPAWN_STDOUT_TO_DEV_NULL,
                            end_with_parent, NULL, &self->pid, NULL, NULL, &messages, &error);
  g_assert_no_error (error);

  runs = comes_up (messages);
  close (messages);
  if (!runs)
    {
      waitpid (self->pid, NULL, 0);
      self->pid = 0;
    }

  return runs;
}

static RealBroker *
new_broker (const char *config, gboolean has_websocket)
{
  RealBroker *self = g_new0 (RealBroker, 1);

  self->has_websocket = has_websocket;
  self->folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "mosquitto.conf", NULL);
  self->config = g_strdup (config != NULL ? config : "");

  for (int i = 0; i < N_TRIES; i++)
    {
      self->port = find_port ();
      self->websocket_port = find_port ();
      if (try_start (self))
        return self;
    }

  g_error ("Mosquitto does not start");
}

RealBroker *
real_broker_new (const char *config)
{
  return new_broker (config, FALSE);
}

/* Mosquitto 2.0.11 does not start with a listener for WebSocket alone. */
RealBroker *
real_broker_new_with_websocket (const char *config)
{
  return new_broker (config, TRUE);
}

void
real_broker_start (RealBroker *self)
{
  g_assert_true (try_start (self));
}

void
real_broker_stop (RealBroker *self)
{
  kill (self->pid, SIGKILL);
  waitpid (self->pid, NULL, 0);
  g_spawn_close_pid (self->pid);
  self->pid = 0;
}

void
real_broker_free (RealBroker *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  if (self->pid != 0)
    real_broker_stop (self);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->config);
  g_free (self->path);
  g_free (self);
}

guint16
real_broker_get_port (RealBroker *self)
{
  return self->port;
}

guint16
real_broker_get_websocket_port (RealBroker *self)
{
  return self->websocket_port;
}

const char *
real_broker_get_folder (RealBroker *self)
{
  return self->folder;
}
