/* desk-check-proxy.c: step of the connection check: does a proxy lead to the broker?
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-opening.h"
#include "desk-route.h"
#include "desk-stream.h"

/**
 * desk_check_goes_by_proxy:
 * @run: a run
 *
 * Returns: whether the profile names a proxy, or leaves that to the settings of the system
 */
gboolean
desk_check_goes_by_proxy (const DeskCheckRun *run)
{
  const DeskEndpoint *endpoint = run->options->endpoint;

  if (!desk_check_is_on_network (run) || endpoint->proxy == NULL || g_str_equal (endpoint->proxy->kind, DESK_PROXY_NONE))
    return FALSE;

  return desk_route_needs_settings (endpoint) || !g_str_equal (endpoint->proxy->kind, DESK_PROXY_SYSTEM);
}

static gboolean
ask_proxy (DeskCheckRun *run, DeskCheckFinding *finding)
{
  g_autoptr (DeskEndpoint) endpoint = desk_endpoint_copy (run->options->endpoint);
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  g_autofree char *proxy = NULL;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (run->proxy == NULL)
    return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                   _ ("The settings of this system name no proxy for %s."), name);

  g_free (endpoint->transport);
  endpoint->transport = g_strdup ("mqtt");
  stream = desk_check_open (run, endpoint, DESK_STEP_PROXY, run->step_timeout, &finding->time, &error);
  if (stream == NULL)
    return desk_check_finding_fail (finding, error);

  desk_stream_close (stream);
  if (g_str_equal (endpoint->proxy->kind, DESK_PROXY_SYSTEM))
    desk_check_finding_add_detail (finding, _ ("As the settings of this system say"));

  proxy = desk_proxy_options_to_string (run->proxy);
  /* Translators: address of a proxy, and of a broker */
  return desk_check_finding_say (finding, DESK_CHECK_PASSED, _ ("The proxy %s leads to %s."), proxy, name);
}

const DeskCheckStep desk_check_step_proxy = {
  .id = "proxy",
  .title = N_ ("Proxy"),
  .applies = desk_check_goes_by_proxy,
  .run = ask_proxy,
};
