/* desk-replay-private.h: what the files of the replay share, and what its tests set
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-message.h"
#include "desk-replay-feed.h"
#include "desk-replay.h"

G_BEGIN_DECLS

/* desk-replay.c: publishes
 * desk-replay-content.c: what is published of a message
 * desk-replay-values.c: tells how far it is */

typedef gint64 (*DeskReplayClock) (gpointer user_data);

/*   DeskReplayFeed ──► next message ──► DeskSession ──► in flight ──► counted
 *                           ▲                               │
 *                           └──────── lost ◄────────────────┘ */
struct _DeskReplay
{
  GObject parent_instance;
  DeskSession *session;   /* (owned) */
  char *log_path;
  DeskLogScope *scope;    /* (owned) */
  double speed;
  char *old_prefix;
  char *new_prefix;
  int qos;
  int retained;

  DeskReplayFeed *feed;   /* (owned) (nullable): from start to end */
  GQueue flights;         /* (element-type Flight): in the order of publishing */
  GQueue lost;            /* (element-type DeskMessage): to be published again first */
  gsize bytes_in_flight;
  DeskReplayState state;
  GError *error;          /* (owned) (nullable) */

  DeskReplayClock clock;
  gpointer clock_data;
  gboolean has_begun;     /* whether @base and @base_time are set */
  gint64 base;            /* on the clock: when the first message was due */
  gint64 base_time;       /* of the first message */
  gint64 latest;          /* the greatest time of a message so far */
  gint64 paused_at;
  guint timer;
  guint teller;

  guint64 n_sent;
  guint64 n_acknowledged;
  guint64 n_refused;
};

DeskProperties *_desk_replay_take_properties (DeskReplay     *self,
                                              DeskProperties *original);
gboolean        _desk_replay_check_topic     (const char     *topic,
                                              GError        **error);

/* The time in µs; whoever sets a clock also says when to look at it. */
void _desk_replay_set_clock (DeskReplay     *self,
                             DeskReplayClock clock,
                             gpointer        user_data);
void _desk_replay_look      (DeskReplay     *self);

G_END_DECLS
