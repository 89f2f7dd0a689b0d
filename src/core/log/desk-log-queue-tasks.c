/* desk-log-queue-tasks.c: those who wait until the writer of a log has come to them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-queue-private.h"

static gboolean
push_task (DeskLogQueue *self, DeskLogJobKind kind, GTask *task)
{
  gboolean pushed;

  g_mutex_lock (&self->mutex);
  pushed = !self->stopped;
  if (pushed)
    {
      DeskLogJob *job = g_new0 (DeskLogJob, 1);

      job->kind = kind;
      job->task = g_object_ref (task);
      g_queue_push_tail (&self->jobs, job);
      self->n_flushes++;
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->mutex);

  return pushed;
}

/**
 * desk_log_queue_push_flush:
 * @self: a queue
 * @task: a task; a reference is taken
 *
 * Asks the writer to commit all that was pushed before, without delay.
 *
 * Returns: %FALSE if there is no writer any more; @task was not taken
 */
gboolean
desk_log_queue_push_flush (DeskLogQueue *self, GTask *task)
{
  return push_task (self, DESK_LOG_JOB_FLUSH, task);
}

/**
 * desk_log_queue_push_delete:
 * @self: a queue
 * @task: a task; a reference is taken
 *
 * Asks the writer to remove all that was pushed before, and all that is in the
 * file already.
 *
 * Returns: %FALSE if there is no writer any more; @task was not taken
 */
gboolean
desk_log_queue_push_delete (DeskLogQueue *self, GTask *task)
{
  return push_task (self, DESK_LOG_JOB_DELETE, task);
}

/**
 * desk_log_queue_take_flushes:
 * @self: a queue
 *
 * Takes the tasks of those who wait for a flush or a deletion, as they wait in
 * vain.
 *
 * Returns: (transfer full) (element-type GTask): the tasks
 */
GPtrArray *
desk_log_queue_take_flushes (DeskLogQueue *self)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_object_unref);

  g_mutex_lock (&self->mutex);
  for (GList *link = self->jobs.head; link != NULL;)
    {
      GList *next = link->next;
      DeskLogJob *job = link->data;

      if (job->task != NULL)
        {
          g_ptr_array_add (tasks, g_steal_pointer (&job->task));
          desk_log_job_free (job);
          g_queue_delete_link (&self->jobs, link);
        }
      link = next;
    }
  self->n_flushes = 0;
  g_mutex_unlock (&self->mutex);

  return tasks;
}
