/* desk-log-model.c: the log as a list, read in pages from its file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-model.h"
#include "desk-log-pages.h"
#include "desk-log-private.h"

/* Least time between two changes while the log grows fast: drawing new rows
 * is the dearest part of following a flood. */
#define REFRESH_INTERVAL (30 * G_TIME_SPAN_MILLISECOND)

/* The list shows the ids from first_id to last_id, so position = id − first_id:
 *
 *   DeskLog (first-id … last-id in the file)
 *     └ DeskLogModel: not below "start"; stands still while "frozen"
 *         └ DeskLogPages: the items, by id
 *
 * It is empty when last_id is first_id − 1; there is no other way to be empty. */
struct _DeskLogModel
{
  GObject parent_instance;

  DeskLog *log;
  DeskLogPages *pages;
  gint64 start;
  gint64 first_id;
  gint64 last_id;
  gboolean frozen;
  guint64 n_behind;
  guint generation;
  gint64 last_refresh;
  GSource *refresh; /* (nullable): waits for the end of the interval */
};

enum
{
  PROP_0,
  PROP_LOG,
  PROP_N_ITEMS,
  PROP_START,
  PROP_FROZEN,
  PROP_N_BEHIND,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
desk_log_model_get_item_type (GListModel *list)
{
  return DESK_TYPE_LOG_ITEM;
}

static guint
desk_log_model_get_n_items (GListModel *list)
{
  DeskLogModel *self = DESK_LOG_MODEL (list);

  return (guint) (self->last_id - self->first_id + 1);
}

static gpointer
desk_log_model_get_item (GListModel *list, guint position)
{
  DeskLogModel *self = DESK_LOG_MODEL (list);

  if (position >= desk_log_model_get_n_items (list))
    return NULL;

  return desk_log_pages_get_item (self->pages, self->first_id + position);
}

static void
desk_log_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_log_model_get_item_type;
  iface->get_n_items = desk_log_model_get_n_items;
  iface->get_item = desk_log_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskLogModel, desk_log_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_log_model_list_model_init))

static void
emit_change (DeskLogModel *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* Where the list begins if it follows the log; positions are 32 bits. */
static gint64
get_target_first (DeskLogModel *self)
{
  gint64 first = MAX (self->start, desk_log_get_first_id (self->log));

  return MAX (first, desk_log_get_last_id (self->log) - (gint64) G_MAXUINT + 2);
}

/* Each of the next three leaves the list whole before it says what has changed,
 * so whoever hears of it may change it again. */

static void
move_first (DeskLogModel *self, gint64 first)
{
  gint64 n = self->last_id - self->first_id + 1;
  gint64 moved = first - self->first_id;

  if (moved > 0)
    {
      self->first_id = first;
      self->last_id = MAX (self->last_id, first - 1);
      if (n > 0)
        emit_change (self, 0, (guint) MIN (moved, n), 0);
    }
  else if (moved < 0 && n > 0)
    {
      self->first_id = first;
      emit_change (self, 0, 0, (guint) -moved);
    }
  else if (moved < 0)
    {
      self->first_id = first;
      self->last_id = first - 1;
    }
}

static void
move_last (DeskLogModel *self, gint64 last)
{
  guint n = desk_log_model_get_n_items (G_LIST_MODEL (self));
  gint64 added = last - self->last_id;

  if (added <= 0)
    return;
  self->last_id = last;
  emit_change (self, n, 0, (guint) added);
}

static void
update_n_behind (DeskLogModel *self)
{
  gint64 behind = self->frozen ? MAX (desk_log_get_last_id (self->log) - self->last_id, 0) : 0;

  if (self->n_behind == (guint64) behind)
    return;
  self->n_behind = (guint64) behind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_BEHIND]);
}

static void
refresh (DeskLogModel *self)
{
  self->last_refresh = g_get_monotonic_time ();
  if (self->refresh != NULL)
    {
      g_source_destroy (self->refresh);
      g_clear_pointer (&self->refresh, g_source_unref);
    }

  if (self->generation != _desk_log_get_generation (self->log))
    {
      self->generation = _desk_log_get_generation (self->log);
      desk_log_pages_reopen (self->pages);
    }
  if (desk_log_is_open (self->log) || desk_log_is_followed (self->log))
    desk_log_pages_prepare (self->pages);

  if (!self->frozen)
    move_first (self, get_target_first (self));
  if (!self->frozen)
    move_last (self, desk_log_get_last_id (self->log));
  update_n_behind (self);
}

