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
#include "desk-log-schema.h"
#include "desk-log-writer-private.h"

/* A message alone is committed at once, and in a stream of them the time of
 * one commit is shared by all that came in this time. */
#define COMMIT_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)

/* How long it waits before it tries again after an error */
#define RETRY_INTERVAL (2 * G_TIME_SPAN_SECOND)

/* How long it sleeps when there is nothing to do; then it looks for messages
 * that have become too old, and brings the file up to date. */
#define IDLE_INTERVAL (60 * G_TIME_SPAN_SECOND)

/* How often the write-ahead log is moved into the file while no more than so
 * many messages come meanwhile */
#define CHECKPOINT_INTERVAL (5 * G_TIME_SPAN_SECOND)
#define TRICKLE 5000

/* How long after the opening a file is checked for damage, so that it is not in the way of what a start does */
#define CHECK_DELAY (10 * G_TIME_SPAN_SECOND)

/* How long it removes old messages at a time while new ones wait */
#define TRIM_SLICE (10 * G_TIME_SPAN_MILLISECOND)

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

      if (job->task != NULL)
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
      else if (job->kind == DESK_LOG_JOB_DELETE)
        {
          g_ptr_array_add (self->deleters, g_object_ref (job->task));
          self->next_trim = 0;
        }
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

/* The messages that there was no room for, where they would stand */
static gboolean
insert_lost (DeskLogWriter *self, const DeskLogJob *job, GError **error)
{
  g_autofree char *detail
      = g_strdup_printf ("{\"lost\":%" G_GUINT64_FORMAT ",\"reason\":\"%s\",\"from\":%" G_GINT64_FORMAT
                         ",\"until\":%" G_GINT64_FORMAT "}",
                         job->lost, job->event, job->time, job->until);

  return desk_log_store_insert_event (self->store, job->time, "gap", detail, error);
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
      else if (job->kind == DESK_LOG_JOB_GAP && !insert_lost (self, job, error))
        return FALSE;
      else if (job->kind == DESK_LOG_JOB_DELETE && !desk_log_store_delete_all (self->store, error))
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

  desk_log_queue_set_stuck (self->queue, desk_log_writer_reason_of (error));
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
          desk_log_queue_set_stuck (self->queue, NULL);
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

/* What is not out of the file by now goes when it is opened the next time. */
static void
finish_deleting (DeskLogWriter *self)
{
  for (guint i = 0; i < self->deleters->len; i++)
    finish_flush (self, g_ptr_array_index (self->deleters, i), NULL);
  if (self->deleters->len > 0)
    tell (self);
  g_ptr_array_set_size (self->deleters, 0);
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
  if (self->deleters->len > 0 && !desk_log_store_is_deleting (self->store))
    {
      /* The file only becomes smaller when the write-ahead log is moved into it. */
      if (!desk_log_store_checkpoint (self->store))
        self->next_trim = g_get_monotonic_time () + RETRY_INTERVAL;
      finish_deleting (self);
    }
  if (changed)
    tell (self);

  return changed;
}

/* While messages trickle in, the write-ahead log would grow to its limit, of
 * which they are a small part; a flood moves it by itself when it is full. */
static void
keep_small (DeskLogWriter *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 next_id = desk_log_store_get_next_id (self->store);

  if (now < self->next_checkpoint || !desk_log_queue_is_empty (self->queue))
    return;

  if (next_id != self->checkpointed && next_id - self->checkpointed < TRICKLE)
    {
      desk_log_store_checkpoint (self->store);
      tell (self);
    }
  self->checkpointed = next_id;
  self->next_checkpoint = now + CHECKPOINT_INTERVAL;
}

static void
on_checked (gpointer user_data)
{
  desk_log_queue_wake (((DeskLogWriter *) user_data)->queue);
}

/* Has the file checked if there is a reason, and does what the result asks for. */
static void
care_for_damage (DeskLogWriter *self)
{
  DeskLogCheck result
      = self->checker != NULL ? desk_log_checker_get_result (self->checker) : DESK_LOG_CHECK_RUNNING;
  gboolean suspected;

  if (result != DESK_LOG_CHECK_RUNNING)
    g_clear_pointer (&self->checker, desk_log_checker_free);
  if (result == DESK_LOG_CHECK_WHOLE)
    desk_log_store_set_checked (self->store);
  if (result == DESK_LOG_CHECK_DAMAGED)
    {
      g_autoptr (GError) error = desk_log_schema_new_damage_error (self->path);

      if (begin_anew (self, error))
        tell (self);
      return;
    }

  g_mutex_lock (&self->mutex);
  suspected = self->suspected;
  self->suspected = FALSE;
  g_mutex_unlock (&self->mutex);
  if (suspected && self->checker == NULL)
    self->checker = desk_log_checker_start (self->path, 0, on_checked, self);
}

/* The end has come and there is no place to write what is left. */
static void
drop_rest (DeskLogWriter *self)
{
  fail_flushes (self, self->report.error);
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    {
      DeskLogJob *job = link->data;

      if (job->kind == DESK_LOG_JOB_BATCH)
        self->lost += desk_batch_get_length (job->batch) - job->done;
    }
  g_queue_clear_full (&self->jobs, (GDestroyNotify) desk_log_job_free);
  self->lost += desk_log_queue_clear (self->queue);
}

/* The thread */
gpointer
_desk_log_writer_run (gpointer data)
{
  DeskLogWriter *self = data;
  gint64 last_commit = 0;
  gboolean dirty = FALSE;

  if (!open_first (self))
    return NULL;

  if (desk_log_store_is_check_due (self->store))
    self->checker = desk_log_checker_start (self->path, CHECK_DELAY, on_checked, self);
  while (desk_log_queue_take (self->queue, &self->jobs, last_commit + COMMIT_INTERVAL, self->next_trim))
    {
      gboolean busy = !g_queue_is_empty (&self->jobs);

      self->lost += desk_log_queue_take_lost (self->queue);
      write_jobs (self, &last_commit);
      if (!g_queue_is_empty (&self->jobs))
        break;

      if (self->store != NULL)
        care_for_damage (self);
      dirty = (self->store != NULL && trim (self)) || dirty || busy;
      if (self->store != NULL && busy)
        keep_small (self);
      if (self->store != NULL && dirty && !busy && self->next_trim != 0)
        {
          /* Who reads at this moment keeps the file from becoming smaller. */
          dirty = !desk_log_store_checkpoint (self->store);
          if (dirty)
            self->next_trim = g_get_monotonic_time () + RETRY_INTERVAL;
          tell (self);
        }
    }

  g_clear_pointer (&self->checker, desk_log_checker_free);
  drop_rest (self);
  finish_deleting (self);
  if (self->store != NULL)
    desk_log_store_close (g_steal_pointer (&self->store));
  g_clear_pointer (&self->lock, desk_log_lock_release);

  return NULL;
}
