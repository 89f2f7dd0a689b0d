/* desk-log-private.h: what the files of the log share, and what its tests set
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-follower.h"
#include "desk-log-queue.h"
#include "desk-log-topics.h"
#include "desk-log-writer.h"

G_BEGIN_DECLS

typedef struct
{
  GSource source;
  GMutex mutex;
  gboolean pending;
  gint64 last;  /* monotonic time of the last dispatch */
  DeskLog *log; /* (unowned): it destroys the source when it ends */
} WakeSource;

struct _DeskLog
{
  GObject parent_instance;

  char *path;
  DeskLogQueue *queue;
  DeskLogSums *sums;
  DeskLogWriter *writer; /* (owned) (nullable): from opening to closing */
  DeskLogFollower *follower; /* (owned) (nullable): while another process writes the file */
  gboolean released;         /* that other process has ended */
  WakeSource *wake;
  GTask *opening; /* (owned) (nullable) */
  gboolean is_open;
  gboolean closing;
  GPtrArray *closers; /* of GTask: of those who wait for it to be closed */
  guint64 max_bytes;
  guint max_days;

  /* As of the last notification */
  gint64 first_id;
  gint64 last_id;
  guint64 size;
  guint64 queued;
  double held_back;
  guint64 lost;
  guint generation;
  GError *error;   /* (nullable) */
  char *set_aside; /* (nullable) */
};

void  _desk_log_wake           (gpointer data);
void  _desk_log_take_report    (DeskLog *self);
void  _desk_log_stop_following (DeskLog *self);

/* Somebody met damage when reading the file. */
void  _desk_log_suspect        (DeskLog *self);

/* Counts the files that were begun at the log's path since it was opened: who
 * has one open for reading opens it again when this changes. */
guint _desk_log_get_generation (DeskLog *self);
void  _desk_log_set_queue_max  (DeskLog *self,
                                gsize    max);

G_END_DECLS
