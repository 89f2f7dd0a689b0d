/* desk-topic-rows.c: which nodes of a topic tree are shown, in which order
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-needle.h"
#include "desk-topic-order.h"
#include "desk-topic-rows.h"
#include "desk-topic-tree-private.h"

/* Nodes that are looked at under one lock: below a millisecond */
#define SLICE 4096

/* What a search leaves at the nodes */
#define SEARCH_FLAGS (DESK_TOPIC_SHUT | DESK_TOPIC_OPENED | DESK_TOPIC_MATCH | DESK_TOPIC_HAS | DESK_TOPIC_UNDER)

/**
 * Children:
 * @by_name: (element-type guint32): those that are shown, in natural order
 * @by_figure: (element-type guint32): the same in the order of a figure
 * @n_seen: how many children the node had when they were put in order
 * @build: when they were last needed
 *
 * The children of a node whose children are shown.
 */
typedef struct
{
  GArray *by_name;
  GArray *by_figure;
  guint n_seen;
  guint build;
} Children;

typedef struct
{
  double figure;
  guint32 node;
  guint32 place;
} Ranked;

typedef struct
{
  GArray *nodes; /* (unowned) */
  guint next;
} Level;

struct _DeskTopicRows
{
  DeskTopicTree *tree; /* (unowned) */
  DeskTopicSort sort;
  GHashTable *children; /* node → Children (owned) */
  guint build;

  DeskNeedle *needle; /* (owned) (nullable): what is searched for */
  guint n_slashes;    /* in it */
  guint32 n_marked;   /* nodes that were searched */
  guint n_matches;
  GString *joined;
};

static void
children_free (gpointer data)
{
  Children *children = data;

  g_array_unref (children->by_name);
  g_array_unref (children->by_figure);
  g_free (children);
}

/**
 * desk_topic_rows_new:
 * @tree: a tree, which must outlive the rows
 *
 * Returns: (transfer full): rows, sorted by name
 */
DeskTopicRows *
desk_topic_rows_new (DeskTopicTree *tree)
{
  DeskTopicRows *self = g_new0 (DeskTopicRows, 1);

  self->tree = tree;
  self->children = g_hash_table_new_full (NULL, NULL, NULL, children_free);
  self->joined = g_string_new (NULL);

  return self;
}

void
desk_topic_rows_free (DeskTopicRows *self)
{
  g_hash_table_unref (self->children);
  g_clear_pointer (&self->needle, desk_needle_free);
  g_string_free (self->joined, TRUE);
  g_free (self);
}

/**
 * desk_topic_rows_set_sort:
 * @self: rows
 * @sort: how they are sorted
 *
 * Returns: whether that is new
 */
gboolean
desk_topic_rows_set_sort (DeskTopicRows *self, DeskTopicSort sort)
{
  gboolean changed = self->sort != sort;

  self->sort = sort;

  return changed;
}

/**
 * desk_topic_rows_set_search:
 * @self: rows
 * @text: (nullable): what must be in a topic: within a level, or across some
 *   if it holds a slash; case counts if it holds a capital letter
 *
 * Shows only branches in which there is a match, opened.
 *
 * Returns: whether that is new
 */
gboolean
desk_topic_rows_set_search (DeskTopicRows *self, const char *text)
{
  const char *old = self->needle != NULL ? desk_needle_get_text (self->needle) : NULL;

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (old, text) == 0)
    return FALSE;

  g_clear_pointer (&self->needle, desk_needle_free);
  self->n_slashes = 0;
  self->n_marked = 0;
  self->n_matches = 0;
  g_hash_table_remove_all (self->children);
  if (text != NULL)
    {
      self->needle = desk_needle_new (text);
      for (const char *p = text; *p != '\0'; p++)
        self->n_slashes += *p == '/' ? 1 : 0;
    }

  return TRUE;
}

/**
 * desk_topic_rows_get_n_matches:
 * @self: rows
 *
 * Returns: nodes in which the text that is searched for was found
 */
guint
desk_topic_rows_get_n_matches (DeskTopicRows *self)
{
  return self->n_matches;
}

/* Text with slashes spans as many levels as it has slashes, and one more. */
static gboolean
is_match (DeskTopicRows *self, guint32 number)
{
  const DeskTopicTree *tree = self->tree;
  gsize length;
  const char *name = desk_topic_names_get (tree->names, desk_topic_tree_node (tree, number)->name, &length);

  if (self->n_slashes == 0)
    return desk_needle_is_in (self->needle, (const guint8 *) name, length);

  g_string_truncate (self->joined, 0);
  g_string_append_len (self->joined, name, (gssize) length);
  for (guint i = 0; i < self->n_slashes; i++)
    {
      number = desk_topic_tree_node (tree, number)->parent;
      if (number == DESK_TOPIC_ROOT)
        break;
      name = desk_topic_names_get (tree->names, desk_topic_tree_node (tree, number)->name, &length);
      g_string_prepend_c (self->joined, '/');
      g_string_prepend_len (self->joined, name, (gssize) length);
    }

  return desk_needle_is_in (self->needle, (const guint8 *) self->joined->str, self->joined->len);
}

