/* desk-topic-model.c: the topic tree of a log as a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <gio/gio.h>

#include "desk-log-private.h"
#include "desk-topic-item-private.h"
#include "desk-topic-model-private.h"
#include "desk-topic-splice.h"
#include "desk-topic-tree-private.h"

enum
{
  UPDATED,
  RESET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The lock of the tree is held. */
static gboolean
refresh (DeskTopicModel *self, DeskTopicItem *item)
{
  guint32 number = desk_topic_item_get_node (item);
  guint flags = desk_topic_tree_node (self->tree, number)->flags;
  DeskTopicFigures figures;

  desk_topic_tree_get_figures (self->tree, number, &figures);

  return _desk_topic_item_set (item, &figures, (flags & DESK_TOPIC_UNFOLDED) != 0,
                               self->search != NULL && (flags & DESK_TOPIC_MATCH) != 0);
}

/* Those that the view holds are a few hundred at most. */
static GPtrArray *
hold_items (DeskTopicModel *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, g_object_ref (item));

  return items;
}

static void
ask_for_values (DeskTopicModel *self, gboolean at_once)
{
  g_autoptr (GPtrArray) items = hold_items (self);
  g_autoptr (GArray) wanted = g_array_new (FALSE, TRUE, sizeof (DeskTopicValue));

  for (guint i = 0; i < items->len; i++)
    {
      DeskTopicItem *item = g_ptr_array_index (items, i);
      DeskTopicValue want = { .node = desk_topic_item_get_node (item), .id = _desk_topic_item_get_value_id (item) };

      if (desk_topic_item_get_figures (item)->is_topic)
        g_array_append_val (wanted, want);
    }
  desk_topic_worker_want_values (self->worker, wanted, at_once);
}

static gboolean
ask (gpointer user_data)
{
  DeskTopicModel *self = user_data;

  self->asking = 0;
  ask_for_values (self, TRUE);

  return G_SOURCE_REMOVE;
}

static GType
desk_topic_model_get_item_type (GListModel *model)
{
  return DESK_TYPE_TOPIC_ITEM;
}

static guint
desk_topic_model_get_n_items (GListModel *model)
{
  return DESK_TOPIC_MODEL (model)->rows->len;
}

static gpointer
desk_topic_model_get_item (GListModel *model, guint position)
{
  DeskTopicModel *self = DESK_TOPIC_MODEL (model);
  DeskTopicItem *item;
  const char *name;
  gsize length;
  guint32 node;

  if (position >= self->rows->len)
    return NULL;

  node = g_array_index (self->rows, guint32, position);
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (node));
  if (item != NULL)
    return g_object_ref (item);

  name = desk_topic_tree_get_name (self->tree, node, &length);
  item = _desk_topic_item_new (self->items, node, desk_topic_tree_get_level (self->tree, node), name, length);
  desk_topic_tree_lock (self->tree);
  refresh (self, item);
  desk_topic_tree_unlock (self->tree);
  if (self->asking == 0)
    self->asking = g_idle_add (ask, self);

  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_topic_model_get_item_type;
  iface->get_n_items = desk_topic_model_get_n_items;
  iface->get_item = desk_topic_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskTopicModel, desk_topic_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Makes the items what the tree says, and tells those that are not as they were. */
static void
refresh_items (DeskTopicModel *self, GArray *values)
{
  g_autoptr (GPtrArray) items = hold_items (self);
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const DeskTopicValue *value = &g_array_index (values, DeskTopicValue, i);
      DeskTopicItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (value->node));

      if (item == NULL)
        continue;
      _desk_topic_item_set_value (item, value);
      g_hash_table_add (changed, item);
    }

  desk_topic_tree_lock (self->tree);
  for (guint i = 0; i < items->len; i++)
    if (refresh (self, g_ptr_array_index (items, i)))
      g_hash_table_add (changed, g_ptr_array_index (items, i));
  desk_topic_tree_unlock (self->tree);

  for (guint i = 0; i < items->len; i++)
    if (g_hash_table_contains (changed, g_ptr_array_index (items, i)))
      _desk_topic_item_changed (g_ptr_array_index (items, i));
  ask_for_values (self, FALSE);
}

