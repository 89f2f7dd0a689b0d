/* desk-log.c: the log of one profile: everything that was received and sent
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-batch.h"
#include "desk-error.h"
#include "desk-log-private.h"
#include "desk-log-writer.h"

/* Least time between two notifications of the main thread: a frame */
#define WAKE_INTERVAL (16 * G_TIME_SPAN_MILLISECOND)

/* Retention until somebody sets another: 2 GiB, 30 days */
#define MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)
#define MAX_DAYS 30

typedef struct
{
  GSource source;
  GMutex mutex;
  gboolean pending;
  gint64 last;  /* monotonic time of the last dispatch */
  DeskLog *log; /* (unowned): it destroys the source when it ends */
} WakeSource;

struct _DeskLog
{
  GObject parent_instance;

  char *path;
  DeskLogQueue *queue;
  DeskLogSums *sums;
  DeskLogWriter *writer; /* (owned) (nullable): from opening to closing */
  WakeSource *wake;
  GTask *opening; /* (owned) (nullable) */
  gboolean is_open;
  gboolean closing;
  guint64 max_bytes;
  guint max_days;

  /* As of the last notification */
  gint64 first_id;
  gint64 last_id;
  guint64 size;
  guint64 queued;
  double held_back;
  guint generation;
  GError *error;   /* (nullable) */
  char *set_aside; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskLog, desk_log, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PATH,
  PROP_FIRST_ID,
  PROP_LAST_ID,
  PROP_SIZE,
  PROP_QUEUED,
  PROP_HELD_BACK,
  PROP_ERROR,
  N_PROPS,
};

enum
{
  GREW,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* From any thread: one dispatch comes soon, however often this is called. */
static void
wake_main_thread (gpointer data)
{
  WakeSource *wake = data;

  g_mutex_lock (&wake->mutex);
  if (!wake->pending)
    {
      wake->pending = TRUE;
      g_source_set_ready_time (&wake->source, wake->last + WAKE_INTERVAL);
    }
  g_mutex_unlock (&wake->mutex);
}

static gboolean
same_error (const GError *a, const GError *b)
{
  return (a == NULL) == (b == NULL) && (a == NULL || (a->code == b->code && g_str_equal (a->message, b->message)));
}

/* All is in place before anybody hears of it. */
static void
apply_report (DeskLog *self, const DeskLogReport *report)
{
  GObject *object = G_OBJECT (self);
  gboolean grew = self->first_id != report->first_id || self->last_id != report->last_id
                  || self->generation != report->generation;
  guint64 queued = desk_log_queue_get_bytes (self->queue);
  double held_back = desk_log_queue_get_held_back (self->queue);

  g_object_freeze_notify (object);
  if (self->first_id != report->first_id)
    g_object_notify_by_pspec (object, properties[PROP_FIRST_ID]);
  if (self->last_id != report->last_id)
    g_object_notify_by_pspec (object, properties[PROP_LAST_ID]);
  if (self->size != report->size)
    g_object_notify_by_pspec (object, properties[PROP_SIZE]);
  if (self->queued != queued)
    g_object_notify_by_pspec (object, properties[PROP_QUEUED]);
  if (self->held_back < held_back)
    g_object_notify_by_pspec (object, properties[PROP_HELD_BACK]);
  self->first_id = report->first_id;
  self->last_id = report->last_id;
  self->size = report->size;
  self->queued = queued;
  self->held_back = held_back;
  self->generation = report->generation;

  if (!same_error (self->error, report->error))
    {
      g_clear_error (&self->error);
      self->error = report->error != NULL ? g_error_copy (report->error) : NULL;
      g_object_notify_by_pspec (object, properties[PROP_ERROR]);
    }
  if (g_strcmp0 (self->set_aside, report->set_aside) != 0)
    {
      g_free (self->set_aside);
      self->set_aside = g_strdup (report->set_aside);
    }
  g_object_thaw_notify (object);

  if (grew)
    g_signal_emit (self, signals[GREW], 0);
}

static void
return_flushed (const DeskLogReport *report)
{
  for (guint i = 0; i < report->flushed->len; i++)
    {
      GTask *task = g_ptr_array_index (report->flushed, i);
      const GError *error = g_task_get_task_data (task);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
take_report (DeskLog *self)
{
  g_auto (DeskLogReport) report = { 0 };

  desk_log_writer_take_report (self->writer, &report);

  if (report.state == DESK_LOG_WRITER_FAILED)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->opening);

      desk_log_writer_join (self->writer);
      g_clear_pointer (&self->writer, desk_log_writer_free);
      return_flushed (&report);
      if (task != NULL)
        g_task_return_error (task, g_steal_pointer (&report.error));
      return;
    }

  if (report.state == DESK_LOG_WRITER_OPEN)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->opening);

