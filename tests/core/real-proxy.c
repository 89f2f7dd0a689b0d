/* real-proxy.c: proxies for tests
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "real-proxy.h"

#define START_SECONDS 20
#define N_TRIES 5
#define POLL_MILLISECONDS 5

struct _RealProxy
{
  char *config; /* (nullable): path */
  guint16 port;
  GPid pid;
};

static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static struct sockaddr_in
loopback (guint16 port)
{
  return (struct sockaddr_in) {
    .sin_family = AF_INET, .sin_port = g_htons (port), .sin_addr = { g_htonl (INADDR_LOOPBACK) }
  };
}

static guint16
find_port (void)
{
  struct sockaddr_in address = loopback (0);
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  close (fd);

  return g_ntohs (address.sin_port);
}

static gboolean
listens (guint16 port)
{
  struct sockaddr_in address = loopback (port);
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean result = connect (fd, (struct sockaddr *) &address, sizeof address) == 0;

  close (fd);

  return result;
}

/* Neither of them says when it is ready, so it is tried every few milliseconds
 * unless the process ends. Returns whether it runs: another program may have
 * taken the port. */
static gboolean
try_start (RealProxy *self, char **argv)
{
  g_autofree char *path = g_strconcat (g_getenv ("PATH"), ":/usr/sbin:/usr/local/sbin", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "PATH", path, TRUE);
  gint64 until = g_get_monotonic_time () + START_SECONDS * G_TIME_SPAN_SECOND;
  g_autoptr (GError) error = NULL;
  GPollFD input = { .events = G_IO_ERR };
  gboolean runs = TRUE;

  g_spawn_async_with_pipes (NULL, argv, environment,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH_FROM_ENVP
                                | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                            end_with_parent, NULL, &self->pid, &input.fd, NULL, NULL, &error);
  g_assert_no_error (error);

  while (runs && !listens (self->port))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      runs = g_poll (&input, 1, POLL_MILLISECONDS) == 0;
    }
  close (input.fd);

  return runs && waitpid (self->pid, NULL, WNOHANG) == 0;
}

RealProxy *
real_proxy_new_http (const char *config)
{
  RealProxy *self = g_new0 (RealProxy, 1);
  int fd = g_file_open_tmp ("mqtt-desk-test-XXXXXX", &self->config, NULL);
  char *argv[] = { (char *) "tinyproxy", (char *) "-d", (char *) "-c", self->config, NULL };

  g_assert_cmpint (fd, >=, 0);
  close (fd);
  for (int i = 0; i < N_TRIES; i++)
    {
      g_autofree char *text = NULL;

      self->port = find_port ();
      text = g_strdup_printf ("Port %u\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nMaxClients 20\n%s",
                              self->port, config != NULL ? config : "");
      g_assert_true (g_file_set_contents (self->config, text, -1, NULL));
      if (try_start (self, argv))
        return self;
    }

  g_error ("tinyproxy does not start");
}

RealProxy *
real_proxy_new_socks5 (const char *username, const char *password)
{
  RealProxy *self = g_new0 (RealProxy, 1);

  for (int i = 0; i < N_TRIES; i++)
    {
      g_autofree char *port = NULL;
      char *argv[] = { (char *) "microsocks", (char *) "-i", (char *) "127.0.0.1", (char *) "-p", NULL,
                       NULL, (char *) username, (char *) "-P", (char *) password, NULL };

      self->port = find_port ();
      argv[4] = port = g_strdup_printf ("%u", self->port);
      argv[5] = username != NULL ? (char *) "-u" : NULL;
      if (try_start (self, argv))
        return self;
    }

  g_error ("microsocks does not start");
}

void
real_proxy_free (RealProxy *self)
{
  kill (self->pid, SIGKILL);
  waitpid (self->pid, NULL, 0);
  g_spawn_close_pid (self->pid);
  if (self->config != NULL)
    g_unlink (self->config);
  g_free (self->config);
  g_free (self);
}

guint16
real_proxy_get_port (RealProxy *self)
{
  return self->port;
}
