/* desk-profile-parts.c: the members of a profile that are objects or arrays
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

/* Another one is a file and one line here. */
const DeskProfilePart *const _desk_profile_parts[] = {
  &_desk_profile_subscriptions,
  &_desk_profile_filters,
  &_desk_profile_variables,
  &_desk_profile_publish,
  &_desk_profile_will,
  &_desk_profile_mqtt5,
  &_desk_profile_grants,
  &_desk_profile_recent,
  NULL,
};

/* Calls @read_element for each, with a name such as "filters[2]". */
gboolean
_desk_profile_read_array (DeskProfile *self,
                          JsonNode    *node,
                          const char  *name,
                          gboolean   (*read_element) (DeskProfile *, JsonNode *, const char *, GError **),
                          GError     **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return _desk_record_fail_type (error, name, JSON_TYPE_ARRAY);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u]", name, i);

      if (!read_element (self, json_array_get_element (array, i), path, error))
        return FALSE;
    }

  return TRUE;
}
