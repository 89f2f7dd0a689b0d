/* desk-proxy.c: has a proxy connect to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-proxy-words.h"
#include "desk-proxy.h"
#include "desk-stream.h"
#include "desk-tcp.h"

typedef struct
{
  DeskEndpoint *endpoint;  /* (owned) */
  DeskProxyOptions *proxy; /* (owned) */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  desk_endpoint_free (self->endpoint);
  desk_proxy_options_free (self->proxy);
  g_free (self);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GIOStream *stream = g_proxy_connect_finish (G_PROXY (source), result, &error);

  if (stream != NULL)
    {
      desk_stream_set_proxy (stream, self->proxy);
      g_task_return_pointer (task, stream, g_object_unref);
    }
  else
    g_task_return_error (task, desk_proxy_explain_answer (self->endpoint, self->proxy, error));
}

/* Both protocols take a name, so the broker is looked up where the proxy is. */
static GProxyAddress *
new_address (Attempt *self, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *bracketed = NULL;
  const char *host = self->endpoint->host;

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;
  /* GIO writes the name into the request as it is. */
  if (g_str_equal (self->proxy->kind, DESK_PROXY_HTTP) && strchr (host, ':') != NULL)
    host = bracketed = g_strdup_printf ("[%s]", host);

  return G_PROXY_ADDRESS (g_proxy_address_new (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)), self->proxy->port, self->proxy->kind,
      host, self->endpoint->port, self->proxy->username, self->proxy->password));
}

static void
on_proxy_reached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = desk_tcp_connect_finish (result, &error);
  g_autoptr (GProxy) protocol = g_proxy_get_default_for_protocol (self->proxy->kind);
  g_autoptr (GProxyAddress) address = NULL;

  if (stream != NULL)
    address = new_address (self, G_SOCKET_CONNECTION (stream));
  if (address == NULL || protocol == NULL)
    {
      g_task_return_error (task, desk_proxy_explain_way (self->proxy, error));
      return;
    }
  g_proxy_connect_async (protocol, stream, address, g_task_get_cancellable (task), on_answer,
                         g_object_ref (task));
}

/* Looking the proxy up and connecting to it are part of one step. */
static void
pass_over (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

/**
 * desk_proxy_connect_async:
 * @endpoint: host and port of the broker
 * @proxy: %DESK_PROXY_HTTP or %DESK_PROXY_SOCKS5, with its host
 * @step: is told of %DESK_STEP_PROXY, with the address of the proxy
 * @step_data: for @step
 * @cancellable: (nullable): cancels at any step
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Connects to a proxy and asks it to connect to a broker.
 */
void
desk_proxy_connect_async (const DeskEndpoint     *endpoint,
                          const DeskProxyOptions *proxy,
                          DeskStepFunc            step,
                          gpointer                step_data,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr (DeskEndpoint) at = desk_endpoint_new ("mqtt", proxy->host, proxy->port);
  g_autofree char *name = desk_proxy_options_to_string (proxy);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);

  self->endpoint = desk_endpoint_copy (endpoint);
  self->proxy = desk_proxy_options_copy (proxy);
  g_task_set_source_tag (task, desk_proxy_connect_async);
  g_task_set_task_data (task, self, attempt_free);

  step (DESK_STEP_PROXY, name, step_data);
  desk_tcp_connect_async (at, pass_over, NULL, cancellable, on_proxy_reached, task);
}

/**
 * desk_proxy_connect_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_PROXY, %DESK_ERROR_PROXY_AUTH or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a #GSocketConnection whose bytes go to
 *   the broker, or %NULL with @error set
 */
GIOStream *
desk_proxy_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
