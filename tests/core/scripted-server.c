/* scripted-server.c: a server that is no broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "scripted-server.h"

#define MAX_CONNECTIONS 16

struct _ScriptedServer
{
  GSocketService *service;
  GCancellable *cancellable; /* ends what still waits */
  guint16 port;
  char *greeting;
  char *answer;
  gboolean closes;
};

static gboolean
say (GSocketConnection *connection, const char *words)
{
  return words == NULL
         || g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), words,
                                       strlen (words), NULL, NULL, NULL);
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  ScriptedServer *self = user_data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char bytes[4096];

  if (!say (connection, self->greeting) || (self->closes && self->answer == NULL))
    return TRUE;
  while (g_input_stream_read (input, bytes, sizeof bytes, self->cancellable, NULL) > 0)
    if (!say (connection, self->answer) || self->closes)
      break;

  return TRUE;
}

ScriptedServer *
scripted_server_new (const char *greeting, const char *answer, gboolean closes)
{
  ScriptedServer *self = g_new0 (ScriptedServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_threaded_socket_service_new (MAX_CONNECTIONS);
  self->cancellable = g_cancellable_new ();
  self->greeting = g_strdup (greeting);
  self->answer = g_strdup (answer);
  self->closes = closes;
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_service_start (self->service);

  return self;
}

void
scripted_server_free (ScriptedServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  /* Its threads hold it until they have ended. */
  g_object_add_weak_pointer (G_OBJECT (self->service), (gpointer *) &self->service);
  g_object_unref (self->service);
  while (g_atomic_pointer_get (&self->service) != NULL)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (self->cancellable);
  g_free (self->greeting);
  g_free (self->answer);
  g_free (self);
}

guint16
scripted_server_get_port (ScriptedServer *self)
{
  return self->port;
}
