/* desk-check-websocket.c: step of the connection check: WebSocket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-check-opening.h"
#include "desk-check-recognise.h"
#include "desk-stream.h"

static gboolean
uses_websocket (const DeskCheckRun *run)
{
  return g_str_has_prefix (run->options->endpoint->transport, "ws");
}

/* Behind the question mark there may be a token: what is found is for copying. */
static char *
dup_plain_path (const DeskEndpoint *endpoint)
{
  const char *path = endpoint->websocket != NULL ? endpoint->websocket->path : DESK_WEBSOCKET_DEFAULT_PATH;
  const char *query = strchr (path, '?');

  return query != NULL ? g_strdup_printf ("%.*s?…", (int) (query - path), path) : g_strdup (path);
}

static void
tell_failure (DeskCheckRun *run, DeskCheckFinding *finding, const char *path, const GError *error)
{
  const DeskEndpoint *endpoint = run->options->endpoint;
  GString *words = g_string_new (error->message);

  if (endpoint->websocket != NULL)
    g_string_replace (words, endpoint->websocket->path, path, 0);
  desk_check_finding_say (finding, DESK_CHECK_FAILED, "%s", words->str);
  g_string_free (words, TRUE);
  desk_check_recognise (run, g_str_equal (endpoint->transport, "wss"), finding);
}

static gboolean
upgrade (DeskCheckRun *run, DeskCheckFinding *finding)
{
  const DeskEndpoint *endpoint = run->options->endpoint;
  g_autofree char *path = dup_plain_path (endpoint);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = desk_check_open (run, endpoint, DESK_STEP_WEBSOCKET, run->step_timeout, &finding->time, &error);
  /* Translators: path of a URI */
  desk_check_finding_add_detail (finding, _ ("Path %s, subprotocol “mqtt”"), path);
  if (stream == NULL)
    {
      tell_failure (run, finding, path, error);
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
