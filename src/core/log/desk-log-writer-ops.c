/* desk-log-writer-ops.c: what other threads ask the writer of a log for, and learn from it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-error.h"
#include "desk-log-writer-private.h"

/**
 * desk_log_writer_start:
 * @path: the log file
 * @queue: what to write; it must outlive the writer
 * @sums: where the sums go; they must outlive the writer
 * @wake: called in the writer's thread when there is a new report
 * @user_data: for @wake
 *
 * Starts the thread, which opens the file first and reports how that went.
 *
 * Returns: (transfer full): the writer
 */
DeskLogWriter *
desk_log_writer_start (const char *path,
                       DeskLogQueue *queue,
                       DeskLogSums *sums,
                       DeskLogWakeFunc wake,
                       gpointer user_data)
{
  DeskLogWriter *self = g_new0 (DeskLogWriter, 1);

  g_mutex_init (&self->mutex);
  g_queue_init (&self->jobs);
  self->path = g_strdup (path);
  self->queue = queue;
  self->sums = sums;
  self->wake = wake;
  self->user_data = user_data;
  self->next_id = 1;
  self->report.first_id = 1;
  self->report.flushed = g_ptr_array_new_with_free_func (g_object_unref);
  self->deleters = g_ptr_array_new_with_free_func (g_object_unref);
  self->thread = g_thread_new ("desk-log-writer", _desk_log_writer_run, self);

  return self;
}

/**
 * desk_log_writer_join:
 * @self: a writer whose queue was stopped
 *
 * Waits until all that can be written is in the file and the file is closed.
 *
 * Returns: number of messages that could not be written
 */
guint64
desk_log_writer_join (DeskLogWriter *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));

  return self->lost;
}

/**
 * desk_log_writer_free:
 * @self: (transfer full): a writer that was joined
 */
void
desk_log_writer_free (DeskLogWriter *self)
{
  desk_log_report_clear (&self->report);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->deleters);
  g_free (self->gap);
  g_free (self->path);
  g_free (self);
}

/**
 * desk_log_writer_set_retention:
 * @self: a writer
 * @max_bytes: size that the file may have; 0: any
 * @max_days: age that a message may have; 0: any
 */
void
desk_log_writer_set_retention (DeskLogWriter *self, guint64 max_bytes, guint max_days)
{
  g_mutex_lock (&self->mutex);
  self->max_bytes = max_bytes;
  self->max_days = max_days;
  self->limits_changed = TRUE;
  g_mutex_unlock (&self->mutex);
  desk_log_queue_wake (self->queue);
}

/**
 * desk_log_writer_suspect:
 * @self: a writer
 *
 * Has the file checked for damage, as somebody who read it met some.
 */
void
desk_log_writer_suspect (DeskLogWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->suspected = TRUE;
  g_mutex_unlock (&self->mutex);
  desk_log_queue_wake (self->queue);
}

/**
 * desk_log_writer_take_report:
 * @self: a writer
 * @report: (out caller-allocates): how it stands; the tasks in it are handed
 *   over, the rest is a copy
 */
void
desk_log_writer_take_report (DeskLogWriter *self, DeskLogReport *report)
{
  g_mutex_lock (&self->mutex);
  *report = self->report;
  report->error = self->report.error != NULL ? g_error_copy (self->report.error) : NULL;
  report->set_aside = g_strdup (self->report.set_aside);
  self->report.flushed = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_writer_reason_of:
 * @error: why nothing can be written
 *
 * Returns: (transfer none): a word for it, as the event of a gap tells it
 */
const char *
desk_log_writer_reason_of (const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_LOG_FULL))
    return "full";
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_LOG_READ_ONLY))
    return "read-only";

  return "failed";
}

/**
 * desk_log_report_clear:
 * @report: a report
 *
 * Frees what it holds.
 */
void
desk_log_report_clear (DeskLogReport *report)
{
  g_clear_error (&report->error);
  g_clear_pointer (&report->set_aside, g_free);
  g_clear_pointer (&report->flushed, g_ptr_array_unref);
}
