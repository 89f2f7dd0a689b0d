/* desk-log.c: the log of one profile: everything that was received and sent
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-private.h"

/* Least time between two notifications of the main thread: a frame */
#define WAKE_INTERVAL (16 * G_TIME_SPAN_MILLISECOND)

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
  PROP_LOST,
  PROP_ERROR,
  PROP_SET_ASIDE,
  N_PROPS,
};

enum
{
  GREW,
  RELEASED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* From any thread: one dispatch comes soon, however often this is called. @data is the log's wake source. */
void
_desk_log_wake (gpointer data)
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
  return (a == NULL) == (b == NULL)
         && (a == NULL || (a->code == b->code && g_str_equal (a->message, b->message)));
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
  DeskLogGap gap;

  desk_log_queue_get_gap (self->queue, &gap);
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
  if (self->lost != gap.lost)
    g_object_notify_by_pspec (object, properties[PROP_LOST]);
  self->lost = gap.lost;
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
      g_object_notify_by_pspec (object, properties[PROP_SET_ASIDE]);
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

/* Makes what the writer reports the state of the log. */
void
_desk_log_take_report (DeskLog *self)
{
  g_auto (DeskLogReport) report = { 0 };

  desk_log_writer_take_report (self->writer, &report);

  if (report.state == DESK_LOG_WRITER_FAILED)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->opening);
      g_autoptr (GPtrArray) late = desk_log_queue_take_flushes (self->queue);

      /* What comes until the next try waits, but nobody waits for its room. */
      desk_log_queue_set_stuck (self->queue, desk_log_writer_reason_of (report.error));
      /* While it is being closed, another thread joins it. */
      if (!self->closing)
        {
          desk_log_writer_join (self->writer);
          g_clear_pointer (&self->writer, desk_log_writer_free);
        }
      return_flushed (&report);
      for (guint i = 0; i < late->len; i++)
        g_task_return_error (g_ptr_array_index (late, i), g_error_copy (report.error));
      if (task != NULL)
        g_task_return_error (task, g_steal_pointer (&report.error));
      return;
    }

  if (report.state == DESK_LOG_WRITER_OPEN)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->opening);

      self->is_open = self->is_open || task != NULL;
      apply_report (self, &report);
      if (task != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        desk_log_close_async (self, NULL, NULL);
      if (task != NULL)
        g_task_return_boolean (task, TRUE);
    }
  return_flushed (&report);
}

static void
take_followers_report (DeskLog *self)
{
  g_auto (DeskLogReport) report = { 0 };
  gboolean released = desk_log_follower_take_report (self->follower, &report);

  if (report.state == DESK_LOG_WRITER_OPEN)
    apply_report (self, &report);
  if (released && !self->released)
    {
      self->released = TRUE;
      g_signal_emit (self, signals[RELEASED], 0);
    }
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
    _desk_log_take_report (self);
  else if (self->follower != NULL)
    take_followers_report (self);

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
  _desk_log_stop_following (self);
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
  g_ptr_array_unref (self->closers);
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
    case PROP_LOST:
      g_value_set_uint64 (value, self->lost);
      break;
    case PROP_HELD_BACK:
      g_value_set_double (value, desk_log_get_held_back (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
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

  properties[PROP_PATH] = g_param_spec_string (
      "path", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIRST_ID] = g_param_spec_int64 ("first-id", NULL, NULL, 1, G_MAXINT64, 1, readable);
  properties[PROP_LAST_ID] = g_param_spec_int64 ("last-id", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_QUEUED] = g_param_spec_uint64 ("queued", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_LOST] = g_param_spec_uint64 ("lost", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_HELD_BACK] = g_param_spec_double ("held-back", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_SET_ASIDE] = g_param_spec_string ("set-aside", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DeskLog::grew:
   *
   * The first and the last id have changed: messages were committed or
   * trimmed. On the main thread, at most once a frame.
   */
  signals[GREW]
      = g_signal_new ("grew", DESK_TYPE_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RELEASED] = g_signal_new ("released", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
desk_log_init (DeskLog *self)
{
  self->queue = desk_log_queue_new ();
  self->sums = desk_log_sums_new ();
  self->closers = g_ptr_array_new_with_free_func (g_object_unref);
  self->first_id = 1;
  desk_log_get_default_retention (&self->max_bytes, &self->max_days);
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
 * desk_log_get_gap:
 * @self: a log
 * @gap: (out): what could not be kept, up to now
 */
void
desk_log_get_gap (DeskLog *self, DeskLogGap *gap)
{
  g_return_if_fail (DESK_IS_LOG (self));

  desk_log_queue_get_gap (self->queue, gap);
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
 * desk_log_add_commit_func:
 * @self: a log
 * @func: what to call after each commit
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * Follows what is committed, topic by topic. @func is called in the writer's
 * thread, and once in this one if the log is open; it must neither wait nor
 * call the log.
 *
 * Returns: a number for desk_log_remove_commit_func()
 */
guint
desk_log_add_commit_func (DeskLog *self, DeskLogCommitFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_val_if_fail (DESK_IS_LOG (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  return desk_log_sums_add (self->sums, func, user_data, destroy);
}

/**
 * desk_log_remove_commit_func:
 * @self: a log
 * @id: what desk_log_add_commit_func() returned
 *
 * When this returns the function is not called any more.
 */
void
desk_log_remove_commit_func (DeskLog *self, guint id)
{
  g_return_if_fail (DESK_IS_LOG (self));

  desk_log_sums_remove (self->sums, id);
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
