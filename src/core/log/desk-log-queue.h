/* desk-log-queue.h: what waits to be written to a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

/* A transaction holds about so many messages at most. */
#define DESK_LOG_TRANSACTION_MESSAGES 4096

/* … and about so many bytes, so that what a transaction rolls back stays small. */
#define DESK_LOG_TRANSACTION_BYTES (32 * 1024 * 1024)

/* Bytes that may wait before reading from the network is held back */
#define DESK_LOG_QUEUE_MAX (256 * 1024 * 1024)

typedef enum
{
  DESK_LOG_JOB_BATCH,
  DESK_LOG_JOB_EVENT,
  DESK_LOG_JOB_FLUSH,
  DESK_LOG_JOB_DELETE,
  DESK_LOG_JOB_GAP,
} DeskLogJobKind;

/**
 * DeskLogJob:
 * @kind: which of the following members is meant
 * @size: bytes that it counts in the queue
 * @batch: (nullable): messages
 * @done: how many of @batch are committed
 * @time: when the event happened, or the gap began
 * @event: (nullable): kind of the event, or reason of the gap
 * @detail: (nullable): JSON of the event
 * @lost: messages of the gap
 * @until: when its last message came
 * @task: (nullable): to be returned when all before it is committed, or deleted
 *
 * A piece of work of the writer.
 */
typedef struct
{
  DeskLogJobKind kind;
  gsize size;
  DeskBatch *batch;
  guint done;
  gint64 time;
  char *event;
  char *detail;
  guint64 lost;
  gint64 until;
  GTask *task;
} DeskLogJob;

typedef struct _DeskLogQueue DeskLogQueue;

DeskLogQueue *desk_log_queue_new               (void);
void          desk_log_queue_free              (DeskLogQueue       *self);
void          desk_log_queue_set_max           (DeskLogQueue       *self,
                                                gsize               max);
void          desk_log_queue_set_pressure_func (DeskLogQueue       *self,
                                                DeskLogPressureFunc func,
                                                gpointer            user_data,
                                                GDestroyNotify      destroy);
gboolean      desk_log_queue_push_batch        (DeskLogQueue       *self,
                                                DeskBatch          *batch);
void          desk_log_queue_push_event        (DeskLogQueue       *self,
                                                const char         *kind,
                                                const char         *detail);
gboolean      desk_log_queue_push_flush        (DeskLogQueue       *self,
                                                GTask              *task);
gboolean      desk_log_queue_push_delete       (DeskLogQueue       *self,
                                                GTask              *task);
gboolean      desk_log_queue_take              (DeskLogQueue       *self,
                                                GQueue             *jobs,
                                                gint64              not_before,
                                                gint64              until);
gboolean      desk_log_queue_wait              (DeskLogQueue       *self,
                                                gint64              until);
void          desk_log_queue_wake              (DeskLogQueue       *self);
GPtrArray    *desk_log_queue_take_flushes      (DeskLogQueue       *self);
void          desk_log_queue_release           (DeskLogQueue       *self,
                                                gsize               bytes);
guint64       desk_log_queue_clear             (DeskLogQueue       *self);
gboolean      desk_log_queue_is_empty          (DeskLogQueue       *self);
void          desk_log_queue_start             (DeskLogQueue       *self);
void          desk_log_queue_stop              (DeskLogQueue       *self);
guint64       desk_log_queue_get_bytes         (DeskLogQueue       *self);
double        desk_log_queue_get_held_back     (DeskLogQueue       *self);
void          desk_log_queue_set_stuck         (DeskLogQueue       *self,
                                                const char         *reason);
void          desk_log_queue_get_gap           (DeskLogQueue       *self,
                                                DeskLogGap         *gap);
guint64       desk_log_queue_take_lost         (DeskLogQueue       *self);
void          desk_log_job_free                (DeskLogJob         *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLogJob, desk_log_job_free)

G_END_DECLS
