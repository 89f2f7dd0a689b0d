/* desk-log-writer.h: the thread that writes a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-queue.h"
#include "desk-log-topics.h"

G_BEGIN_DECLS

/**
 * DeskLogWriterState:
 * @DESK_LOG_WRITER_OPENING: nothing is known yet
 * @DESK_LOG_WRITER_FAILED: the file could not be opened; the thread has ended
 * @DESK_LOG_WRITER_OPEN: the file is open
 */
typedef enum
{
  DESK_LOG_WRITER_OPENING,
  DESK_LOG_WRITER_FAILED,
  DESK_LOG_WRITER_OPEN,
} DeskLogWriterState;

/**
 * DeskLogReport:
 * @state: whether the file is open
 * @first_id: id of the first committed message
 * @last_id: id of the last; less than @first_id if there is none
 * @size: bytes on disk
 * @generation: counts the files that were begun at this path meanwhile
 * @error: (owned) (nullable): why nothing is written at the moment
 * @set_aside: (owned) (nullable): new name of a damaged file
 * @flushed: (owned) (element-type GTask): tasks to return; an error that one
 *   is to return is its task data
 *
 * What the writer has to tell the main thread.
 */
typedef struct
{
  DeskLogWriterState state;
  gint64 first_id;
  gint64 last_id;
  guint64 size;
  guint generation;
  GError *error;
  char *set_aside;
  GPtrArray *flushed;
} DeskLogReport;

typedef struct _DeskLogWriter DeskLogWriter;

/* There is a new report; called in the writer's thread */
typedef void (*DeskLogWakeFunc) (gpointer user_data);

DeskLogWriter *desk_log_writer_start         (const char     *path,
                                              DeskLogQueue   *queue,
                                              DeskLogSums    *sums,
                                              DeskLogWakeFunc wake,
                                              gpointer        user_data);
guint64        desk_log_writer_join          (DeskLogWriter  *self);
void           desk_log_writer_free          (DeskLogWriter  *self);
void           desk_log_writer_set_retention (DeskLogWriter  *self,
                                              guint64         max_bytes,
                                              guint           max_days);
void           desk_log_writer_suspect       (DeskLogWriter  *self);
void           desk_log_writer_take_report   (DeskLogWriter  *self,
                                              DeskLogReport  *report);
const char    *desk_log_writer_reason_of     (const GError   *error);
void           desk_log_report_clear         (DeskLogReport  *report);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskLogReport, desk_log_report_clear)

G_END_DECLS
