/* desk-filtered-model.c: the rows of a log that a filter matches
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <math.h>

#include "desk-filtered-model-private.h"
#include "desk-log-private.h"

/* Least change of the progress that is told */
#define PROGRESS_STEP 0.005

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_FILTER,
  PROP_N_ITEMS,
  PROP_PENDING,
  PROP_PROGRESS,
  PROP_N_TOTAL,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
desk_filtered_model_get_item_type (GListModel *list)
{
  return DESK_TYPE_LOG_ITEM;
}

static guint
desk_filtered_model_get_n_items (GListModel *list)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (list);

  if (self->matches == NULL)
    return g_list_model_get_n_items (G_LIST_MODEL (self->model));

  return desk_match_set_get_count (self->matches);
}

static gpointer
desk_filtered_model_get_item (GListModel *list, guint position)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (list);

  if (self->matches == NULL)
    return g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (position >= desk_match_set_get_count (self->matches))
    return NULL;

  return desk_log_model_get_item_by_id (self->model, desk_match_set_select (self->matches, position));
}

static void
desk_filtered_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_filtered_model_get_item_type;
  iface->get_n_items = desk_filtered_model_get_n_items;
  iface->get_item = desk_filtered_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskFilteredModel, desk_filtered_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_filtered_model_list_model_init))

