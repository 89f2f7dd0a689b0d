/* desk-log-selection.c: which rows of a log are selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-selection"

#include "config.h"

#include "desk-log-selection.h"

/* What is selected are ids, so it stays right when rows come at the end, earlier
 * matches come in front, and the head of the log is trimmed: nothing ever comes
 * in between. When a filter takes all rows away, only the current message is
 * remembered, and it is selected again when it is found. */
struct _DeskLogSelection
{
  GObject parent_instance;
  DeskFilteredModel *model; /* (owned) (nullable) */
  DeskIdRanges *ranges;     /* (owned) */
  DeskLogItem *current;     /* (owned) (nullable) */
  gint64 current_id;        /* 0: nothing was ever selected */
  gint64 anchor_id;         /* where a range begins that Shift makes; 0: there is none */
  guint n_rows;
  guint count;              /* as last told */
};

enum
{
  PROP_0,
  PROP_CURRENT,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
desk_log_selection_get_item_type (GListModel *list)
{
  return DESK_TYPE_LOG_ITEM;
}

static guint
desk_log_selection_get_n_items (GListModel *list)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (list);

  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static gpointer
desk_log_selection_get_item (GListModel *list, guint position)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (list);

  return self->model != NULL ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

static void
desk_log_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_log_selection_get_item_type;
  iface->get_n_items = desk_log_selection_get_n_items;
  iface->get_item = desk_log_selection_get_item;
}

/* The rows of a range, those in between that a filter hides not among them */
static void
get_rows (DeskLogSelection *self, guint index, guint *first, guint *end)
{
  const DeskIdRange *range = desk_id_ranges_get (self->ranges, index);

  *first = desk_filtered_model_get_rank (self->model, range->first);
  *end = desk_filtered_model_get_rank (self->model, range->last + 1);
}

static void
update_count (DeskLogSelection *self)
{
  guint count = 0;

  for (guint i = 0; self->model != NULL && i < desk_id_ranges_get_length (self->ranges); i++)
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

/* The item of the current id, if its row is there */
static void
update_current (DeskLogSelection *self)
{
  guint position = desk_log_selection_get_current_position (self);
  g_autoptr (DeskLogItem) item = NULL;

  if (position != GTK_INVALID_LIST_POSITION)
    item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (g_set_object (&self->current, item))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
on_items_changed (DeskLogSelection *self, guint position, guint removed, guint added)
{
  g_assert (DESK_IS_LOG_SELECTION (self));

  if (removed > 0 && removed == self->n_rows)
    {
      desk_id_ranges_clear (self->ranges);
      if (self->current_id > 0)
        desk_id_ranges_add (self->ranges, self->current_id, self->current_id);
    }
  self->n_rows = self->n_rows - removed + added;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  update_current (self);
  update_count (self);
}

/* Tells who shows the rows from @from to before @to. */
static void
tell (DeskLogSelection *self, guint from, guint to)
{
  if (from < to)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), from, to - from);
  update_current (self);
  update_count (self);
}

/* Selects nothing any more. @from and @to grow to the rows that this changes. */
static void
clear (DeskLogSelection *self, guint *from, guint *to)
{
  for (guint i = 0; i < desk_id_ranges_get_length (self->ranges); i++)
    {
      guint first, end;

      get_rows (self, i, &first, &end);
      if (first == end)
        continue;
      *from = MIN (*from, first);
      *to = MAX (*to, end);
    }
  desk_id_ranges_clear (self->ranges);
}

static gint64
get_id (DeskLogSelection *self, guint position)
{
  return desk_filtered_model_get_id (self->model, position);
}

static gboolean
desk_log_selection_is_selected (GtkSelectionModel *model, guint position)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);

  return position < self->n_rows && desk_id_ranges_contains (self->ranges, get_id (self, position));
}

static GtkBitset *
desk_log_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();

  for (guint i = 0; self->model != NULL && i < desk_id_ranges_get_length (self->ranges); i++)
    {
      guint first, end;

      get_rows (self, i, &first, &end);
      if (first < end)
        gtk_bitset_add_range (selected, first, end - first);
    }
  if (n_items > 0)
    {
      g_autoptr (GtkBitset) wanted = gtk_bitset_new_range (position, n_items);

      gtk_bitset_intersect (selected, wanted);
    }

  return selected;
}

