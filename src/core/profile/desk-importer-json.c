/* desk-importer-json.c: the members of a JSON object that somebody else wrote
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "desk-importer.h"

static JsonNode *
get_member (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * desk_importer_get_text:
 * @object: an object
 * @member: a member's name
 *
 * Returns: (nullable): its text; %NULL if it is missing or something else
 */
const char *
desk_importer_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

/**
 * desk_importer_get_number:
 * @object: an object
 * @member: a member's name
 * @number: (out): a whole number, also if it was written as a text
 *
 * Returns: whether there is one
 */
gboolean
desk_importer_get_number (JsonObject *object, const char *member, gint64 *number)
{
  JsonNode *node = get_member (object, member);

  if (holds (node, G_TYPE_INT64))
    {
      *number = json_node_get_int (node);
      return TRUE;
    }
  if (holds (node, G_TYPE_DOUBLE) && fabs (json_node_get_double (node)) < 1e15)
    {
      *number = (gint64) json_node_get_double (node);
      return TRUE;
    }

  return holds (node, G_TYPE_STRING)
         && g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, number, NULL);
}

/**
 * desk_importer_get_boolean:
 * @object: an object
 * @member: a member's name
 * @value: (out): true or false, also if it was written as 1 or 0
 *
 * Returns: whether there is one
 */
gboolean
desk_importer_get_boolean (JsonObject *object, const char *member, gboolean *value)
{
  JsonNode *node = get_member (object, member);
  gint64 number;

  if (holds (node, G_TYPE_BOOLEAN))
    {
      *value = json_node_get_boolean (node);
      return TRUE;
    }
  if (!holds (node, G_TYPE_INT64))
    return FALSE;
  number = json_node_get_int (node);
  *value = number != 0;

  return number == 0 || number == 1;
}

/**
 * desk_importer_get_object:
 * @object: an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): an object in it
 */
JsonObject *
desk_importer_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * desk_importer_get_array:
 * @object: an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): an array in it
 */
JsonArray *
desk_importer_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * desk_importer_take_text:
 * @draft: where to
 * @object: an object
 * @member: a member's name
 * @property: a property of #DeskProfile
 * @label: what the editor calls it
 *
 * Takes a text, or says that it is none.
 */
void
desk_importer_take_text (DeskProfileDraft *draft,
                         JsonObject       *object,
                         const char       *member,
                         const char       *property,
                         const char       *label)
{
  const char *text = desk_importer_get_text (object, member);

  if (text != NULL)
    desk_profile_draft_take_text (draft, property, label, text);
  else if (get_member (object, member) != NULL)
    desk_profile_draft_leave (draft, label, _ ("It is not a text."));
}

/**
 * desk_importer_take_number:
 * @draft: where to
 * @object: an object
 * @member: a member's name
 * @property: a property of #DeskProfile
 * @label: what the editor calls it
 *
 * Takes a number, or says that it is none.
 */
void
desk_importer_take_number (DeskProfileDraft *draft,
                           JsonObject       *object,
                           const char       *member,
                           const char       *property,
                           const char       *label)
{
  gint64 number;

  if (desk_importer_get_number (object, member, &number))
    desk_profile_draft_take_number (draft, property, label, number);
  else if (get_member (object, member) != NULL)
    desk_profile_draft_leave (draft, label, _ ("It is not a number."));
}

/**
 * desk_importer_take_boolean:
 * @draft: where to
 * @object: an object
 * @member: a member's name
 * @property: a property of #DeskProfile
 * @label: what the editor calls it
 *
 * Takes a switch, or says that it is none.
 */
void
desk_importer_take_boolean (DeskProfileDraft *draft,
                            JsonObject       *object,
                            const char       *member,
                            const char       *property,
                            const char       *label)
{
  gboolean value;

  if (desk_importer_get_boolean (object, member, &value))
    desk_profile_draft_take_boolean (draft, property, label, value);
  else if (get_member (object, member) != NULL)
    desk_profile_draft_leave (draft, label, _ ("It is not true or false."));
}

/**
 * desk_importer_take_subscriptions:
 * @draft: where to
 * @array: (nullable): topic filters, or objects with "topic" and "qos"
 *
 * Takes subscriptions.
 */
void
desk_importer_take_subscriptions (DeskProfileDraft *draft, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64 qos = 0;

      if (holds (node, G_TYPE_STRING))
        desk_profile_draft_take_subscription (draft, json_node_get_string (node), 0);
      else if (JSON_NODE_HOLDS_OBJECT (node))
        {
          JsonObject *object = json_node_get_object (node);

          if (get_member (object, "qos") != NULL && !desk_importer_get_number (object, "qos", &qos))
            qos = -1;
          desk_profile_draft_take_subscription (draft, desk_importer_get_text (object, "topic"), qos);
        }
      else
        desk_profile_draft_take_subscription (draft, NULL, 0);
    }
}

/**
 * desk_importer_take_path:
 * @draft: where to, with an address already
 * @object: an object
 * @member: a member's name
 *
 * Takes the path of a WebSocket. The other programs go to “/” without one, and
 * let through what does not belong into the first line of a request.
 */
void
desk_importer_take_path (DeskProfileDraft *draft, JsonObject *object, const char *member)
{
  const char *path = desk_importer_get_text (object, member);
  g_autofree char *full = g_strconcat (path != NULL && *path == '/' ? "" : "/", path, NULL);
  g_autoptr (GError) error = NULL;

  if (desk_profile_check_websocket_path (full, &error))
    desk_profile_draft_take_text (draft, "websocket-path", _ ("Path"), full);
  else
    desk_profile_draft_leave (draft, _ ("Path"), error->message);
}

static gboolean
is_empty (JsonNode *node)
{
  return JSON_NODE_HOLDS_NULL (node) || (holds (node, G_TYPE_STRING) && *json_node_get_string (node) == '\0')
         || (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0)
         || (JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) == 0);
}

/**
 * desk_importer_leave_unknown:
 * @draft: where to
 * @object: an object
 * @known: the members that the format is known to have, a %NULL at the end
 *
 * Says which others have something in them.
 */
void
desk_importer_leave_unknown (DeskProfileDraft *draft, JsonObject *object, const char *const *known)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_strv_contains (known, name) && !is_empty (node))
      desk_profile_draft_leave (draft, name, _ ("MqttDesk does not know this setting."));
}
