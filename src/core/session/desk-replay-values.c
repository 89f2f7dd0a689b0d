/* desk-replay-values.c: what a replay tells of itself
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-replay"

#include "config.h"

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