static void
on_news (DeskTopicNews *news, gpointer user_data)
{
  DeskTopicModel *self = user_data;

  g_object_ref (self);
  self->n_matches = news->n_matches;
  self->searched = news->searched;
  self->progress = news->progress;
  if (news->rows != NULL)
    desk_topic_splice (G_LIST_MODEL (self), self->rows, news->rows);
  refresh_items (self, news->values);
  g_signal_emit (self, signals[UPDATED], 0);
  g_object_unref (self);
}

static void
begin (DeskTopicModel *self)
{
  self->worker = desk_topic_worker_new (self->log, self->max_topics, on_news, self);
  self->tree = desk_topic_worker_get_tree (self->worker);
  self->generation = _desk_log_get_generation (self->log);
  self->items = g_hash_table_new (NULL, NULL);
  self->searched = 0;
  self->n_matches = 0;
  self->progress = desk_log_get_last_id (self->log) < desk_log_get_first_id (self->log) ? 1.0 : 0.0;
  desk_topic_worker_set_sort (self->worker, self->sort);
  self->n_searches = desk_topic_worker_set_search (self->worker, self->search);
  desk_topic_worker_set_active (self->worker, self->active);
}

/* What was seen in a file that is gone, or in a history that was deleted, is not there any more. */
static void
begin_anew (DeskTopicModel *self)
{
  guint n_rows = self->rows->len;

  desk_topic_worker_free (self->worker);
  g_hash_table_unref (self->items);
  begin (self);
  g_array_set_size (self->rows, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_rows, 0);
  g_signal_emit (self, signals[RESET], 0);
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
on_grew (DeskLog *log, DeskTopicModel *self)
{
  gboolean emptied = desk_log_get_last_id (log) < desk_log_get_first_id (log)
                     && desk_topic_model_get_n_topics (self) > 0;

  if (emptied || self->generation != _desk_log_get_generation (log))
    begin_anew (self);
  else
    desk_topic_worker_set_last_id (self->worker, desk_log_get_last_id (log));
}

static void
desk_topic_model_dispose (GObject *object)
{
  DeskTopicModel *self = DESK_TOPIC_MODEL (object);

  g_clear_handle_id (&self->asking, g_source_remove);
  g_array_set_size (self->rows, 0);
  g_clear_pointer (&self->worker, desk_topic_worker_free);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (desk_topic_model_parent_class)->dispose (object);
}

static void
desk_topic_model_finalize (GObject *object)
{
  DeskTopicModel *self = DESK_TOPIC_MODEL (object);

  g_array_unref (self->rows);
  g_hash_table_unref (self->items);
  g_free (self->search);

  G_OBJECT_CLASS (desk_topic_model_parent_class)->finalize (object);
}

static void
desk_topic_model_class_init (DeskTopicModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_topic_model_dispose;
  object_class->finalize = desk_topic_model_finalize;

  /**
   * DeskTopicModel::updated:
   *
   * Something of what the getters tell may be new.
   */
  signals[UPDATED]
      = g_signal_new ("updated", DESK_TYPE_TOPIC_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DeskTopicModel::reset:
   *
   * Numbers of nodes that are known mean nothing any more.
   */
  signals[RESET]
      = g_signal_new ("reset", DESK_TYPE_TOPIC_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_topic_model_init (DeskTopicModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

/**
 * desk_topic_model_new_with_limit:
 * @log: a log, which need not be open yet
 * @max_topics: topics at most, up to %DESK_TOPIC_TREE_MAX_TOPICS
 *
 * Returns: (transfer full): the topics of the log, not active yet
 */
DeskTopicModel *
desk_topic_model_new_with_limit (DeskLog *log, guint max_topics)
{
  DeskTopicModel *self;

  g_return_val_if_fail (DESK_IS_LOG (log), NULL);

  self = g_object_new (DESK_TYPE_TOPIC_MODEL, NULL);
  self->log = g_object_ref (log);
  self->max_topics = MIN (max_topics, DESK_TOPIC_TREE_MAX_TOPICS);
  begin (self);
  g_signal_connect_object (log, "grew", G_CALLBACK (on_grew), self, 0);

  return self;
}

/**
 * desk_topic_model_new:
 * @log: a log, which need not be open yet
 *
 * Returns: (transfer full): the topics of the log, not active yet
 */
DeskTopicModel *
desk_topic_model_new (DeskLog *log)
{
  return desk_topic_model_new_with_limit (log, DESK_TOPIC_TREE_MAX_TOPICS);
}

/**
 * desk_topic_model_set_active:
 * @self: a model
 * @active: whether somebody looks at it; if not, only the tree is kept up to date
 */
void
desk_topic_model_set_active (DeskTopicModel *self, gboolean active)
{
  g_return_if_fail (DESK_IS_TOPIC_MODEL (self));

  if (self->active == active)
    return;
  self->active = active;
  desk_topic_worker_set_active (self->worker, active);
}

/**
 * desk_topic_model_set_sort:
 * @self: a model
 * @sort: in which order the nodes of a branch are; by a figure they are sorted
 *   anew about once a second
 */
void
desk_topic_model_set_sort (DeskTopicModel *self, DeskTopicSort sort)
{
  g_return_if_fail (DESK_IS_TOPIC_MODEL (self));

  self->sort = sort;
  desk_topic_worker_set_sort (self->worker, sort);
}

/**
 * desk_topic_model_set_search:
 * @self: a model
 * @text: (nullable): what must be in a topic: within a level, or across some if
 *   it holds a slash; case counts if it holds a capital letter
 *
 * Shows only branches in which there is a match, opened; which were open before
 * is remembered. The rows follow in a moment.
 */
void
desk_topic_model_set_search (DeskTopicModel *self, const char *text)
{
  g_return_if_fail (DESK_IS_TOPIC_MODEL (self));

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (self->search, text) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (text);
  self->n_searches = desk_topic_worker_set_search (self->worker, text);
}

/**
 * desk_topic_model_set_expanded:
 * @self: a model
 * @node: a node
 * @expanded: whether the levels below it are shown
 *
 * The rows follow in a moment.
 */
void
desk_topic_model_set_expanded (DeskTopicModel *self, guint32 node, gboolean expanded)
{
  g_return_if_fail (DESK_IS_TOPIC_MODEL (self));
  g_return_if_fail (node != DESK_TOPIC_ROOT);

  desk_topic_tree_lock (self->tree);
  desk_topic_tree_set_open (self->tree, node, expanded, self->search != NULL);
  desk_topic_tree_unlock (self->tree);
  desk_topic_worker_rebuild (self->worker);
}

/**
 * desk_topic_model_expand_all:
 * @self: a model
 * @node: a node, or the root
 *
 * Expands a node and the branches below it, level by level, up to 2,000 of them.
 *
 * Returns: whether that was all of them
 */
gboolean
desk_topic_model_expand_all (DeskTopicModel *self, guint32 node)
{
  gboolean all;

  g_return_val_if_fail (DESK_IS_TOPIC_MODEL (self), FALSE);

  desk_topic_tree_lock (self->tree);
  all = desk_topic_tree_open_all (self->tree, node, self->search != NULL);
  desk_topic_tree_unlock (self->tree);
  desk_topic_worker_rebuild (self->worker);

  return all;
}

/**
 * desk_topic_model_reveal:
 * @self: a model
 * @node: a node
 *
 * Expands the branches in which it is. The rows follow in a moment.
 */
void
desk_topic_model_reveal (DeskTopicModel *self, guint32 node)
{
  g_return_if_fail (DESK_IS_TOPIC_MODEL (self));

  desk_topic_tree_lock (self->tree);
  for (node = desk_topic_tree_get_parent (self->tree, node); node != DESK_TOPIC_ROOT;
       node = desk_topic_tree_get_parent (self->tree, node))
    desk_topic_tree_set_open (self->tree, node, TRUE, self->search != NULL);
  desk_topic_tree_unlock (self->tree);
  desk_topic_worker_rebuild (self->worker);
}
