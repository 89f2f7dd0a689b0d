/* desk-unix.c: opens a Unix socket of a broker on this computer
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-sandbox.h"
#include "desk-unix.h"

/* What went wrong in words, with the next step */
static GError *
explain (const char *path, const GError *cause)
{
  g_autofree char *command = NULL;
  GError *error = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    command = desk_sandbox_dup_override (path, FALSE);
  if (command != NULL)
    /* Translators: the path of a socket, and a command to be entered in a terminal */
    desk_fail (&error, DESK_ERROR_REFUSED,
               _ ("There is no socket “%s” inside the Flatpak, which sees only what it is allowed to. Allow the folder "
                  "with “%s” and start MqttDesk again."),
               path, command);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    desk_fail (&error, DESK_ERROR_REFUSED,
               _ ("There is no socket “%s”. Is the broker running, and does its configuration have this "
                  "listener?"),
               path);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    desk_fail (&error, DESK_ERROR_REFUSED,
               _ ("Nobody listens at “%s”. The broker may have ended without removing it: start it again."), path);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    desk_fail (&error, DESK_ERROR_REFUSED,
               _ ("You may not write to the socket “%s”. Mosquitto lets its own user and group in: become a "
                  "member of that group."),
               path);
  else
    desk_fail (&error, DESK_ERROR_FAILED, _ ("Could not connect to %s: %s."), path, cause->message);

  return error;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection != NULL)
    g_task_return_pointer (task, connection, g_object_unref);
  else
    g_task_return_error (task, explain (g_task_get_task_data (task), error));
}

/**
 * desk_unix_connect_async:
 * @endpoint: with the path as host
 * @step: is told of %DESK_STEP_CONNECTING
 * @step_data: for @step
 * @cancellable: (nullable): cancels it
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Connects to a socket in the file system. There is neither a name nor a proxy.
 */
void
desk_unix_connect_async (const DeskEndpoint *endpoint,
                         DeskStepFunc        step,
                         gpointer            step_data,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (endpoint->host);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_unix_connect_async);
  g_task_set_task_data (task, g_strdup (endpoint->host), g_free);
  g_socket_client_set_enable_proxy (client, FALSE);
  step (DESK_STEP_CONNECTING, endpoint->host, step_data);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), cancellable, on_connected, task);
}

/**
 * desk_unix_connect_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_REFUSED, %DESK_ERROR_FAILED or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a #GSocketConnection, or %NULL with @error set
 */
GIOStream *
desk_unix_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
