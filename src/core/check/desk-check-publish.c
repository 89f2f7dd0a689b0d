/* desk-check-publish.c: step of the connection check: may we publish, and does it arrive?
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-client.h"
#include "desk-error.h"

/* ms that a message may be on its way back */
#define PATIENCE 3000

static gboolean
publish (DeskCheckRun *run, DeskCheckFinding *finding)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  gboolean published = desk_check_client_publish (run->client, run->topic, "MqttDesk connection check", &error);
  gboolean came = published && run->listens && desk_check_client_wait_message (run->client, PATIENCE);

  finding->time = g_get_monotonic_time () - began;
  desk_check_client_leave (run->client);
  if (came)
    return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                   _ ("A message went to the broker and came back."));
  if (published && !run->listens)
    return desk_check_finding_say (finding, DESK_CHECK_PASSED, _ ("The broker acknowledges a message."));
  if (!published && !g_error_matches (error, DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER))
    return desk_check_finding_fail (finding, error);

  desk_check_finding_add_detail (finding, _ ("Topic “%s”"), run->topic);
  desk_check_finding_advise (finding, _ ("The broker’s access control may allow other topics: this one belongs to "
                                         "the check alone."));
  if (!published)
    return desk_check_finding_say (finding, DESK_CHECK_WARNED, "%s", error->message);

  /* Before MQTT 5 a broker cannot say that it threw a message away. */
  return desk_check_finding_say (finding, DESK_CHECK_WARNED,
                                 _ ("The broker acknowledged a message, but did not pass it on. This client may "
                                    "have no right to publish or to read it."));
}

static gboolean
applies (const DeskCheckRun *run)
{
  return run->probe;
}

const DeskCheckStep desk_check_step_publish = {
  .id = "publish",
  .title = N_ ("Publishing"),
  .applies = applies,
  .run = publish,
};
