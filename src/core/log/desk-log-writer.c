/* desk-log-writer.c: the thread that writes a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <json-glib/json-glib.h>

#include "desk-batch.h"
#include "desk-error.h"
#include "desk-log-lock.h"
#include "desk-log-schema.h"
#include "desk-log-store.h"
#include "desk-log-writer.h"

/* A message alone is committed at once, and in a stream of them the time of
 * one commit is shared by all that came in this time. */
#define COMMIT_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)

/* How long it waits before it tries again after an error */
#define RETRY_INTERVAL (2 * G_TIME_SPAN_SECOND)

/* How long it sleeps when there is nothing to do; then it looks for messages
 * that have become too old, and brings the file up to date. */
#define IDLE_INTERVAL (60 * G_TIME_SPAN_SECOND)

/* How long it removes old messages at a time while new ones wait */
#define TRIM_SLICE (10 * G_TIME_SPAN_MILLISECOND)

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
  gint64 next_trim; /* monotonic time of the next look at the limits; 0: there is more to remove */

  GMutex mutex;
  DeskLogReport report;
  guint64 max_bytes;
  guint max_days;
  gboolean limits_changed;
};

static void
tell (DeskLogWriter *self)
{
  g_mutex_lock (&self->mutex);
  if (self->store != NULL)
    {
      self->report.first_id = desk_log_store_get_first_id (self->store);
      self->report.last_id = desk_log_store_get_next_id (self->store) - 1;
      self->report.size = desk_log_store_get_size (self->store);
    }
  g_mutex_unlock (&self->mutex);

  self->wake (self->user_data);
}

static void
set_error (DeskLogWriter *self, GError *error)
{
  g_mutex_lock (&self->mutex);
  g_clear_error (&self->report.error);
  self->report.error = error;
  g_mutex_unlock (&self->mutex);
}

static void
finish_flush (DeskLogWriter *self, GTask *task, const GError *error)
{
  if (error != NULL)
    g_task_set_task_data (task, g_error_copy (error), (GDestroyNotify) g_error_free);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->report.flushed, g_object_ref (task));
  g_mutex_unlock (&self->mutex);
}

/* Who waits for a flush learns that it is not possible now. */
static void
fail_flushes (DeskLogWriter *self, const GError *error)
{
  g_autoptr (GPtrArray) tasks = desk_log_queue_take_flushes (self->queue);

  for (guint i = 0; i < tasks->len; i++)
    finish_flush (self, g_ptr_array_index (tasks, i), error);

  for (GList *link = self->jobs.head; link != NULL;)
    {
      GList *next = link->next;
      DeskLogJob *job = link->data;

      if (job->kind == DESK_LOG_JOB_FLUSH)
        {
          finish_flush (self, job->task, error);
          desk_log_job_free (job);
          g_queue_delete_link (&self->jobs, link);
        }
      link = next;
    }
}

/* Opens the file, whether it is there already or not. */
static gboolean
open_store (DeskLogWriter *self, GError **error)
{
  g_autofree char *set_aside = NULL;

  if (self->lock == NULL)
    self->lock = desk_log_lock_take (self->path, error);
  if (self->lock == NULL)
    return FALSE;
  self->store = desk_log_store_open (self->path, self->next_id, &set_aside, error);
  if (self->store == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  if (set_aside != NULL)
    {
      g_free (self->report.set_aside);
      self->report.set_aside = g_steal_pointer (&set_aside);
    }
  self->limits_changed = TRUE;
  g_mutex_unlock (&self->mutex);
  desk_log_sums_begin (self->sums, desk_log_store_get_next_id (self->store), self->anew);

  return TRUE;
}

static gboolean
open_first (DeskLogWriter *self)
{
  GError *error = NULL;
  gboolean opened = open_store (self, &error);

  if (!opened)
    {
      g_clear_pointer (&self->lock, desk_log_lock_release);
      fail_flushes (self, error);
    }
  g_mutex_lock (&self->mutex);
  self->report.state = opened ? DESK_LOG_WRITER_OPEN : DESK_LOG_WRITER_FAILED;
  self->report.error = error;
  g_mutex_unlock (&self->mutex);
  tell (self);

  return opened;
}

/* Lets go of a file that is of no use any more; writing goes on in a new one, with the ids that come next. */
static void
leave_store (DeskLogWriter *self, const char *reason, const char *set_aside)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  self->next_id = desk_log_store_get_next_id (self->store);
  desk_log_store_abandon (g_steal_pointer (&self->store));
  self->anew = TRUE;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, reason);
  if (set_aside != NULL)
    {
      g_autofree char *name = g_filename_display_basename (set_aside);

      json_builder_set_member_name (builder, "set-aside");
      json_builder_add_string_value (builder, name);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  g_free (self->gap);
  self->gap = json_to_string (root, FALSE);

  g_mutex_lock (&self->mutex);
  self->report.generation++;
  g_mutex_unlock (&self->mutex);
}