static gboolean
desk_log_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);
  guint from = position;
  guint to = position + 1;

  if (position >= self->n_rows)
    return FALSE;

  if (unselect_rest)
    clear (self, &from, &to);
  self->current_id = self->anchor_id = get_id (self, position);
  desk_id_ranges_add (self->ranges, self->current_id, self->current_id);
  tell (self, from, to);

  return TRUE;
}

static gboolean
desk_log_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);

  if (position >= self->n_rows)
    return FALSE;

  self->current_id = self->anchor_id = get_id (self, position);
  desk_id_ranges_remove (self->ranges, self->current_id, self->current_id);
  tell (self, position, position + 1);

  return TRUE;
}

/* Of a range that Shift made, the end that the person moves is the current one. */
static void
move_current (DeskLogSelection *self, gint64 first, gint64 last)
{
  self->current_id = self->anchor_id == last ? first : last;
}

static gboolean
desk_log_selection_select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);
  guint from = position;
  guint to = position + n_items;
  gint64 first, last;

  if (n_items == 0 || position >= self->n_rows || n_items > self->n_rows - position)
    return FALSE;

  if (unselect_rest)
    clear (self, &from, &to);
  first = get_id (self, position);
  last = get_id (self, position + n_items - 1);
  desk_id_ranges_add (self->ranges, first, last);
  move_current (self, first, last);
  tell (self, from, to);

  return TRUE;
}

static gboolean
desk_log_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);
  gint64 first, last;

  if (n_items == 0 || position >= self->n_rows || n_items > self->n_rows - position)
    return FALSE;

  first = get_id (self, position);
  last = get_id (self, position + n_items - 1);
  desk_id_ranges_remove (self->ranges, first, last);
  move_current (self, first, last);
  tell (self, position, position + n_items);

  return TRUE;
}

/* The message that somebody reads stays the current one. */
static gboolean
desk_log_selection_select_all (GtkSelectionModel *model)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);

  if (self->n_rows > 0)
    {
      desk_id_ranges_add (self->ranges, get_id (self, 0), get_id (self, self->n_rows - 1));
      tell (self, 0, self->n_rows);
    }

  return TRUE;
}

static gboolean
desk_log_selection_unselect_all (GtkSelectionModel *model)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (model);
  guint from = G_MAXUINT;
  guint to = 0;

  if (self->model != NULL)
    clear (self, &from, &to);
  tell (self, from, to);

  return TRUE;
}

static void
desk_log_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = desk_log_selection_is_selected;
  iface->get_selection_in_range = desk_log_selection_get_selection_in_range;
  iface->select_item = desk_log_selection_select_item;
  iface->unselect_item = desk_log_selection_unselect_item;
  iface->select_range = desk_log_selection_select_range;
  iface->unselect_range = desk_log_selection_unselect_range;
  iface->select_all = desk_log_selection_select_all;
  iface->unselect_all = desk_log_selection_unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskLogSelection, desk_log_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_log_selection_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      desk_log_selection_selection_model_init))

static void
desk_log_selection_dispose (GObject *object)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, on_items_changed, self);
  g_clear_object (&self->model);
  g_clear_object (&self->current);
  self->n_rows = 0;

  G_OBJECT_CLASS (desk_log_selection_parent_class)->dispose (object);
}

static void
desk_log_selection_finalize (GObject *object)
{
  desk_id_ranges_free (DESK_LOG_SELECTION (object)->ranges);

  G_OBJECT_CLASS (desk_log_selection_parent_class)->finalize (object);
}

