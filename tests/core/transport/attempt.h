/* attempt.h: an attempt to open a connection, and the step that it has to take
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"
#include "wait.h"

typedef struct
{
  GIOStream *stream;
  GError *error;
  gboolean done;
  DeskConnectStep awaited;
  gboolean stepped; /* it was taken */
} Attempt;

static inline void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->stream = desk_transport_connect_finish (DESK_TRANSPORT (source), result, &attempt->error);
  attempt->done = TRUE;
}

static inline void
on_step (DeskTransport *transport, int step, const char *detail, gpointer user_data)
{
  Attempt *attempt = user_data;

  if (step == (int) attempt->awaited)
    attempt->stepped = TRUE;
}

/* Returns: (transfer full): a stream for which the step @awaited was taken, or NULL */
static inline GIOStream *
attempt_connect (const DeskEndpoint *endpoint, DeskConnectStep awaited, GError **error)
{
  g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);
  Attempt attempt = { .awaited = awaited };

  g_signal_connect (transport, "step", G_CALLBACK (on_step), &attempt);
  desk_transport_connect_async (transport, NULL, on_connected, &attempt);
  wait_until (attempt.done);
  g_assert_true ((attempt.stream != NULL) == (attempt.error == NULL));
  if (attempt.stream != NULL)
    g_assert_true (attempt.stepped);
  if (attempt.error != NULL)
    g_propagate_error (error, attempt.error);

  return attempt.stream;
}
