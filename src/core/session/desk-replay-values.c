/* desk-replay-values.c: what a replay tells of itself, and topics that it rewrites
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-replay"

#include "config.h"

#include <string.h>

#include "desk-replay-private.h"

/**
 * desk_replay_get_state:
 * @self: a replay
 *
 * Returns: what it does
 */
DeskReplayState
desk_replay_get_state (DeskReplay *self)
{
  g_return_val_if_fail (DESK_IS_REPLAY (self), DESK_REPLAY_FAILED);

  return self->state;
}

/**
 * desk_replay_get_n_sent:
 * @self: a replay
 *
 * Returns: messages that were written to the network, and for QoS 1 and 2
 *   acknowledged
 */
guint64
desk_replay_get_n_sent (DeskReplay *self)
{
  g_return_val_if_fail (DESK_IS_REPLAY (self), 0);

  return self->n_sent;
}

/**
 * desk_replay_get_n_acknowledged:
 * @self: a replay
 *
 * Returns: how many of them the broker acknowledged
 */
guint64
desk_replay_get_n_acknowledged (DeskReplay *self)
{
  g_return_val_if_fail (DESK_IS_REPLAY (self), 0);

  return self->n_acknowledged;
}

/**
 * desk_replay_get_n_refused:
 * @self: a replay
 *
 * Returns: messages that the broker refused, or whose topic cannot be published to
 */
guint64
desk_replay_get_n_refused (DeskReplay *self)
{
  g_return_val_if_fail (DESK_IS_REPLAY (self), 0);

  return self->n_refused;
}

/**
 * desk_replay_get_error:
 * @self: a replay
 *
 * Returns: (transfer none) (nullable): why the connection was lost or the log
 *   could not be read, else why the first message was refused
 */
const GError *
desk_replay_get_error (DeskReplay *self)
{
  g_return_val_if_fail (DESK_IS_REPLAY (self), NULL);

  return self->error;
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