static void
desk_log_selection_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskLogSelection *self = DESK_LOG_SELECTION (object);

  switch (property_id)
    {
    case PROP_CURRENT:
      g_value_set_object (value, self->current);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_selection_class_init (DeskLogSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_log_selection_dispose;
  object_class->finalize = desk_log_selection_finalize;
  object_class->get_property = desk_log_selection_get_property;

  properties[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, DESK_TYPE_LOG_ITEM, readable);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_log_selection_init (DeskLogSelection *self)
{
  self->ranges = desk_id_ranges_new ();
}

/**
 * desk_log_selection_new:
 *
 * Returns: (transfer full): a selection of nothing
 */
DeskLogSelection *
desk_log_selection_new (void)
{
  return g_object_new (DESK_TYPE_LOG_SELECTION, NULL);
}

/**
 * desk_log_selection_set_model:
 * @self: a selection
 * @model: (nullable): the rows
 */
void
desk_log_selection_set_model (DeskLogSelection *self, DeskFilteredModel *model)
{
  g_autoptr (DeskFilteredModel) old = NULL;
  guint n_old = self->n_rows;

  g_return_if_fail (DESK_IS_LOG_SELECTION (self));

  if (self->model == model)
    return;
  old = g_steal_pointer (&self->model);
  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, on_items_changed, self);
  if (model != NULL)
    {
      self->model = g_object_ref (model);
      g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
    }
  desk_id_ranges_clear (self->ranges);
  self->current_id = self->anchor_id = 0;
  self->n_rows = desk_log_selection_get_n_items (G_LIST_MODEL (self));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, self->n_rows);
  update_current (self);
  update_count (self);
}

/**
 * desk_log_selection_get_model:
 * @self: a selection
 *
 * Returns: (transfer none) (nullable): the rows
 */
DeskFilteredModel *
desk_log_selection_get_model (DeskLogSelection *self)
{
  g_return_val_if_fail (DESK_IS_LOG_SELECTION (self), NULL);

  return self->model;
}

/**
 * desk_log_selection_get_current:
 * @self: a selection
 *
 * Returns: (transfer none) (nullable): the message that was selected or
 *   unselected last, if its row is there
 */
DeskLogItem *
desk_log_selection_get_current (DeskLogSelection *self)
{
  g_return_val_if_fail (DESK_IS_LOG_SELECTION (self), NULL);

  return self->current;
}

/**
 * desk_log_selection_get_current_position:
 * @self: a selection
 *
 * Returns: position of the current message, or %GTK_INVALID_LIST_POSITION
 */
guint
desk_log_selection_get_current_position (DeskLogSelection *self)
{
  g_return_val_if_fail (DESK_IS_LOG_SELECTION (self), GTK_INVALID_LIST_POSITION);

  return self->model != NULL && self->current_id > 0
             ? desk_filtered_model_get_position_of_id (self->model, self->current_id)
             : GTK_INVALID_LIST_POSITION;
}

/**
 * desk_log_selection_set_current:
 * @self: a selection
 * @position: of a row
 *
 * Makes the row the current one. If it is not selected, it is selected, and no
 * other any more.
 */
void
desk_log_selection_set_current (DeskLogSelection *self, guint position)
{
  g_return_if_fail (DESK_IS_LOG_SELECTION (self));

  if (position >= self->n_rows)
    return;
  if (!desk_log_selection_is_selected (GTK_SELECTION_MODEL (self), position))
    {
      desk_log_selection_select_item (GTK_SELECTION_MODEL (self), position, TRUE);
      return;
    }
  self->current_id = get_id (self, position);
  update_current (self);
}

/**
 * desk_log_selection_get_count:
 * @self: a selection
 *
 * Returns: number of selected rows
 */
guint
desk_log_selection_get_count (DeskLogSelection *self)
{
  g_return_val_if_fail (DESK_IS_LOG_SELECTION (self), 0);

  return self->count;
}

/**
 * desk_log_selection_get_ranges:
 * @self: a selection
 *
 * Returns: (transfer full): the ids between which all rows of the list are
 *   selected; what the filter in force hides is not meant
 */
DeskIdRanges *
desk_log_selection_get_ranges (DeskLogSelection *self)
{
  g_return_val_if_fail (DESK_IS_LOG_SELECTION (self), NULL);

  return desk_id_ranges_copy (self->ranges);
}
