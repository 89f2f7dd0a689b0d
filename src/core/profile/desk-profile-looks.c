/* desk-profile-looks.c: how a profile is shown
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

/**
 * desk_profile_get_folder:
 * @self: a profile
 *
 * Returns: the folder that it is shown in; empty: none
 */
const char *
desk_profile_get_folder (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_FOLDER]);
}

/**
 * desk_profile_get_icon:
 * @self: a profile
 *
 * Returns: the name of its icon; empty: the usual one
 */
const char *
desk_profile_get_icon (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_ICON]);
}

/**
 * desk_profile_get_colour:
 * @self: a profile
 *
 * Returns: index into the palette of the rows; -1: no colour
 */
int
desk_profile_get_colour (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), -1);

  return g_value_get_int (&self->values[PROP_COLOUR]);
}

/**
 * desk_profile_set_folder:
 * @self: a profile
 * @folder: the folder to show it in; empty: none
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_set_folder (DeskProfile *self, const char *folder)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  return _desk_profile_set_string (self, PROP_FOLDER, folder);
}
