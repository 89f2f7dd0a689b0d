/* desk-tcp.c: opens a TCP connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-tcp.h"

typedef struct
{
  DeskEndpoint *endpoint; /* (owned) */
  DeskStepFunc step;
  gpointer step_data;
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  desk_endpoint_free (self->endpoint);
  g_free (self);
}

/* "127.0.0.1:1883", "[::1]:1883" */
static char *
describe_address (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;

  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

static void
on_event (GSocketClient      *client,
          GSocketClientEvent  event,
          GSocketConnectable *connectable,
          GIOStream          *connection,
          gpointer            user_data)
{
  Attempt *self = user_data;

  if (event == G_SOCKET_CLIENT_RESOLVING)
    {
      self->step (DESK_STEP_RESOLVING, self->endpoint->host, self->step_data);
    }
  else if (event == G_SOCKET_CLIENT_CONNECTING)
    {
      g_autofree char *address = describe_address (G_SOCKET_CONNECTION (connection));

      self->step (DESK_STEP_CONNECTING, address, self->step_data);
    }
}

static gboolean
is_any_of (const GError *error, const int *codes, gsize n_codes)
{
  for (gsize i = 0; i < n_codes; i++)
    if (g_error_matches (error, G_IO_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

/**
 * desk_tcp_explain:
 * @endpoint: where to
 * @cause: what GIO said
 *
 * Returns: (transfer full): %DESK_ERROR_RESOLVE, %DESK_ERROR_REFUSED,
 *   %DESK_ERROR_UNREACHABLE or %DESK_ERROR_FAILED: what went wrong in words, with
 *   the next step; or a copy of %G_IO_ERROR_CANCELLED
 */
GError *
desk_tcp_explain (const DeskEndpoint *endpoint, const GError *cause)
{
  static const int unreachable[] = { G_IO_ERROR_HOST_UNREACHABLE, G_IO_ERROR_NETWORK_UNREACHABLE };
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  GError *error = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    desk_fail (&error, DESK_ERROR_RESOLVE,
               _ ("The address of “%s” could not be looked up: no name server answers. Is this computer "
                  "online?"),
               endpoint->host);
  else if (cause->domain == G_RESOLVER_ERROR
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    desk_fail (&error, DESK_ERROR_RESOLVE,
               _ ("There is no computer with the name “%s”. Check the spelling, or enter its address."),
               endpoint->host);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    desk_fail (&error, DESK_ERROR_REFUSED,
               _ ("Nothing listens at %s. Is Mosquitto running, and is the port right?"), name);
  else if (is_any_of (cause, unreachable, G_N_ELEMENTS (unreachable)))
    desk_fail (&error, DESK_ERROR_UNREACHABLE,
               _ ("There is no way to %s from here. Is this computer in the right network, or does it need a "
                  "VPN?"),
               name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    desk_fail (&error, DESK_ERROR_UNREACHABLE,
               _ ("%s does not answer. Is the computer on, and does a firewall let this port through?"),
               name);
  else
    desk_fail (&error, DESK_ERROR_FAILED, _ ("Could not connect to %s: %s."), name, cause->message);

  return error;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Attempt *self = g_task_get_task_data (task);
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  /* Whatever addresses are left must not be heard of any more. */
  g_signal_handlers_disconnect_by_data (source, self);
  if (connection == NULL)
    {
      g_task_return_error (task, desk_tcp_explain (self->endpoint, error));
      return;
    }

  /* Small packets must not wait for an acknowledgement of the one before. A
   * socket that refuses the option works all the same. */
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_task_return_pointer (task, connection, g_object_unref);
}

/**
 * desk_tcp_connect_async:
 * @endpoint: host and port
 * @step: is told of %DESK_STEP_RESOLVING and, for each address, of
 *   %DESK_STEP_CONNECTING
 * @step_data: for @step
 * @cancellable: (nullable): cancels at any step
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Looks the host up and tries its addresses one after the other, a quarter of
 * a second apart (RFC 8305), until one takes the connection. It uses no proxy
 * and has no timeout of its own.
 */
void
desk_tcp_connect_async (const DeskEndpoint *endpoint,
                        DeskStepFunc        step,
                        gpointer            step_data,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address = g_network_address_new (endpoint->host, endpoint->port);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);

  self->endpoint = desk_endpoint_copy (endpoint);
  self->step = step;
  self->step_data = step_data;
  g_task_set_source_tag (task, desk_tcp_connect_async);
  g_task_set_task_data (task, self, attempt_free);

  /* Proxies are the business of who asks: a proxy is reached this way, too. */
  g_socket_client_set_enable_proxy (client, FALSE);
  g_signal_connect (client, "event", G_CALLBACK (on_event), self);
  g_socket_client_connect_async (client, address, cancellable, on_connected, task);
}

/**
 * desk_tcp_connect_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_RESOLVE, %DESK_ERROR_REFUSED, %DESK_ERROR_UNREACHABLE,
 *   %DESK_ERROR_FAILED or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a #GSocketConnection, or %NULL with @error set
 */
GIOStream *
desk_tcp_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
