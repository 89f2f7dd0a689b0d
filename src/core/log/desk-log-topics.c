/* desk-log-topics.c: topics that the writer of a log met lately, and sums of them
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

/* Topics with sums that nobody took yet, and bytes of their names; what comes
 * past either is summed under the empty name, which no topic has. */
#define SUMS_MAX (256 * 1024)
#define SUM_BYTES_MAX (32 * 1024 * 1024)

/* Names are mostly the same object again: a table by address saves hashing. */
#define SLOTS 1024

struct _DeskLogSums
{
  GMutex mutex;
  GHashTable *by_name; /* GRefString → DeskTopicSum (owned) */
  gsize name_bytes;
  GRefString *rest; /* the empty name */
};

struct _DeskLogTopics
{
  GHashTable *by_name;         /* GRefString → DeskLogTopic (owned) */
  GPtrArray *touched;          /* of DeskLogTopic, with a count in this transaction */
  DeskLogTopic *slots[SLOTS];  /* (nullable) */
  GRefString *names[SLOTS];    /* (owned) (nullable): by which name object */
  gsize name_bytes;
};

/**
 * desk_topic_sum_free:
 * @sum: (transfer full): a sum
 *
 * Frees one of desk_log_take_sums().
 */
void
desk_topic_sum_free (DeskTopicSum *sum)
{
  g_ref_string_release (sum->topic);
  g_free (sum);
}

DeskLogSums *
desk_log_sums_new (void)
{
  DeskLogSums *self = g_new0 (DeskLogSums, 1);

  g_mutex_init (&self->mutex);
  self->rest = g_ref_string_new ("");
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) desk_topic_sum_free);

  return self;
}

void
desk_log_sums_free (DeskLogSums *self)
{
  g_hash_table_unref (self->by_name);
  g_ref_string_release (self->rest);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static DeskTopicSum *
find_sum (DeskLogSums *self, GRefString *topic)
{
  DeskTopicSum *sum = g_hash_table_lookup (self->by_name, topic);
  gsize length = g_ref_string_length (topic);

  if (sum != NULL)
    return sum;

  if (*topic != '\0'
      && (g_hash_table_size (self->by_name) >= SUMS_MAX || self->name_bytes + length > SUM_BYTES_MAX))
    return find_sum (self, self->rest);

  sum = g_new0 (DeskTopicSum, 1);
  sum->topic = g_ref_string_acquire (topic);
  self->name_bytes += length;
  g_hash_table_insert (self->by_name, sum->topic, sum);

  return sum;
}

/**
 * desk_log_sums_add:
 * @self: sums
 * @topic: topic name
 * @count: messages
 * @bytes: of their payloads
 * @outgoing: of @count, how many were sent by us
 */
void
desk_log_sums_add (DeskLogSums *self, GRefString *topic, guint64 count, guint64 bytes, guint64 outgoing)
{
  DeskTopicSum *sum;

  g_mutex_lock (&self->mutex);
  sum = find_sum (self, topic);
  sum->count += count;
  sum->bytes += bytes;
  sum->outgoing += outgoing;
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_sums_take:
 * @self: sums
 *
 * Returns: (transfer full) (element-type DeskTopicSum): all that was added
 *   since the last call, one for each topic
 */
GPtrArray *
desk_log_sums_take (DeskLogSums *self)
{
  GPtrArray *taken;
  GHashTableIter iter;
  gpointer sum;

  g_mutex_lock (&self->mutex);
  taken = g_ptr_array_new_full (g_hash_table_size (self->by_name), (GDestroyNotify) desk_topic_sum_free);
  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    {
      g_ptr_array_add (taken, sum);
      g_hash_table_iter_steal (&iter);
    }
  self->name_bytes = 0;
  g_mutex_unlock (&self->mutex);

  return taken;
}

static void
topic_free (gpointer data)
{
  DeskLogTopic *topic = data;

  g_ref_string_release (topic->name);
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
fill_slot (DeskLogTopics *self, GRefString *name, DeskLogTopic *topic)
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
DeskLogTopic *
desk_log_topics_lookup (DeskLogTopics *self, GRefString *name)
{
  guint slot = slot_of (name);
  DeskLogTopic *topic;

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
DeskLogTopic *
desk_log_topics_insert (DeskLogTopics *self, GRefString *name, gint64 id)
{
  DeskLogTopic *topic = g_new0 (DeskLogTopic, 1);

  topic->name = g_ref_string_acquire (name);
  topic->id = id;
  self->name_bytes += g_ref_string_length (name);
  g_hash_table_insert (self->by_name, topic->name, topic);
  fill_slot (self, name, topic);

  return topic;
}

/**
 * desk_log_topics_count:
 * @self: topics
 * @topic: the topic of a message that was inserted
 * @bytes: of its payload
 * @outgoing: whether we sent it
 */
void
desk_log_topics_count (DeskLogTopics *self, DeskLogTopic *topic, gsize bytes, gboolean outgoing)
{
  if (topic->count == 0)
    g_ptr_array_add (self->touched, topic);
  topic->count++;
  topic->bytes += bytes;
  topic->outgoing += outgoing ? 1 : 0;
}

/**
 * desk_log_topics_commit:
 * @self: topics
 * @sums: where the counts of the transaction go
 *
 * The transaction in which the counts were made is in the file now.
 */
void
desk_log_topics_commit (DeskLogTopics *self, DeskLogSums *sums)
{
  for (guint i = 0; i < self->touched->len; i++)
    {
      DeskLogTopic *topic = g_ptr_array_index (self->touched, i);

      desk_log_sums_add (sums, topic->name, topic->count, topic->bytes, topic->outgoing);
      topic->count = 0;
      topic->bytes = 0;
      topic->outgoing = 0;
    }
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
