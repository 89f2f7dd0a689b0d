/* desk-log-writer-private.h: what the files of the writer share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-checker.h"
#include "desk-log-lock.h"
#include "desk-log-store.h"
#include "desk-log-writer.h"

G_BEGIN_DECLS

/* desk-log-writer.c: the thread: what it writes, and what it does about errors
 * desk-log-writer-ops.c: what other threads ask it for and learn from it */

struct _DeskLogWriter
{
  GThread *thread;
  char *path;
  DeskLogQueue *queue; /* (unowned): outlives the thread */
  DeskLogSums *sums;   /* (unowned): outlives the thread */
  DeskLogWakeFunc wake;
  gpointer user_data;

  /* of the thread alone */
  DeskLogLock *lock;
  DeskLogStore *store;
  GQueue jobs;      /* of DeskLogJob (owned): taken from the queue and not committed */
  guint64 lost;     /* messages that will never be written */
  gint64 next_id;   /* of the next message, while there is no store */
  char *gap;        /* (owned) (nullable): detail of an event that tells of a new file */
  gboolean anew;    /* a new file was begun and nothing was committed to it yet */
  GPtrArray *deleters; /* of GTask: who waits until what was deleted is out of the file */
  DeskLogChecker *checker; /* (owned) (nullable) */
  gint64 next_trim; /* monotonic time of the next look at the limits; 0: there is more to remove */
  gint64 next_checkpoint; /* monotonic time of the next look at the write-ahead log */
  gint64 checkpointed;    /* the next id at the last look */

  GMutex mutex;
  DeskLogReport report;
  guint64 max_bytes;
  guint max_days;
  gboolean limits_changed;
  gboolean suspected; /* somebody found damage when reading */
};

gpointer _desk_log_writer_run (gpointer data);

G_END_DECLS
