/* desk-trace-model.c: the entries of a trace that a filter lets pass, as a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-model.h"

#define SLICE 3000    /* µs that a filter may take at once */
#define SLICE_PAUSE 8 /* ms until it goes on */
#define LOOK 64       /* entries between two looks at the clock */

/* Where an item is that somebody holds */
typedef struct
{
  guint64 number;
  DeskTraceModel *model;
  DeskTraceItem *item; /* (unowned) */
} Place;

struct _DeskTraceModel
{
  GObject parent_instance;
  DeskTrace *trace;        /* (owned) (nullable) */
  DeskTraceFilter *filter; /* (owned) (nullable): NULL: all entries */
  guint64 first;     /* without a filter: number of the first entry, and one more than that of the last */
  guint64 end;       /* with a filter: all before it were filtered */
  GArray *numbers;   /* of guint64: with a filter: the entries that match */
  guint n_gone;      /* of these, how many at the beginning are not in the list any more */
  GHashTable *items; /* (owned) (element-type guint64 Place) */
  guint source;      /* 0: all is filtered */
};

static void
list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskTraceModel,
                               desk_trace_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_PENDING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *list)
{
  return DESK_TYPE_TRACE_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  DeskTraceModel *self = DESK_TRACE_MODEL (list);

  return self->filter != NULL ? self->numbers->len - self->n_gone : (guint) (self->end - self->first);
}

static guint64
get_number (DeskTraceModel *self, guint position)
{
  return self->filter != NULL ? g_array_index (self->numbers, guint64, self->n_gone + position)
                              : self->first + position;
}

static void
on_item_gone (gpointer user_data, GObject *object)
{
  Place *place = user_data;

  g_hash_table_remove (place->model->items, &place->number);
}

