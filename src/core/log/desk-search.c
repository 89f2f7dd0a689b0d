/* desk-search.c: looks for messages in the background while a log grows
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-search-scan.h"
#include "desk-search-slices.h"
#include "desk-search.h"

/* Least time between two deliveries: a frame */
#define DELIVERY_INTERVAL (16 * G_TIME_SPAN_MILLISECOND)

/* New messages that may wait to be searched before that counts as pending: as
 * long as a log grows there are always some. */
#define LAG 20000

/* Threads of a search at most: looking through old messages is as fast as there are
 * cores, up to where the disk and the other programs would mind. */
#define MAX_THREADS 4

/* Least time before a file that could not be read is tried again */
#define RETRY_INTERVAL G_TIME_SPAN_SECOND

/* The search is shared by its owner and its threads; these let go of it when the
 * owner has cancelled it, so that freeing never waits. Each thread has a connection
 * and a plan of its own. */
struct _DeskSearch
{
  char *path;                /* (owned) */
  DeskFilter *filter;        /* (owned) (nullable) */
  char **excluded;           /* (owned) (nullable) */
  char **kept;               /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends the threads */
  GMainContext *context;     /* (owned): where deliveries go */
  gint64 base;

  /* For the owner's thread */
  DeskSearchFunc func;   /* (nullable): NULL once it is freed */
  gpointer user_data;
  gboolean delivered;    /* whether anything was */
  gint64 delivered_low;  /* what was looked at then */
  gint64 delivered_high;

  GMutex mutex;
  GCond changed;
  DeskSearchSlices *slices; /* (mutex mutex) (owned) */
  gint64 first;          /* as the slices have it, for the owner's thread */
  gint64 last;           /* as the slices have it, for the owner's thread */
  gboolean range_is_new; /* (mutex mutex): since the last failure */
  DeskMatchSet *older;   /* (mutex mutex) (owned): to be delivered */
  DeskMatchSet *newer;   /* (mutex mutex) (owned): to be delivered */
  GError *error;         /* (mutex mutex) (owned) (nullable) */
  GError *warning;       /* (mutex mutex) (owned) (nullable) */
  GSource *delivery;     /* (mutex mutex) (owned) (nullable): the next one */
  gint64 last_delivery;  /* (mutex mutex): µs; 0: there was none */
  gint64 begun;          /* µs */
};

static void
clear (gpointer data)
{
  DeskSearch *self = data;

  g_clear_pointer (&self->filter, desk_filter_unref);
  g_strfreev (self->excluded);
  g_strfreev (self->kept);
  desk_search_slices_free (self->slices);
  desk_match_set_free (self->older);
  desk_match_set_free (self->newer);
  g_clear_pointer (&self->delivery, g_source_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->warning);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->path);
}

static void
release (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

static gboolean
deliver (gpointer user_data)
{
  DeskSearch *self = user_data;
  g_autoptr (DeskMatchSet) older = NULL;
  g_autoptr (DeskMatchSet) newer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) warning = NULL;
  DeskSearchFound found;

  if (self->func == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->mutex);
  older = g_steal_pointer (&self->older);
  newer = g_steal_pointer (&self->newer);
  self->older = desk_match_set_new (self->base);
  self->newer = desk_match_set_new (self->base);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  warning = self->warning != NULL ? g_error_copy (self->warning) : NULL;
  found = (DeskSearchFound) { older, newer, error, warning };
  self->delivered = TRUE;
  self->delivered_low = desk_search_slices_get_low (self->slices);
  self->delivered_high = desk_search_slices_get_high (self->slices);
  g_clear_pointer (&self->delivery, g_source_unref);
  self->last_delivery = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);

  self->func (&found, self->user_data);

  return G_SOURCE_REMOVE;
}

