/* desk-replay-content.c: what a replay publishes of a message
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-replay"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-properties.h"
#include "desk-replay-private.h"
#include "desk-topic.h"

/* What a PUBLISH of ours may carry (MQTT 5.0 section 3.3.2.3): not which
 * subscription it came by, and not the short name that a topic had then. */
DeskProperties *
_desk_replay_take_properties (DeskReplay *self, DeskProperties *original)
{
  g_autoptr (DeskProperties) ours = NULL;

  if (original == NULL
      || desk_profile_get_mqtt_version (desk_session_get_profile (self->session)) != DESK_MQTT_5)
    return NULL;

  ours = desk_properties_new ();
  for (guint i = 0; i < desk_properties_get_length (original); i++)
    {
      const DeskProperty *property = desk_properties_get (original, i);

      if (property->id == DESK_PROP_SUBSCRIPTION_IDENTIFIER || property->id == DESK_PROP_TOPIC_ALIAS)
        continue;
      if (property->kind == DESK_PROPERTY_PAIR)
        desk_properties_add_pair (ours, property->name, -1, property->string, -1);
      else if (property->kind == DESK_PROPERTY_STRING)
        desk_properties_add_string (ours, property->id, property->string, -1);
      else if (property->kind == DESK_PROPERTY_BINARY)
        desk_properties_add_bytes (ours, property->id, property->bytes);
      else
        desk_properties_add_number (ours, property->id, property->number);
    }

  return g_steal_pointer (&ours);
}

gboolean
_desk_replay_check_topic (const char *topic, GError **error)
{
  if (topic[0] == '$')
    return desk_fail (error, DESK_ERROR_INVALID_TOPIC,
                      _ ("“%s” begins with “$”: such topics are the broker’s own."), topic);

  return desk_topic_check (topic, error);
}

static gsize
get_prefix_length (const char *prefix)
{
  gsize length = strlen (prefix);

  return length > 1 && prefix[length - 1] == '/' ? length - 1 : length;
}

/**
 * desk_replay_rewrite:
 * @topic: a topic name
 * @old_prefix: (nullable): whole levels at its beginning; a slash behind them
 *   makes no difference
 * @new_prefix: (nullable): what comes in their place; without @old_prefix, what
 *   is put before
 *
 * Returns: (transfer full): the topic, rewritten if it begins so
 */
char *
desk_replay_rewrite (const char *topic, const char *old_prefix, const char *new_prefix)
{
  gsize old_length = old_prefix != NULL ? get_prefix_length (old_prefix) : 0;
  gsize new_length = new_prefix != NULL ? get_prefix_length (new_prefix) : 0;
  const char *rest;

  if (old_length == 0)
    return new_length > 0 ? g_strdup_printf ("%.*s/%s", (int) new_length, new_prefix, topic) : g_strdup (topic);
  if (strncmp (topic, old_prefix, old_length) != 0 || (topic[old_length] != '\0' && topic[old_length] != '/'))
    return g_strdup (topic);

  rest = topic + old_length;
  if (new_length == 0)
    return g_strdup (rest[0] == '/' ? rest + 1 : rest);

  return g_strdup_printf ("%.*s%s", (int) new_length, new_prefix, rest);
}
