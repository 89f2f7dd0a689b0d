/* desk-log-read.c: whole messages of a log, read in the background
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-reader.h"
#include "desk-log.h"
#include "desk-message.h"
#include "desk-task.h"

/* Milliseconds that a background thread waits for a file that is being recovered */
#define BUSY_TIMEOUT 5000

typedef struct
{
  char *path;
  gint64 id;
  gsize max_payload;
  GFile *file; /* (owned) (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->file);
  g_free (request->path);
  g_free (request);
}

static GTask *
new_task (DeskLog *self,
          gint64 id,
          gsize max_payload,
          GFile *file,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (desk_log_get_path (self));
  request->id = id;
  request->max_payload = max_payload;
  request->file = file != NULL ? g_object_ref (file) : NULL;
  g_task_set_task_data (task, request, request_free);

  return task;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  g_autoptr (DeskLogReader) reader = desk_log_reader_new (request->path, BUSY_TIMEOUT, &error);
  DeskMessage *message = NULL;

  if (reader != NULL)
    message = desk_log_reader_read_message (reader, request->id, request->max_payload, cancellable, &error);

  if (message != NULL)
    g_task_return_pointer (task, message, (GDestroyNotify) desk_message_unref);
  else
    g_task_return_error (task, error);
}

/**
 * desk_log_read_message_async:
 * @self: a log; it need not be open
 * @id: id of a message
 * @max_payload: bytes of its payload that are wanted at most
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a message with its properties and the beginning of its payload.
 */
void
desk_log_read_message_async (DeskLog            *self,
                             gint64              id,
                             gsize               max_payload,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_LOG (self));

  task = new_task (self, id, max_payload, NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_log_read_message_async);
  desk_task_run_in_thread (task, read_in_thread);
}

/**
 * desk_log_read_message_finish:
 * @self: a log
 * @result: what the callback got
 * @error: %DESK_ERROR_FAILED (it was trimmed meanwhile),
 *   %DESK_ERROR_LOG_DAMAGED, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the message
 */
DeskMessage *
desk_log_read_message_finish (DeskLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Closing a replacement with a cancelled cancellable drops it and leaves the file as it was. */
static void
give_up (GFile *file, GOutputStream *stream, gboolean existed)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  if (!existed)
    g_file_delete (file, NULL, NULL);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  g_autoptr (DeskLogReader) reader = desk_log_reader_new (request->path, BUSY_TIMEOUT, &error);
  g_autoptr (GFileOutputStream) stream = NULL;
  gboolean existed = g_file_query_exists (request->file, NULL);

  if (reader != NULL)
    stream = g_file_replace (request->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &error);

  if (stream != NULL)
    {
      if (desk_log_reader_copy_payload (reader, request->id, G_OUTPUT_STREAM (stream), cancellable, &error)
          && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error))
        {
          g_task_return_boolean (task, TRUE);
          return;
        }
      give_up (request->file, G_OUTPUT_STREAM (stream), existed);
    }
  g_task_return_error (task, error);
}

/**
 * desk_log_save_payload_async:
 * @self: a log; it need not be open
 * @id: id of a message
 * @file: where its payload goes
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is saved
 * @user_data: for @callback
 *
 * Saves all bytes of a payload, whatever its length. An existing file is
 * replaced once all is written, and left as it is if that fails.
 */
void
desk_log_save_payload_async (DeskLog            *self,
                             gint64              id,
                             GFile              *file,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_LOG (self));
  g_return_if_fail (G_IS_FILE (file));

  task = new_task (self, id, 0, file, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_log_save_payload_async);
  desk_task_run_in_thread (task, save_in_thread);
}

/**
 * desk_log_save_payload_finish:
 * @self: a log
 * @result: what the callback got
 * @error: %DESK_ERROR_FAILED (the message was trimmed meanwhile),
 *   %DESK_ERROR_LOG_DAMAGED, or #GIOErrorEnum of the file
 *
 * Returns: whether all is saved
 */
gboolean
desk_log_save_payload_finish (DeskLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
