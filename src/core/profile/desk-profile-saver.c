/* desk-profile-saver.c: writes states of a file, never an older over a newer
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-saver"

#include "config.h"

#include "desk-profile-saver.h"

#include "desk-profile-file.h"
#include "desk-task.h"

struct _DeskProfileSaver
{
  char *path;       /* (owned) */
  guint64 n_states; /* that were to be saved; of the main thread */
  GMutex mutex;     /* held while writing; protects what follows */
  guint64 saved;    /* the newest state in the file */
};

typedef struct
{
  DeskProfileSaver *saver; /* (owned) */
  char *contents;          /* (owned) */
  guint64 state;
} Job;

/**
 * desk_profile_saver_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): a saver
 */
DeskProfileSaver *
desk_profile_saver_new (const char *path)
{
  DeskProfileSaver *self = g_atomic_rc_box_new0 (DeskProfileSaver);

  self->path = g_strdup (path);
  g_mutex_init (&self->mutex);

  return self;
}

static void
saver_clear (gpointer data)
{
  DeskProfileSaver *self = data;

  g_mutex_clear (&self->mutex);
  g_free (self->path);
}

/**
 * desk_profile_saver_unref:
 * @self: (transfer full): a saver; savings under way keep it alive
 *
 * Lets go of a saver.
 */
void
desk_profile_saver_unref (DeskProfileSaver *self)
{
  g_atomic_rc_box_release_full (self, saver_clear);
}

/**
 * desk_profile_saver_get_path:
 * @self: a saver
 *
 * Returns: the file
 */
const char *
desk_profile_saver_get_path (DeskProfileSaver *self)
{
  return self->path;
}

static gboolean
save (DeskProfileSaver *self, const char *contents, guint64 state, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (state <= self->saved)
    return TRUE;
  if (!desk_profile_file_save (self->path, contents, error))
    return FALSE;
  self->saved = state;

  return TRUE;
}

/**
 * desk_profile_saver_save:
 * @self: a saver
 * @contents: the file's new text
 * @error: %DESK_ERROR_FAILED, with what to do
 *
 * Saves at once, after what is being written. Blocks.
 *
 * Returns: whether it was saved
 */
gboolean
desk_profile_saver_save (DeskProfileSaver *self, const char *contents, GError **error)
{
  return save (self, contents, ++self->n_states, error);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  desk_profile_saver_unref (job->saver);
  g_free (job->contents);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;

  if (save (job->saver, job->contents, job->state, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * desk_profile_saver_save_async:
 * @self: a saver
 * @source: (nullable): source object of the callback
 * @contents: (transfer full): the file's new text
 * @callback: called when done
 * @user_data: for @callback
 *
 * Saves in a worker thread, unless something newer was saved before.
 */
void
desk_profile_saver_save_async (DeskProfileSaver   *self,
                               GObject            *source,
                               char               *contents,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->saver = g_atomic_rc_box_acquire (self);
  job->contents = contents;
  job->state = ++self->n_states;
  g_task_set_source_tag (task, desk_profile_saver_save_async);
  g_task_set_task_data (task, job, job_free);
  desk_task_run_in_thread (task, run_job);
}

/**
 * desk_profile_saver_save_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_FAILED, with what to do
 *
 * Returns: whether this or something newer was saved
 */
gboolean
desk_profile_saver_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
