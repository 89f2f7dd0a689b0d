/* desk-log-topics.c: topics that the writer of a log met lately, and their sums
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <string.h>

#include "desk-log-topics.h"

/* Topics whose row is remembered, and bytes of their names; past either all
 * are forgotten, which costs a look into the file for each that comes again. */
#define TOPICS_MAX 65536
#define TOPIC_BYTES_MAX (16 * 1024 * 1024)

/* Names are mostly the same object again: a table by address saves hashing. */
#define SLOTS 1024

struct _DeskLogTopics
{
  GHashTable *by_name;        /* GRefString → DeskTopicSum (owned) */
  GPtrArray *touched;         /* of DeskTopicSum, with a count in this transaction */
  DeskTopicSum *slots[SLOTS]; /* (nullable) */
  GRefString *names[SLOTS];   /* (owned) (nullable): by which name object */
  gsize name_bytes;
};

static void
topic_free (gpointer data)
{
  DeskTopicSum *topic = data;

  g_ref_string_release (topic->topic);
  g_free (topic);
}

DeskLogTopics *
desk_log_topics_new (void)
{
  DeskLogTopics *self = g_new0 (DeskLogTopics, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, topic_free);
  self->touched = g_ptr_array_new ();

  return self;
}

void
desk_log_topics_free (DeskLogTopics *self)
{
  desk_log_topics_forget (self);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->touched);
  g_free (self);
}

static guint
slot_of (GRefString *name)
{
  gsize address = (gsize) name;

  return (guint) ((address >> 4) ^ (address >> 14)) % SLOTS;
}

static void
fill_slot (DeskLogTopics *self, GRefString *name, DeskTopicSum *topic)
{
  guint slot = slot_of (name);

  if (self->names[slot] != NULL)
    g_ref_string_release (self->names[slot]);
  /* With a reference of our own no other name can come to live at this address. */
  self->names[slot] = g_ref_string_acquire (name);
  self->slots[slot] = topic;
}

/**
 * desk_log_topics_lookup:
 * @self: topics
 * @name: topic name
 *
 * Returns: (transfer none) (nullable): the topic, if it is remembered
 */
DeskTopicSum *
desk_log_topics_lookup (DeskLogTopics *self, GRefString *name)
{
  guint slot = slot_of (name);
  DeskTopicSum *topic;

  if (self->names[slot] == name)
    return self->slots[slot];

  topic = g_hash_table_lookup (self->by_name, name);
  if (topic != NULL)
    fill_slot (self, name, topic);

  return topic;
}

/**
 * desk_log_topics_insert:
 * @self: topics
 * @name: topic name
 * @id: its row in the log
 *
 * Remembers a topic.
 *
 * Returns: (transfer none): the topic
 */
DeskTopicSum *
desk_log_topics_insert (DeskLogTopics *self, GRefString *name, gint64 id)
{
  DeskTopicSum *topic = g_new0 (DeskTopicSum, 1);

  topic->topic = g_ref_string_acquire (name);
  topic->topic_id = id;
  self->name_bytes += g_ref_string_length (name);
  g_hash_table_insert (self->by_name, topic->topic, topic);
  fill_slot (self, name, topic);

  return topic;
}

/**
 * desk_log_topics_count:
 * @self: topics
 * @topic: the topic of a message that was inserted
 * @id: id of the message
 * @time: microseconds since 1970, UTC
 * @flags: QoS, retained, outgoing, duplicate
 * @size: bytes of its payload
 * @run: which connection it came with: the id of the connection's first message
 */
void
desk_log_topics_count (DeskLogTopics *self,
                       DeskTopicSum *topic,
                       gint64 id,
                       gint64 time,
                       DeskMessageFlags flags,
                       gsize size,
                       gint64 run)
{
  if (topic->count == 0)
    g_ptr_array_add (self->touched, topic);
  desk_topic_sum_add (topic, id, time, flags, size, run);
}

/**
 * desk_log_topics_commit:
 * @self: topics
 * @sums: where the sums of the transaction go; may be %NULL if it has no messages
 * @next_id: id of the next message
 *
 * The transaction in which the counts were made is in the file now.
 */
void
desk_log_topics_commit (DeskLogTopics *self, DeskLogSums *sums, gint64 next_id)
{
  if (self->touched->len == 0)
    return;

  desk_log_sums_publish (sums, next_id, (const DeskTopicSum *const *) self->touched->pdata, self->touched->len);
  for (guint i = 0; i < self->touched->len; i++)
    desk_topic_sum_clear (g_ptr_array_index (self->touched, i));
  g_ptr_array_set_size (self->touched, 0);

  if (g_hash_table_size (self->by_name) > TOPICS_MAX || self->name_bytes > TOPIC_BYTES_MAX)
    desk_log_topics_forget (self);
}

/**
 * desk_log_topics_forget:
 * @self: topics
 *
 * Forgets all topics and counts: after a transaction that was rolled back the
 * rows of its new topics are not there.
 */
void
desk_log_topics_forget (DeskLogTopics *self)
{
  g_ptr_array_set_size (self->touched, 0);
  for (guint i = 0; i < SLOTS; i++)
    {
      g_clear_pointer (&self->names[i], g_ref_string_release);
      self->slots[i] = NULL;
    }
  g_hash_table_remove_all (self->by_name);
  self->name_bytes = 0;
}
