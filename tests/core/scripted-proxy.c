/* scripted-proxy.c: a proxy that says what a test wants
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <gio/gio.h>

#include "scripted-proxy.h"

struct _ScriptedProxy
{
  GPtrArray *answers; /* of GBytes */
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  guint16 port;
  GMutex mutex;
  GString *request; /* (mutex) */
};

static void
serve (ScriptedProxy *self, GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char chunk[4096];
  gssize length;
  guint next = 0;

  while ((length = g_input_stream_read (input, chunk, sizeof chunk, self->cancellable, NULL)) > 0)
    {
      g_mutex_lock (&self->mutex);
      for (gssize i = 0; i < length; i++)
        if (chunk[i] != '\0')
          g_string_append_c (self->request, chunk[i]);
      g_mutex_unlock (&self->mutex);
      if (next < self->answers->len)
        {
          gsize size;
          const char *bytes = g_bytes_get_data (self->answers->pdata[next++], &size);

          g_output_stream_write_all (output, bytes, size, NULL, self->cancellable, NULL);
        }
    }
}

static gpointer
run (gpointer data)
{
  ScriptedProxy *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);

      if (connection != NULL)
        serve (self, connection);
    }

  return NULL;
}

ScriptedProxy *
scripted_proxy_new (const ScriptedAnswer *answers, gsize n_answers)
{
  ScriptedProxy *self = g_new0 (ScriptedProxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (gsize i = 0; i < n_answers; i++)
    g_ptr_array_add (self->answers,
                     g_bytes_new (answers[i].bytes,
                                  answers[i].length > 0 ? answers[i].length : strlen (answers[i].bytes)));
  g_mutex_init (&self->mutex);
  self->request = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address,
                                 &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->thread = g_thread_new ("scripted proxy", run, self);

  return self;
}

void
scripted_proxy_free (ScriptedProxy *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_string_free (self->request, TRUE);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

guint16
scripted_proxy_get_port (ScriptedProxy *self)
{
  return self->port;
}

gboolean
scripted_proxy_was_asked (ScriptedProxy *self)
{
  gboolean asked;

  g_mutex_lock (&self->mutex);
  asked = self->request->len > 0;
  g_mutex_unlock (&self->mutex);

  return asked;
}

char *
scripted_proxy_dup_request (ScriptedProxy *self)
{
  char *request;

  g_mutex_lock (&self->mutex);
  request = g_strdup (self->request->str);
  g_mutex_unlock (&self->mutex);

  return request;
}