static gboolean
on_interval_over (gpointer user_data)
{
  refresh (DESK_LOG_MODEL (user_data));

  return G_SOURCE_REMOVE;
}

static void
on_grew (DeskLogModel *self)
{
  gint64 left = self->last_refresh + REFRESH_INTERVAL - g_get_monotonic_time ();

  g_assert (DESK_IS_LOG_MODEL (self));

  if (left <= 0)
    refresh (self);
  else if (self->refresh == NULL)
    {
      g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

      self->refresh = g_timeout_source_new ((guint) (left + 999) / 1000);
      g_source_set_callback (self->refresh, on_interval_over, self, NULL);
      g_source_set_static_name (self->refresh, "[mqtt-desk] log model");
      g_source_attach (self->refresh, context);
    }
}

static void
desk_log_model_constructed (GObject *object)
{
  DeskLogModel *self = DESK_LOG_MODEL (object);

  self->pages = desk_log_pages_new (self->log);
  self->generation = _desk_log_get_generation (self->log);
  self->first_id = desk_log_get_first_id (self->log);
  self->last_id = self->first_id - 1;
  refresh (self);
  self->last_refresh = 0;
  g_signal_connect_object (self->log, "grew", G_CALLBACK (on_grew), self, G_CONNECT_SWAPPED);

  G_OBJECT_CLASS (desk_log_model_parent_class)->constructed (object);
}

static void
desk_log_model_dispose (GObject *object)
{
  DeskLogModel *self = DESK_LOG_MODEL (object);

  if (self->refresh != NULL)
    g_source_destroy (self->refresh);
  g_clear_pointer (&self->refresh, g_source_unref);

  G_OBJECT_CLASS (desk_log_model_parent_class)->dispose (object);
}

static void
desk_log_model_finalize (GObject *object)
{
  DeskLogModel *self = DESK_LOG_MODEL (object);

  g_object_unref (self->pages);
  g_object_unref (self->log);

  G_OBJECT_CLASS (desk_log_model_parent_class)->finalize (object);
}

static void
desk_log_model_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskLogModel *self = DESK_LOG_MODEL (object);

  switch (property_id)
    {
    case PROP_LOG:
      g_value_set_object (value, self->log);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, desk_log_model_get_n_items (G_LIST_MODEL (self)));
      break;
    case PROP_START:
      g_value_set_int64 (value, self->start);
      break;
    case PROP_FROZEN:
      g_value_set_boolean (value, self->frozen);
      break;
    case PROP_N_BEHIND:
      g_value_set_uint64 (value, self->n_behind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_model_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskLogModel *self = DESK_LOG_MODEL (object);

  switch (property_id)
    {
    case PROP_LOG:
      self->log = g_value_dup_object (value);
      break;
    case PROP_START:
      desk_log_model_set_start (self, g_value_get_int64 (value));
      break;
    case PROP_FROZEN:
      desk_log_model_set_frozen (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_model_class_init (DeskLogModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = desk_log_model_constructed;
  object_class->dispose = desk_log_model_dispose;
  object_class->finalize = desk_log_model_finalize;
  object_class->get_property = desk_log_model_get_property;
  object_class->set_property = desk_log_model_set_property;

  properties[PROP_LOG] = g_param_spec_object (
      "log", NULL, NULL, DESK_TYPE_LOG, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_START]
      = g_param_spec_int64 ("start", NULL, NULL, 0, G_MAXINT64, 0, readable | G_PARAM_WRITABLE);
  properties[PROP_FROZEN] = g_param_spec_boolean ("frozen", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[PROP_N_BEHIND] = g_param_spec_uint64 ("n-behind", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_log_model_init (DeskLogModel *self)
{
}

/**
 * desk_log_model_new:
 * @log: a log; it need not be open yet
 *
 * Makes a list of all messages of a log, which grows with it.
 *
 * Returns: (transfer full): the list
 */
DeskLogModel *
desk_log_model_new (DeskLog *log)
{
  g_return_val_if_fail (DESK_IS_LOG (log), NULL);

  return g_object_new (DESK_TYPE_LOG_MODEL, "log", log, NULL);
}

/**
 * desk_log_model_get_log:
 * @self: a list
 *
 * Returns: (transfer none): its log
 */
DeskLog *
desk_log_model_get_log (DeskLogModel *self)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), NULL);

  return self->log;
}

/**
 * desk_log_model_get_start:
 * @self: a list
 *
 * Returns: messages with a lower id are not shown
 */
gint64
desk_log_model_get_start (DeskLogModel *self)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), 0);

  return self->start;
}

