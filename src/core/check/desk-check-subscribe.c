/* desk-check-subscribe.c: step of the connection check: may we subscribe?
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-client.h"
#include "desk-error.h"

static gboolean
subscribe (DeskCheckRun *run, DeskCheckFinding *finding)
{
  g_autoptr (GError) error = NULL;

  run->listens = desk_check_client_subscribe (run->client, run->topic, &error);
  if (run->listens)
    return desk_check_finding_say (finding, DESK_CHECK_PASSED, _ ("The broker grants a subscription."));
  if (!g_error_matches (error, DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER))
    return desk_check_finding_fail (finding, error);

  desk_check_finding_add_detail (finding, _ ("Topic “%s”"), run->topic);
  desk_check_finding_advise (finding, _ ("The broker’s access control may allow other topics: this one belongs to "
                                         "the check alone."));
  return desk_check_finding_say (finding, DESK_CHECK_WARNED, "%s", error->message);
}

static gboolean
applies (const DeskCheckRun *run)
{
  return run->probe;
}

const DeskCheckStep desk_check_step_subscribe = {
  .id = "subscribe",
  .title = N_ ("Subscribing"),
  .applies = applies,
  .run = subscribe,
};
