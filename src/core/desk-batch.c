/* desk-batch.c: messages on their way from the network to the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-batch.h"
#include "desk-properties.h"

/* Payloads up to this size share one growing block, which saves an allocation
 * a message; a larger one gets a block of its own, so that growing the shared
 * one never copies it. */
#define SHARED_MAX (64 * 1024)

typedef struct
{
  gint64 time;
  GRefString *topic;          /* (owned) */
  DeskProperties *properties; /* (owned) (nullable) */
  guint8 *own;                /* (owned) (nullable): payload beyond SHARED_MAX */
  gsize offset;               /* in the shared block, if own is NULL */
  gsize length;
  DeskMessageFlags flags;
} Entry;

struct _DeskBatch
{
  GArray *entries;   /* of Entry */
  GByteArray *bytes; /* payloads, one after the other */
  gsize size;
};

/**
 * desk_batch_new:
 *
 * Makes an empty batch. A batch belongs to one thread at a time and is handed
 * on whole.
 *
 * Returns: (transfer full): the batch
 */
DeskBatch *
desk_batch_new (void)
{
  DeskBatch *self = g_new0 (DeskBatch, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->bytes = g_byte_array_new ();

  return self;
}

/**
 * desk_batch_free:
 * @self: (transfer full): a batch
 *
 * Frees a batch and what it holds.
 */
void
desk_batch_free (DeskBatch *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      g_ref_string_release (entry->topic);
      g_clear_pointer (&entry->properties, desk_properties_unref);
      g_free (entry->own);
    }
  g_array_unref (self->entries);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/**
 * desk_batch_append:
 * @self: a batch
 * @time: microseconds since 1970, UTC
 * @topic: topic name; a reference is taken
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties; a reference is taken
 * @payload: (nullable): bytes to copy
 * @length: number of bytes
 *
 * Adds a message at the end.
 *
 * Returns: %FALSE if there is no memory for the payload; nothing was added
 */
gboolean
desk_batch_append (DeskBatch       *self,
                   gint64           time,
                   GRefString      *topic,
                   DeskMessageFlags flags,
                   DeskProperties  *properties,
                   gconstpointer    payload,
                   gsize            length)
{
  Entry entry = { .time = time, .length = length, .flags = flags };

  if (length > SHARED_MAX)
    {
      entry.own = g_try_malloc (length);
      if (entry.own == NULL)
        return FALSE;
      memcpy (entry.own, payload, length);
    }
  else
    {
      entry.offset = self->bytes->len;
      if (length > 0)
        g_byte_array_append (self->bytes, payload, (guint) length);
    }

  entry.topic = g_ref_string_acquire (topic);
  entry.properties = properties != NULL ? desk_properties_ref (properties) : NULL;
  g_array_append_val (self->entries, entry);
  self->size += sizeof entry + length + g_ref_string_length (topic)
                + (properties != NULL ? desk_properties_get_size (properties) : 0);

  return TRUE;
}

/**
 * desk_batch_get_length:
 * @self: a batch
 *
 * Returns: number of messages
 */
guint
desk_batch_get_length (DeskBatch *self)
{
  return self->entries->len;
}

/**
 * desk_batch_get_size:
 * @self: a batch
 *
 * Returns: bytes of memory that the messages take, roughly
 */
gsize
desk_batch_get_size (DeskBatch *self)
{
  return self->size;
}

/**
 * desk_batch_get:
 * @self: a batch
 * @index: less than the batch's length
 * @record: (out caller-allocates): the message; it points into the batch and
 *   holds until the next append
 *
 * Looks at one message.
 */
void
desk_batch_get (DeskBatch *self, guint index, DeskRecord *record)
{
  const Entry *entry = &g_array_index (self->entries, Entry, index);

  g_return_if_fail (index < self->entries->len);

  record->time = entry->time;
  record->topic = entry->topic;
  record->flags = entry->flags;
  record->properties = entry->properties;
  record->payload = entry->own != NULL ? entry->own : self->bytes->data + entry->offset;
  record->length = entry->length;
}
