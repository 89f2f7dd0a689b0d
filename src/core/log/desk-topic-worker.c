/* desk-topic-worker.c: fills a topic tree from a log and lists its rows, in a thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-topic-history.h"
#include "desk-topic-worker.h"

/* How often the rows and values follow what happens, at most; the rest of the
 * time is left to others when a tree is so large that this takes long. */
#define BEAT (250 * G_TIME_SPAN_MILLISECOND)
#define BEAT_SHARE 5

/* How often rates are taken, and rows sorted anew by a figure */
#define TICK G_TIME_SPAN_SECOND
#define RANK_SHARE 20

/* How often the last values are read */
#define READ_INTERVAL (500 * G_TIME_SPAN_MILLISECOND)

/* Sums that are added under one lock: a fraction of a millisecond */
#define SUMS_AT_ONCE 256

struct _DeskTopicWorker
{
  DeskLog *log; /* (owned): of the main thread */
  guint follower;
  char *path;
  DeskTopicTree *tree;
  GMainContext *context;
  DeskTopicNewsFunc func; /* (nullable): NULL once it was freed; of the main thread */
  gpointer user_data;

  GMutex mutex;
  GCond changed;
  gboolean quit;
  gboolean active;
  gboolean dirty;   /* there were messages since the last beat */
  gboolean urgent;  /* somebody waits for the rows */
  gboolean unread;  /* or for values */
  gboolean waiting; /* the thread, for as long as it takes */
  DeskTopicSort sort;
  char *search; /* (nullable) */
  guint n_searches;
  gboolean began;    /* it is known where commits begin */
  guint generation;  /* of the file that they are in */
  gint64 live_first; /* the first message that commits tell of */
  gint64 last_id;    /* of the log, as far as the main thread knows */
  GArray *wanted;    /* of DeskTopicValue without previews */
  GCancellable *cancellable; /* of what the thread does now */
  DeskTopicNews *news;       /* (owned) (nullable) */
  GSource *delivery;         /* (owned) (nullable) */

  /* of the thread alone */
  DeskTopicRows *rows;
  DeskTopicHistory *history; /* (owned) (nullable) */
  DeskTopicValues *values;
  gint64 next_id;            /* of what is to be read from the file */
  gboolean history_failed;
  gboolean moving; /* some rate is not 0 */
  gint64 next_beat;
  gint64 last_tick;
  gint64 next_rank;
  gint64 next_read;
  guint n_listed; /* nodes that the tree had when the rows were listed */
  GArray *listed; /* (owned) (nullable): of guint32: what was delivered */
};

static void
news_free (DeskTopicNews *news)
{
  g_clear_pointer (&news->rows, g_array_unref);
  g_array_unref (news->values);
  g_free (news);
}

static void
worker_clear (gpointer data)
{
  DeskTopicWorker *self = data;

  g_clear_pointer (&self->history, desk_topic_history_free);
  desk_topic_values_free (self->values);
  g_clear_pointer (&self->listed, g_array_unref);
  g_clear_pointer (&self->news, news_free);
  g_clear_pointer (&self->delivery, g_source_unref);
  desk_topic_rows_free (self->rows);
  desk_topic_tree_free (self->tree);
  g_array_unref (self->wanted);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->search);
  g_free (self->path);
}

static void
release (gpointer self)
{
  g_atomic_rc_box_release_full (self, worker_clear);
}

static gboolean
deliver (gpointer user_data)
{
  DeskTopicWorker *self = user_data;
  DeskTopicNews *news;

  g_mutex_lock (&self->mutex);
  news = g_steal_pointer (&self->news);
  g_clear_pointer (&self->delivery, g_source_unref);
  g_mutex_unlock (&self->mutex);

  if (news != NULL && self->func != NULL)
    self->func (news, self->user_data);
  g_clear_pointer (&news, news_free);

  return G_SOURCE_REMOVE;
}

