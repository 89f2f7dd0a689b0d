/* desk-log-ops.c: opens, closes and fills a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-batch.h"
#include "desk-error.h"
#include "desk-log-private.h"
#include "desk-task.h"

/* Retention until somebody sets another: 2 GiB, 30 days */
#define MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)
#define MAX_DAYS 30

static guint64 default_max_bytes = MAX_BYTES;
static guint default_max_days = MAX_DAYS;

/**
 * desk_log_default_path:
 * @profile_id: id of a profile, or one made from a URI; it becomes a file
 *   name, so it must not hold a slash
 *
 * Returns: (transfer full): where the log of that profile is
 */
char *
desk_log_default_path (const char *profile_id)
{
  g_autofree char *name = g_strconcat (profile_id, ".sqlite", NULL);

  g_return_val_if_fail (*profile_id != '\0' && strchr (profile_id, '/') == NULL, NULL);

  return g_build_filename (g_get_user_data_dir (), "mqtt-desk", "logs", name, NULL);
}

/**
 * desk_log_set_default_retention:
 * @max_bytes: size that a file may have, with its write-ahead log; 0: any
 * @max_days: age that a message may have; 0: any
 *
 * Sets how much is kept of logs that are made from now on, on the main thread.
 * A log that was told only after it began to open could have removed something
 * by then.
 */
void
desk_log_set_default_retention (guint64 max_bytes, guint max_days)
{
  default_max_bytes = max_bytes;
  default_max_days = max_days;
}

/**
 * desk_log_get_default_retention:
 * @max_bytes: (out): size that a file may have
 * @max_days: (out): age that a message may have
 *
 * Tells what desk_log_set_default_retention() was told.
 */
void
desk_log_get_default_retention (guint64 *max_bytes, guint *max_days)
{
  *max_bytes = default_max_bytes;
  *max_days = default_max_days;
}

/**
 * desk_log_open_async:
 * @self: a log that is not open
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is open or could not be opened
 * @user_data: for @callback
 *
 * Opens or creates the file in the background and becomes its one writer.
 * After a failure it may be tried again.
 */
void
desk_log_open_async (DeskLog *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DESK_IS_LOG (self));
  g_return_if_fail (self->writer == NULL);

  g_task_set_source_tag (task, desk_log_open_async);
  _desk_log_stop_following (self);
  self->opening = g_steal_pointer (&task);
  desk_log_queue_start (self->queue);
  self->writer = desk_log_writer_start (self->path, self->queue, self->sums, _desk_log_wake, self->wake);
  desk_log_writer_set_retention (self->writer, self->max_bytes, self->max_days);
}

/**
 * desk_log_open_finish:
 * @self: a log
 * @result: what the callback got
 * @error: %DESK_ERROR_LOG_BUSY (with who has it), %DESK_ERROR_LOG_NEWER,
 *   %DESK_ERROR_LOG_DAMAGED (the database of another program),
 *   %DESK_ERROR_LOG_FULL, %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED
 *
 * Returns: whether the log is open
 */
gboolean
desk_log_open_finish (DeskLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_log_follow:
 * @self: a log that could not be opened as another process writes it
 *
 * Shows what that process writes, as it comes, until the log is opened or
 * closed. The signal "released" tells that the other one has ended.
 */
void
desk_log_follow (DeskLog *self)
{
  g_return_if_fail (DESK_IS_LOG (self));
  g_return_if_fail (self->writer == NULL);

  if (self->follower == NULL)
    self->follower = desk_log_follower_start (self->path, _desk_log_wake, g_source_ref (&self->wake->source),
                                              (GDestroyNotify) g_source_unref);
}

void
_desk_log_stop_following (DeskLog *self)
{
  g_clear_pointer (&self->follower, desk_log_follower_stop);
  self->released = FALSE;
}

/**
 * desk_log_is_followed:
 * @self: a log
 *
 * Returns: whether it shows what another process writes
 */
gboolean
desk_log_is_followed (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), FALSE);

  return self->follower != NULL;
}

