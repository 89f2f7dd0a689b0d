/* desk-check-websocket.c: step of the connection check: WebSocket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-opening.h"
#include "desk-check-recognise.h"
#include "desk-stream.h"

static gboolean
uses_websocket (const DeskCheckRun *run)
{
  return g_str_has_prefix (run->options->endpoint->transport, "ws");
}

static char *
dup_shown_path (const DeskEndpoint *endpoint)
{
  if (endpoint->websocket == NULL)
    return g_strdup (DESK_WEBSOCKET_DEFAULT_PATH);

  return desk_websocket_options_hide_query (endpoint->websocket, endpoint->websocket->path);
}

static void
tell_failure (DeskCheckRun *run, DeskCheckFinding *finding, const GError *error)
{
  const DeskEndpoint *endpoint = run->options->endpoint;

  desk_check_finding_fail (finding, error);
  desk_check_recognise (run, g_str_equal (endpoint->transport, "wss"), finding);
}

static gboolean
upgrade (DeskCheckRun *run, DeskCheckFinding *finding)
{
  const DeskEndpoint *endpoint = run->options->endpoint;
  g_autofree char *path = dup_shown_path (endpoint);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = desk_check_open (run, endpoint, DESK_STEP_WEBSOCKET, run->step_timeout, &finding->time, &error);
  /* Translators: path of a URI */
  desk_check_finding_add_detail (finding, _ ("Path %s, subprotocol “mqtt”"), path);
  if (stream == NULL)
    {
      tell_failure (run, finding, error);
      return FALSE;
    }
  desk_stream_close (stream);

  return desk_check_finding_say (finding, DESK_CHECK_PASSED, _ ("The server takes MQTT inside of WebSocket."));
}

const DeskCheckStep desk_check_step_websocket = {
  .id = "websocket",
  .title = N_ ("WebSocket"),
  .applies = uses_websocket,
  .run = upgrade,
};