/* The mutex is held. What was not delivered yet is replaced or added to. */
static void
post (DeskTopicWorker *self, GArray *rows, GArray *values, guint searched)
{
  gint64 end = self->began ? self->live_first - 1 : self->last_id;

  if (self->quit)
    return;

  if (self->news == NULL)
    {
      self->news = g_new0 (DeskTopicNews, 1);
      self->news->values = desk_topic_values_new_array ();
    }
  if (rows != NULL)
    {
      g_clear_pointer (&self->news->rows, g_array_unref);
      self->news->rows = g_array_ref (rows);
    }
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      DeskTopicValue value = g_array_index (values, DeskTopicValue, i);

      g_bytes_ref (value.preview);
      g_array_append_val (self->news->values, value);
    }
  self->news->n_matches = desk_topic_rows_get_n_matches (self->rows);
  self->news->searched = searched;
  self->news->progress = self->next_id > end || self->history_failed ? 1.0 : (double) (self->next_id - 1) / (double) end;

  if (self->delivery == NULL)
    {
      self->delivery = g_idle_source_new ();
      g_source_set_priority (self->delivery, G_PRIORITY_DEFAULT_IDLE);
      g_source_set_static_name (self->delivery, "[mqtt-desk] topics");
      g_source_set_callback (self->delivery, deliver, g_atomic_rc_box_acquire (self), release);
      g_source_attach (self->delivery, self->context);
    }
}

static void
add_sums (DeskTopicWorker *self, const DeskTopicSum *const *sums, guint n_sums, gboolean live)
{
  for (guint i = 0; i < n_sums;)
    {
      guint end = MIN (n_sums, i + SUMS_AT_ONCE);

      desk_topic_tree_lock (self->tree);
      for (; i < end; i++)
        desk_topic_tree_add (self->tree, sums[i], live);
      desk_topic_tree_unlock (self->tree);
    }
}

/* In the thread that writes the log */
static void
on_commit (const DeskLogCommit *commit, gpointer user_data)
{
  DeskTopicWorker *self = user_data;
  gboolean ours;

  g_mutex_lock (&self->mutex);
  if (!self->began)
    {
      self->began = TRUE;
      self->generation = commit->generation;
      self->live_first = commit->first_id;
    }
  ours = self->generation == commit->generation;
  g_mutex_unlock (&self->mutex);
  if (!ours)
    return;

  add_sums (self, commit->sums, commit->n_sums, TRUE);

  g_mutex_lock (&self->mutex);
  self->dirty = TRUE;
  if (self->waiting && self->active)
    g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* The mutex is held. Commits tell of what comes; what was there before is read from the file. */
static gint64
get_history_end (DeskTopicWorker *self)
{
  if (self->history_failed)
    return 0;

  return self->began ? self->live_first - 1 : self->last_id;
}

static void
read_history (DeskTopicWorker *self, gint64 end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  gint64 next = self->next_id;

  if (self->history == NULL)
    self->history = desk_topic_history_new (self->path, &error);
  if (self->history != NULL)
    sums = desk_topic_history_read (self->history, self->next_id, end, &next, &error);
  if (sums == NULL)
    {
      g_message ("%s: the topics could not be read: %s", self->path, error->message);
      self->history_failed = TRUE;
      return;
    }

  add_sums (self, (const DeskTopicSum *const *) sums->pdata, sums->len, FALSE);
  self->next_id = next;
  if (next > end)
    g_clear_pointer (&self->history, desk_topic_history_free);
}

static gboolean
same_rows (GArray *a, GArray *b)
{
  return a != NULL && b != NULL && a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint32)) == 0);
}

