/* desk-log-queue.c: what waits to be written to a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-batch.h"
#include "desk-log-queue-private.h"

/* Who goes on appending although he was told to pause gets this many times the
 * bound before batches are refused: memory must end somewhere. */
#define HARD_FACTOR 2

void
desk_log_job_free (DeskLogJob *job)
{
  g_clear_pointer (&job->batch, desk_batch_free);
  g_clear_object (&job->task);
  g_free (job->event);
  g_free (job->detail);
  g_free (job);
}

/**
 * desk_log_queue_new:
 *
 * Makes the queue between those who append to a log and its writer. It takes
 * jobs from the start, from any thread; desk_log_queue_stop() ends that.
 *
 * Returns: (transfer full): the queue
 */
DeskLogQueue *
desk_log_queue_new (void)
{
  DeskLogQueue *self = g_new0 (DeskLogQueue, 1);

  g_mutex_init (&self->mutex);
  g_mutex_init (&self->pressure_mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->jobs);
  self->max = DESK_LOG_QUEUE_MAX;

  return self;
}

void
desk_log_queue_free (DeskLogQueue *self)
{
  g_queue_clear_full (&self->jobs, (GDestroyNotify) desk_log_job_free);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->pressure_mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* Tells the truth of this moment: of two threads that get here in the wrong
 * order the second finds nothing new to say. */
static void
tell_pressure (DeskLogQueue *self)
{
  gboolean holding;

  g_mutex_lock (&self->pressure_mutex);
  g_mutex_lock (&self->mutex);
  holding = self->holding;
  g_mutex_unlock (&self->mutex);

  if (holding != self->told)
    {
      self->told = holding;
      if (self->func != NULL)
        self->func (holding, self->user_data);
    }
  g_mutex_unlock (&self->pressure_mutex);
}

/* With the mutex held. Returns: whether tell_pressure() has something to say */
static gboolean
update_pressure (DeskLogQueue *self)
{
  /* Who waits for a disk that is full waits too long: there the queue lets go of what is too much. */
  if (!self->holding && self->bytes > self->max && self->stuck == NULL)
    {
      self->holding = TRUE;
      self->held_since = g_get_monotonic_time ();
      return TRUE;
    }

  if (self->holding && (self->bytes <= self->max / 2 || self->stuck != NULL))
    {
      self->holding = FALSE;
      self->held_total += g_get_monotonic_time () - self->held_since;
      return TRUE;
    }

  return FALSE;
}

/**
 * desk_log_queue_set_max:
 * @self: a queue
 * @max: bytes past which the pressure function is told to hold
 */
void
desk_log_queue_set_max (DeskLogQueue *self, gsize max)
{
  gboolean tell;

  g_mutex_lock (&self->mutex);
  self->max = max;
  tell = update_pressure (self);
  g_mutex_unlock (&self->mutex);
  if (tell)
    tell_pressure (self);
}

/**
 * desk_log_queue_set_pressure_func:
 * @self: a queue
 * @func: (nullable): what to call
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * After this returns, the function before it is not called any more.
 */
void
desk_log_queue_set_pressure_func (DeskLogQueue       *self,
                                  DeskLogPressureFunc func,
                                  gpointer            user_data,
                                  GDestroyNotify      destroy)
{
  GDestroyNotify old_destroy;
  gpointer old_data;

  g_mutex_lock (&self->pressure_mutex);
  old_destroy = self->destroy;
  old_data = self->user_data;
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  if (func != NULL && self->told)
    func (TRUE, user_data);
  g_mutex_unlock (&self->pressure_mutex);

  if (old_destroy != NULL)
    old_destroy (old_data);
}

/* With the mutex held: there is no room for these. What the gap holds stands
 * at its place in the log, however long it becomes. */
static void
refuse (DeskLogQueue *self, guint n_messages)
{
  DeskLogJob *job = g_queue_peek_tail (&self->jobs);
  gint64 now = g_get_real_time ();

  if (job == NULL || job->kind != DESK_LOG_JOB_GAP)
    {
      job = g_new0 (DeskLogJob, 1);
      job->kind = DESK_LOG_JOB_GAP;
      job->time = now;
      job->event = g_strdup (self->stuck != NULL ? self->stuck : "slow");
      g_queue_push_tail (&self->jobs, job);
      self->gap.from = now;
    }
  job->lost += n_messages;
  job->until = now;
  self->gap.lost += n_messages;
  self->gap.until = now;
}

/**
 * desk_log_queue_push_batch:
 * @self: a queue
 * @batch: (transfer full): messages
 *
 * Puts messages at the end.
 *
 * Returns: whether the queue holds readers back since this batch, or had no
 *   room for it, which is something to show
 */
gboolean
desk_log_queue_push_batch (DeskLogQueue *self, DeskBatch *batch)
{
  DeskLogJob *job;
  guint length = desk_batch_get_length (batch);
  gboolean tell;

  g_mutex_lock (&self->mutex);
  if (self->stopped || self->bytes > (self->stuck != NULL ? 1 : HARD_FACTOR) * self->max)
    {
      gboolean has_gap = !self->stopped;

      if (has_gap)
        refuse (self, length);
      else
        self->lost += length;
      g_mutex_unlock (&self->mutex);
      desk_batch_free (batch);
      return has_gap;
    }

  job = g_new0 (DeskLogJob, 1);
  job->kind = DESK_LOG_JOB_BATCH;
  job->batch = batch;
  job->size = desk_batch_get_size (batch);
  g_queue_push_tail (&self->jobs, job);
  self->bytes += job->size;
  self->n_messages += length;
  tell = update_pressure (self);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  if (tell)
    tell_pressure (self);

  return tell;
}

/**
 * desk_log_queue_push_event:
 * @self: a queue
 * @kind: what happened
 * @detail: (nullable): JSON
 *
 * Puts an event at the end: it comes after the messages that were pushed
 * before it.
 */
void
desk_log_queue_push_event (DeskLogQueue *self, const char *kind, const char *detail)
{
  g_autoptr (DeskLogJob) job = g_new0 (DeskLogJob, 1);

  job->kind = DESK_LOG_JOB_EVENT;
  job->time = g_get_real_time ();
  job->event = g_strdup (kind);
  job->detail = g_strdup (detail);

  g_mutex_lock (&self->mutex);
  if (!self->stopped)
    {
      g_queue_push_tail (&self->jobs, g_steal_pointer (&job));
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
}

static gboolean
is_due (DeskLogQueue *self, gint64 now, gint64 not_before)
{
  return !g_queue_is_empty (&self->jobs)
         && (now >= not_before || self->n_messages >= DESK_LOG_TRANSACTION_MESSAGES || self->n_flushes > 0);
}

/**
 * desk_log_queue_take:
 * @self: a queue
 * @jobs: where the jobs go
 * @not_before: monotonic time before which a few messages may wait for more
 * @until: monotonic time at which waiting ends
 *
 * Waits for work and takes about as much as one transaction holds.
 *
 * Returns: %FALSE if the queue is stopped and empty
 */
gboolean
desk_log_queue_take (DeskLogQueue *self, GQueue *jobs, gint64 not_before, gint64 until)
{
  guint n = 0;
  gsize bytes = 0;
  gboolean more;

  g_mutex_lock (&self->mutex);
  while (!self->stopped)
    {
      gint64 now = g_get_monotonic_time ();

      if (self->woken || now >= until || is_due (self, now, not_before))
        break;
      g_cond_wait_until (&self->cond, &self->mutex,
                         g_queue_is_empty (&self->jobs) ? until : MIN (not_before, until));
    }

  if (self->stopped || is_due (self, g_get_monotonic_time (), not_before))
    while (!g_queue_is_empty (&self->jobs) && n < DESK_LOG_TRANSACTION_MESSAGES
           && bytes < DESK_LOG_TRANSACTION_BYTES)
      {
        DeskLogJob *job = g_queue_pop_head (&self->jobs);

        if (job->kind == DESK_LOG_JOB_BATCH)
          n += desk_batch_get_length (job->batch);
        else if (job->task != NULL)
          self->n_flushes--;
        bytes += job->size;
        g_queue_push_tail (jobs, job);
      }
  self->n_messages -= n;
  self->woken = FALSE;
  more = !self->stopped || !g_queue_is_empty (jobs);
  g_mutex_unlock (&self->mutex);

  return more;
}

/**
 * desk_log_queue_wait:
 * @self: a queue
 * @until: monotonic time
 *
 * Waits, unless somebody flushes or the queue is stopped.
 *
 * Returns: %FALSE if the queue is stopped
 */
gboolean
desk_log_queue_wait (DeskLogQueue *self, gint64 until)
{
  gboolean going_on;

  g_mutex_lock (&self->mutex);
  while (!self->stopped && self->n_flushes == 0 && g_cond_wait_until (&self->cond, &self->mutex, until))
    continue;
  going_on = !self->stopped;
  g_mutex_unlock (&self->mutex);

  return going_on;
}

/**
 * desk_log_queue_wake:
 * @self: a queue
 *
 * Has desk_log_queue_take() return, as there is something else to look at.
 */
void
desk_log_queue_wake (DeskLogQueue *self)
{
  g_mutex_lock (&self->mutex);
  self->woken = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_queue_release:
 * @self: a queue
 * @bytes: sizes of jobs that were taken and are committed now
 */
void
desk_log_queue_release (DeskLogQueue *self, gsize bytes)
{
  gboolean tell;

  g_mutex_lock (&self->mutex);
  self->bytes -= bytes;
  tell = update_pressure (self);
  g_mutex_unlock (&self->mutex);

  if (tell)
    tell_pressure (self);
}

/**
 * desk_log_queue_clear:
 * @self: a queue
 *
 * Drops all that waits, and what the writer took as well.
 *
 * Returns: number of messages that waited
 */
guint64
desk_log_queue_clear (DeskLogQueue *self)
{
  guint64 n;
  gboolean tell;

  g_mutex_lock (&self->mutex);
  n = self->n_messages;
  g_queue_clear_full (&self->jobs, (GDestroyNotify) desk_log_job_free);
  self->n_messages = 0;
  self->n_flushes = 0;
  self->bytes = 0;
  tell = update_pressure (self);
  g_mutex_unlock (&self->mutex);

  if (tell)
    tell_pressure (self);

  return n;
}

/**
 * desk_log_queue_is_empty:
 * @self: a queue
 *
 * Returns: whether nothing waits
 */
gboolean
desk_log_queue_is_empty (DeskLogQueue *self)
{
  gboolean empty;

  g_mutex_lock (&self->mutex);
  empty = g_queue_is_empty (&self->jobs);
  g_mutex_unlock (&self->mutex);

  return empty;
}

/**
 * desk_log_queue_start:
 * @self: a queue
 *
 * Takes jobs again after desk_log_queue_stop().
 */
void
desk_log_queue_start (DeskLogQueue *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = FALSE;
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_queue_stop:
 * @self: a queue
 *
 * Takes no more jobs; the writer gets what is there and ends.
 */
void
desk_log_queue_stop (DeskLogQueue *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_queue_get_bytes:
 * @self: a queue
 *
 * Returns: bytes that are not committed yet
 */
guint64
desk_log_queue_get_bytes (DeskLogQueue *self)
{
  guint64 bytes;

  g_mutex_lock (&self->mutex);
  bytes = self->bytes;
  g_mutex_unlock (&self->mutex);

  return bytes;
}

/**
 * desk_log_queue_get_held_back:
 * @self: a queue
 *
 * Returns: seconds for which readers were told to hold, up to now
 */
double
desk_log_queue_get_held_back (DeskLogQueue *self)
{
  gint64 held;

  g_mutex_lock (&self->mutex);
  held = self->held_total + (self->holding ? g_get_monotonic_time () - self->held_since : 0);
  g_mutex_unlock (&self->mutex);

  return (double) held / G_USEC_PER_SEC;
}

/**
 * desk_log_queue_set_stuck:
 * @self: a queue
 * @reason: (nullable): a static word for why nothing can be written at the
 *   moment; %NULL if it can
 *
 * While the writer is stuck nobody is told to hold, for that might take days:
 * what comes when the queue is full is let go of, and counted in a gap.
 */
void
desk_log_queue_set_stuck (DeskLogQueue *self, const char *reason)
{
  gboolean tell;

  g_mutex_lock (&self->mutex);
  self->stuck = reason;
  tell = update_pressure (self);
  g_mutex_unlock (&self->mutex);

  if (tell)
    tell_pressure (self);
}

/**
 * desk_log_queue_get_gap:
 * @self: a queue
 * @gap: (out): how many messages there was no room for, and when
 */
void
desk_log_queue_get_gap (DeskLogQueue *self, DeskLogGap *gap)
{
  g_mutex_lock (&self->mutex);
  *gap = self->gap;
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_queue_take_lost:
 * @self: a queue
 *
 * Returns: messages that came while it was stopped, since the last call
 */
guint64
desk_log_queue_take_lost (DeskLogQueue *self)
{
  guint64 lost;

  g_mutex_lock (&self->mutex);
  lost = self->lost;
  self->lost = 0;
  g_mutex_unlock (&self->mutex);

  return lost;
}
