/* desk-log-item.c: one row of the log view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-item-private.h"

struct _DeskLogItem
{
  GObject parent_instance;

  gint64 id;
  GHashTable *alive; /* (nullable): in which it is found by its id as long as it lives */
  gint64 time;
  GRefString *topic; /* (nullable): NULL is "" */
  GBytes *preview;   /* (nullable): NULL is none */
  gsize size;
  guint64 lost_before;
  DeskMessageFlags flags;
  guint loaded : 1;
  guint has_properties : 1;
};

G_DEFINE_FINAL_TYPE (DeskLogItem, desk_log_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_LOADED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
desk_log_item_dispose (GObject *object)
{
  DeskLogItem *self = DESK_LOG_ITEM (object);

  if (self->alive != NULL)
    g_hash_table_remove (self->alive, &self->id);
  g_clear_pointer (&self->alive, g_hash_table_unref);

  G_OBJECT_CLASS (desk_log_item_parent_class)->dispose (object);
}

static void
desk_log_item_finalize (GObject *object)
{
  DeskLogItem *self = DESK_LOG_ITEM (object);

  g_clear_pointer (&self->topic, g_ref_string_release);
  g_clear_pointer (&self->preview, g_bytes_unref);

  G_OBJECT_CLASS (desk_log_item_parent_class)->finalize (object);
}

static void
desk_log_item_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskLogItem *self = DESK_LOG_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_item_class_init (DeskLogItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_log_item_dispose;
  object_class->finalize = desk_log_item_finalize;
  object_class->get_property = desk_log_item_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_log_item_init (DeskLogItem *self)
{
}

/* Makes a placeholder and puts it into a table of gint64 id → DeskLogItem,
 * which it leaves when it ends.
 *
 * Returns: (transfer full): the placeholder */
DeskLogItem *
_desk_log_item_new (gint64 id, GHashTable *alive)
{
  DeskLogItem *self = g_object_new (DESK_TYPE_LOG_ITEM, NULL);

  self->id = id;
  self->alive = g_hash_table_ref (alive);
  g_hash_table_insert (alive, &self->id, self);

  return self;
}

/* Makes a placeholder the row that it stands for; @row NULL: the message is not in the log any more. */
void
_desk_log_item_fill (DeskLogItem *self, const DeskLogRow *row)
{
  g_return_if_fail (!self->loaded);

  if (row != NULL)
    {
      self->time = row->time;
      self->topic = g_ref_string_acquire (row->topic);
      g_clear_pointer (&self->preview, g_bytes_unref);
      self->preview = g_bytes_ref (row->preview);
      self->size = row->size;
      self->lost_before = row->lost_before;
      self->flags = row->flags;
      self->has_properties = row->has_properties;
    }
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

/**
 * desk_log_item_get_id:
 * @self: a row
 *
 * Returns: id of its message in the log, also while it is a placeholder
 */
gint64
desk_log_item_get_id (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), 0);

  return self->id;
}

/**
 * desk_log_item_get_loaded:
 * @self: a row
 *
 * Returns: %FALSE while it is a placeholder whose contents are being read
 */
gboolean
desk_log_item_get_loaded (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), FALSE);

  return self->loaded;
}

/**
 * desk_log_item_get_time:
 * @self: a row
 *
 * Returns: microseconds since 1970, UTC; 0 if it is a placeholder or its
 *   message is not in the log any more
 */
gint64
desk_log_item_get_time (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), 0);

  return self->time;
}

/**
 * desk_log_item_get_topic:
 * @self: a row
 *
 * Returns: (transfer none): topic name; "" as with desk_log_item_get_time()
 */
const char *
desk_log_item_get_topic (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), "");

  return self->topic != NULL ? self->topic : "";
}

/**
 * desk_log_item_get_flags:
 * @self: a row
 *
 * Returns: QoS, retained, outgoing, duplicate
 */
DeskMessageFlags
desk_log_item_get_flags (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), 0);

  return self->flags;
}

/**
 * desk_log_item_get_size:
 * @self: a row
 *
 * Returns: bytes of the whole payload
 */
gsize
desk_log_item_get_size (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), 0);

  return self->size;
}

/**
 * desk_log_item_get_preview:
 * @self: a row
 *
 * Returns: (transfer none): the first bytes of the payload, at most 256
 */
GBytes *
desk_log_item_get_preview (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), NULL);

  if (self->preview == NULL)
    self->preview = g_bytes_new_static ("", 0);

  return self->preview;
}

/**
 * desk_log_item_has_properties:
 * @self: a row
 *
 * Returns: whether the message came with MQTT 5 properties
 */
gboolean
desk_log_item_has_properties (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), FALSE);

  return self->has_properties;
}

/**
 * desk_log_item_get_lost_before:
 * @self: a row
 *
 * Returns: number of messages that are missing between the row before and
 *   this one, as they could not be kept
 */
guint64
desk_log_item_get_lost_before (DeskLogItem *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ITEM (self), 0);

  return self->lost_before;
}
