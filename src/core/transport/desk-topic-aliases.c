/* desk-topic-aliases.c: the topics that a broker gave numbers
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-aliases.h"

struct _DeskTopicAliases
{
  GPtrArray *topics; /* (owned) (element-type GBytes) (nullable elements): by number, from 1 */
};

static void
unref_topic (gpointer data)
{
  if (data != NULL)
    g_bytes_unref (data);
}

/**
 * desk_topic_aliases_new:
 * @maximum: how many there may be, at most %DESK_TOPIC_ALIASES_MAX; what CONNECT
 *   told the broker (MQTT 5.0 section 3.1.2.11.5)
 *
 * Returns: (transfer full): none so far; they belong to one connection
 */
DeskTopicAliases *
desk_topic_aliases_new (guint maximum)
{
  DeskTopicAliases *self = g_new0 (DeskTopicAliases, 1);

  self->topics = g_ptr_array_new_with_free_func (unref_topic);
  g_ptr_array_set_size (self->topics, (int) MIN (maximum, DESK_TOPIC_ALIASES_MAX) + 1);

  return self;
}

/**
 * desk_topic_aliases_free:
 * @self: (transfer full) (nullable): aliases
 *
 * Frees them.
 */
void
desk_topic_aliases_free (DeskTopicAliases *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->topics);
  g_free (self);
}

/**
 * desk_topic_aliases_lookup:
 * @self: aliases
 * @alias: a number from the wire
 *
 * Returns: (transfer none) (nullable): the topic that it stands for, if the
 *   broker said so before
 */
GBytes *
desk_topic_aliases_lookup (DeskTopicAliases *self, guint alias)
{
  return alias < self->topics->len ? g_ptr_array_index (self->topics, alias) : NULL;
}

/**
 * desk_topic_aliases_set:
 * @self: aliases
 * @alias: a number from the wire
 * @topic: what it stands for from now on
 * @length: bytes of @topic
 *
 * Remembers a topic (MQTT 5.0 section 3.3.2.3.4).
 *
 * Returns: %FALSE if the number is 0 or larger than the broker was told
 */
gboolean
desk_topic_aliases_set (DeskTopicAliases *self, guint alias, gconstpointer topic, gsize length)
{
  if (alias == 0 || alias >= self->topics->len)
    return FALSE;

  unref_topic (g_ptr_array_index (self->topics, alias));
  g_ptr_array_index (self->topics, alias) = g_bytes_new (topic, length);

  return TRUE;
}
