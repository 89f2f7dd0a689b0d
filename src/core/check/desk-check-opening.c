/* desk-check-opening.c: opens the way to a broker up to CONNECT, or a part of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-opening.h"
#include "desk-error.h"

typedef struct
{
  DeskConnectStep awaited;
  DeskConnectStep step; /* how far it is */
  gint64 began;         /* monotonic, µs: when it got to @awaited; 0: it did not */
} Progress;

static void
on_step (DeskTransport *transport, int step, const char *detail, gpointer user_data)
{
  Progress *progress = user_data;

  progress->step = (DeskConnectStep) step;
  if (progress->step == progress->awaited)
    progress->began = g_get_monotonic_time ();
}

static void
explain_timeout (const DeskEndpoint *endpoint, DeskConnectStep step, guint timeout, GError **error)
{
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  guint seconds = timeout / 1000;

  switch (step)
    {
    case DESK_STEP_PROXY:
      desk_fail (error, DESK_ERROR_TIMEOUT,
                 _ ("The proxy did not reach %s within %'u s. Check the proxy, or connect without one."), name,
                 seconds);
      break;
    case DESK_STEP_TLS:
      desk_fail (error, DESK_ERROR_TIMEOUT,
                 _ ("The TLS handshake with %s was not over after %'u s. Does this port speak TLS?"), name,
                 seconds);
      break;
    case DESK_STEP_WEBSOCKET:
      desk_fail (error, DESK_ERROR_TIMEOUT,
                 _ ("%s did not answer to the WebSocket request within %'u s. Check port and path."), name,
                 seconds);
      break;
    case DESK_STEP_NONE:
    case DESK_STEP_RESOLVING:
    case DESK_STEP_CONNECTING:
    case DESK_STEP_CONNACK:
    default:
      desk_fail (
          error, DESK_ERROR_TIMEOUT,
          _ ("%s did not answer within %'u s. Is the computer on, and does a firewall let this port through?"),
          name, seconds);
    }
}

/**
 * desk_check_open:
 * @run: a run
 * @endpoint: where to
 * @step: the step whose time is wanted
 * @timeout: ms
 * @time: (out) (optional): how long @step took, µs; not set if it was not reached
 * @error: as desk_transport_connect_finish() has it, or %DESK_ERROR_TIMEOUT
 *
 * Opens it by the transport of every connection, so that what works here works
 * there.
 *
 * Returns: (transfer full) (nullable): a stream, to be closed
 */
GIOStream *
desk_check_open (DeskCheckRun       *run,
                 const DeskEndpoint *endpoint,
                 DeskConnectStep     step,
                 guint               timeout,
                 gint64             *time,
                 GError            **error)
{
  g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);
  g_auto (DeskCheckPending) pending = { 0 };
  g_autoptr (GError) local_error = NULL;
  Progress progress = { .awaited = step };
  GIOStream *stream;

  g_signal_connect (transport, "step", G_CALLBACK (on_step), &progress);
  desk_check_pending_begin (&pending, run, timeout);
  desk_transport_connect_async (transport, pending.cancellable, desk_check_pending_done, &pending);
  stream = desk_transport_connect_finish (transport, desk_check_pending_wait (&pending), &local_error);
  g_signal_handlers_disconnect_by_data (transport, &progress);

  if (time != NULL && progress.began != 0)
    *time = g_get_monotonic_time () - progress.began;
  if (stream == NULL && pending.timed_out)
    explain_timeout (endpoint, progress.step, timeout, error);
  else if (stream == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return stream;
}
