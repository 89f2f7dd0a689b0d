/* desk-check-connect.c: step of the connection check: does the broker let us in?
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-client.h"
#include "desk-check-recognise.h"
#include "desk-error.h"

/* To try if a broker does not take one, the most likely first */
static const struct
{
  DeskMqttVersion version;
  const char *name;
  DeskMqttVersion others[2];
} versions[] = {
  { DESK_MQTT_3_1, "3.1", { DESK_MQTT_3_1_1, DESK_MQTT_5 } },
  { DESK_MQTT_3_1_1, "3.1.1", { DESK_MQTT_5, DESK_MQTT_3_1 } },
  { DESK_MQTT_5, "5", { DESK_MQTT_3_1_1, DESK_MQTT_3_1 } },
};

static guint
find_version (DeskMqttVersion version)
{
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (versions[i].version == version)
      return i;

  return 0;
}

/* A refusal for what has nothing to do with the version is an answer, too. */
static gboolean
is_understood (const GError *error)
{
  static const DeskError codes[] = { DESK_ERROR_BAD_CREDENTIALS, DESK_ERROR_NOT_AUTHORIZED,
                                     DESK_ERROR_BAD_CLIENT_ID, DESK_ERROR_SERVER_UNAVAILABLE };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, DESK_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

/* Returns: whether another version is the answer */
static gboolean
try_other_versions (DeskCheckRun *run, DeskCheckFinding *finding)
{
  guint own = find_version (run->options->version);

  for (guint i = 0; i < G_N_ELEMENTS (versions[own].others) && !desk_check_run_is_over (run); i++)
    {
      g_autoptr (DeskCheckClient) client = desk_check_client_new (run);
      g_autoptr (GError) error = NULL;
      guint other = find_version (versions[own].others[i]);
      gboolean connected = desk_check_client_connect (client, versions[other].version, run->client_id, &error);

      if (connected)
        desk_check_client_leave (client);
      if (!connected && !is_understood (error))
        continue;

      /* Translators: two versions of MQTT, as “5” and “3.1.1” */
      desk_check_finding_say (finding, DESK_CHECK_FAILED,
                              _ ("The broker does not speak MQTT %s, but it does speak MQTT %s."),
                              versions[own].name, versions[other].name);
      desk_check_finding_advise (finding, _ ("Choose that version in the profile."));
      desk_check_finding_set_remedy (finding, DESK_REMEDY_VERSION, (guint) versions[other].version, NULL);
      return TRUE;
    }

  return FALSE;
}

static void
tell_credentials (DeskCheckRun *run, DeskCheckFinding *finding)
{
  if (run->options->username == NULL)
    desk_check_finding_advise (finding, _ ("No user name was sent: the broker may want one."));
  else if (run->options->password == NULL)
    desk_check_finding_advise (finding, _ ("The user name was sent without a password: the broker may want one."));
  else
    desk_check_finding_advise (finding, _ ("User name and password were sent, so one of them is wrong, or the "
                                           "broker wants something else of this client."));
}

/* Its reason says what came; what is behind it may be something else. */
static gboolean
tell_failure (DeskCheckRun *run, DeskCheckFinding *finding, const GError *error)
{
  const char *transport = run->options->endpoint->transport;
  gboolean may_be_other = g_error_matches (error, DESK_ERROR, DESK_ERROR_CLOSED)
                          || g_error_matches (error, DESK_ERROR, DESK_ERROR_PROTOCOL)
                          || g_error_matches (error, DESK_ERROR, DESK_ERROR_FAILED)
                          || g_error_matches (error, DESK_ERROR, DESK_ERROR_TIMEOUT);

  desk_check_finding_fail (finding, error);
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_BAD_VERSION))
    {
      try_other_versions (run, finding);
    }
  else if (g_error_matches (error, DESK_ERROR, DESK_ERROR_BAD_CREDENTIALS)
           || g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_AUTHORIZED))
    {
      tell_credentials (run, finding);
    }
  else if (g_error_matches (error, DESK_ERROR, DESK_ERROR_BAD_CLIENT_ID))
    {
      /* Translators: a client ID */
      desk_check_finding_advise (finding, _ ("The check connected as “%s”."), run->client_id);
      desk_check_finding_set_remedy (finding, DESK_REMEDY_CLIENT_ID, 0, NULL);
    }
  else if (may_be_other)
    {
      /* WebSocket told already what is there. */
      gboolean is_known = g_str_has_prefix (transport, "ws") || !desk_check_is_on_network (run);

      /* It may be a broker that goes at what it does not know. */
      if (is_known || !desk_check_recognise (run, g_str_equal (transport, "mqtts"), finding))
        try_other_versions (run, finding);
    }

  return FALSE;
}

static gboolean
connect_mqtt (DeskCheckRun *run, DeskCheckFinding *finding)
{
  g_autoptr (DeskCheckClient) client = desk_check_client_new (run);
  g_autoptr (GError) error = NULL;
  const char *own = run->options->client_id;

  if (own != NULL && *own != '\0')
    /* Translators: two client IDs */
    desk_check_finding_add_detail (finding, _ ("As “%s”, so that no connection of “%s” is disturbed"),
                                   run->client_id, own);
  if (!desk_check_client_connect (client, run->options->version, run->client_id, &error))
    return tell_failure (run, finding, error);

  run->client = g_steal_pointer (&client);

  /* Translators: a version of MQTT, as “3.1.1” */
  return desk_check_finding_say (finding, DESK_CHECK_PASSED, _ ("The broker accepts the connection by MQTT %s."),
                                 versions[find_version (run->options->version)].name);
}

const DeskCheckStep desk_check_step_connect = {
  .id = "connect",
  .title = N_ ("Broker"),
  .run = connect_mqtt,
};
