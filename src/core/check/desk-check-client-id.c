/* desk-check-client-id.c: step of the connection check: may we use that client ID?
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-client.h"
#include "desk-error.h"

/* ms within which another client that uses the ID should be back */
#define PATIENCE 4000

/* Only where the client ID is in question: it ends the connection of
 * another client that uses it. */
static gboolean
is_asked (const DeskCheckRun *run)
{
  return run->ask_client_id && run->options->client_id != NULL && *run->options->client_id != '\0';
}

static gboolean
ask_client_id (DeskCheckRun *run, DeskCheckFinding *finding)
{
  const char *own = run->options->client_id;
  g_autoptr (DeskCheckClient) client = NULL;
  g_autoptr (GError) error = NULL;

  /* What waits in it would come to the check, and be gone. */
  if (!run->options->clean_start)
    {
      desk_check_finding_advise (finding, _ ("If it is used by another client, both lose their connection again "
                                             "and again."));
      return desk_check_finding_say (finding, DESK_CHECK_WARNED,
                                     _ ("Not tried: it would take the messages that wait in the session of “%s”."),
                                     own);
    }

  client = desk_check_client_new (run);
  if (!desk_check_client_connect (client, run->options->version, own, &error))
    {
      desk_check_finding_fail (finding, error);
      if (!desk_check_run_is_over (run))
        desk_check_finding_set_remedy (finding, DESK_REMEDY_CLIENT_ID, 0, NULL);
      return TRUE;
    }
  if (desk_check_client_wait_lost (client, PATIENCE, &error))
    {
      desk_check_finding_set_remedy (finding, DESK_REMEDY_CLIENT_ID, 0, NULL);
      desk_check_finding_advise (finding, _ ("Choose another client ID for this profile, or end the other "
                                             "client."));
      desk_check_finding_say (finding, DESK_CHECK_FAILED,
                              _ ("The client ID “%s” is taken: another client connected with it and ended this "
                                 "connection."),
                              own);
      return TRUE;
    }
  desk_check_client_leave (client);

  return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                 _ ("The broker takes the client ID “%s”, and no other client came for it."), own);
}

const DeskCheckStep desk_check_step_client_id = {
  .id = "client-id",
  .title = N_ ("Client ID"),
  .applies = is_asked,
  .run = ask_client_id,
};
