/* desk-profile-publish.c: what the publish editor begins with
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#define OFFSET(field) G_STRUCT_OFFSET (DeskProfilePublish, field)

static const DeskRecordMember table[] = {
  { "topic", DESK_RECORD_STRING, OFFSET (topic) },
  { "qos", DESK_RECORD_INT, OFFSET (qos), 0, 2, 0 },
  { "retained", DESK_RECORD_BOOLEAN, OFFSET (retained) },
};

/**
 * desk_profile_get_publish:
 * @self: a profile
 *
 * Returns: (transfer none): what the publish editor begins with
 */
const DeskProfilePublish *
desk_profile_get_publish (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return &self->publish;
}

/**
 * desk_profile_set_publish:
 * @self: a profile
 * @publish: what the publish editor shall begin with
 *
 * Returns: whether anything changed
 */
gboolean
desk_profile_set_publish (DeskProfile *self, const DeskProfilePublish *publish)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (publish != NULL && publish->qos <= 2, FALSE);

  if (!_desk_record_assign (table, G_N_ELEMENTS (table), &self->publish, publish))
    return FALSE;
  g_signal_emit_by_name (self, "part-changed");

  return TRUE;
}

static void
init (DeskProfile *self)
{
  _desk_record_init (table, G_N_ELEMENTS (table), &self->publish);
}

static void
clear (DeskProfile *self)
{
  _desk_record_clear (table, G_N_ELEMENTS (table), &self->publish);
  g_clear_pointer (&self->publish_unknown, json_object_unref);
}

static gboolean
read_publish (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  if (!_desk_record_read (table, G_N_ELEMENTS (table), &self->publish, node, name, error))
    return FALSE;
  self->publish_unknown = _desk_profile_copy_members (json_node_get_object (node));

  return TRUE;
}

static JsonNode *
write_publish (DeskProfile *self)
{
  JsonObject *object = self->publish_unknown != NULL ? _desk_profile_copy_members (self->publish_unknown)
                                                     : json_object_new ();
  JsonNode *node;

  _desk_record_write (table, G_N_ELEMENTS (table), &self->publish, object);
  if (json_object_get_size (object) == 0)
    {
      json_object_unref (object);
      return NULL;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return node;
}

static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  g_clear_pointer (&self->publish_unknown, json_object_unref);
  self->publish_unknown = other->publish_unknown != NULL ? _desk_profile_copy_members (other->publish_unknown) : NULL;

  return _desk_record_assign (table, G_N_ELEMENTS (table), &self->publish, &other->publish);
}

const DeskProfilePart _desk_profile_publish = {
  "publish", init, clear, read_publish, write_publish, copy, .edited = TRUE,
};
