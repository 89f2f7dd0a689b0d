/* desk-topic-completion.c: how a topic of a log can go on
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <string.h>

#include "desk-log-schema.h"
#include "desk-task.h"
#include "desk-topic-completion.h"

/* Milliseconds to wait for a file that is being recovered: who types has typed on by then */
#define BUSY_TIMEOUT 500

typedef struct
{
  char *path;
  char *prefix;
  guint max_results;
} Request;

static void
request_free (Request *request)
{
  g_free (request->path);
  g_free (request->prefix);
  g_free (request);
}

/* The first name not less than @from, by the index of the names */
static char *
seek (sqlite3_stmt *statement, const char *from)
{
  char *name = NULL;

  sqlite3_bind_text (statement, 1, from, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (statement) == SQLITE_ROW)
    name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);

  return name;
}

/* A branch with a million topics is one step: the next name is looked for behind all that begin like it. */
static char **
complete (sqlite3_stmt *statement, const Request *request, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_free);
  gsize prefix_length = strlen (request->prefix);
  g_autofree char *from = g_strdup (request->prefix);

  while (results->len < request->max_results && !g_cancellable_is_cancelled (cancellable))
    {
      g_autofree char *name = seek (statement, from);
      char *slash;

      if (name == NULL || !g_str_has_prefix (name, request->prefix))
        break;
      slash = strchr (name + prefix_length, '/');
      if (slash != NULL)
        slash[1] = '\0';
      g_free (from);
      from = g_strdup (name);
      if (slash != NULL)
        from[slash - name] = '/' + 1;
      else
        {
          char *next = g_strconcat (from, "\x01", NULL);

          g_free (from);
          from = next;
        }
      g_ptr_array_add (results, g_steal_pointer (&name));
    }
  g_ptr_array_add (results, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&results), FALSE);
}

static void
complete_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  g_autoptr (sqlite3) db = desk_log_schema_open_reader (request->path, &error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (db == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  sqlite3_busy_timeout (db, BUSY_TIMEOUT);
  if (sqlite3_prepare_v2 (db, "SELECT name FROM topic WHERE name >= ?1 ORDER BY name LIMIT 1", -1, &statement,
                          NULL)
      != SQLITE_OK)
    {
      desk_log_schema_fail (db, &error);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, complete (statement, request, cancellable), (GDestroyNotify) g_strfreev);
}

/**
 * desk_topic_completion_async:
 * @log: a log
 * @prefix: beginning of a topic name; may be empty
 * @max_results: how many ways to go on are wanted at most
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when they are found
 * @user_data: for @callback
 *
 * Looks how the topics that the log has seen go on behind @prefix, level by
 * level. It reads the index of the topics and nothing else, a few pages of it
 * for each result, in a thread, and keeps nothing in memory.
 */
void
desk_topic_completion_async (DeskLog *log,
                             const char *prefix,
                             guint max_results,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (DESK_IS_LOG (log));
  g_return_if_fail (prefix != NULL);

  request = g_new0 (Request, 1);
  request->path = g_strdup (desk_log_get_path (log));
  request->prefix = g_strdup (prefix);
  request->max_results = max_results;
  task = g_task_new (log, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_topic_completion_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  desk_task_run_in_thread (task, complete_in_thread);
}

/**
 * desk_topic_completion_finish:
 * @log: a log
 * @result: what the callback got
 * @error: as of desk_log_schema_open_reader(), %DESK_ERROR_LOG_DAMAGED,
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): in order: topics, and branches, which end
 *   with a slash
 */
char **
desk_topic_completion_finish (DeskLog *log, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, log), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