/* Called with the mutex. The first matches go at once: somebody waits for them. */
static void
schedule_delivery (DeskSearch *self)
{
  gboolean at_once = self->last_delivery == 0 && desk_match_set_get_count (self->older) > 0;
  gint64 due = at_once ? 0 : MAX (self->last_delivery, self->begun) + DELIVERY_INTERVAL;

  if (self->delivery != NULL && at_once)
    {
      g_source_set_ready_time (self->delivery, 0);
      return;
    }
  if (self->delivery != NULL)
    return;

  self->delivery = g_timeout_source_new (0);
  g_source_set_ready_time (self->delivery, due);
  g_source_set_callback (self->delivery, deliver, g_atomic_rc_box_acquire (self), release);
  g_source_set_static_name (self->delivery, "[mqtt-desk] search");
  g_source_attach (self->delivery, self->context);
}

/* Waits for something to do; called with the mutex. */
static DeskSearchSlice *
wait_for_slice (DeskSearch *self)
{
  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      DeskSearchSlice *slice = self->error == NULL ? desk_search_slices_take (self->slices) : NULL;

      if (slice != NULL)
        return slice;
      g_cond_wait (&self->changed, &self->mutex);
    }

  return NULL;
}

/* Called with the mutex, after a failure: the same range would fail again. */
static void
wait_to_retry (DeskSearch *self, GError *error)
{
  gint64 until = g_get_monotonic_time () + RETRY_INTERVAL;

  self->error = error;
  self->range_is_new = FALSE;
  schedule_delivery (self);
  while (!g_cancellable_is_cancelled (self->cancellable)
         && g_cond_wait_until (&self->changed, &self->mutex, until))
    continue;
  while (!g_cancellable_is_cancelled (self->cancellable) && !self->range_is_new)
    g_cond_wait (&self->changed, &self->mutex);
  g_clear_error (&self->error);
  g_cond_broadcast (&self->changed);
}

/* Called with the mutex. A regular expression that gave up in one thread is named. */
static void
keep_warning (DeskSearch *self, DeskSearchPlan *plan)
{
  GError *warning = desk_search_plan_get_warning (plan);

  if (warning == NULL)
    return;

  g_clear_error (&self->warning);
  self->warning = warning;
}

static gpointer
search_in_thread (gpointer data)
{
  DeskSearch *self = data;
  g_autoptr (DeskSearchPlan) plan
      = desk_search_plan_new (self->filter, (const char *const *) self->excluded,
                              (const char *const *) self->kept);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  DeskSearchScan *scan = NULL;
  DeskSearchSlice *slice = NULL;

  g_mutex_lock (&self->mutex);
  while (slice != NULL || (slice = wait_for_slice (self)) != NULL)
    {
      GError *error = NULL;
      gint64 reached;
      gboolean ok;

      g_mutex_unlock (&self->mutex);
      g_array_set_size (ids, 0);
      if (scan == NULL)
        scan = desk_search_scan_new (self->path, plan, &error);
      ok = scan != NULL
           && desk_search_scan_run (scan, slice->first, slice->last, slice->descending, self->cancellable, ids,
                                    &reached, &error);
      g_mutex_lock (&self->mutex);

      if (g_cancellable_is_cancelled (self->cancellable))
        {
          g_clear_error (&error);
          desk_search_slices_give_back (self->slices, g_steal_pointer (&slice));
        }
      else if (!ok)
        {
          g_clear_pointer (&scan, desk_search_scan_free);
          if (desk_search_slices_drop_all (self->slices, g_steal_pointer (&slice)))
            wait_to_retry (self, error);
          else
            g_clear_error (&error);
        }
      else
        {
          keep_warning (self, plan);
          if (desk_search_slices_keep (self->slices, slice, ids, reached, self->older, self->newer))
            slice = NULL;
          schedule_delivery (self);
          /* There may be room for more slices again. */
          g_cond_broadcast (&self->changed);
        }
    }
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&scan, desk_search_scan_free);
  release (self);

  return NULL;
}

