/* desk-trace-selection.c: which entries of a trace are selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-selection.h"

#include "desk-id-ranges.h"

/* What is selected are numbers of entries, so nothing moves when the oldest go in
 * a flood, and what another filter lets pass, too, stays selected. GtkMultiSelection
 * would hold an object for each row. */
struct _DeskTraceSelection
{
  GObject parent_instance;
  DeskTraceModel *model; /* (owned) */
  DeskIdRanges *ranges;  /* (owned) */
  guint count;           /* as last told */
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
desk_trace_selection_get_item_type (GListModel *list)
{
  return DESK_TYPE_TRACE_ITEM;
}

static guint
desk_trace_selection_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DESK_TRACE_SELECTION (list)->model));
}

static gpointer
desk_trace_selection_get_item (GListModel *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DESK_TRACE_SELECTION (list)->model), position);
}

static void
desk_trace_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_trace_selection_get_item_type;
  iface->get_n_items = desk_trace_selection_get_n_items;
  iface->get_item = desk_trace_selection_get_item;
}

/* The rows of a range, without those that a filter hides and those that are gone */
static void
get_rows (DeskTraceSelection *self, guint index, guint *first, guint *end)
{
  const DeskIdRange *range = desk_id_ranges_get (self->ranges, index);

  *first = desk_trace_model_get_rank (self->model, (guint64) range->first);
  *end = desk_trace_model_get_rank (self->model, (guint64) range->last + 1);
}

static void
update_count (DeskTraceSelection *self)
{
  guint count = 0;

  for (guint i = 0; i < desk_id_ranges_get_length (self->ranges); i++)
    {
      guint first, end;

      get_rows (self, i, &first, &end);
      count += end - first;
    }
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static gboolean
desk_trace_selection_is_selected (GtkSelectionModel *model, guint position)
{
  DeskTraceSelection *self = DESK_TRACE_SELECTION (model);

  return position < desk_trace_selection_get_n_items (G_LIST_MODEL (self))
         && desk_id_ranges_contains (self->ranges, (gint64) desk_trace_model_get_number (self->model, position));
}

static GtkBitset *
desk_trace_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  DeskTraceSelection *self = DESK_TRACE_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) wanted = gtk_bitset_new_range (position, n_items);

  for (guint i = 0; i < desk_id_ranges_get_length (self->ranges); i++)
    {
      guint first, end;

      get_rows (self, i, &first, &end);
      gtk_bitset_add_range (selected, first, end - first);
    }
  if (n_items > 0)
    gtk_bitset_intersect (selected, wanted);

  return selected;
}

/* Adds to the selection, or takes away from it, the rows that are next to each other at once. */
static void
change_rows (DeskTraceSelection *self,
             const GtkBitset    *rows,
             void              (*change) (DeskIdRanges *ranges, gint64 first, gint64 last))
{
  GtkBitsetIter iter;
  guint row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;)
    {
      guint first = row;
      guint last = row;

      while ((more = gtk_bitset_iter_next (&iter, &row)) && row == last + 1)
        last = row;
      change (self->ranges, (gint64) desk_trace_model_get_number (self->model, first),
              (gint64) desk_trace_model_get_number (self->model, last));
    }
}

/* All other ways to select come down to this one. */
static gboolean
desk_trace_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  DeskTraceSelection *self = DESK_TRACE_SELECTION (model);
  guint n = desk_trace_selection_get_n_items (G_LIST_MODEL (self));
  g_autoptr (GtkBitset) rows = gtk_bitset_new_range (0, n);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);
  g_autoptr (GtkBitset) unwanted = NULL;

  gtk_bitset_intersect (rows, mask);
  if (gtk_bitset_is_empty (rows))
    return TRUE;
  gtk_bitset_intersect (wanted, rows);
  unwanted = gtk_bitset_copy (rows);
  gtk_bitset_subtract (unwanted, wanted);
  if (gtk_bitset_get_size (rows) == n)
    desk_id_ranges_clear (self->ranges);
  else
    change_rows (self, unwanted, desk_id_ranges_remove);
  change_rows (self, wanted, desk_id_ranges_add);

  update_count (self);
  gtk_selection_model_selection_changed (
      model, gtk_bitset_get_minimum (rows), gtk_bitset_get_maximum (rows) - gtk_bitset_get_minimum (rows) + 1);

  return TRUE;
}

static void
desk_trace_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = desk_trace_selection_is_selected;
  iface->get_selection_in_range = desk_trace_selection_get_selection_in_range;
  iface->set_selection = desk_trace_selection_set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskTraceSelection, desk_trace_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_trace_selection_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      desk_trace_selection_selection_model_init))

static void
on_items_changed (DeskTraceSelection *self, guint position, guint removed, guint added)
{
  g_assert (DESK_IS_TRACE_SELECTION (self));

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  update_count (self);
}

static void
desk_trace_selection_finalize (GObject *object)
{
  DeskTraceSelection *self = DESK_TRACE_SELECTION (object);

  desk_id_ranges_free (self->ranges);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (desk_trace_selection_parent_class)->finalize (object);
}

static void
desk_trace_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_COUNT)
    g_value_set_uint (value, DESK_TRACE_SELECTION (object)->count);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_trace_selection_class_init (DeskTraceSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_trace_selection_finalize;
  object_class->get_property = desk_trace_selection_get_property;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_trace_selection_init (DeskTraceSelection *self)
{
  self->ranges = desk_id_ranges_new ();
}

/**
 * desk_trace_selection_new:
 * @model: the entries
 *
 * Returns: (transfer full): a selection of none of them
 */
DeskTraceSelection *
desk_trace_selection_new (DeskTraceModel *model)
{
  DeskTraceSelection *self = g_object_new (DESK_TYPE_TRACE_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * desk_trace_selection_get_count:
 * @self: a selection
 *
 * Returns: how many entries are selected, of those that are in the list
 */
guint
desk_trace_selection_get_count (DeskTraceSelection *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_SELECTION (self), 0);

  return self->count;
}

/**
 * desk_trace_selection_get_position:
 * @self: a selection
 * @index: less than desk_trace_selection_get_count()
 *
 * Returns: where in the list the selected entry is before which there are @index
 *   others that are selected
 */
guint
desk_trace_selection_get_position (DeskTraceSelection *self, guint index)
{
  g_return_val_if_fail (DESK_IS_TRACE_SELECTION (self), GTK_INVALID_LIST_POSITION);

  for (guint i = 0; i < desk_id_ranges_get_length (self->ranges); i++)
    {
      guint first, end;

      get_rows (self, i, &first, &end);
      if (index < end - first)
        return first + index;
      index -= end - first;
    }

  return GTK_INVALID_LIST_POSITION;
}
