/* desk-message.c: one message, whole, as a person inspects it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-message.h"
#include "desk-properties.h"

G_DEFINE_BOXED_TYPE (DeskMessage, desk_message, desk_message_ref, desk_message_unref)

/**
 * desk_message_new:
 * @id: number in the log, or 0
 * @time: microseconds since 1970, UTC
 * @topic: topic name, UTF-8; copied
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties; a reference is taken
 * @payload: the payload or its beginning; a reference is taken
 * @payload_size: bytes of the whole payload
 *
 * Returns: (transfer full): the message
 */
DeskMessage *
desk_message_new (gint64           id,
                  gint64           time,
                  const char      *topic,
                  DeskMessageFlags flags,
                  DeskProperties  *properties,
                  GBytes          *payload,
                  gsize            payload_size)
{
  DeskMessage *self = g_atomic_rc_box_new0 (DeskMessage);

  self->id = id;
  self->time = time;
  self->topic = g_ref_string_new (topic);
  self->flags = flags;
  self->properties = properties != NULL ? desk_properties_ref (properties) : NULL;
  self->payload = g_bytes_ref (payload);
  self->payload_size = payload_size;

  return self;
}

/**
 * desk_message_ref:
 * @self: a message
 *
 * Returns: (transfer full): @self
 */
DeskMessage *
desk_message_ref (DeskMessage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
desk_message_clear (gpointer data)
{
  DeskMessage *self = data;

  g_ref_string_release (self->topic);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_bytes_unref (self->payload);
}

/**
 * desk_message_unref:
 * @self: (transfer full): a message
 *
 * Drops a reference.
 */
void
desk_message_unref (DeskMessage *self)
{
  g_atomic_rc_box_release_full (self, desk_message_clear);
}
