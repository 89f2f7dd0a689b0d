/* desk-profile-record.c: structs as objects of profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-record.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"

#define STRING_AT(record, member) (*(char **) G_STRUCT_MEMBER_P (record, (member)->offset))
#define INT_AT(record, member) (*(int *) G_STRUCT_MEMBER_P (record, (member)->offset))

G_STATIC_ASSERT (sizeof (gboolean) == sizeof (int));

gboolean
_desk_record_holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

gboolean
_desk_record_fail (GError **error, const char *name, const char *reason)
{
  return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” cannot be used: %s"), name, reason);
}

gboolean
_desk_record_fail_range (GError **error, const char *name, gint64 minimum, gint64 maximum)
{
  return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                    _ ("“%s” has to be a whole number from %" PRId64 " to %" PRId64 "."),
                    name, minimum, maximum);
}

/* @type is of a value, or JSON_TYPE_OBJECT or JSON_TYPE_ARRAY. */
gboolean
_desk_record_fail_type (GError **error, const char *name, GType type)
{
  if (type == G_TYPE_BOOLEAN)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be true or false."), name);
  if (type == JSON_TYPE_OBJECT)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be an object."), name);
  if (type == JSON_TYPE_ARRAY)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be an array."), name);

  return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be a string."), name);
}

/* Fills a struct of zeros with what missing members mean. */
void
_desk_record_init (const DeskRecordMember *members, gsize n_members, gpointer record)
{
  for (gsize i = 0; i < n_members; i++)
    if (members[i].type == DESK_RECORD_STRING)
      STRING_AT (record, &members[i]) = g_strdup ("");
    else
      INT_AT (record, &members[i]) = members[i].fallback;
}

/* Frees the strings, not the struct. */
void
_desk_record_clear (const DeskRecordMember *members, gsize n_members, gpointer record)
{
  for (gsize i = 0; i < n_members; i++)
    if (members[i].type == DESK_RECORD_STRING)
      g_clear_pointer (&STRING_AT (record, &members[i]), g_free);
}

/* Makes @record say what @other says; returns whether anything changed. */
gboolean
_desk_record_assign (const DeskRecordMember *members, gsize n_members, gpointer record, gconstpointer other)
{
  gboolean changed = FALSE;

  for (gsize i = 0; i < n_members; i++)
    if (members[i].type == DESK_RECORD_STRING)
      {
        const char *text = STRING_AT (other, &members[i]);

        text = text != NULL ? text : "";
        if (g_str_equal (STRING_AT (record, &members[i]), text))
          continue;
        g_free (STRING_AT (record, &members[i]));
        STRING_AT (record, &members[i]) = g_strdup (text);
        changed = TRUE;
      }
    else if (INT_AT (record, &members[i]) != INT_AT (other, &members[i]))
      {
        INT_AT (record, &members[i]) = INT_AT (other, &members[i]);
        changed = TRUE;
      }

  return changed;
}

static gboolean
read_member (const DeskRecordMember *member, gpointer record, JsonNode *node, const char *name, GError **error)
{
  gint64 number;

  switch (member->type)
    {
    case DESK_RECORD_STRING:
      if (!_desk_record_holds (node, G_TYPE_STRING))
        return _desk_record_fail_type (error, name, G_TYPE_STRING);
      g_free (STRING_AT (record, member));
      STRING_AT (record, member) = g_strdup (json_node_get_string (node));
      return TRUE;

    case DESK_RECORD_BOOLEAN:
      if (!_desk_record_holds (node, G_TYPE_BOOLEAN))
        return _desk_record_fail_type (error, name, G_TYPE_BOOLEAN);
      INT_AT (record, member) = json_node_get_boolean (node);
      return TRUE;

    case DESK_RECORD_INT:
    default:
      number = _desk_record_holds (node, G_TYPE_INT64) ? json_node_get_int (node) : G_MININT64;
      if (number < member->minimum || number > member->maximum)
        return _desk_record_fail_range (error, name, member->minimum, member->maximum);
      INT_AT (record, member) = (int) number;
      return TRUE;
    }
}

/* @record went through _desk_record_init(); members that it does not know are
 * passed over. @path tells where @node is. */
gboolean
_desk_record_read (const DeskRecordMember *members,
                   gsize                   n_members,
                   gpointer                record,
                   JsonNode               *node,
                   const char             *path,
                   GError                **error)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _desk_record_fail_type (error, path, JSON_TYPE_OBJECT);

  object = json_node_get_object (node);
  for (gsize i = 0; i < n_members; i++)
    {
      JsonNode *value = json_object_get_member (object, members[i].name);
      g_autofree char *name = g_strconcat (path, ".", members[i].name, NULL);

      if (value != NULL && !read_member (&members[i], record, value, name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_as_if_missing (const DeskRecordMember *member, gconstpointer record)
{
  if (member->type == DESK_RECORD_STRING)
    return STRING_AT (record, member)[0] == '\0';

  return INT_AT (record, member) == member->fallback;
}

/* Sets the members of @object; those that are as if missing go, since a member
 * that is missing has its default. */
void
_desk_record_write (const DeskRecordMember *members, gsize n_members, gconstpointer record, JsonObject *object)
{
  for (gsize i = 0; i < n_members; i++)
    {
      const DeskRecordMember *member = &members[i];

      if (!member->always && is_as_if_missing (member, record))
        json_object_remove_member (object, member->name);
      else if (member->type == DESK_RECORD_STRING)
        json_object_set_string_member (object, member->name, STRING_AT (record, member));
      else if (member->type == DESK_RECORD_BOOLEAN)
        json_object_set_boolean_member (object, member->name, INT_AT (record, member));
      else
        json_object_set_int_member (object, member->name, INT_AT (record, member));
    }
}
