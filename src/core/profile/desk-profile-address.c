/* desk-profile-address.c: how a profile is called and where its broker is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

/**
 * desk_profile_get_id:
 * @self: a profile
 *
 * Returns: the profile's identity: a UUID, or for a URI one made of its host, port and user
 */
const char *
desk_profile_get_id (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_ID]);
}

/**
 * desk_profile_get_name:
 * @self: a profile
 *
 * Returns: what a person calls it
 */
const char *
desk_profile_get_name (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_NAME]);
}

/**
 * desk_profile_get_temporary:
 * @self: a profile
 *
 * Returns: whether it was made from a URI and is not saved
 */
gboolean
desk_profile_get_temporary (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return g_value_get_boolean (&self->values[PROP_TEMPORARY]);
}

/**
 * desk_profile_get_last_used:
 * @self: a profile
 *
 * Returns: seconds since 1970, UTC, of the last connection; 0 is never
 */
gint64
desk_profile_get_last_used (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_int64 (&self->values[PROP_LAST_USED]);
}

/**
 * desk_profile_get_host:
 * @self: a profile
 *
 * Returns: host name or IP address, an IPv6 address without brackets
 */
const char *
desk_profile_get_host (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_HOST]);
}

/**
 * desk_profile_get_port:
 * @self: a profile
 *
 * Returns: TCP port, 1 to 65535
 */
guint
desk_profile_get_port (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_PORT]);
}

/**
 * desk_profile_set_name:
 * @self: a profile
 * @name: what a person calls it
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_name (DeskProfile *self, const char *name)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return _desk_profile_set_string (self, PROP_NAME, name);
}

/**
 * desk_profile_set_last_used:
 * @self: a profile
 * @last_used: seconds since 1970, UTC; 0 for never
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_last_used (DeskProfile *self, gint64 last_used)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (last_used >= 0, FALSE);

  return _desk_profile_set_int64 (self, PROP_LAST_USED, last_used);
}

/**
 * desk_profile_set_host:
 * @self: a profile
 * @host: host name or IP address, an IPv6 address without brackets
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_host (DeskProfile *self, const char *host)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return _desk_profile_set_string (self, PROP_HOST, host);
}

/**
 * desk_profile_set_port:
 * @self: a profile
 * @port: TCP port, 1 to 65535
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_port (DeskProfile *self, guint port)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (port >= 1 && port <= 65535, FALSE);

  return _desk_profile_set_uint (self, PROP_PORT, port);
}
