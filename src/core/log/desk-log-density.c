/* desk-log-density.c: how fast messages came over the whole of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-density.h"
#include "desk-log-schema.h"
#include "desk-task.h"

/* Milliseconds to wait for a file that is being recovered */
#define BUSY_TIMEOUT 5000

/* The times of a few messages tell it, which lie at the multiples of a power of
 * two: when the log grows only the new ones are read, and when they become too
 * many every second one goes. So neither the memory nor the work grows with the
 * log. */
struct _DeskLogDensity
{
  GObject parent_instance;
  DeskLog *log;              /* (owned) */
  GArray *marks;             /* of DeskLogMark */
  gint64 first;              /* wanted */
  gint64 last;
  GCancellable *cancellable; /* (owned) (nullable): while a thread reads */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskLogDensity, desk_log_density, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  gint64 first;
  gint64 last;
  GArray *known; /* of DeskLogMark, by id */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_array_unref (request->known);
  g_free (request->path);
  g_free (request);
}

/* The time of a message that was read before, whose id is among @marks from @cursor on */
static gboolean
recall (const GArray *marks, guint *cursor, DeskLogMark *mark)
{
  while (*cursor < marks->len && g_array_index (marks, DeskLogMark, *cursor).id < mark->id)
    (*cursor)++;
  if (*cursor == marks->len || g_array_index (marks, DeskLogMark, *cursor).id != mark->id)
    return FALSE;
  mark->time = g_array_index (marks, DeskLogMark, *cursor).time;

  return TRUE;
}

static gint64
choose_width (gint64 first, gint64 last)
{
  gint64 width = 1;

  /* Two of the parts are what is left at the ends. */
  while ((last - first) / width > DESK_LOG_DENSITY_MAX - 2)
    width *= 2;

  return width;
}

static GArray *
read_marks (const Request *request, sqlite3 *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (DeskLogMark));
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 width = choose_width (request->first, request->last);
  guint cursor = 0;
  gint64 id = request->first;

  if (sqlite3_prepare_v2 (db, "SELECT time FROM message WHERE id = ?1", -1, &statement, NULL) != SQLITE_OK)
    {
      desk_log_schema_fail (db, error);
      return NULL;
    }

  while (id <= request->last && !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      DeskLogMark mark = { .id = id };
      int rc = SQLITE_ROW;

      if (!recall (request->known, &cursor, &mark))
        {
          sqlite3_reset (statement);
          sqlite3_bind_int64 (statement, 1, id);
          rc = sqlite3_step (statement);
          mark.time = sqlite3_column_int64 (statement, 0);
        }
      if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        {
          desk_log_schema_fail (db, error);
          return NULL;
        }
      /* What was trimmed meanwhile is no mark. */
      if (rc == SQLITE_ROW)
        g_array_append_val (marks, mark);
      id = id == request->last ? id + 1 : MIN ((id / width + 1) * width, request->last);
    }
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  return g_steal_pointer (&marks);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  g_autoptr (sqlite3) db = desk_log_schema_open_reader (request->path, &error);
  GArray *marks = NULL;

  if (db != NULL)
    {
      sqlite3_busy_timeout (db, BUSY_TIMEOUT);
      marks = read_marks (request, db, cancellable, &error);
    }
  if (marks != NULL)
    g_task_return_pointer (task, marks, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void read_soon (DeskLogDensity *self);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskLogDensity *self = DESK_LOG_DENSITY (source);
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GArray *marks = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->cancellable);
  if (marks == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        read_soon (self);
      else
        g_debug ("The density of the log is not known: %s", error->message);
      return;
    }
  g_array_unref (self->marks);
  self->marks = marks;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->first != request->first || self->last != request->last)
    read_soon (self);
}

static void
read_soon (DeskLogDensity *self)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_read, NULL);
  request = g_new0 (Request, 1);
  request->path = g_strdup (desk_log_get_path (self->log));
  request->first = self->first;
  request->last = self->last;
  request->known = g_array_ref (self->marks);
  g_task_set_task_data (task, request, request_free);
  g_task_set_source_tag (task, read_soon);
  desk_task_run_in_thread (task, read_in_thread);
}

static void
desk_log_density_finalize (GObject *object)
{
  DeskLogDensity *self = DESK_LOG_DENSITY (object);

  g_array_unref (self->marks);
  g_object_unref (self->log);

  G_OBJECT_CLASS (desk_log_density_parent_class)->finalize (object);
}

static void
desk_log_density_class_init (DeskLogDensityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_log_density_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
desk_log_density_init (DeskLogDensity *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (DeskLogMark));
  self->first = 1;
}

/**
 * desk_log_density_new:
 * @log: a log; it need not be open
 *
 * Returns: (transfer full): the density of nothing yet
 */
DeskLogDensity *
desk_log_density_new (DeskLog *log)
{
  DeskLogDensity *self = g_object_new (DESK_TYPE_LOG_DENSITY, NULL);

  self->log = g_object_ref (log);

  return self;
}

/**
 * desk_log_density_set_range:
 * @self: a density
 * @first: id of the first message that counts
 * @last: id of the last one; less than @first: there is none
 *
 * Looks at these messages, in the background. It reads no more than some
 * hundred rows, so it may be called once a second.
 */
void
desk_log_density_set_range (DeskLogDensity *self, gint64 first, gint64 last)
{
  g_return_if_fail (DESK_IS_LOG_DENSITY (self));

  if (self->first == first && self->last == last)
    return;
  /* Ids that come a second time are in another file. */
  if (last < self->last)
    {
      if (self->cancellable != NULL)
        g_cancellable_cancel (self->cancellable);
      g_array_unref (self->marks);
      self->marks = g_array_new (FALSE, FALSE, sizeof (DeskLogMark));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  self->first = first;
  self->last = last;
  read_soon (self);
}

/**
 * desk_log_density_get_marks:
 * @self: a density
 * @n_marks: (out): one more than there are parts, or 0
 *
 * Returns: (transfer none) (array length=n_marks): where the parts begin; valid
 *   until "changed"
 */
const DeskLogMark *
desk_log_density_get_marks (DeskLogDensity *self, guint *n_marks)
{
  g_return_val_if_fail (DESK_IS_LOG_DENSITY (self), NULL);

  *n_marks = self->marks->len;
  return (const DeskLogMark *) (gpointer) self->marks->data;
}

/**
 * desk_log_density_get_rate:
 * @self: a density
 * @part: less than the number of marks minus one
 *
 * Returns: messages a second in this part; where the clock was set back, as
 *   many as if it had stood still for a millisecond
 */
double
desk_log_density_get_rate (DeskLogDensity *self, guint part)
{
  const DeskLogMark *marks = (const DeskLogMark *) (gpointer) self->marks->data;
  gint64 span;

  g_return_val_if_fail (DESK_IS_LOG_DENSITY (self), 0);
  g_return_val_if_fail (part + 1 < self->marks->len, 0);

  span = MAX (marks[part + 1].time - marks[part].time, G_TIME_SPAN_MILLISECOND);
  return (double) (marks[part + 1].id - marks[part].id) * G_TIME_SPAN_SECOND / (double) span;
}
