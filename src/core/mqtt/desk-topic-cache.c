/* desk-topic-cache.c: one string for all messages of a topic
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-topic-cache.h"

/* What is kept at most; a broker with more topics than that gains little from
 * a cache, and its memory stays bounded. */
#define MAX_TOPICS 16384
#define MAX_BYTES (4 * 1024 * 1024)

struct _DeskTopicCache
{
  GHashTable *topics; /* (owned): set of GRefString */
  gsize size;
};

/**
 * desk_topic_cache_new:
 *
 * Returns: (transfer full): an empty cache
 */
DeskTopicCache *
desk_topic_cache_new (void)
{
  DeskTopicCache *self = g_new0 (DeskTopicCache, 1);

  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release, NULL);

  return self;
}

/**
 * desk_topic_cache_free:
 * @self: (transfer full): a cache
 *
 * Frees it; strings in use elsewhere live on.
 */
void
desk_topic_cache_free (DeskTopicCache *self)
{
  g_hash_table_unref (self->topics);
  g_free (self);
}

/**
 * desk_topic_cache_get:
 * @self: a cache
 * @topic: a topic name
 *
 * Finds the string for a topic, or makes it. When the cache is full it begins
 * anew: what is used now comes back at once.
 *
 * Returns: (transfer none): a string equal to @topic; it is good until the
 *   next call
 */
GRefString *
desk_topic_cache_get (DeskTopicCache *self, const char *topic)
{
  GRefString *string = NULL;
  gsize length;

  if (g_hash_table_lookup_extended (self->topics, topic, (gpointer *) &string, NULL))
    return string;

  length = strlen (topic);
  if (g_hash_table_size (self->topics) >= MAX_TOPICS || self->size + length > MAX_BYTES)
    {
      g_hash_table_remove_all (self->topics);
      self->size = 0;
    }
  string = g_ref_string_new_len (topic, (gssize) length);
  g_hash_table_add (self->topics, string);
  self->size += length;

  return string;
}
