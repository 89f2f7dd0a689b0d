/* desk-profile-values.c: setting a profile's members by their type
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

gboolean
_desk_profile_set_string (DeskProfile *self, guint prop_id, const char *string)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_static_string (&value, string != NULL ? string : "");

  return _desk_profile_set_value (self, prop_id, &value);
}

gboolean
_desk_profile_set_uint (DeskProfile *self, guint prop_id, guint number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, number);

  return _desk_profile_set_value (self, prop_id, &value);
}

gboolean
_desk_profile_set_int (DeskProfile *self, guint prop_id, int number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, number);

  return _desk_profile_set_value (self, prop_id, &value);
}

gboolean
_desk_profile_set_int64 (DeskProfile *self, guint prop_id, gint64 number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);

  return _desk_profile_set_value (self, prop_id, &value);
}

gboolean
_desk_profile_set_boolean (DeskProfile *self, guint prop_id, gboolean boolean)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, boolean);

  return _desk_profile_set_value (self, prop_id, &value);
}
