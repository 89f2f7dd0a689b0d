/* desk-log-history.c: how much there is of a log, be it open or not, and deleting it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <sys/stat.h>

#include "desk-log-history.h"
#include "desk-log-schema.h"
#include "desk-task.h"

typedef struct
{
  char *path;
  guint64 n_messages;
  guint64 bytes;
} Measure;

static void
measure_free (gpointer data)
{
  Measure *measure = data;

  g_free (measure->path);
  g_free (measure);
}

static guint64
size_of (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  struct stat status;

  return stat (name, &status) == 0 ? (guint64) status.st_size : 0;
}

/* Ids are contiguous, so the ends tell the number. */
static gboolean
count (Measure *measure, GError **error)
{
  sqlite3 *db = desk_log_schema_open_reader (measure->path, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean counted;

  if (db == NULL)
    return FALSE;

  counted = sqlite3_prepare_v2 (db, "SELECT (SELECT max (id) FROM message) - (SELECT min (id) FROM message) + 1", -1,
                                &statement, NULL)
                == SQLITE_OK
            && sqlite3_step (statement) == SQLITE_ROW;
  if (counted)
    measure->n_messages = (guint64) MAX (sqlite3_column_int64 (statement, 0), 0);
  else
    desk_log_schema_fail (db, error);
  g_clear_pointer (&statement, sqlite3_finalize);
  sqlite3_close_v2 (db);

  return counted;
}

static void
measure_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Measure *measure = task_data;
  GError *error = NULL;

  measure->bytes = size_of (measure->path, "") + size_of (measure->path, "-wal");
  if (g_file_test (measure->path, G_FILE_TEST_EXISTS) && !count (measure, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * desk_log_history_measure_async:
 * @path: a log file, which need not be there
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is measured
 * @user_data: for @callback
 *
 * Finds out in the background how much there is, also of a log that is being
 * written.
 */
void
desk_log_history_measure_async (const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Measure *measure = g_new0 (Measure, 1);

  g_return_if_fail (path != NULL);

  measure->path = g_strdup (path);
  g_task_set_source_tag (task, desk_log_history_measure_async);
  g_task_set_task_data (task, measure, measure_free);
  desk_task_run_in_thread (task, measure_in_thread);
}

/**
 * desk_log_history_measure_finish:
 * @result: what the callback got
 * @n_messages: (out) (optional): number of messages
 * @bytes: (out) (optional): bytes on disk, with the write-ahead log
 * @error: as of desk_log_schema_open_reader(), or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it could be measured; a log that is not there is empty
 */
gboolean
desk_log_history_measure_finish (GAsyncResult *result, guint64 *n_messages, guint64 *bytes, GError **error)
{
  const Measure *measure = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (n_messages != NULL)
    *n_messages = measure->n_messages;
  if (bytes != NULL)
    *bytes = measure->bytes;

  return TRUE;
}

static void
on_closed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = g_task_get_task_data (task);

  desk_log_close_finish (DESK_LOG (object), result, NULL);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_deleted (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!desk_log_delete_history_finish (DESK_LOG (object), result, &error))
    g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
  desk_log_close_async (DESK_LOG (object), on_closed, task);
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!desk_log_open_finish (DESK_LOG (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  desk_log_delete_history_async (DESK_LOG (object), NULL, on_deleted, g_steal_pointer (&task));
}

/**
 * desk_log_history_delete_async:
 * @path: a log file that is not open in this process
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes all messages, notes and events of a log and gives their space back;
 * the ids of later messages go on.
 */
void
desk_log_history_delete_async (const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (DeskLog) log = NULL;

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, desk_log_history_delete_async);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  log = desk_log_new (path);
  desk_log_set_retention (log, 0, 0);
  desk_log_open_async (log, cancellable, on_opened, g_steal_pointer (&task));
}

/**
 * desk_log_history_delete_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_LOG_BUSY with who writes it, or as of desk_log_open_finish()
 *
 * Returns: whether all is gone
 */
gboolean
desk_log_history_delete_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