/* Returns: (transfer full) (nullable): the rows, if they are not as before */
static GArray *
list_rows (DeskTopicWorker *self, gboolean wanted, gint64 now, GCancellable *cancellable)
{
  g_autoptr (GArray) rows = NULL;
  gboolean anew;
  guint n_nodes;

  desk_topic_tree_lock (self->tree);
  n_nodes = desk_topic_tree_get_n_nodes (self->tree);
  desk_topic_tree_unlock (self->tree);
  anew = now >= self->next_rank;
  if (!wanted && !anew && n_nodes == self->n_listed)
    return NULL;

  rows = desk_topic_rows_build (self->rows, anew, cancellable);
  if (rows == NULL)
    return NULL;
  self->n_listed = n_nodes;
  if (anew)
    self->next_rank = now + MAX (TICK, (g_get_monotonic_time () - now) * RANK_SHARE);
  if (same_rows (rows, self->listed))
    return NULL;

  g_clear_pointer (&self->listed, g_array_unref);
  self->listed = g_array_ref (rows);

  return g_steal_pointer (&rows);
}

/* The mutex is held, and is left for a while. */
static void
beat (DeskTopicWorker *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *search = g_strdup (self->search);
  g_autoptr (GArray) wanted = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) values = NULL;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  DeskTopicSort sort = self->sort;
  guint searched = self->n_searches;
  gboolean urgent = self->urgent;
  gboolean cancelled;

  if (self->unread || now >= self->next_read)
    wanted = g_array_copy (self->wanted);
  self->urgent = FALSE;
  self->unread = FALSE;
  self->dirty = FALSE;
  g_mutex_unlock (&self->mutex);

  if (now >= self->last_tick + TICK)
    {
      desk_topic_tree_lock (self->tree);
      self->moving
          = desk_topic_tree_tick (self->tree, (double) (now - self->last_tick) / G_TIME_SPAN_SECOND);
      desk_topic_tree_unlock (self->tree);
      self->last_tick = now;
    }
  if (desk_topic_rows_set_sort (self->rows, sort))
    self->next_rank = now;
  urgent = desk_topic_rows_set_search (self->rows, search) || urgent;
  rows = list_rows (self, urgent, now, cancellable);
  if (wanted != NULL)
    {
      values = desk_topic_values_read (self->values, wanted);
      self->next_read = now + READ_INTERVAL;
    }

  cancelled = g_cancellable_is_cancelled (cancellable);
  g_mutex_lock (&self->mutex);
  if (cancelled)
    {
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
      self->urgent = TRUE;
    }
  self->next_beat = now + MAX (BEAT, (g_get_monotonic_time () - now) * BEAT_SHARE);
  post (self, rows, values, cancelled ? searched - 1 : searched);
}

/* The mutex is held. */
static gboolean
is_beat_due (DeskTopicWorker *self)
{
  return self->active
         && (self->urgent || self->unread || ((self->dirty || self->moving) && g_get_monotonic_time () >= self->next_beat));
}

static gpointer
run (gpointer data)
{
  DeskTopicWorker *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->quit)
    {
      gint64 end = get_history_end (self);

      if (self->next_id <= end)
        {
          g_mutex_unlock (&self->mutex);
          read_history (self, end);
          g_mutex_lock (&self->mutex);
          self->dirty = TRUE;
        }
      if (is_beat_due (self))
        beat (self);
      else if (self->next_id <= get_history_end (self))
        continue;
      else if (self->active && (self->dirty || self->moving))
        g_cond_wait_until (&self->changed, &self->mutex, self->next_beat);
      else
        {
          self->waiting = TRUE;
          g_cond_wait (&self->changed, &self->mutex);
          self->waiting = FALSE;
        }
    }
  g_mutex_unlock (&self->mutex);
  release (self);

  return NULL;
}

/**
 * desk_topic_worker_new:
 * @log: a log, which need not be open yet
 * @max_topics: topics at most
 * @func: what is told of news
 * @user_data: for @func
 *
 * Begins to follow a log, and to read what is in it already.
 *
 * Returns: (transfer full): the worker
 */
