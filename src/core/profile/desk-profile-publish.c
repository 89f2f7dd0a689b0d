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

static DeskProfileObject
get_object (DeskProfile *self)
{
  return (DeskProfileObject) { table, G_N_ELEMENTS (table), &self->publish, NULL, &self->publish_unknown };
}

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
  DeskProfileObject object;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (publish != NULL && publish->qos <= 2, FALSE);

  object = get_object (self);
  if (!_desk_profile_object_assign (&object, publish, NULL))
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
  DeskProfileObject object = get_object (self);

  _desk_profile_object_clear (&object);
}

static gboolean
read_publish (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  DeskProfileObject object = get_object (self);

  return _desk_profile_object_read (&object, node, name, error);
}

static JsonNode *
write_publish (DeskProfile *self)
{
  DeskProfileObject object = get_object (self);

  return _desk_profile_object_write (&object);
}

static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  DeskProfileObject object = get_object (self);
  DeskProfileObject from = get_object (other);

  return _desk_profile_object_copy (&object, &from);
}

const DeskProfilePart _desk_profile_publish = {
  "publish", init, clear, read_publish, write_publish, copy, .edited = TRUE,
};
