/* desk-profile-log.c: how much a profile keeps in its log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

/**
 * desk_profile_get_log_max_bytes:
 * @self: a profile
 *
 * Returns: bytes that its log may take on disk; 0: as the settings say
 */
gint64
desk_profile_get_log_max_bytes (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_int64 (&self->values[PROP_LOG_MAX_BYTES]);
}

/**
 * desk_profile_get_log_max_days:
 * @self: a profile
 *
 * Returns: age in days that a message in its log may have; 0: as the settings say
 */
guint
desk_profile_get_log_max_days (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return g_value_get_uint (&self->values[PROP_LOG_MAX_DAYS]);
}

/**
 * desk_profile_set_log_max_bytes:
 * @self: a profile
 * @log_max_bytes: bytes that its log may take on disk; 0: as the settings say
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_log_max_bytes (DeskProfile *self, gint64 log_max_bytes)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (log_max_bytes >= 0, FALSE);

  return _desk_profile_set_int64 (self, PROP_LOG_MAX_BYTES, log_max_bytes);
}

/**
 * desk_profile_set_log_max_days:
 * @self: a profile
 * @log_max_days: age in days, up to %DESK_PROFILE_MAX_LOG_DAYS; 0: as the settings say
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_log_max_days (DeskProfile *self, guint log_max_days)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (log_max_days <= DESK_PROFILE_MAX_LOG_DAYS, FALSE);

  return _desk_profile_set_uint (self, PROP_LOG_MAX_DAYS, log_max_days);
}
