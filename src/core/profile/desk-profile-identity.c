/* desk-profile-identity.c: as whom a profile connects
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

/**
 * desk_profile_get_client_id:
 * @self: a profile
 *
 * Returns: the client ID; empty if every connection gets a random one
 */
const char *
desk_profile_get_client_id (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_CLIENT_ID]);
}

/**
 * desk_profile_get_username:
 * @self: a profile
 *
 * Returns: user name; empty for none
 */
const char *
desk_profile_get_username (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_USERNAME]);
}

/**
 * desk_profile_set_client_id:
 * @self: a profile
 * @client_id: client ID; empty for a random one at each connection
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_client_id (DeskProfile *self, const char *client_id)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return _desk_profile_set_string (self, PROP_CLIENT_ID, client_id);
}

/**
 * desk_profile_set_username:
 * @self: a profile
 * @username: user name; empty for none
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_username (DeskProfile *self, const char *username)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return _desk_profile_set_string (self, PROP_USERNAME, username);
}