/* Inserts a batch from where the last transaction ended.
 * Returns: the index after the last message that was inserted, in @end */
static gboolean
insert_batch (DeskLogWriter *self, DeskLogJob *job, guint *n, gsize *bytes, guint *end, GError **error)
{
  guint length = desk_batch_get_length (job->batch);
  guint i;

  for (i = job->done; i < length && *n < DESK_LOG_TRANSACTION_MESSAGES && *bytes < DESK_LOG_TRANSACTION_BYTES;
       i++)
    {
      DeskRecord record;

      desk_batch_get (job->batch, i, &record);
      if (!desk_log_store_insert (self->store, &record, error))
        return FALSE;
      *n += 1;
      *bytes += record.length;
    }
  *end = i;

  return TRUE;
}

/* What a transaction has written is done: it leaves the queue's count only
 * now, so that a rolled back transaction can be tried again. */
static void
drop_done (DeskLogWriter *self, guint n_whole, guint end_of_next)
{
  gsize released = 0;

  for (guint i = 0; i < n_whole; i++)
    {
      g_autoptr (DeskLogJob) job = g_queue_pop_head (&self->jobs);

      released += job->size;
      if (job->kind == DESK_LOG_JOB_FLUSH)
        finish_flush (self, job->task, NULL);
    }
  if (end_of_next > 0)
    ((DeskLogJob *) g_queue_peek_head (&self->jobs))->done = end_of_next;

  desk_log_queue_release (self->queue, released);
}

static gboolean
insert_gap (DeskLogWriter *self, const char *detail, GError **error)
{
  return detail == NULL
         || desk_log_store_insert_event (self->store, g_get_real_time (), "gap", detail, error);
}

/* Writes some of the jobs in one transaction. */
static gboolean
write_some (DeskLogWriter *self, GError **error)
{
  guint n = 0;
  gsize bytes = 0;
  guint n_whole = 0;
  guint end = 0;
  g_autofree char *lost = NULL;

  /* Somebody may have removed the file; what went into it from now on nobody would find. */
  if (self->store != NULL && !desk_log_store_is_in_place (self->store))
    {
      leave_store (self, "removed", NULL);
      g_clear_pointer (&self->lock, desk_log_lock_release);
    }
  if (self->store == NULL && !open_store (self, error))
    return FALSE;

  if (!desk_log_store_begin (self->store, error) || !insert_gap (self, self->gap, error))
    return FALSE;

  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    {
      DeskLogJob *job = link->data;

      if (job->kind == DESK_LOG_JOB_BATCH)
        {
          if (!insert_batch (self, job, &n, &bytes, &end, error))
            return FALSE;
          if (end < desk_batch_get_length (job->batch))
            break;
          end = 0;
        }
      else if (job->kind == DESK_LOG_JOB_EVENT
               && !desk_log_store_insert_event (self->store, job->time, job->event, job->detail, error))
        return FALSE;
      n_whole++;
    }

  if (self->lost > 0)
    lost = g_strdup_printf ("{\"lost\":%" G_GUINT64_FORMAT "}", self->lost);
  if (!insert_gap (self, lost, error) || !desk_log_store_commit (self->store, self->sums, error))
    return FALSE;

  self->lost = 0;
  self->anew = FALSE;
  g_clear_pointer (&self->gap, g_free);
  drop_done (self, n_whole, end);

  return TRUE;
}

/* A file that turns out to be damaged is set aside, and writing goes on in a
 * new one. Returns: whether to try again at once */
