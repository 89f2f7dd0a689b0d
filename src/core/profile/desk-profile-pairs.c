/* desk-profile-pairs.c: user properties as a member of profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <glib/gi18n-lib.h>

#define MEMBER "user_properties"
#define PAIRS_MAX 1000

static gboolean
read_pair (JsonNode *node, DeskProperties *properties)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *name, *value;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  name = json_array_get_element (pair, 0);
  value = json_array_get_element (pair, 1);
  if (!_desk_record_holds (name, G_TYPE_STRING) || !_desk_record_holds (value, G_TYPE_STRING))
    return FALSE;
  desk_properties_add_pair (properties, json_node_get_string (name), -1, json_node_get_string (value), -1);

  return TRUE;
}

/* @node is an object; its user properties are pairs of strings, in order, whose
 * names may repeat. */
gboolean
_desk_profile_read_pairs (JsonNode *node, const char *path, DeskProperties **properties, GError **error)
{
  JsonNode *member = json_object_get_member (json_node_get_object (node), MEMBER);
  g_autofree char *name = g_strconcat (path, "." MEMBER, NULL);
  g_autoptr (DeskProperties) pairs = desk_properties_new ();
  JsonArray *array;

  if (member == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (member))
    return _desk_record_fail_type (error, name, JSON_TYPE_ARRAY);

  array = json_node_get_array (member);
  if (json_array_get_length (array) > PAIRS_MAX)
    return _desk_record_fail (error, name, _ ("there are too many."));
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_pair (json_array_get_element (array, i), pairs))
      return _desk_record_fail (error, name, _ ("each is an array of two strings."));
  if (desk_properties_get_length (pairs) > 0)
    *properties = g_steal_pointer (&pairs);

  return TRUE;
}

void
_desk_profile_write_pairs (JsonObject *object, DeskProperties *properties)
{
  JsonArray *array;

  if (properties == NULL || desk_properties_get_length (properties) == 0)
    {
      json_object_remove_member (object, MEMBER);
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < desk_properties_get_length (properties); i++)
    {
      const DeskProperty *property = desk_properties_get (properties, i);
      JsonArray *pair = json_array_new ();

      json_array_add_string_element (pair, property->name);
      json_array_add_string_element (pair, property->string);
      json_array_add_array_element (array, pair);
    }
  json_object_set_array_member (object, MEMBER, array);
}

/* Returns whether anything changed. */
gboolean
_desk_profile_assign_pairs (DeskProperties **place, DeskProperties *properties)
{
  if (desk_properties_equal (*place, properties))
    return FALSE;

  g_clear_pointer (place, desk_properties_unref);
  *place = properties != NULL ? desk_properties_ref (properties) : NULL;

  return TRUE;
}