static gboolean
tell_lost (guint64 lost, GError **error)
{
  if (lost > 0)
    return desk_fail (error, DESK_ERROR_FAILED,
                      g_dngettext (GETTEXT_PACKAGE,
                                   "%'llu message could not be written to the log before it was closed.",
                                   "%'llu messages could not be written to the log before it was closed.",
                                   (gulong) lost),
                      (unsigned long long) lost);

  return TRUE;
}

void
_desk_log_suspect (DeskLog *self)
{
  if (self->writer != NULL)
    desk_log_writer_suspect (self->writer);
}

/* The thread has ended. */
static gboolean
finish_closing (DeskLog *self, guint64 lost, GError **error)
{
  _desk_log_take_report (self);
  g_clear_pointer (&self->writer, desk_log_writer_free);
  self->is_open = FALSE;
  self->closing = FALSE;

  return tell_lost (lost, error);
}

/* Who waits for the log to open need not wait any more. */
static void
cancel_opening (DeskLog *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->opening);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("The log was closed."));
}

/**
 * desk_log_close:
 * @self: a log
 *
 * Writes what waits, closes the file and gives it free for others; it waits
 * for that. In a window use desk_log_close_async() instead. What is appended
 * afterwards is dropped.
 */
void
desk_log_close (DeskLog *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DESK_IS_LOG (self));

  _desk_log_stop_following (self);
  if (self->writer == NULL || self->closing)
    return;

  cancel_opening (self);
  desk_log_queue_stop (self->queue);
  if (!finish_closing (self, desk_log_writer_join (self->writer), &error))
    g_message ("%s: %s", self->path, error->message);
}

static void
join_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  guint64 *lost = task_data;

  *lost = desk_log_writer_join (DESK_LOG (source)->writer);
  g_task_return_boolean (task, TRUE);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskLog *self = DESK_LOG (source);
  guint64 *lost = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) closers = g_steal_pointer (&self->closers);
  g_autoptr (GError) error = NULL;

  self->closers = g_ptr_array_new_with_free_func (g_object_unref);
  finish_closing (self, *lost, &error);
  for (guint i = 0; i < closers->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (closers, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (closers, i), TRUE);
}

/**
 * desk_log_close_async:
 * @self: a log
 * @callback: called when it is closed
 * @user_data: for @callback
 *
 * Writes what waits, closes the file and gives it free for others. What is
 * appended meanwhile and afterwards is dropped. It is not an error if the log
 * is not open; if it is being closed already, the callback comes when that is done.
 */
void
desk_log_close_async (DeskLog *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) joining = NULL;
  GError *error = NULL;

  g_return_if_fail (DESK_IS_LOG (self));

  g_task_set_source_tag (task, desk_log_close_async);
  _desk_log_stop_following (self);
  if (self->writer == NULL)
    {
      /* Of a log that could not be opened, nothing that waited can be written. */
      if (tell_lost (desk_log_queue_clear (self->queue), &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
      return;
    }

  g_ptr_array_add (self->closers, g_steal_pointer (&task));
  if (self->closing)
    return;

  self->closing = TRUE;
  cancel_opening (self);
  desk_log_queue_stop (self->queue);
  joining = g_task_new (self, NULL, on_joined, NULL);
  g_task_set_source_tag (joining, desk_log_close_async);
  g_task_set_task_data (joining, g_new0 (guint64, 1), g_free);
  desk_task_run_in_thread (joining, join_in_thread);
}

/**
 * desk_log_close_finish:
 * @self: a log
 * @result: what the callback got
 * @error: %DESK_ERROR_FAILED with how many messages could not be written
 *
 * Returns: whether all was written; the log is closed in any case
 */
gboolean
desk_log_close_finish (DeskLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_log_append:
 * @self: a log
 * @batch: (transfer full): messages, which get the next ids in their order
 *
 * Hands messages to the writer, from any thread. It never waits. Before the
 * log is open they wait; after it was closed they are dropped.
 */
void
desk_log_append (DeskLog *self, DeskBatch *batch)
{
  g_return_if_fail (DESK_IS_LOG (self));

  if (desk_log_queue_push_batch (self->queue, batch))
    _desk_log_wake (self->wake);
}

/**
 * desk_log_append_event:
 * @self: a log
 * @kind: what happened: "connected", "disconnected", …
 * @detail_json: (nullable): more about it, as a JSON object
 *
 * Notes an event after all that was appended before, from any thread.
 */
void
desk_log_append_event (DeskLog *self, const char *kind, const char *detail_json)
{
  g_return_if_fail (DESK_IS_LOG (self));
  g_return_if_fail (kind != NULL);

  desk_log_queue_push_event (self->queue, kind, detail_json);
}

/**
 * desk_log_flush_async:
 * @self: a log
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Commits all that was appended before without delay. When the callback comes
 * the ids and sums of this log include it. While the log is paused by an error
 * this makes it try again at once.
 */
void
desk_log_flush_async (DeskLog *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DESK_IS_LOG (self));

  g_task_set_source_tag (task, desk_log_flush_async);
  if (self->writer == NULL || !desk_log_queue_push_flush (self->queue, task))
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_FAILED, "%s", _ ("The log is not open."));
}