static void
emit_change (DeskFilteredModel *self, guint position, guint removed, guint added)
{
  if (removed == 0 && added == 0)
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_error (DeskFilteredModel *self, const GError *error)
{
  if (error == NULL ? self->error == NULL
                    : self->error != NULL && g_str_equal (error->message, self->error->message))
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* Tells what has become of the numbers. A search that an error stopped is not
 * pending: nothing will come until the log grows. */
static void
update_numbers (DeskFilteredModel *self)
{
  guint n_total = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  double progress = desk_filtered_model_get_progress (self);
  gboolean pending = self->search != NULL && !self->stands_still && desk_search_get_pending (self->search);

  if (self->n_total != n_total)
    {
      self->n_total = n_total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
    }
  if (fabs (self->told_progress - progress) >= PROGRESS_STEP
      || (self->told_progress != progress && (progress == 1.0 || progress == 0.0)))
    {
      self->told_progress = progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  if (self->pending != pending)
    {
      self->pending = pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
}

/* Empties what is shown. Whoever hears of it may set another filter, so the
 * caller must look whether its search is still there. */
static void
remove_all (DeskFilteredModel *self)
{
  guint n_items = desk_filtered_model_get_n_items (G_LIST_MODEL (self));

  g_clear_pointer (&self->matches, desk_match_set_free);
  self->matches = desk_match_set_new (self->base);
  emit_change (self, 0, n_items, 0);
}

/* The log may have been trimmed, or cleared, while they were under way. */
static void
add_matches (DeskFilteredModel *self, const DeskMatchSet *found, gboolean at_head)
{
  guint n_items = desk_match_set_get_count (self->matches);

  desk_match_set_add_set (self->matches, found);
  desk_match_set_trim (self->matches, desk_log_model_get_first_id (self->model));
  emit_change (self, at_head ? 0 : n_items, 0, desk_match_set_get_count (self->matches) - n_items);
}

static void
on_found (const DeskSearchFound *found, gpointer user_data)
{
  g_autoptr (DeskFilteredModel) self = g_object_ref (DESK_FILTERED_MODEL (user_data));
  DeskSearch *search = self->search;

  if (self->fresh)
    {
      self->fresh = FALSE;
      remove_all (self);
    }
  if (self->search == search)
    add_matches (self, found->older, TRUE);
  if (self->search == search)
    add_matches (self, found->newer, FALSE);
  if (self->search == search)
    {
      self->stands_still = found->error != NULL;
      set_error (self, found->error != NULL ? found->error : found->warning);
      update_numbers (self);
    }
}

static void
start_search (DeskFilteredModel *self)
{
  DeskLog *log = desk_log_model_get_log (self->model);

  g_clear_pointer (&self->search, desk_search_free);
  self->base = desk_log_model_get_first_id (self->model);
  self->log_generation = _desk_log_get_generation (log);
  self->fresh = TRUE;
  self->search = desk_search_new (desk_log_get_path (log),
                                  self->filter,
                                  (const char *const *) self->excluded,
                                  (const char *const *) self->kept,
                                  self->base,
                                  on_found,
                                  self);
  desk_search_set_range (self->search, self->base, desk_log_model_get_last_id (self->model));
}

/* Follows a changed filter. */
static void
restart (DeskFilteredModel *self)
{
  gboolean trivial = (self->filter == NULL || desk_filter_is_empty (self->filter))
                     && (self->excluded == NULL || self->excluded[0] == NULL);

  g_clear_pointer (&self->search, desk_search_free);
  self->fresh = FALSE;
  self->stands_still = FALSE;
  if (!trivial)
    start_search (self);
  else if (self->matches != NULL)
    {
      remove_all (self);
      /* Unless somebody who heard of it set another filter */
      if (self->search == NULL && self->matches != NULL)
        {
          g_clear_pointer (&self->matches, desk_match_set_free);
          emit_change (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
        }
    }
  set_error (self, NULL);
  update_numbers (self);
}

/* The model has another range now. */
static void
follow_model (DeskFilteredModel *self)
{
  gint64 first = desk_log_model_get_first_id (self->model);
  gint64 last = desk_log_model_get_last_id (self->model);

  if (self->search == NULL)
    return;

  if (!desk_search_can_reach (self->search, first, last)
      || self->log_generation != _desk_log_get_generation (desk_log_model_get_log (self->model)))
    start_search (self);
  else
    desk_search_set_range (self->search, first, last);
}

static void
on_items_changed (DeskFilteredModel *self, guint position, guint removed, guint added, GListModel *model)
{
  g_assert (DESK_IS_FILTERED_MODEL (self));

  follow_model (self);
  if (self->matches == NULL)
    emit_change (self, position, removed, added);
  else if (removed > 0)
    {
      guint n_removed = desk_match_set_trim (self->matches, desk_log_model_get_first_id (self->model));

      emit_change (self, 0, n_removed, 0);
    }
  update_numbers (self);
}

static void
desk_filtered_model_constructed (GObject *object)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (object);

  G_OBJECT_CLASS (desk_filtered_model_parent_class)->constructed (object);

  self->told_progress = 1.0;
  self->n_total = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
desk_filtered_model_dispose (GObject *object)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (object);

  g_clear_pointer (&self->search, desk_search_free);

  G_OBJECT_CLASS (desk_filtered_model_parent_class)->dispose (object);
}

static void
desk_filtered_model_finalize (GObject *object)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (object);

  g_clear_pointer (&self->matches, desk_match_set_free);
  g_clear_pointer (&self->filter, desk_filter_unref);
  g_strfreev (self->excluded);
  g_strfreev (self->kept);
  g_clear_error (&self->error);
  g_object_unref (self->model);

  G_OBJECT_CLASS (desk_filtered_model_parent_class)->finalize (object);
}

static void
desk_filtered_model_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (object);

  switch (property_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_FILTER:
      g_value_set_boxed (value, self->filter);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, desk_filtered_model_get_n_items (G_LIST_MODEL (self)));
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, desk_filtered_model_get_progress (self));
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_filtered_model_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskFilteredModel *self = DESK_FILTERED_MODEL (object);

  switch (property_id)
    {
    case PROP_MODEL:
      self->model = g_value_dup_object (value);
      break;
    case PROP_FILTER:
      desk_filtered_model_set_filter (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_filtered_model_class_init (DeskFilteredModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = desk_filtered_model_constructed;
  object_class->dispose = desk_filtered_model_dispose;
  object_class->finalize = desk_filtered_model_finalize;
  object_class->get_property = desk_filtered_model_get_property;
  object_class->set_property = desk_filtered_model_set_property;

  properties[PROP_MODEL]
      = g_param_spec_object ("model", NULL, NULL, DESK_TYPE_LOG_MODEL,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILTER]
      = g_param_spec_boxed ("filter", NULL, NULL, DESK_TYPE_FILTER, readable | G_PARAM_WRITABLE);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, readable);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 1.0, readable);
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_filtered_model_init (DeskFilteredModel *self)
{
}

/**
 * desk_filtered_model_new:
 * @model: a log as a list
 *
 * Makes a list that shows all of @model until it is given a filter.
 *
 * Returns: (transfer full): the list
 */
DeskFilteredModel *
desk_filtered_model_new (DeskLogModel *model)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (model), NULL);

  return g_object_new (DESK_TYPE_FILTERED_MODEL, "model", model, NULL);
}

/**
 * desk_filtered_model_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the list whose rows it shows
 */
DeskLogModel *
desk_filtered_model_get_model (DeskFilteredModel *self)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), NULL);

  return self->model;
}

