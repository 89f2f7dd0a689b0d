/* desk-topic-item.c: one row of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-topic-item-private.h"

/* Bytes of a name that are kept; the rest of a longer one nobody would read. */
#define NAME_MAX_BYTES 2048

struct _DeskTopicItem
{
  GObject parent_instance;

  GHashTable *items; /* (owned): node → item, from which it takes itself */
  guint32 node;
  guint level;
  char *name;
  DeskTopicFigures figures;
  gboolean expanded;
  gboolean match;
  gint64 value_id;
  gsize value_size;
  GBytes *preview; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskTopicItem, desk_topic_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
desk_topic_item_finalize (GObject *object)
{
  DeskTopicItem *self = DESK_TOPIC_ITEM (object);

  g_hash_table_remove (self->items, GUINT_TO_POINTER (self->node));
  g_hash_table_unref (self->items);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_free (self->name);

  G_OBJECT_CLASS (desk_topic_item_parent_class)->finalize (object);
}

static void
desk_topic_item_class_init (DeskTopicItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_topic_item_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", DESK_TYPE_TOPIC_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_topic_item_init (DeskTopicItem *self)
{
}

/* @items has an item as long as somebody else holds it. */
DeskTopicItem *
_desk_topic_item_new (GHashTable *items, guint32 node, guint level, const char *name, gsize length)
{
  DeskTopicItem *self = g_object_new (DESK_TYPE_TOPIC_ITEM, NULL);

  self->items = g_hash_table_ref (items);
  g_hash_table_insert (items, GUINT_TO_POINTER (node), self);
  self->node = node;
  self->level = level;
  self->name = g_utf8_make_valid (name, (gssize) MIN (length, NAME_MAX_BYTES));

  return self;
}

/* Returns: whether something is new, which nobody was told of yet */
gboolean
_desk_topic_item_set (DeskTopicItem *self, const DeskTopicFigures *figures, gboolean expanded, gboolean match)
{
  if (memcmp (&self->figures, figures, sizeof *figures) == 0 && self->expanded == expanded && self->match == match)
    return FALSE;

  self->figures = *figures;
  self->expanded = expanded;
  self->match = match;

  return TRUE;
}

void
_desk_topic_item_set_value (DeskTopicItem *self, const DeskTopicValue *value)
{
  g_clear_pointer (&self->preview, g_bytes_unref);
  self->preview = g_bytes_ref (value->preview);
  self->value_size = value->size;
  self->value_id = value->id;
}

gint64
_desk_topic_item_get_value_id (DeskTopicItem *self)
{
  return self->value_id;
}

void
_desk_topic_item_changed (DeskTopicItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * desk_topic_item_get_node:
 * @self: a row
 *
 * Returns: its node in the tree
 */
guint32
desk_topic_item_get_node (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), DESK_TOPIC_ROOT);

  return self->node;
}

/**
 * desk_topic_item_get_level:
 * @self: a row
 *
 * Returns: how deep it is; 1 for the first level of topics
 */
guint
desk_topic_item_get_level (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), 1);

  return self->level;
}

/**
 * desk_topic_item_get_name:
 * @self: a row
 *
 * Returns: its level of the topic, or its beginning if that is very long; what
 *   it holds came from the wire
 */
const char *
desk_topic_item_get_name (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), "");

  return self->name;
}

/**
 * desk_topic_item_get_figures:
 * @self: a row
 *
 * Returns: (transfer none): what is known of it
 */
const DeskTopicFigures *
desk_topic_item_get_figures (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), NULL);

  return &self->figures;
}

/**
 * desk_topic_item_get_expanded:
 * @self: a row
 *
 * Returns: whether the levels below it are shown
 */
gboolean
desk_topic_item_get_expanded (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), FALSE);

  return self->expanded;
}

/**
 * desk_topic_item_get_match:
 * @self: a row
 *
 * Returns: whether what is searched for was found in it
 */
gboolean
desk_topic_item_get_match (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), FALSE);

  return self->match;
}

/**
 * desk_topic_item_get_preview:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the first bytes of the last payload on
 *   this topic, if it was read
 */
GBytes *
desk_topic_item_get_preview (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), NULL);

  return self->preview;
}

/**
 * desk_topic_item_get_value_size:
 * @self: a row
 *
 * Returns: bytes of the whole payload
 */
gsize
desk_topic_item_get_value_size (DeskTopicItem *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ITEM (self), 0);

  return self->value_size;
}
