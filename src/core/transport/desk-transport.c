/* desk-transport.c: opens the byte stream to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-route.h"
#include "desk-tls.h"
#include "desk-transport.h"
#include "desk-unix.h"
#include "desk-websocket.h"

/* One row for each kind of connection. A kind that lies on top of another one
 * calls its functions from its own. */
static const struct
{
  const char *transport;
  void (*connect_async) (const DeskEndpoint *endpoint,
                         DeskStepFunc        step,
                         gpointer            step_data,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
  GIOStream *(*connect_finish) (GAsyncResult *result, GError **error);
} kinds[] = {
  { "mqtt", desk_route_connect_async, desk_route_connect_finish },
  { "mqtts", desk_tls_connect_async, desk_tls_connect_finish },
  { "ws", desk_websocket_connect_async, desk_websocket_connect_finish },
  { "wss", desk_websocket_connect_async, desk_websocket_connect_finish },
  { "unix", desk_unix_connect_async, desk_unix_connect_finish },
};

struct _DeskTransport
{
  GObject parent_instance;
  DeskEndpoint *endpoint; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskTransport, desk_transport, G_TYPE_OBJECT)

enum
{
  STEP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * desk_endpoint_new:
 * @transport: "mqtt", "mqtts", "ws", "wss" or "unix"
 * @host: name or address, without brackets; the path for "unix"
 * @port: 1 to 65535; 0 for "unix"
 *
 * Returns: (transfer full): an endpoint
 */
DeskEndpoint *
desk_endpoint_new (const char *transport, const char *host, guint16 port)
{
  DeskEndpoint *self = g_new0 (DeskEndpoint, 1);

  self->transport = g_strdup (transport);
  self->host = g_strdup (host);
  self->port = port;

  return self;
}

/**
 * desk_endpoint_copy:
 * @self: an endpoint
 *
 * Returns: (transfer full): a copy
 */
DeskEndpoint *
desk_endpoint_copy (const DeskEndpoint *self)
{
  DeskEndpoint *copy = desk_endpoint_new (self->transport, self->host, self->port);

  copy->proxy = self->proxy != NULL ? desk_proxy_options_copy (self->proxy) : NULL;
  copy->tls = self->tls != NULL ? desk_tls_options_copy (self->tls) : NULL;
  copy->websocket = self->websocket != NULL ? desk_websocket_options_copy (self->websocket) : NULL;

  return copy;
}

/**
 * desk_endpoint_equal:
 * @self: an endpoint
 * @other: an endpoint
 *
 * Returns: whether both lead to the same broker in the same way
 */
gboolean
desk_endpoint_equal (const DeskEndpoint *self, const DeskEndpoint *other)
{
  return self->port == other->port && g_strcmp0 (self->host, other->host) == 0
         && g_strcmp0 (self->transport, other->transport) == 0
         && desk_proxy_options_equal (self->proxy, other->proxy)
         && desk_tls_options_equal (self->tls, other->tls)
         && desk_websocket_options_equal (self->websocket, other->websocket);
}

/**
 * desk_endpoint_free:
 * @self: (transfer full) (nullable): an endpoint
 *
 * Frees it.
 */
void
desk_endpoint_free (DeskEndpoint *self)
{
  if (self == NULL)
    return;

  g_free (self->transport);
  g_free (self->host);
  g_clear_pointer (&self->proxy, desk_proxy_options_free);
  g_clear_pointer (&self->tls, desk_tls_options_free);
  g_clear_pointer (&self->websocket, desk_websocket_options_free);
  g_free (self);
}

/**
 * desk_endpoint_to_string:
 * @self: an endpoint
 *
 * Writes host and port as a person does: "broker:1883", "[::1]:1883"; or a path.
 *
 * Returns: (transfer full): the text
 */
char *
desk_endpoint_to_string (const DeskEndpoint *self)
{
  if (self->port == 0)
    return g_strdup (self->host);

  return g_strdup_printf (strchr (self->host, ':') != NULL ? "[%s]:%u" : "%s:%u", self->host, self->port);
}

static void
desk_transport_finalize (GObject *object)
{
  DeskTransport *self = DESK_TRANSPORT (object);

  desk_endpoint_free (self->endpoint);

  G_OBJECT_CLASS (desk_transport_parent_class)->finalize (object);
}

static void
desk_transport_class_init (DeskTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_transport_finalize;

  /**
   * DeskTransport::step:
   * @self: the transport
   * @step: a #DeskConnectStep
   * @detail: (nullable): the host that is looked up, or the address being tried
   *
   * The attempt has reached a step. Emitted in the thread that connects.
   */
  signals[STEP] = g_signal_new ("step", DESK_TYPE_TRANSPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
desk_transport_init (DeskTransport *self)
{
}

/**
 * desk_transport_new:
 * @endpoint: where the broker is; copied
 *
 * Returns: (transfer full): a transport that has not connected yet
 */
DeskTransport *
desk_transport_new (const DeskEndpoint *endpoint)
{
  DeskTransport *self = g_object_new (DESK_TYPE_TRANSPORT, NULL);

  self->endpoint = desk_endpoint_copy (endpoint);

  return self;
}

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
  GTask *task = user_data;

  /* Who cancelled may be gone. */
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_signal_emit (g_task_get_source_object (task), signals[STEP], 0, (int) step, detail);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  guint kind = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GIOStream *stream = kinds[kind].connect_finish (result, &error);

  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * desk_transport_connect_async:
 * @self: a transport
 * @cancellable: (nullable): cancels at any step
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Opens a connection. There is no timeout here: the caller's counts until
 * CONNACK, and cancels.
 */
void
desk_transport_connect_async (DeskTransport      *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_TRANSPORT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_transport_connect_async);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].transport, self->endpoint->transport))
      {
        g_task_set_task_data (task, GUINT_TO_POINTER (i), NULL);
        kinds[i].connect_async (self->endpoint, on_step, task, cancellable, on_connected,
                                g_object_ref (task));
        return;
      }

  g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_FAILED,
                           _ ("This program cannot connect by “%s” yet. Choose plain MQTT."),
                           self->endpoint->transport);
}

/**
 * desk_transport_connect_finish:
 * @self: a transport
 * @result: what the callback got
 * @error: %DESK_ERROR_RESOLVE, %DESK_ERROR_REFUSED, %DESK_ERROR_UNREACHABLE,
 *   %DESK_ERROR_FAILED, %DESK_ERROR_PROXY, %DESK_ERROR_PROXY_AUTH,
 *   %DESK_ERROR_CERTIFICATE, %DESK_ERROR_CLIENT_CERTIFICATE, %DESK_ERROR_TLS,
 *   %DESK_ERROR_WEBSOCKET, %DESK_ERROR_SERVER_UNAVAILABLE,
 *   %DESK_ERROR_CLOSED or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a stream whose both sides are pollable,
 *   or %NULL with @error set
 */
GIOStream *
desk_transport_connect_finish (DeskTransport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