      self->is_open = self->is_open || task != NULL;
      apply_report (self, &report);
      if (task != NULL)
        g_task_return_boolean (task, TRUE);
    }
  return_flushed (&report);
}

static gboolean
wake_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  WakeSource *wake = (WakeSource *) source;
  g_autoptr (DeskLog) self = g_object_ref (wake->log);

  g_mutex_lock (&wake->mutex);
  wake->pending = FALSE;
  wake->last = g_get_monotonic_time ();
  g_source_set_ready_time (source, -1);
  g_mutex_unlock (&wake->mutex);

  if (self->writer != NULL)
    take_report (self);

  return G_SOURCE_CONTINUE;
}

static void
wake_finalize (GSource *source)
{
  g_mutex_clear (&((WakeSource *) source)->mutex);
}

static GSourceFuncs wake_funcs = {
  .dispatch = wake_dispatch,
  .finalize = wake_finalize,
};

static void
desk_log_constructed (GObject *object)
{
  DeskLog *self = DESK_LOG (object);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->wake = (WakeSource *) g_source_new (&wake_funcs, sizeof (WakeSource));
  g_mutex_init (&self->wake->mutex);
  self->wake->log = self;
  g_source_set_static_name (&self->wake->source, "[mqtt-desk] log");
  g_source_attach (&self->wake->source, context);

  G_OBJECT_CLASS (desk_log_parent_class)->constructed (object);
}

static void
desk_log_dispose (GObject *object)
{
  DeskLog *self = DESK_LOG (object);

  desk_log_close (self);
  if (self->wake != NULL)
    g_source_destroy (&self->wake->source);

  G_OBJECT_CLASS (desk_log_parent_class)->dispose (object);
}

static void
desk_log_finalize (GObject *object)
{
  DeskLog *self = DESK_LOG (object);

  g_source_unref (&self->wake->source);
  desk_log_queue_free (self->queue);
  desk_log_sums_free (self->sums);
  g_clear_error (&self->error);
  g_free (self->set_aside);
  g_free (self->path);

  G_OBJECT_CLASS (desk_log_parent_class)->finalize (object);
}

