/* desk-topic-selection.c: the selected node of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-selection.h"

/* A double click is no wish to unselect what its first half has selected. */
#define DOUBLE_CLICK (500 * G_TIME_SPAN_MILLISECOND)

struct _DeskTopicSelection
{
  GObject parent_instance;

  DeskTopicModel *model; /* (owned) */
  guint32 node;
  gint64 selected_at; /* monotonic time */
};

enum
{
  PROP_0,
  PROP_NODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return DESK_TYPE_TOPIC_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DESK_TOPIC_SELECTION (model)->model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DESK_TOPIC_SELECTION (model)->model), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  DeskTopicSelection *self = DESK_TOPIC_SELECTION (model);

  return self->node != DESK_TOPIC_ROOT && desk_topic_model_get_node (self->model, position) == self->node;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  DeskTopicSelection *self = DESK_TOPIC_SELECTION (model);
  GtkBitset *selection = gtk_bitset_new_empty ();
  guint selected;

  if (self->node != DESK_TOPIC_ROOT && desk_topic_model_get_position (self->model, self->node, &selected))
    gtk_bitset_add (selection, selected);

  return selection;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  DeskTopicSelection *self = DESK_TOPIC_SELECTION (model);
  guint32 node = desk_topic_model_get_node (self->model, position);
  gint64 now = g_get_monotonic_time ();

  if (node != self->node)
    desk_topic_selection_set_node (self, node);
  else if (now > self->selected_at + DOUBLE_CLICK)
    desk_topic_selection_set_node (self, DESK_TOPIC_ROOT);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  if (is_selected (model, position))
    desk_topic_selection_set_node (DESK_TOPIC_SELECTION (model), DESK_TOPIC_ROOT);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskTopicSelection, desk_topic_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
on_items_changed (DeskTopicSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
on_reset (DeskTopicSelection *self)
{
  desk_topic_selection_set_node (self, DESK_TOPIC_ROOT);
}

static void
desk_topic_selection_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_NODE:
      g_value_set_uint (value, DESK_TOPIC_SELECTION (object)->node);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_topic_selection_finalize (GObject *object)
{
  g_object_unref (DESK_TOPIC_SELECTION (object)->model);

  G_OBJECT_CLASS (desk_topic_selection_parent_class)->finalize (object);
}

static void
desk_topic_selection_class_init (DeskTopicSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_topic_selection_finalize;
  object_class->get_property = desk_topic_selection_get_property;

  properties[PROP_NODE]
      = g_param_spec_uint ("node", NULL, NULL, 0, G_MAXUINT, DESK_TOPIC_ROOT,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_topic_selection_init (DeskTopicSelection *self)
{
}

/**
 * desk_topic_selection_new:
 * @model: the topics
 *
 * Returns: (transfer full): their selection, with none selected
 */
DeskTopicSelection *
desk_topic_selection_new (DeskTopicModel *model)
{
  DeskTopicSelection *self = g_object_new (DESK_TYPE_TOPIC_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "reset", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * desk_topic_selection_get_node:
 * @self: a selection
 *
 * Returns: the selected node, or the root
 */
guint32
desk_topic_selection_get_node (DeskTopicSelection *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_SELECTION (self), DESK_TOPIC_ROOT);

  return self->node;
}

/**
 * desk_topic_selection_set_node:
 * @self: a selection
 * @node: the node to select, or the root for none
 */
void
desk_topic_selection_set_node (DeskTopicSelection *self, guint32 node)
{
  guint32 old = self->node;
  guint position;

  g_return_if_fail (DESK_IS_TOPIC_SELECTION (self));

  if (old == node)
    return;

  self->node = node;
  self->selected_at = g_get_monotonic_time ();
  if (old != DESK_TOPIC_ROOT && desk_topic_model_get_position (self->model, old, &position))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
  if (node != DESK_TOPIC_ROOT && desk_topic_model_get_position (self->model, node, &position))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}
