/* desk-outbox.c: messages of ours that the broker has not got yet
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-outbox.h"
#include "desk-properties.h"

struct _DeskOutbox
{
  GQueue all;        /* of DeskOutgoing, in the order in which they were given */
  GQueue unwritten;  /* of DeskOutgoing with QoS 0, which have no identifier */
  GHashTable *by_id; /* (owned): packet id → DeskOutgoing */
};

/**
 * desk_outgoing_new:
 * @token: the caller's number
 * @topic: topic name
 * @payload: a reference is taken
 * @qos: 0 to 2
 * @retained: the RETAIN flag
 * @properties: (nullable): a reference is taken
 *
 * Returns: (transfer full): a message on its way
 */
DeskOutgoing *
desk_outgoing_new (guint64         token,
                   const char     *topic,
                   GBytes         *payload,
                   guint8          qos,
                   gboolean        retained,
                   DeskProperties *properties)
{
  DeskOutgoing *self = g_new0 (DeskOutgoing, 1);

  self->link.data = self;
  self->token = token;
  self->topic = g_ref_string_new (topic);
  self->payload = g_bytes_ref (payload);
  self->properties = properties != NULL ? desk_properties_ref (properties) : NULL;
  self->qos = qos;
  self->retained = retained;
  self->size = sizeof *self + g_bytes_get_size (payload) + strlen (topic)
               + (properties != NULL ? desk_properties_get_size (properties) : 0);

  return self;
}

/**
 * desk_outgoing_free:
 * @self: (transfer full): a message that is in no outbox
 *
 * Frees it.
 */
void
desk_outgoing_free (DeskOutgoing *self)
{
  g_ref_string_release (self->topic);
  g_bytes_unref (self->payload);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_free (self);
}

static gsize
get_varint_size (gsize number)
{
  return number < 128 ? 1 : number < 16384 ? 2 : number < 2097152 ? 3 : 4;
}

static gsize
get_properties_size (DeskProperties *properties)
{
  gsize size = 0;

  for (guint i = 0; properties != NULL && i < desk_properties_get_length (properties); i++)
    {
      const DeskProperty *property = desk_properties_get (properties, i);

      switch (property->kind)
        {
        case DESK_PROPERTY_BYTE:
          size += 1 + 1;
          break;
        case DESK_PROPERTY_UINT16:
          size += 1 + 2;
          break;
        case DESK_PROPERTY_UINT32:
          size += 1 + 4;
          break;
        case DESK_PROPERTY_VARINT:
          size += 1 + get_varint_size (property->number);
          break;
        case DESK_PROPERTY_STRING:
          size += 1 + 2 + strlen (property->string);
          break;
        case DESK_PROPERTY_PAIR:
          size += 1 + 2 + strlen (property->name) + 2 + strlen (property->string);
          break;
        case DESK_PROPERTY_BINARY:
          size += 1 + 2 + g_bytes_get_size (property->bytes);
          break;
        default:
          g_assert_not_reached ();
        }
    }

  return size;
}

/**
 * desk_outgoing_get_packet_size:
 * @self: a message
 * @version: protocol version of the connection
 *
 * Computes the size of the PUBLISH packet, which is what a broker's Maximum
 * Packet Size limits (MQTT 5.0 section 3.2.2.3.6).
 *
 * Returns: bytes of the whole packet
 */
gsize
desk_outgoing_get_packet_size (DeskOutgoing *self, DeskMqttVersion version)
{
  gsize remaining = 2 + strlen (self->topic) + (self->qos > 0 ? 2 : 0) + g_bytes_get_size (self->payload);

  if (version == DESK_MQTT_5)
    {
      gsize properties = get_properties_size (self->properties);

      remaining += get_varint_size (properties) + properties;
    }

  return 1 + get_varint_size (remaining) + remaining;
}

/**
 * desk_outbox_new:
 *
 * Returns: (transfer full): an empty outbox, for one libmosquitto handle
 */
DeskOutbox *
desk_outbox_new (void)
{
  DeskOutbox *self = g_new0 (DeskOutbox, 1);

  g_queue_init (&self->all);
  g_queue_init (&self->unwritten);
  self->by_id = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * desk_outbox_free:
 * @self: (transfer full): an empty outbox
 *
 * Frees it.
 */
void
desk_outbox_free (DeskOutbox *self)
{
  g_assert (g_queue_is_empty (&self->all));

  g_hash_table_unref (self->by_id);
  g_free (self);
}

/**
 * desk_outbox_add:
 * @self: an outbox
 * @outgoing: (transfer full): a message that was given to the library; with
 *   QoS 1 and 2 its packet identifier is not in use here
 *
 * Remembers a message until it is done with.
 */
void
desk_outbox_add (DeskOutbox *self, DeskOutgoing *outgoing)
{
  g_queue_push_tail_link (&self->all, &outgoing->link);
  if (outgoing->qos == 0)
    g_queue_push_tail (&self->unwritten, outgoing);
  else
    g_hash_table_insert (self->by_id, GUINT_TO_POINTER (outgoing->packet_id), outgoing);
}

/**
 * desk_outbox_peek_unwritten:
 * @self: an outbox
 *
 * Returns: (transfer none) (nullable): the message with QoS 0 that is written next
 */
DeskOutgoing *
desk_outbox_peek_unwritten (DeskOutbox *self)
{
  return g_queue_peek_head (&self->unwritten);
}

/**
 * desk_outbox_find:
 * @self: an outbox
 * @packet_id: a packet identifier
 *
 * Returns: (transfer none) (nullable): the message with QoS 1 or 2 that has it
 */
DeskOutgoing *
desk_outbox_find (DeskOutbox *self, guint16 packet_id)
{
  return g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (packet_id));
}

/**
 * desk_outbox_peek:
 * @self: an outbox
 *
 * Returns: (transfer none) (nullable): the oldest message
 */
DeskOutgoing *
desk_outbox_peek (DeskOutbox *self)
{
  return self->all.head != NULL ? self->all.head->data : NULL;
}

/**
 * desk_outbox_next:
 * @outgoing: a message of an outbox
 *
 * Returns: (transfer none) (nullable): the one after it
 */
DeskOutgoing *
desk_outbox_next (DeskOutgoing *outgoing)
{
  return outgoing->link.next != NULL ? outgoing->link.next->data : NULL;
}

/**
 * desk_outbox_remove:
 * @self: an outbox
 * @outgoing: a message of it
 *
 * Takes a message out and frees it.
 */
void
desk_outbox_remove (DeskOutbox *self, DeskOutgoing *outgoing)
{
  g_queue_unlink (&self->all, &outgoing->link);
  if (outgoing->qos == 0)
    g_queue_remove (&self->unwritten, outgoing);
  else
    g_hash_table_remove (self->by_id, GUINT_TO_POINTER (outgoing->packet_id));
  desk_outgoing_free (outgoing);
}

/**
 * desk_outbox_get_largest:
 * @self: an outbox
 * @version: protocol version of the connection
 *
 * Returns: bytes of the largest PUBLISH packet that the library may send again
 */
gsize
desk_outbox_get_largest (DeskOutbox *self, DeskMqttVersion version)
{
  gsize largest = 0;

  for (DeskOutgoing *outgoing = desk_outbox_peek (self); outgoing != NULL;
       outgoing = desk_outbox_next (outgoing))
    if (outgoing->qos > 0)
      largest = MAX (largest, desk_outgoing_get_packet_size (outgoing, version));

  return largest;
}
