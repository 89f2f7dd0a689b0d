/* desk-profile-object.c: a struct with its user properties as a member of profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

void
_desk_profile_object_clear (const DeskProfileObject *self)
{
  _desk_record_clear (self->members, self->n_members, self->values);
  if (self->pairs != NULL)
    g_clear_pointer (self->pairs, desk_properties_unref);
  g_clear_pointer (self->unknown, json_object_unref);
}

/* Returns whether anything changed. */
gboolean
_desk_profile_object_assign (const DeskProfileObject *self, gconstpointer values, DeskProperties *pairs)
{
  gboolean changed = _desk_record_assign (self->members, self->n_members, self->values, values);

  if (self->pairs != NULL && _desk_profile_assign_pairs (self->pairs, pairs))
    changed = TRUE;

  return changed;
}

/* Also of what we do not know. Returns whether anything changed that we do. */
gboolean
_desk_profile_object_copy (const DeskProfileObject *self, const DeskProfileObject *other)
{
  g_clear_pointer (self->unknown, json_object_unref);
  if (*other->unknown != NULL)
    *self->unknown = _desk_profile_copy_members (*other->unknown);

  return _desk_profile_object_assign (self, other->values, other->pairs != NULL ? *other->pairs : NULL);
}

gboolean
_desk_profile_object_read (const DeskProfileObject *self, JsonNode *node, const char *name, GError **error)
{
  if (!_desk_record_read (self->members, self->n_members, self->values, node, name, error)
      || (self->pairs != NULL && !_desk_profile_read_pairs (node, name, self->pairs, error)))
    return FALSE;
  *self->unknown = _desk_profile_copy_members (json_node_get_object (node));

  return TRUE;
}

/* Returns: (transfer full) (nullable): the member; %NULL if all is as if it were missing */
JsonNode *
_desk_profile_object_write (const DeskProfileObject *self)
{
  g_autoptr (JsonObject) object = _desk_profile_copy_members (*self->unknown);
  JsonNode *node;

  _desk_record_write (self->members, self->n_members, self->values, object);
  if (self->pairs != NULL)
    _desk_profile_write_pairs (object, *self->pairs);
  if (json_object_get_size (object) == 0)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);

  return node;
}
