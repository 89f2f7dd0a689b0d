/* desk-route.c: the way to a broker, straight or by a proxy
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-proxy.h"
#include "desk-route.h"
#include "desk-tcp.h"

/* Proxies of the system's settings that are tried; a script may name any number. */
#define MAX_PROXIES 5

typedef struct
{
  DeskEndpoint *endpoint; /* (owned) */
  DeskStepFunc step;
  gpointer step_data;
  GQueue ways; /* of DeskProxyOptions (owned): those that were not tried */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  desk_endpoint_free (self->endpoint);
  g_queue_clear_full (&self->ways, (GDestroyNotify) desk_proxy_options_free);
  g_free (self);
}

static void
return_stream (GTask *task, GIOStream *stream, GError *error)
{
  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_straight (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GIOStream *stream = desk_tcp_connect_finish (result, &error);

  return_stream (task, stream, error);
}

static void on_proxy (GObject *source, GAsyncResult *result, gpointer user_data);

/* @task has at least one way left. */
static void
try_next (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (DeskProxyOptions) way = g_queue_pop_head (&self->ways);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_str_equal (way->kind, DESK_PROXY_NONE))
    desk_tcp_connect_async (self->endpoint, self->step, self->step_data, cancellable, on_straight,
                            g_object_ref (task));
  else
    desk_proxy_connect_async (self->endpoint, way, self->step, self->step_data, cancellable, on_proxy,
                              g_object_ref (task));
}

static void
on_proxy (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;
  GIOStream *stream = desk_proxy_connect_finish (result, &error);

  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_PROXY) && !g_queue_is_empty (&self->ways))
    {
      g_error_free (error);
      try_next (task);
      return;
    }
  return_stream (task, stream, error);
}

static void
on_settings (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) uris = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (char **uri = uris; uri != NULL && *uri != NULL && self->ways.length < MAX_PROXIES; uri++)
    {
      DeskProxyOptions *way = desk_proxy_options_new_from_uri (*uri);

      if (way == NULL)
        continue;
      /* The settings of a system seldom say who we are. */
      if (way->username == NULL)
        {
          way->username = g_strdup (self->endpoint->proxy->username);
          way->password = g_strdup (self->endpoint->proxy->password);
        }
      g_queue_push_tail (&self->ways, way);
    }
  if (g_queue_is_empty (&self->ways))
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_PROXY,
                             _ ("The proxy settings of this system lead to no proxy that can be used here. Correct "
                                "them, or choose a proxy in the profile."));
  else
    try_next (task);
}

/* A proxy would look for it on its own computer. A name may end with the dot of the root (RFC 6761, section 6.3). */
static gboolean
is_on_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *name = g_ascii_strdown (host, -1);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';

  return g_str_equal (name, "localhost") || g_str_has_suffix (name, ".localhost");
}

/**
 * desk_route_needs_settings:
 * @endpoint: host, port and what was decided about proxies
 *
 * Returns: whether the settings of the system decide by which proxy, if any
 */
gboolean
desk_route_needs_settings (const DeskEndpoint *endpoint)
{
  return endpoint->proxy != NULL && g_str_equal (endpoint->proxy->kind, DESK_PROXY_SYSTEM)
         && !is_on_this_computer (endpoint->host);
}

/**
 * desk_route_dup_uri:
 * @endpoint: host and port
 *
 * Returns: (transfer full): what to ask the settings of the system about. Of all
 *   that can be asked about, “https” is what a proxy only passes on.
 */
char *
desk_route_dup_uri (const DeskEndpoint *endpoint)
{
  return g_uri_join (G_URI_FLAGS_NONE, "https", NULL, endpoint->host, endpoint->port, "/", NULL, NULL);
}

/**
 * desk_route_connect_async:
 * @endpoint: host, port and what was decided about proxies
 * @step: is told of the steps of desk_tcp_connect_async() or, by a proxy, of
 *   %DESK_STEP_PROXY
 * @step_data: for @step
 * @cancellable: (nullable): cancels at any step
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Opens a connection to a broker, on which TLS or whatever else follows. The
 * proxies of the system's settings are tried in their order; they are not for
 * brokers on this computer.
 */
void
desk_route_connect_async (const DeskEndpoint *endpoint,
                          DeskStepFunc        step,
                          gpointer            step_data,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);
  const DeskProxyOptions *proxy = endpoint->proxy;

  self->endpoint = desk_endpoint_copy (endpoint);
  self->step = step;
  self->step_data = step_data;
  g_task_set_source_tag (task, desk_route_connect_async);
  g_task_set_task_data (task, self, attempt_free);

  if (proxy == NULL || g_str_equal (proxy->kind, DESK_PROXY_NONE)
      || (g_str_equal (proxy->kind, DESK_PROXY_SYSTEM) && !desk_route_needs_settings (endpoint)))
    {
      g_queue_push_tail (&self->ways, desk_proxy_options_new (DESK_PROXY_NONE, NULL, 0));
      try_next (task);
    }
  else if (desk_route_needs_settings (endpoint))
    {
      g_autofree char *uri = desk_route_dup_uri (endpoint);

      g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), uri, cancellable, on_settings,
                                     g_object_ref (task));
    }
  else if ((g_str_equal (proxy->kind, DESK_PROXY_HTTP) || g_str_equal (proxy->kind, DESK_PROXY_SOCKS5))
           && proxy->host != NULL)
    {
      g_queue_push_tail (&self->ways, desk_proxy_options_copy (proxy));
      try_next (task);
    }
  else
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_PROXY,
                               _ ("This program cannot use the proxy of this profile. Choose another one."));
    }
}

/**
 * desk_route_connect_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_PROXY, %DESK_ERROR_PROXY_AUTH, or an error of
 *   desk_tcp_connect_finish()
 *
 * Returns: (transfer full) (nullable): a #GSocketConnection, or %NULL with @error set
 */
GIOStream *
desk_route_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