/**
 * desk_log_model_set_start:
 * @self: a list
 * @id: id of the first message to show
 *
 * Hides older messages, at once and also while frozen; 0 shows all that the
 * log has. The log itself stays as it is.
 */
void
desk_log_model_set_start (DeskLogModel *self, gint64 id)
{
  gboolean was_empty;
  gint64 first;

  g_return_if_fail (DESK_IS_LOG_MODEL (self));
  g_return_if_fail (id >= 0);

  if (self->start == id)
    return;

  was_empty = self->last_id < self->first_id;
  self->start = id;
  first = get_target_first (self);
  /* A frozen list keeps rows that were trimmed from the file meanwhile. */
  if (self->frozen)
    first = id >= self->first_id ? id : MIN (first, self->first_id);
  move_first (self, first);
  if (was_empty)
    move_last (self, desk_log_get_last_id (self->log));
  update_n_behind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_START]);
}

/**
 * desk_log_model_get_frozen:
 * @self: a list
 *
 * Returns: whether it stands still
 */
gboolean
desk_log_model_get_frozen (DeskLogModel *self)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), FALSE);

  return self->frozen;
}

/**
 * desk_log_model_set_frozen:
 * @self: a list
 * @frozen: whether it stands still
 *
 * Makes the list stand still while the log goes on, or catch up with it.
 */
void
desk_log_model_set_frozen (DeskLogModel *self, gboolean frozen)
{
  g_return_if_fail (DESK_IS_LOG_MODEL (self));

  frozen = !!frozen;
  if (self->frozen == frozen)
    return;

  self->frozen = frozen;
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
}

/**
 * desk_log_model_get_n_behind:
 * @self: a list
 *
 * Returns: number of messages that came while it was frozen; 0 if it is not
 */
guint64
desk_log_model_get_n_behind (DeskLogModel *self)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), 0);

  return self->n_behind;
}

/**
 * desk_log_model_get_first_id:
 * @self: a list
 *
 * Returns: id of the first row; one more than desk_log_model_get_last_id() if
 *   there is none
 */
gint64
desk_log_model_get_first_id (DeskLogModel *self)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), 1);

  return self->first_id;
}

/**
 * desk_log_model_get_last_id:
 * @self: a list
 *
 * Returns: id of the last row
 */
gint64
desk_log_model_get_last_id (DeskLogModel *self)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), 0);

  return self->last_id;
}

/**
 * desk_log_model_get_position_of_id:
 * @self: a list
 * @id: id of a message
 *
 * Returns: its position, or %G_MAXUINT (which is GTK_INVALID_LIST_POSITION) if
 *   it is not in the list
 */
guint
desk_log_model_get_position_of_id (DeskLogModel *self, gint64 id)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), G_MAXUINT);

  if (id < self->first_id || id > self->last_id)
    return G_MAXUINT;

  return (guint) (id - self->first_id);
}

/**
 * desk_log_model_get_item_by_id:
 * @self: a list
 * @id: id of a message, also one that the list does not show
 *
 * Returns: (transfer full): its row, the same object as in the list; the row
 *   of a message that is not in the file is empty
 */
DeskLogItem *
desk_log_model_get_item_by_id (DeskLogModel *self, gint64 id)
{
  g_return_val_if_fail (DESK_IS_LOG_MODEL (self), NULL);
  g_return_val_if_fail (id > 0, NULL);

  return desk_log_pages_get_item (self->pages, id);
}
