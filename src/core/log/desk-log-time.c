/* desk-log-time.c: where in a log a time is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-schema.h"
#include "desk-log-time.h"
#include "desk-task.h"

/* Times rise with the ids, but for two things: messages that were received and
 * sent within the same moment may lie the other way round, and the clock of the
 * computer may have been set back. So the messages are first looked at in wide
 * steps, to find the first of several passes, then halved, and then the rows
 * just before are looked at one by one. */
#define N_STEPS 256
#define WINDOW 4096
#define N_WINDOWS 16

/* Milliseconds to wait for a file that is being recovered */
#define BUSY_TIMEOUT 5000

typedef struct
{
  char *path;
  gint64 time;
} Request;

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *ends;   /* (owned) */
  sqlite3_stmt *at;     /* (owned) */
  sqlite3_stmt *before; /* (owned) */
  gint64 time;
} Search;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request);
}

static void
search_clear (Search *self)
{
  sqlite3_finalize (self->ends);
  sqlite3_finalize (self->at);
  sqlite3_finalize (self->before);
  g_clear_pointer (&self->db, sqlite3_close_v2);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* @first is 0 if there is no message. */
static gboolean
read_ends (Search *self, gint64 *first, gint64 *last)
{
  if (sqlite3_step (self->ends) != SQLITE_ROW)
    return FALSE;
  *first = sqlite3_column_int64 (self->ends, 0);
  *last = sqlite3_column_int64 (self->ends, 1);

  return TRUE;
}

/* Whether the message @id is not before the time; what was trimmed meanwhile is. */
static gboolean
is_reached (Search *self, gint64 id, gboolean *reached)
{
  int rc;

  sqlite3_reset (self->at);
  sqlite3_bind_int64 (self->at, 1, id);
  rc = sqlite3_step (self->at);
  *reached = rc == SQLITE_ROW && sqlite3_column_int64 (self->at, 0) >= self->time;

  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/* The first message from @from to before @id that is not before the time: @id if there is none */
static gboolean
look_before (Search *self, gint64 from, gint64 *id)
{
  int rc;

  sqlite3_reset (self->before);
  sqlite3_bind_int64 (self->before, 1, from);
  sqlite3_bind_int64 (self->before, 2, *id - 1);
  sqlite3_bind_int64 (self->before, 3, self->time);
  rc = sqlite3_step (self->before);
  if (rc == SQLITE_ROW)
    *id = sqlite3_column_int64 (self->before, 0);

  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static gboolean
find (Search *self, gint64 *id)
{
  gint64 first = 0;
  gint64 last = 0;
  gint64 low, high, found;
  gboolean reached = FALSE;

  if (!read_ends (self, &first, &last))
    return FALSE;
  if (first == 0)
    {
      *id = 1;
      return TRUE;
    }

  low = high = first;
  for (gint64 i = 0; i <= N_STEPS && !reached; i++)
    {
      low = high;
      high = first + (last - first) / N_STEPS * i + (last - first) % N_STEPS * i / N_STEPS;
      if (!is_reached (self, high, &reached))
        return FALSE;
    }
  if (!reached)
    low = high = last + 1;
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (!is_reached (self, middle, &reached))
        return FALSE;
      if (reached)
        high = middle;
      else
        low = middle;
    }

  found = high;
  for (guint i = 0; i < N_WINDOWS; i++)
    {
      gint64 from = MAX (found - WINDOW, first);

      if (!look_before (self, from, &found))
        return FALSE;
      /* Only if all of the window is past it may there be an earlier one. */
      if (found > from)
        break;
    }
  *id = found;

  return TRUE;
}

static gboolean
prepare (Search *self, const char *path, GError **error)
{
  struct
  {
    const char *text;
    sqlite3_stmt **statement;
  } statements[] = {
    { "SELECT ifnull ((SELECT min (id) FROM message), 0), ifnull ((SELECT max (id) FROM message), 0)",
      &self->ends },
    { "SELECT time FROM message WHERE id = ?1", &self->at },
    { "SELECT id FROM message WHERE id BETWEEN ?1 AND ?2 AND time >= ?3 ORDER BY id LIMIT 1", &self->before },
  };

  self->db = desk_log_schema_open_reader (path, error);
  if (self->db == NULL)
    return FALSE;
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT);
  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (sqlite3_prepare_v2 (self->db, statements[i].text, -1, statements[i].statement, NULL) != SQLITE_OK)
      return desk_log_schema_fail (self->db, error);

  return TRUE;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  g_auto (Search) search = { .time = request->time };
  gint64 id;

  if (!prepare (&search, request->path, &error))
    g_task_return_error (task, error);
  else if (!find (&search, &id))
    {
      desk_log_schema_fail (search.db, &error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, g_memdup2 (&id, sizeof id), g_free);
}

/**
 * desk_log_find_time_async:
 * @self: a log; it need not be open
 * @time: microseconds since 1970, UTC
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Looks for the first message that came or was sent at @time or later, in the
 * background. It reads a few hundred rows whatever the size of the log. Where
 * the clock was set back, so that there are several passes of @time, it is the
 * first, as far as that can be seen at every 256th part of the log.
 */
void
desk_log_find_time_async (DeskLog            *self,
                          gint64              time,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (DESK_IS_LOG (self));

  task = g_task_new (self, cancellable, callback, user_data);
  request = g_new0 (Request, 1);
  request->path = g_strdup (desk_log_get_path (self));
  request->time = time;
  g_task_set_task_data (task, request, request_free);
  g_task_set_source_tag (task, desk_log_find_time_async);
  desk_task_run_in_thread (task, find_in_thread);
}

/**
 * desk_log_find_time_finish:
 * @self: a log
 * @result: what the callback got
 * @id: (out): id of the message; one more than that of the last message if all
 *   are earlier
 * @error: %DESK_ERROR_LOG_DAMAGED, %DESK_ERROR_FAILED, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the log could be read
 */
gboolean
desk_log_find_time_finish (DeskLog *self, GAsyncResult *result, gint64 *id, GError **error)
{
  g_autofree gint64 *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *id = *found;

  return TRUE;
}