static gboolean
begin_anew (DeskLogWriter *self, const GError *error)
{
  g_autofree char *set_aside = NULL;

  /* Once: a new file that is damaged too is the fault of something else. */
  if (self->store == NULL || self->anew || !g_error_matches (error, DESK_ERROR, DESK_ERROR_LOG_DAMAGED)
      || !desk_log_schema_set_aside (self->path, &set_aside, NULL))
    return FALSE;

  g_message ("%s It is kept as %s.", error->message, set_aside);
  leave_store (self, "damaged", set_aside);
  g_mutex_lock (&self->mutex);
  g_free (self->report.set_aside);
  self->report.set_aside = g_steal_pointer (&set_aside);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/* Returns: whether another try makes sense */
static gboolean
handle_error (DeskLogWriter *self, GError *error)
{
  if (self->store != NULL)
    desk_log_store_rollback (self->store);
  if (begin_anew (self, error))
    {
      g_error_free (error);
      return TRUE;
    }

  fail_flushes (self, error);
  set_error (self, error);
  tell (self);

  return desk_log_queue_wait (self->queue, g_get_monotonic_time () + RETRY_INTERVAL);
}

static void
write_jobs (DeskLogWriter *self, gint64 *last_commit)
{
  gboolean going_on = TRUE;

  while (going_on && !g_queue_is_empty (&self->jobs))
    {
      GError *error = NULL;

      if (write_some (self, &error))
        {
          set_error (self, NULL);
          *last_commit = g_get_monotonic_time ();
          tell (self);
        }
      else
        going_on = handle_error (self, error);
    }
}

static void
apply_limits (DeskLogWriter *self)
{
  g_mutex_lock (&self->mutex);
  if (self->limits_changed)
    desk_log_store_set_limits (self->store, self->max_bytes, self->max_days);
  self->limits_changed = FALSE;
  g_mutex_unlock (&self->mutex);
}

/* Keeps the file within its limits; if that takes long it goes on after what
 * waits has been written, unless writing is faster than removing. Returns:
 * whether the file was changed */
static gboolean
trim (DeskLogWriter *self)
{
  gint64 end = g_get_monotonic_time () + TRIM_SLICE;
  gboolean changed = FALSE;
  gboolean more = TRUE;

  apply_limits (self);
  while (more && (g_get_monotonic_time () < end || desk_log_store_is_over (self->store)))
    {
      g_autoptr (GError) error = NULL;

      if (!desk_log_store_trim (self->store, desk_log_queue_is_empty (self->queue), &more, &error))
        {
          /* If it was not damage, the next message meets the same error and tells of it. */
          if (begin_anew (self, error))
            tell (self);
          g_debug ("%s: %s", self->path, error->message);
          self->next_trim = g_get_monotonic_time () + RETRY_INTERVAL;
          return FALSE;
        }
      changed = changed || more;
    }

  self->next_trim = more ? 0 : g_get_monotonic_time () + IDLE_INTERVAL;
  if (changed)
    tell (self);

  return changed;
}

/* The end has come and there is no place to write what is left. */
static void
drop_rest (DeskLogWriter *self)
{
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    {
      DeskLogJob *job = link->data;

      if (job->kind == DESK_LOG_JOB_BATCH)
        self->lost += desk_batch_get_length (job->batch) - job->done;
    }
  g_queue_clear_full (&self->jobs, (GDestroyNotify) desk_log_job_free);
  self->lost += desk_log_queue_clear (self->queue);
}

static gpointer
run (gpointer data)
{
  DeskLogWriter *self = data;
  gint64 last_commit = 0;
  gboolean dirty = FALSE;

  if (!open_first (self))
    return NULL;

  while (desk_log_queue_take (self->queue, &self->jobs, last_commit + COMMIT_INTERVAL, self->next_trim))
    {
      gboolean busy = !g_queue_is_empty (&self->jobs);

      self->lost += desk_log_queue_take_lost (self->queue);
      write_jobs (self, &last_commit);
      if (!g_queue_is_empty (&self->jobs))
        break;

      dirty = (self->store != NULL && trim (self)) || dirty || busy;
      if (self->store != NULL && dirty && !busy && self->next_trim != 0)
        {
          desk_log_store_checkpoint (self->store);
          tell (self);
          dirty = FALSE;
        }
    }

  drop_rest (self);
  if (self->store != NULL)
    desk_log_store_close (g_steal_pointer (&self->store));
  g_clear_pointer (&self->lock, desk_log_lock_release);

  return NULL;
}

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
  self->thread = g_thread_new ("desk-log-writer", run, self);

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
