/* desk-replay-feed.h: reads the messages of a replay ahead of time
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-scope.h"
#include "desk-message.h"

G_BEGIN_DECLS

/* A thread that reads a log; so much of it, and no more, is in memory. It
 * belongs to the thread that made it, whose main context hears of it. */
typedef struct _DeskReplayFeed DeskReplayFeed;

typedef void (*DeskReplayFeedFunc) (gpointer user_data);

DeskReplayFeed *desk_replay_feed_new   (const char        *log_path,
                                        DeskLogScope      *scope,
                                        DeskReplayFeedFunc func,
                                        gpointer           user_data);
void            desk_replay_feed_free  (DeskReplayFeed    *self);
DeskMessage    *desk_replay_feed_peek  (DeskReplayFeed    *self);
DeskMessage    *desk_replay_feed_pop   (DeskReplayFeed    *self);
gboolean        desk_replay_feed_ended (DeskReplayFeed    *self,
                                        const GError     **error);

G_END_DECLS