static void
desk_log_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskLog *self = DESK_LOG (object);

  switch (property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_FIRST_ID:
      g_value_set_int64 (value, self->first_id);
      break;
    case PROP_LAST_ID:
      g_value_set_int64 (value, self->last_id);
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, self->size);
      break;
    case PROP_QUEUED:
      g_value_set_uint64 (value, desk_log_get_queued (self));
      break;
    case PROP_HELD_BACK:
      g_value_set_double (value, desk_log_get_held_back (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskLog *self = DESK_LOG (object);

  switch (property_id)
    {
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_class_init (DeskLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = desk_log_constructed;
  object_class->dispose = desk_log_dispose;
  object_class->finalize = desk_log_finalize;
  object_class->get_property = desk_log_get_property;
  object_class->set_property = desk_log_set_property;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIRST_ID] = g_param_spec_int64 ("first-id", NULL, NULL, 1, G_MAXINT64, 1, readable);
  properties[PROP_LAST_ID] = g_param_spec_int64 ("last-id", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_QUEUED] = g_param_spec_uint64 ("queued", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_HELD_BACK] = g_param_spec_double ("held-back", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DeskLog::grew:
   *
   * The first and the last id have changed: messages were committed or
   * trimmed. On the main thread, at most once a frame.
   */
  signals[GREW] = g_signal_new ("grew", DESK_TYPE_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_log_init (DeskLog *self)
{
  self->queue = desk_log_queue_new ();
  self->sums = desk_log_sums_new ();
  self->first_id = 1;
  self->max_bytes = MAX_BYTES;
  self->max_days = MAX_DAYS;
}

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
 * desk_log_new:
 * @path: the log file; it need not be there yet
 *
 * Makes a log, which is not open yet: what is appended meanwhile waits. Its
 * notifications come in the thread-default main context of this moment.
 *
 * Returns: (transfer full): the log
 */
DeskLog *
desk_log_new (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_object_new (DESK_TYPE_LOG, "path", path, NULL);
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
desk_log_open_async (DeskLog *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DESK_IS_LOG (self));
  g_return_if_fail (self->writer == NULL);

  g_task_set_source_tag (task, desk_log_open_async);
  self->opening = g_steal_pointer (&task);
  desk_log_queue_start (self->queue);
  self->writer = desk_log_writer_start (self->path, self->queue, self->sums, wake_main_thread, self->wake);
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
 * desk_log_is_open:
 * @self: a log
 *
 * Returns: whether it is open
 */
gboolean
desk_log_is_open (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), FALSE);

  return self->is_open;
}

/**
 * desk_log_get_set_aside:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): the name that a damaged file was given
 *   when this log was opened and a new one begun in its place
 */
const char *
desk_log_get_set_aside (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), NULL);

  return self->set_aside;
}

/* The thread has ended. */
static gboolean
finish_closing (DeskLog *self, guint64 lost, GError **error)
{
  take_report (self);
  g_clear_pointer (&self->writer, desk_log_writer_free);
  self->is_open = FALSE;
  self->closing = FALSE;

  if (lost > 0)
    return desk_fail (error, DESK_ERROR_FAILED,
                      g_dngettext (GETTEXT_PACKAGE,
                                   "%llu message could not be written to the log before it was closed.",
                                   "%llu messages could not be written to the log before it was closed.",
                                   (gulong) lost),
                      (unsigned long long) lost);

  return TRUE;
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

  if (self->writer == NULL || self->closing)
    return;

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
  g_autoptr (GTask) task = user_data;
  guint64 *lost = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (finish_closing (DESK_LOG (source), *lost, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * desk_log_close_async:
 * @self: a log
 * @callback: called when it is closed
 * @user_data: for @callback
 *
 * Writes what waits, closes the file and gives it free for others. What is
 * appended meanwhile and afterwards is dropped. It is not an error if the log
 * is not open.
 */
void
desk_log_close_async (DeskLog *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) joining = NULL;

  g_return_if_fail (DESK_IS_LOG (self));

  g_task_set_source_tag (task, desk_log_close_async);
  if (self->writer == NULL || self->closing)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  self->closing = TRUE;
  desk_log_queue_stop (self->queue);
  joining = g_task_new (self, NULL, on_joined, g_steal_pointer (&task));
  g_task_set_source_tag (joining, desk_log_close_async);
  g_task_set_task_data (joining, g_new0 (guint64, 1), g_free);
  g_task_run_in_thread (joining, join_in_thread);
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
    wake_main_thread (self->wake);
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
desk_log_flush_async (DeskLog *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
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
desk_log_set_pressure_func (DeskLog *self, DeskLogPressureFunc func, gpointer user_data, GDestroyNotify destroy)
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
 * 2 GiB and 30 days.
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

/**
 * desk_log_get_path:
 * @self: a log
 *
 * Returns: (transfer none): the log file
 */
const char *
desk_log_get_path (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), NULL);

  return self->path;
}

/**
 * desk_log_get_first_id:
 * @self: a log
 *
 * Returns: id of the oldest message; more than desk_log_get_last_id() if there
 *   is none
 */
gint64
desk_log_get_first_id (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), 1);

  return self->first_id;
}

/**
 * desk_log_get_last_id:
 * @self: a log
 *
 * Returns: id of the newest committed message
 */
gint64
desk_log_get_last_id (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), 0);

  return self->last_id;
}

/**
 * desk_log_get_size:
 * @self: a log
 *
 * Returns: bytes on disk, with the write-ahead log
 */
guint64
desk_log_get_size (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), 0);

  return self->size;
}

/**
 * desk_log_get_queued:
 * @self: a log
 *
 * Returns: bytes of messages that are not committed yet
 */
guint64
desk_log_get_queued (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), 0);

  return desk_log_queue_get_bytes (self->queue);
}

/**
 * desk_log_get_held_back:
 * @self: a log
 *
 * Returns: seconds for which reading was held back for this log, up to now
 */
double
desk_log_get_held_back (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), 0);

  return desk_log_queue_get_held_back (self->queue);
}

/**
 * desk_log_get_error:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): why nothing is written at the moment;
 *   valid until it changes
 */
const GError *
desk_log_get_error (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), NULL);

  return self->error;
}

/**
 * desk_log_take_sums:
 * @self: a log
 *
 * Takes what was committed since the last call, from any thread, one entry for
 * each topic. Topics past 262,144 (or 32 MiB of names) that nobody took are
 * summed under the empty topic.
 *
 * Returns: (transfer full) (element-type DeskTopicSum): the sums
 */
GPtrArray *
desk_log_take_sums (DeskLog *self)
{
  g_return_val_if_fail (DESK_IS_LOG (self), NULL);

  return desk_log_sums_take (self->sums);
}

guint
_desk_log_get_generation (DeskLog *self)
{
  return self->generation;
}

void
_desk_log_set_queue_max (DeskLog *self, gsize max)
{
  desk_log_queue_set_max (self->queue, max);
}
