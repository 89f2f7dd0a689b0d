/* desk-rendezvous.c: a private socket where one part of this process meets another
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-rendezvous"

#include "config.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-rendezvous.h"

struct _DeskRendezvous
{
  char *folder; /* (owned) (nullable) */
  char *path;   /* (owned) (nullable) */
  int listener; /* -1: none */
  GSource *source; /* (owned) (nullable) */
  DeskRendezvousFunc func;
  gpointer user_data;
};

static void
remove_folder (DeskRendezvous *self)
{
  if (self->listener >= 0)
    close (self->listener);
  self->listener = -1;
  if (self->folder != NULL)
    {
      g_unlink (self->path);
      g_rmdir (self->folder);
    }
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

static gboolean
make_listener (DeskRendezvous *self)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  if (g_strlcpy (address.sun_path, self->path, sizeof address.sun_path) >= sizeof address.sun_path)
    {
      errno = ENAMETOOLONG;
      return FALSE;
    }
  self->listener = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  return self->listener >= 0 && bind (self->listener, (struct sockaddr *) &address, sizeof address) == 0
         && listen (self->listener, 1) == 0;
}

/* A folder that only we may enter keeps others from the socket whatever the
 * file system makes of a socket's own mode. */
static gboolean
listen_in (DeskRendezvous *self, const char *parent)
{
  self->folder = g_build_filename (parent, "mqtt-desk-XXXXXX", NULL);
  if (g_mkdtemp (self->folder) == NULL)
    {
      g_clear_pointer (&self->folder, g_free);
      return FALSE;
    }

  self->path = g_build_filename (self->folder, "s", NULL);
  if (!make_listener (self))
    {
      int saved = errno;

      remove_folder (self);
      errno = saved;
      return FALSE;
    }

  return TRUE;
}

/* Other programs of the same person can enter the folder too. */
static gboolean
is_ours (int fd)
{
  struct ucred peer;
  socklen_t length = sizeof peer;

  return getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.uid == getuid ()
         && peer.pid == getpid ();
}

static gboolean
on_listener (int fd, GIOCondition condition, gpointer user_data)
{
  DeskRendezvous *self = user_data;
  int peer = accept4 (fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

  if (peer < 0)
    return G_SOURCE_CONTINUE;

  if (!is_ours (peer))
    {
      g_message ("Another process tried to connect to %s", self->path);
      close (peer);
      return G_SOURCE_CONTINUE;
    }

  self->func (peer, self->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * desk_rendezvous_new:
 * @context: where to wait
 * @func: is given the first peer; it may free the rendezvous
 * @user_data: for @func
 * @error: %DESK_ERROR_FAILED
 *
 * Listens on an AF_UNIX socket in a folder of its own (mode 0700), for one peer
 * inside this very process; others are turned away.
 *
 * Returns: (transfer full) (nullable): the rendezvous, or %NULL with @error set
 */
DeskRendezvous *
desk_rendezvous_new (GMainContext *context, DeskRendezvousFunc func, gpointer user_data, GError **error)
{
  g_autoptr (DeskRendezvous) self = g_new0 (DeskRendezvous, 1);

  self->listener = -1;
  self->func = func;
  self->user_data = user_data;

  if (!listen_in (self, g_get_user_runtime_dir ()) && !listen_in (self, g_get_tmp_dir ())
      && !listen_in (self, "/tmp"))
    {
      desk_fail (error, DESK_ERROR_FAILED,
                 _ ("No socket for the connection could be made in “%s”, “%s” or “/tmp”: %s."),
                 g_get_user_runtime_dir (), g_get_tmp_dir (), g_strerror (errno));
      return NULL;
    }

  self->source = g_unix_fd_source_new (self->listener, G_IO_IN);
  g_source_set_static_name (self->source, "DeskRendezvous");
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_listener), self, NULL);
  g_source_attach (self->source, context);

  return g_steal_pointer (&self);
}

/**
 * desk_rendezvous_get_path:
 * @self: a rendezvous
 *
 * Returns: (transfer none): the socket's path, at most 107 bytes
 */
const char *
desk_rendezvous_get_path (DeskRendezvous *self)
{
  return self->path;
}

/**
 * desk_rendezvous_free:
 * @self: (transfer full): a rendezvous
 *
 * Stops listening and removes socket and folder.
 */
void
desk_rendezvous_free (DeskRendezvous *self)
{
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  remove_folder (self);
  g_free (self);
}