/* The same object as long as somebody holds it */
static gpointer
get_item (GListModel *list, guint position)
{
  DeskTraceModel *self = DESK_TRACE_MODEL (list);
  guint64 number;
  Place *place;

  if (position >= get_n_items (list))
    return NULL;

  number = get_number (self, position);
  place = g_hash_table_lookup (self->items, &number);
  if (place != NULL)
    return g_object_ref (place->item);

  place = g_new (Place, 1);
  *place = (Place){ .number = number, .model = self, .item = desk_trace_item_new (self->trace, number) };
  g_hash_table_insert (self->items, &place->number, place);
  g_object_weak_ref (G_OBJECT (place->item), on_item_gone, place);

  return place->item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
set_source (DeskTraceModel *self, guint source)
{
  gboolean was_pending = self->source != 0;

  self->source = source;
  if (was_pending != (source != 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/* Forgets the entries that the trace has let go, with a filter. */
static void
drop_head (DeskTraceModel *self, guint64 first)
{
  guint n_removed = 0;

  while (self->n_gone + n_removed < self->numbers->len
         && g_array_index (self->numbers, guint64, self->n_gone + n_removed) < first)
    n_removed++;
  if (n_removed == 0)
    return;

  self->n_gone += n_removed;
  /* Moving the rest is dear, so it is done when half of them are gone. */
  if (self->n_gone > self->numbers->len / 2)
    {
      g_array_remove_range (self->numbers, 0, self->n_gone);
      self->n_gone = 0;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, 0);
}

typedef struct
{
  DeskTraceModel *model;
  gint64 until; /* monotonic, µs */
  guint n_looks;
} Slice;

static gboolean
filter_entry (guint64 number, const DeskTraceEntry *entry, const guint8 *data, gpointer user_data)
{
  Slice *slice = user_data;

  if (desk_trace_filter_matches (slice->model->filter, entry, data))
    g_array_append_val (slice->model->numbers, number);

  return ++slice->n_looks % LOOK != 0 || g_get_monotonic_time () < slice->until;
}

static gboolean
on_next_slice (gpointer user_data)
{
  DeskTraceModel *self = user_data;

  set_source (self, 0);
  desk_trace_model_update (self);

  return G_SOURCE_REMOVE;
}

static void
update_filtered (DeskTraceModel *self, guint64 first, guint64 end)
{
  Slice slice = { .model = self, .until = g_get_monotonic_time () + SLICE };
  guint n_before;

  drop_head (self, first);
  n_before = get_n_items (G_LIST_MODEL (self));
  self->end = desk_trace_each (self->trace, MAX (self->end, first), end, filter_entry, &slice);
  if (get_n_items (G_LIST_MODEL (self)) > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0,
                                get_n_items (G_LIST_MODEL (self)) - n_before);

  if (self->end < end && self->source == 0)
    set_source (self, g_timeout_add (SLICE_PAUSE, on_next_slice, self));
}

static void
update_all (DeskTraceModel *self, guint64 first, guint64 end)
{
  guint n = get_n_items (G_LIST_MODEL (self));
  guint n_removed = (guint) MIN (first - MIN (self->first, first), n);

  self->first = first;
  self->end = MAX (self->end, first);
  if (n_removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, 0);

  n = get_n_items (G_LIST_MODEL (self));
  self->end = end;
  if (get_n_items (G_LIST_MODEL (self)) > n)
    g_list_model_items_changed (G_LIST_MODEL (self), n, 0, get_n_items (G_LIST_MODEL (self)) - n);
}

/**
 * desk_trace_model_update:
 * @self: a model
 *
 * Takes over what has happened to the trace. With a filter this goes on by
 * itself, a few milliseconds at a time, until all is filtered.
 */
void
desk_trace_model_update (DeskTraceModel *self)
{
  guint64 first, end;

  g_return_if_fail (DESK_IS_TRACE_MODEL (self));

  if (self->trace == NULL)
    return;
  desk_trace_get_span (self->trace, &first, &end, NULL);
  if (self->filter != NULL)
    update_filtered (self, first, end);
  else
    update_all (self, first, end);
}

/* Begins anew with what there is. */
static void
start (DeskTraceModel *self, DeskTraceFilter *filter)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  if (self->source != 0)
    g_source_remove (self->source);
  set_source (self, 0);
  g_clear_pointer (&self->filter, desk_trace_filter_free);
  self->filter = filter;
  g_array_set_size (self->numbers, 0);
  self->n_gone = 0;
  self->first = self->end = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  desk_trace_model_update (self);
}

/**
 * desk_trace_model_set_trace:
 * @self: a model
 * @trace: what it lists
 */
void
desk_trace_model_set_trace (DeskTraceModel *self, DeskTrace *trace)
{
  g_return_if_fail (DESK_IS_TRACE_MODEL (self));
  g_return_if_fail (self->trace == NULL);

  self->trace = g_object_ref (trace);
  desk_trace_model_update (self);
}

/**
 * desk_trace_model_take_filter:
 * @self: a model
 * @filter: (transfer full) (nullable): what to let pass
 */
void
desk_trace_model_take_filter (DeskTraceModel *self, DeskTraceFilter *filter)
{
  g_return_if_fail (DESK_IS_TRACE_MODEL (self));

  if (desk_trace_filter_is_open (filter))
    g_clear_pointer (&filter, desk_trace_filter_free);
  if (filter != NULL || self->filter != NULL)
    start (self, filter);
}

/**
 * desk_trace_model_is_filtered:
 * @self: a model
 *
 * Returns: whether it leaves entries out
 */
gboolean
desk_trace_model_is_filtered (DeskTraceModel *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_MODEL (self), FALSE);

  return self->filter != NULL;
}

/**
 * desk_trace_model_get_pending:
 * @self: a model
 *
 * Returns: whether some entries are not filtered yet
 */
gboolean
desk_trace_model_get_pending (DeskTraceModel *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_MODEL (self), FALSE);

  return self->source != 0;
}

/**
 * desk_trace_model_get_number:
 * @self: a model
 * @position: of an entry
 *
 * Returns: its number in the trace
 */
guint64
desk_trace_model_get_number (DeskTraceModel *self, guint position)
{
  g_return_val_if_fail (DESK_IS_TRACE_MODEL (self), 0);
  g_return_val_if_fail (position < get_n_items (G_LIST_MODEL (self)), 0);

  return get_number (self, position);
}

/**
 * desk_trace_model_get_rank:
 * @self: a model
 * @number: of any entry of the trace
 *
 * Returns: how many entries of the list are before it
 */
guint
desk_trace_model_get_rank (DeskTraceModel *self, guint64 number)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (DESK_IS_TRACE_MODEL (self), 0);

  high = get_n_items (G_LIST_MODEL (self));
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_number (self, middle) < number)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
desk_trace_model_finalize (GObject *object)
{
  DeskTraceModel *self = DESK_TRACE_MODEL (object);
  GHashTableIter iter;
  gpointer value;

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_object_weak_unref (G_OBJECT (((Place *)value)->item), on_item_gone, value);
  g_hash_table_unref (self->items);
  g_array_unref (self->numbers);
  g_clear_pointer (&self->filter, desk_trace_filter_free);
  g_clear_object (&self->trace);

  G_OBJECT_CLASS (desk_trace_model_parent_class)->finalize (object);
}

static void
desk_trace_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PENDING)
    g_value_set_boolean (value, desk_trace_model_get_pending (DESK_TRACE_MODEL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_trace_model_class_init (DeskTraceModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_trace_model_finalize;
  object_class->get_property = desk_trace_model_get_property;

  properties[PROP_PENDING] = g_param_spec_boolean (
      "pending", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_trace_model_init (DeskTraceModel *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
}

/**
 * desk_trace_model_new:
 *
 * Returns: (transfer full): a model of no trace yet
 */
DeskTraceModel *
desk_trace_model_new (void)
{
  return g_object_new (DESK_TYPE_TRACE_MODEL, NULL);
}
