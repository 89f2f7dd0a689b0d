/* desk-replay.h: messages of a log are published again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-scope.h"
#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskReplayOptions:
 * @speed: how many times as fast as it was; 0: as fast as the broker takes it
 * @old_prefix: (nullable): beginning of topics, whole levels, that is replaced …
 * @new_prefix: (nullable): … by this; without @old_prefix it is put before all
 * @qos: 0 to 2, or -1 for that of each message
 * @retained: 0 or 1, or -1 for that of each message
 *
 * How to publish them.
 */
typedef struct
{
  double speed;
  const char *old_prefix;
  const char *new_prefix;
  int qos;
  int retained;
} DeskReplayOptions;

/**
 * DeskReplayState:
 * @DESK_REPLAY_RUNNING: it publishes, or waits for the time of the next message
 * @DESK_REPLAY_PAUSED: somebody paused it
 * @DESK_REPLAY_LOST: it waits until the connection is there again and somebody
 *   resumes it
 * @DESK_REPLAY_DONE: all messages are published
 * @DESK_REPLAY_STOPPED: somebody stopped it
 * @DESK_REPLAY_FAILED: the log could not be read to its end
 */
typedef enum
{
  DESK_REPLAY_RUNNING,
  DESK_REPLAY_PAUSED,
  DESK_REPLAY_LOST,
  DESK_REPLAY_DONE,
  DESK_REPLAY_STOPPED,
  DESK_REPLAY_FAILED,
} DeskReplayState;

#define DESK_TYPE_REPLAY (desk_replay_get_type ())
G_DECLARE_FINAL_TYPE (DeskReplay, desk_replay, DESK, REPLAY, GObject)

/* Property "state" (int, DeskReplayState, notified). Signal "progress": the
 * counts have changed, ten times a second at most. */

DeskReplay     *desk_replay_new                (DeskSession             *session,
                                                const char              *log_path,
                                                DeskLogScope            *scope,
                                                const DeskReplayOptions *options);
void            desk_replay_start              (DeskReplay              *self);
void            desk_replay_pause              (DeskReplay              *self);
void            desk_replay_resume             (DeskReplay              *self);
void            desk_replay_stop               (DeskReplay              *self);
DeskReplayState desk_replay_get_state          (DeskReplay              *self);
guint64         desk_replay_get_n_sent         (DeskReplay              *self);
guint64         desk_replay_get_n_acknowledged (DeskReplay              *self);
guint64         desk_replay_get_n_refused      (DeskReplay              *self);
const GError   *desk_replay_get_error          (DeskReplay              *self);
gint64          desk_replay_get_wait           (DeskReplay              *self);

char           *desk_replay_rewrite            (const char              *topic,
                                                const char              *old_prefix,
                                                const char              *new_prefix);

G_END_DECLS