DeskTopicWorker *
desk_topic_worker_new (DeskLog *log, guint max_topics, DeskTopicNewsFunc func, gpointer user_data)
{
  DeskTopicWorker *self = g_atomic_rc_box_new0 (DeskTopicWorker);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->log = g_object_ref (log);
  self->path = g_strdup (desk_log_get_path (log));
  self->tree = desk_topic_tree_new (max_topics);
  self->rows = desk_topic_rows_new (self->tree);
  self->values = desk_topic_values_new (self->tree, self->path);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (DeskTopicValue));
  self->cancellable = g_cancellable_new ();
  self->next_id = 1;
  self->urgent = TRUE;
  self->last_tick = g_get_monotonic_time ();
  self->last_id = desk_log_get_last_id (log);
  self->follower = desk_log_add_commit_func (log, on_commit, self, NULL);
  g_thread_unref (g_thread_new ("desk-topics", run, g_atomic_rc_box_acquire (self)));

  return self;
}

/**
 * desk_topic_worker_free:
 * @self: (transfer full): a worker
 *
 * Ends it. Nothing is told any more.
 */
void
desk_topic_worker_free (DeskTopicWorker *self)
{
  self->func = NULL;
  desk_log_remove_commit_func (self->log, self->follower);
  g_clear_object (&self->log);

  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->delivery != NULL)
    g_source_destroy (self->delivery);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  release (self);
}

/**
 * desk_topic_worker_get_tree:
 * @self: a worker
 *
 * Returns: (transfer none): what it fills
 */
DeskTopicTree *
desk_topic_worker_get_tree (DeskTopicWorker *self)
{
  return self->tree;
}

/**
 * desk_topic_worker_set_last_id:
 * @self: a worker
 * @last_id: id of the last message in the log
 *
 * Tells of messages that another process may have written.
 */
void
desk_topic_worker_set_last_id (DeskTopicWorker *self, gint64 last_id)
{
  g_mutex_lock (&self->mutex);
  self->last_id = last_id;
  if (!self->began)
    g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_topic_worker_set_active:
 * @self: a worker
 * @active: whether somebody looks at the rows; if not, only the tree is kept up to date
 */
void
desk_topic_worker_set_active (DeskTopicWorker *self, gboolean active)
{
  g_mutex_lock (&self->mutex);
  self->active = active;
  self->urgent = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_topic_worker_set_sort:
 * @self: a worker
 * @sort: how rows are sorted
 */
void
desk_topic_worker_set_sort (DeskTopicWorker *self, DeskTopicSort sort)
{
  g_mutex_lock (&self->mutex);
  self->sort = sort;
  self->urgent = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_topic_worker_set_search:
 * @self: a worker
 * @text: (nullable): what must be in a topic
 *
 * Returns: a number for this search; greater than those of the searches before
 */
guint
desk_topic_worker_set_search (DeskTopicWorker *self, const char *text)
{
  guint number;

  g_mutex_lock (&self->mutex);
  g_free (self->search);
  self->search = g_strdup (text);
  number = ++self->n_searches;
  self->urgent = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);

  return number;
}

/**
 * desk_topic_worker_rebuild:
 * @self: a worker
 *
 * Lists the rows without delay: nodes of the tree were opened or shut.
 */
void
desk_topic_worker_rebuild (DeskTopicWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->urgent = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_topic_worker_want_values:
 * @self: a worker
 * @wanted: (element-type DeskTopicValue): the nodes that are looked at, each
 *   with the id of the message that is known
 * @at_once: whether some of them have never been read
 */
void
desk_topic_worker_want_values (DeskTopicWorker *self, GArray *wanted, gboolean at_once)
{
  g_mutex_lock (&self->mutex);
  if (at_once)
    {
      self->unread = TRUE;
      g_cond_signal (&self->changed);
    }
  g_array_set_size (self->wanted, 0);
  if (wanted->len > 0)
    g_array_append_vals (self->wanted, wanted->data, wanted->len);
  g_mutex_unlock (&self->mutex);
}
