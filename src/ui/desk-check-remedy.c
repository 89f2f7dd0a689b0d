/* desk-check-remedy.c: mends a profile as a connection check says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-check-remedy.h"

/**
 * desk_check_remedy_apply:
 * @finding: what a step of the check found
 * @profile: what was checked
 *
 * Makes the one change that the finding names, if it names any.
 */
void
desk_check_remedy_apply (const DeskCheckFinding *finding, DeskProfile *profile)
{
  switch (finding->remedy)
    {
    case DESK_REMEDY_TRANSPORT:
      {
        guint port = desk_profile_get_port (profile);

        /* The server was found at this port, which must not follow the transport. */
        g_object_set (profile, "transport", finding->text, NULL);
        desk_profile_set_port (profile, port);
        break;
      }
    case DESK_REMEDY_PORT:
      desk_profile_set_port (profile, finding->number);
      break;
    case DESK_REMEDY_VERSION:
      desk_profile_set_mqtt_version (profile, (DeskMqttVersion) finding->number);
      break;
    case DESK_REMEDY_TRUST:
      g_object_set (profile, "tls-trusted", finding->text, NULL);
      break;
    case DESK_REMEDY_CLIENT_ID:
      {
        g_autofree char *client_id = desk_profile_generate_client_id ();

        desk_profile_set_client_id (profile, client_id);
        break;
      }
    case DESK_REMEDY_NONE:
    default:
      break;
    }
}