/**
 * desk_filtered_model_get_filter:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the filter that is in force
 */
DeskFilter *
desk_filtered_model_get_filter (DeskFilteredModel *self)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), NULL);

  return self->filter;
}

static gboolean
is_same_filter (DeskFilter *a, DeskFilter *b)
{
  gboolean a_filters = a != NULL && !desk_filter_is_empty (a);
  gboolean b_filters = b != NULL && !desk_filter_is_empty (b);

  return a_filters == b_filters && (!a_filters || desk_filter_equal (a, b));
}

/**
 * desk_filtered_model_set_filter:
 * @self: a list
 * @filter: (nullable): what must match; an empty one is like none
 *
 * Shows what matches @filter. A search for it begins, unless the filter in force
 * equals it.
 */
void
desk_filtered_model_set_filter (DeskFilteredModel *self, DeskFilter *filter)
{
  g_autoptr (DeskFilter) old = NULL;

  g_return_if_fail (DESK_IS_FILTERED_MODEL (self));

  if (self->filter == filter)
    return;

  old = g_steal_pointer (&self->filter);
  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  if (!is_same_filter (old, filter))
    restart (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

static gboolean
is_same_list (char **a, const char *const *b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? (const char *const *) a : none, b != NULL ? b : none);
}

/**
 * desk_filtered_model_set_excluded:
 * @self: a list
 * @topic_filters: (nullable): valid topic filters: messages, received or sent,
 *   whose topic matches one of them are hidden …
 * @kept: (nullable): … unless it matches one of these as well
 *
 * Hides what belongs to muted subscriptions only. Of a shared subscription the
 * part after the group counts.
 */
void
desk_filtered_model_set_excluded (DeskFilteredModel *self,
                                  const char *const *topic_filters,
                                  const char *const *kept)
{
  g_return_if_fail (DESK_IS_FILTERED_MODEL (self));

  /* What is kept does not matter while nothing is excluded. */
  if (topic_filters == NULL || topic_filters[0] == NULL)
    kept = NULL;
  if (is_same_list (self->excluded, topic_filters) && is_same_list (self->kept, kept))
    return;

  g_strfreev (self->excluded);
  g_strfreev (self->kept);
  self->excluded = g_strdupv ((char **) topic_filters);
  self->kept = g_strdupv ((char **) kept);
  restart (self);
}

/**
 * desk_filtered_model_get_pending:
 * @self: a list
 *
 * Returns: whether more of the log is being searched; new messages do not count
 *   as long as the search keeps up with them
 */
gboolean
desk_filtered_model_get_pending (DeskFilteredModel *self)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), FALSE);

  return self->pending;
}

/**
 * desk_filtered_model_get_progress:
 * @self: a list
 *
 * Returns: share of the log that is searched, 0 to 1; it is notified in steps of
 *   half a percent, and at 1
 */
double
desk_filtered_model_get_progress (DeskFilteredModel *self)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), 1.0);

  return self->search != NULL ? desk_search_get_progress (self->search) : 1.0;
}

/**
 * desk_filtered_model_get_n_total:
 * @self: a list
 *
 * Returns: number of rows that there would be without a filter
 */
guint
desk_filtered_model_get_n_total (DeskFilteredModel *self)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), 0);

  return self->n_total;
}

/**
 * desk_filtered_model_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the search stands still, or
 *   %DESK_ERROR_PARTIAL: why matches are missing although it goes on
 */
const GError *
desk_filtered_model_get_error (DeskFilteredModel *self)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), NULL);

  return self->error;
}