/* The branches above a match are shown too; what was put in order of them is out of date. */
static void
mark_above (DeskTopicRows *self, guint32 number)
{
  while (number != DESK_TOPIC_ROOT)
    {
      DeskTopicNode *node;

      number = desk_topic_tree_node (self->tree, number)->parent;
      node = desk_topic_tree_node (self->tree, number);
      if ((node->flags & DESK_TOPIC_HAS) != 0)
        return;
      node->flags |= DESK_TOPIC_HAS;
      g_hash_table_remove (self->children, GUINT_TO_POINTER (node->parent));
    }
}

static void
mark (DeskTopicRows *self, guint32 number)
{
  DeskTopicNode *node = desk_topic_tree_node (self->tree, number);
  const DeskTopicNode *parent = desk_topic_tree_node (self->tree, node->parent);

  /* A node comes after the one above it, so that what is set below has not come before this. */
  if ((node->flags & SEARCH_FLAGS) != 0)
    node->flags &= ~(guint) SEARCH_FLAGS & DESK_TOPIC_ALL_FLAGS;
  if ((parent->flags & (DESK_TOPIC_MATCH | DESK_TOPIC_UNDER)) != 0)
    node->flags |= DESK_TOPIC_UNDER;
  if (!is_match (self, number))
    return;

  node->flags |= DESK_TOPIC_MATCH;
  self->n_matches++;
  mark_above (self, number);
}

/* Searches the nodes that were not searched yet. */
static gboolean
mark_new (DeskTopicRows *self, GCancellable *cancellable)
{
  gboolean more = self->needle != NULL;

  while (more)
    {
      guint32 end;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;

      desk_topic_tree_lock (self->tree);
      if (self->n_marked == 0)
        {
          desk_topic_tree_node (self->tree, DESK_TOPIC_ROOT)->flags &= ~(guint) SEARCH_FLAGS & DESK_TOPIC_ALL_FLAGS;
          self->n_marked = 1;
        }
      end = MIN (self->tree->n_nodes, self->n_marked + SLICE);
      for (; self->n_marked < end; self->n_marked++)
        mark (self, self->n_marked);
      more = self->n_marked < self->tree->n_nodes;
      desk_topic_tree_unlock (self->tree);
    }

  return TRUE;
}

static gboolean
is_shown (const DeskTopicRows *self, const DeskTopicNode *node)
{
  return self->needle == NULL || (node->flags & (DESK_TOPIC_MATCH | DESK_TOPIC_HAS | DESK_TOPIC_UNDER)) != 0;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DeskTopicTree *tree = user_data;
  gsize length;

  return desk_topic_order (
      desk_topic_names_get (tree->names, desk_topic_tree_node (tree, *(const guint32 *) a)->name, &length),
      desk_topic_names_get (tree->names, desk_topic_tree_node (tree, *(const guint32 *) b)->name, &length));
}

/* Those that came since the last time, which are the first of the list. */
static GArray *
collect_new (DeskTopicRows *self, guint32 number, Children *children)
{
  GArray *fresh = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 child;
  guint n;

  desk_topic_tree_lock (self->tree);
  child = desk_topic_tree_node (self->tree, number)->child;
  n = desk_topic_tree_node (self->tree, number)->n_children - children->n_seen;
  children->n_seen += n;
  for (guint i = 0; i < n; i++)
    {
      const DeskTopicNode *node = desk_topic_tree_node (self->tree, child);

      /* A node that was not searched yet is shown as soon as it is found. */
      if (self->needle != NULL && child >= self->n_marked)
        children->n_seen--;
      else if (is_shown (self, node))
        g_array_append_val (fresh, child);
      child = node->next;
      if (i % SLICE == SLICE - 1)
        {
          desk_topic_tree_unlock (self->tree);
          desk_topic_tree_lock (self->tree);
        }
    }
  desk_topic_tree_unlock (self->tree);

  return fresh;
}

static void
merge (DeskTopicRows *self, Children *children, GArray *fresh)
{
  GArray *old = children->by_name;
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (guint32), old->len + fresh->len);
  guint i = 0, j = 0;

  g_array_sort_with_data (fresh, compare_names, self->tree);
  while (i < old->len && j < fresh->len)
    {
      const guint32 *a = &g_array_index (old, guint32, i);
      const guint32 *b = &g_array_index (fresh, guint32, j);

      if (compare_names (a, b, self->tree) <= 0)
        {
          g_array_append_vals (merged, a, 1);
          i++;
        }
      else
        {
          g_array_append_vals (merged, b, 1);
          j++;
        }
    }
  if (i < old->len)
    g_array_append_vals (merged, &g_array_index (old, guint32, i), old->len - i);
  if (j < fresh->len)
    g_array_append_vals (merged, &g_array_index (fresh, guint32, j), fresh->len - j);

  /* Until they are ranked anew, what came last stands last. */
  if (fresh->len > 0)
    g_array_append_vals (children->by_figure, fresh->data, fresh->len);
  g_array_unref (old);
  children->by_name = merged;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->figure > y->figure)
    return -1;
  if (x->figure < y->figure)
    return 1;

  return x->place < y->place ? -1 : 1;
}