/**
 * desk_search_new:
 * @path: the log file
 * @filter: (nullable): what must match
 * @excluded: (nullable): topic filters: what matches one of them is left out …
 * @kept: (nullable): … unless it matches one of these
 * @base: the lowest id that will ever be in the range
 * @func: what is called with the matches
 * @user_data: for @func
 *
 * Prepares a search; it begins when it is given a range.
 *
 * Returns: (transfer full): the search
 */
DeskSearch *
desk_search_new (const char *path,
                 DeskFilter *filter,
                 const char *const *excluded,
                 const char *const *kept,
                 gint64 base,
                 DeskSearchFunc func,
                 gpointer user_data)
{
  DeskSearch *self = g_atomic_rc_box_new0 (DeskSearch);

  self->path = g_strdup (path);
  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  self->excluded = g_strdupv ((char **) excluded);
  self->kept = g_strdupv ((char **) kept);
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->base = base;
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->slices = desk_search_slices_new (base, DESK_SEARCH_SLICE);
  self->first = base;
  self->last = base - 1;
  self->older = desk_match_set_new (base);
  self->newer = desk_match_set_new (base);
  self->begun = g_get_monotonic_time ();
  for (guint i = 0; i < MIN (g_get_num_processors (), MAX_THREADS); i++)
    g_thread_unref (g_thread_new ("desk-search", search_in_thread, g_atomic_rc_box_acquire (self)));

  return self;
}

/**
 * desk_search_can_reach:
 * @self: a search
 * @first: the lowest id to look at
 * @last: the highest id to look at
 *
 * Returns: whether the search can be given this range: it cannot go back, nor
 *   further from its base than a set of matches
 */
gboolean
desk_search_can_reach (DeskSearch *self, gint64 first, gint64 last)
{
  return first >= self->first && last >= self->last && last >= first - 1
         && desk_match_set_has_room (self->older, MAX (last, self->base));
}

/**
 * desk_search_set_range:
 * @self: a search
 * @first: the lowest id to look at
 * @last: the highest one; one less than @first if there is none
 *
 * Tells which messages are there; the search must be able to reach them. What is
 * there already is searched from the newest to the oldest; what is added is
 * searched in its order. The first results come also if there are no messages.
 */
void
desk_search_set_range (DeskSearch *self, gint64 first, gint64 last)
{
  g_return_if_fail (self != NULL && self->func != NULL);

  g_mutex_lock (&self->mutex);
  if (!desk_search_can_reach (self, first, last))
    g_critical ("A search cannot go back from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, self->first, first);
  else if (self->first != first || self->last != last)
    {
      self->first = first;
      self->last = last;
      desk_search_slices_set_range (self->slices, first, last);
      self->range_is_new = TRUE;
      g_cond_broadcast (&self->changed);
    }
  if (last < first && !self->delivered)
    schedule_delivery (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_search_get_pending:
 * @self: a search
 *
 * Returns: whether more than the newest messages wait to be searched, as of what
 *   was delivered
 */
gboolean
desk_search_get_pending (DeskSearch *self)
{
  return !self->delivered || self->delivered_low > self->first || self->last - self->delivered_high > LAG;
}

/**
 * desk_search_get_progress:
 * @self: a search
 *
 * Returns: which share of the range was looked at, 0 to 1, as of what was
 *   delivered
 */
double
desk_search_get_progress (DeskSearch *self)
{
  gint64 n_wanted = self->last - self->first + 1;
  gint64 n_done = MIN (self->delivered_high, self->last) - MAX (self->delivered_low, self->first) + 1;

  if (!self->delivered)
    return 0.0;
  if (n_wanted == 0)
    return 1.0;

  return (double) CLAMP (n_done, 0, n_wanted) / (double) n_wanted;
}

/**
 * desk_search_free:
 * @self: (transfer full): a search
 *
 * Ends a search. Nothing is delivered any more.
 */
void
desk_search_free (DeskSearch *self)
{
  g_return_if_fail (self != NULL);

  self->func = NULL;
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  if (self->delivery != NULL)
    g_source_destroy (self->delivery);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  release (self);
}