/**
 * desk_log_flush_finish:
 * @self: a log
 * @result: what the callback got
 * @error: %DESK_ERROR_LOG_FULL, %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED:
 *   the log is paused; what was appended still waits
 *
 * Returns: whether all is committed
 */
gboolean
desk_log_flush_finish (DeskLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_log_delete_history_async:
 * @self: a log that is open
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when all is out of the file and its space is given back
 * @user_data: for @callback
 *
 * Deletes all messages, notes and events that the log has or that were
 * appended before. They are gone from view at once and leave the file in small
 * steps, between which new messages are written; the ids of these go on. If
 * the program ends meanwhile, the rest goes when the log is opened again.
 */
void
desk_log_delete_history_async (DeskLog *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DESK_IS_LOG (self));

  g_task_set_source_tag (task, desk_log_delete_history_async);
  if (self->writer == NULL || !desk_log_queue_push_delete (self->queue, task))
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_FAILED, "%s", _ ("The log is not open."));
}

/**
 * desk_log_delete_history_finish:
 * @self: a log
 * @result: what the callback got
 * @error: %DESK_ERROR_LOG_FULL, %DESK_ERROR_LOG_READ_ONLY, %DESK_ERROR_FAILED:
 *   nothing was deleted
 *
 * Returns: whether all is gone
 */
gboolean
desk_log_delete_history_finish (DeskLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_log_set_pressure_func:
 * @self: a log
 * @func: (nullable): what to call when too much waits
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets who is told to pause reading from the network when more than 256 MiB
 * wait to be written, and to go on when half of that is left. @func is called
 * from any thread, one call at a time, and must neither wait nor append to
 * the log. After this returns, the function before it is not called any more.
 */
void
desk_log_set_pressure_func (DeskLog *self,
                            DeskLogPressureFunc func,
                            gpointer user_data,
                            GDestroyNotify destroy)
{
  g_return_if_fail (DESK_IS_LOG (self));

  desk_log_queue_set_pressure_func (self->queue, func, user_data, destroy);
}

/**
 * desk_log_set_retention:
 * @self: a log
 * @max_bytes: size that the file may have, with its write-ahead log; 0: any
 * @max_days: age that a message may have; 0: any
 *
 * Sets how much is kept; the oldest messages go first. Without this it is
 * what desk_log_set_default_retention() was told, or else 2 GiB and 30 days.
 */
void
desk_log_set_retention (DeskLog *self, guint64 max_bytes, guint max_days)
{
  g_return_if_fail (DESK_IS_LOG (self));

  self->max_bytes = max_bytes;
  self->max_days = max_days;
  if (self->writer != NULL)
    desk_log_writer_set_retention (self->writer, max_bytes, max_days);
}
