/* desk-profile-proxy.c: by which proxy a profile reaches its broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

/**
 * desk_profile_get_proxy:
 * @self: a profile
 *
 * Returns: "system": as the settings of the system say; "none", "http" or
 *   "socks5"
 */
const char *
desk_profile_get_proxy (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_PROXY]);
}

/**
 * desk_profile_get_proxy_host:
 * @self: a profile
 *
 * Returns: host name or IP address of an "http" or "socks5" proxy; empty: none
 */
const char *
desk_profile_get_proxy_host (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_PROXY_HOST]);
}

/**
 * desk_profile_get_proxy_port:
 * @self: a profile
 *
 * Returns: TCP port of the proxy, 1 to 65535
 */
guint
desk_profile_get_proxy_port (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_PROXY_PORT]);
}

/**
 * desk_profile_get_proxy_username:
 * @self: a profile
 *
 * Returns: user name for the proxy; empty: none
 */
const char *
desk_profile_get_proxy_username (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_PROXY_USERNAME]);
}