/* Most of many have no rate; they stay in the order of their names. */
static void
rank (DeskTopicRows *self, Children *children)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (guint32));

  desk_topic_tree_lock (self->tree);
  for (guint i = 0; i < children->by_name->len; i++)
    {
      guint32 number = g_array_index (children->by_name, guint32, i);
      const DeskTopicNode *node = desk_topic_tree_node (self->tree, number);
      Ranked entry = { .node = number, .place = i };

      entry.figure = self->sort == DESK_TOPIC_SORT_RATE ? (double) node->order_rate : (double) node->count;
      if (entry.figure > 0)
        g_array_append_val (ranked, entry);
      else
        g_array_append_val (rest, number);
      if (i % SLICE == SLICE - 1)
        {
          desk_topic_tree_unlock (self->tree);
          desk_topic_tree_lock (self->tree);
        }
    }
  desk_topic_tree_unlock (self->tree);

  if (ranked->len > 0)
    qsort (ranked->data, ranked->len, sizeof (Ranked), compare_ranked);
  g_array_set_size (children->by_figure, 0);
  for (guint i = 0; i < ranked->len; i++)
    g_array_append_val (children->by_figure, g_array_index (ranked, Ranked, i).node);
  if (rest->len > 0)
    g_array_append_vals (children->by_figure, rest->data, rest->len);
}

/* The lock is not held. */
static GArray *
get_children (DeskTopicRows *self, guint32 number, gboolean anew)
{
  Children *children = g_hash_table_lookup (self->children, GUINT_TO_POINTER (number));
  gboolean made = children == NULL;
  g_autoptr (GArray) fresh = NULL;

  if (made)
    {
      children = g_new0 (Children, 1);
      children->by_name = g_array_new (FALSE, FALSE, sizeof (guint32));
      children->by_figure = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (self->children, GUINT_TO_POINTER (number), children);
    }
  children->build = self->build;
  fresh = collect_new (self, number, children);
  if (fresh->len > 0)
    merge (self, children, fresh);
  if (self->sort == DESK_TOPIC_SORT_NAME)
    return children->by_name;

  if (anew || made)
    rank (self, children);

  return children->by_figure;
}

static gboolean
is_open (const DeskTopicRows *self, const DeskTopicNode *node, guint n_rows)
{
  if (node->child == 0)
    return FALSE;
  if (self->needle == NULL)
    return (node->flags & DESK_TOPIC_OPEN) != 0;
  if ((node->flags & (DESK_TOPIC_SHUT | DESK_TOPIC_OPENED)) != 0)
    return (node->flags & DESK_TOPIC_OPENED) != 0;

  return (node->flags & DESK_TOPIC_HAS) != 0 && n_rows < DESK_TOPIC_ROWS_OPENED_MAX;
}

static gboolean
is_old (gpointer node, gpointer children, gpointer user_data)
{
  return ((Children *) children)->build != *(guint *) user_data;
}

/**
 * desk_topic_rows_build:
 * @self: rows
 * @anew: whether those that are sorted by a figure are sorted anew; otherwise
 *   they stay where they are
 * @cancellable: (nullable): ends it
 *
 * Lists the nodes from top to bottom.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the nodes, or
 *   %NULL if it was cancelled
 */
GArray *
desk_topic_rows_build (DeskTopicRows *self, gboolean anew, GCancellable *cancellable)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  Level level = { NULL, 0 };

  if (!mark_new (self, cancellable))
    return NULL;

  self->build++;
  level.nodes = get_children (self, DESK_TOPIC_ROOT, anew);
  g_array_append_val (levels, level);
  desk_topic_tree_lock (self->tree);
  while (levels->len > 0)
    {
      Level *last = &g_array_index (levels, Level, levels->len - 1);
      DeskTopicNode *node;
      guint32 number;

      if (last->next == last->nodes->len)
        {
          g_array_set_size (levels, levels->len - 1);
          continue;
        }
      number = g_array_index (last->nodes, guint32, last->next++);
      g_array_append_val (rows, number);
      node = desk_topic_tree_node (self->tree, number);
      node->flags &= ~(guint) DESK_TOPIC_UNFOLDED & DESK_TOPIC_ALL_FLAGS;
      if (is_open (self, node, rows->len))
        {
          node->flags |= DESK_TOPIC_UNFOLDED;
          desk_topic_tree_unlock (self->tree);
          level.nodes = get_children (self, number, anew);
          desk_topic_tree_lock (self->tree);
          g_array_append_val (levels, level);
        }
      else if (rows->len % SLICE == 0)
        {
          desk_topic_tree_unlock (self->tree);
          desk_topic_tree_lock (self->tree);
        }
    }
  desk_topic_tree_unlock (self->tree);
  g_hash_table_foreach_remove (self->children, is_old, &self->build);

  return g_steal_pointer (&rows);
}
