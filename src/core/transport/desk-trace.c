/* desk-trace.c: the packets of a session's connections, as they were on the wire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace.h"

#include <string.h>

#include "desk-trace-block.h"

/* Connections whose addresses are remembered */
#define MAX_CONNECTIONS 1000

/* The network thread appends and everybody reads: blocks are shared, and what
 * is in them does not change. */
struct _DeskTrace
{
  GObject parent_instance;
  GMainContext *context; /* (owned) */
  guint generation;      /* atomic; 0: off; else a different number for each time that it is on */

  GMutex lock;
  guint last_generation;
  GPtrArray *blocks;     /* (lock) of DeskTraceBlock, oldest first */
  guint64 next;          /* (lock) number of the next entry */
  guint64 n_let_go;      /* (lock) since it was cleared */
  GQueue connections;    /* (lock) of DeskTraceConnection, oldest first */
  guint32 n_connections; /* (lock) */
  GSource *news;         /* (lock) (owned) (nullable): tells that it grew */
};

G_DEFINE_FINAL_TYPE (DeskTrace, desk_trace, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RECORDING,
  N_PROPS
};

enum
{
  GREW,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/**
 * desk_trace_connection_clear:
 * @connection: what desk_trace_get_connection() filled in
 *
 * Frees its members.
 */
void
desk_trace_connection_clear (DeskTraceConnection *connection)
{
  g_clear_object (&connection->local);
  g_clear_object (&connection->remote);
  g_clear_pointer (&connection->endpoint, g_free);
  g_clear_pointer (&connection->transport, g_free);
}

static void
copy_connection (DeskTraceConnection *to, const DeskTraceConnection *from)
{
  to->local = from->local != NULL ? g_object_ref (from->local) : NULL;
  to->remote = from->remote != NULL ? g_object_ref (from->remote) : NULL;
  to->endpoint = g_strdup (from->endpoint);
  to->transport = g_strdup (from->transport);
}

static void
free_connection (gpointer data)
{
  desk_trace_connection_clear (data);
  g_free (data);
}

static gboolean
on_news (gpointer user_data)
{
  DeskTrace *self = user_data;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->news, g_source_unref);
  g_mutex_unlock (&self->lock);

  g_signal_emit (self, signals[GREW], 0);

  return G_SOURCE_REMOVE;
}

/* Under the lock. A burst is told of once. */
static void
tell (DeskTrace *self)
{
  if (self->news != NULL)
    return;

  self->news = g_timeout_source_new (DESK_TRACE_INTERVAL);
  g_source_set_static_name (self->news, "DeskTrace: grew");
  /* The source holds the trace, which may lose its last reference in any thread. */
  g_source_set_callback (self->news, on_news, g_object_ref (self), g_object_unref);
  g_source_attach (self->news, self->context);
}

static DeskTraceBlock *
get_block (DeskTrace *self, guint index)
{
  return g_ptr_array_index (self->blocks, index);
}

/* Under the lock */
static guint64
get_first (DeskTrace *self)
{
  return self->blocks->len > 0 ? get_block (self, 0)->first : self->next;
}

/* Under the lock: the index of the block that holds @number, which there is. */
static guint
find_block (DeskTrace *self, guint64 number)
{
  guint low = 0, high = self->blocks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_block (self, middle)->first <= number)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* Under the lock */
static void
let_go (DeskTrace *self)
{
  while (self->blocks->len > 1
         && ((gsize) self->blocks->len * DESK_TRACE_BLOCK_SIZE > DESK_TRACE_MAX_SIZE
             || self->next - get_first (self) > DESK_TRACE_MAX_LENGTH))
    {
      self->n_let_go += get_block (self, 0)->n_entries;
      g_ptr_array_remove_index (self->blocks, 0);
    }
}

/**
 * desk_trace_append:
 * @self: a trace
 * @entry: what is known of a packet or a step
 * @data: as many bytes as its length says, without secrets
 *
 * Adds an entry, if the trace is being recorded; the oldest may have to go.
 *
 * Returns: its number, or 0
 */
guint64
desk_trace_append (DeskTrace *self, const DeskTraceEntry *entry, const guint8 *data)
{
  DeskTraceBlock *block = NULL;
  guint64 number = 0;

  g_return_val_if_fail (entry->length <= DESK_TRACE_SNAP, 0);

  g_mutex_lock (&self->lock);
  if (desk_trace_get_generation (self) != 0)
    {
      if (self->blocks->len > 0)
        block = get_block (self, self->blocks->len - 1);
      if (block == NULL || !_desk_trace_block_append (block, entry, data))
        {
          block = _desk_trace_block_new (self->next);
          g_ptr_array_add (self->blocks, block);
          _desk_trace_block_append (block, entry, data);
          let_go (self);
        }
      number = self->next++;
      tell (self);
    }
  g_mutex_unlock (&self->lock);

  return number;
}

/**
 * desk_trace_append_step:
 * @self: a trace
 * @connection: number of the connection, or 0
 * @flags: whether it is a failure
 * @text: what happened, in words
 *
 * Adds a step of a connection, if the trace is being recorded.
 */
void
desk_trace_append_step (DeskTrace *self, guint32 connection, DeskTraceFlags flags, const char *text)
{
  gsize length = strlen (text);
  DeskTraceEntry entry = { .round_trip = -1, .connection = connection };

  if (desk_trace_get_generation (self) == 0)
    return;

  entry.time = g_get_real_time ();
  entry.flags = flags | DESK_TRACE_STEP;
  entry.length = (guint32) MIN (length, DESK_TRACE_SNAP);
  entry.size = entry.seen = length;
  desk_trace_append (self, &entry, (const guint8 *) text);
}

/**
 * desk_trace_begin:
 * @self: a trace
 * @connection: between whom it is; its members are taken
 *
 * A connection was opened; this is remembered whether or not it is recorded.
 *
 * Returns: the number of the connection
 */
guint32
desk_trace_begin (DeskTrace *self, DeskTraceConnection *connection)
{
  guint32 number;

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->connections, g_memdup2 (connection, sizeof *connection));
  if (self->connections.length > MAX_CONNECTIONS)
    free_connection (g_queue_pop_head (&self->connections));
  number = ++self->n_connections;
  g_mutex_unlock (&self->lock);
  *connection = (DeskTraceConnection) { 0 };

  return number;
}

/**
 * desk_trace_get_connection:
 * @self: a trace
 * @number: of a connection
 * @connection: (out): between whom it was
 *
 * Returns: %FALSE if there was none, or it is forgotten
 */
gboolean
desk_trace_get_connection (DeskTrace *self, guint32 number, DeskTraceConnection *connection)
{
  guint32 first;
  gboolean found;

  g_mutex_lock (&self->lock);
  first = self->n_connections - self->connections.length + 1;
  found = number >= first && number <= self->n_connections;
  if (found)
    copy_connection (connection, g_queue_peek_nth (&self->connections, number - first));
  g_mutex_unlock (&self->lock);

  return found;
}

/**
 * desk_trace_get_span:
 * @self: a trace
 * @first: (out): number of the oldest entry
 * @end: (out): one more than the number of the newest
 * @n_let_go: (out) (optional): how many older ones had to go
 *
 * What there is at the moment.
 */
void
desk_trace_get_span (DeskTrace *self, guint64 *first, guint64 *end, guint64 *n_let_go)
{
  g_mutex_lock (&self->lock);
  *first = get_first (self);
  *end = self->next;
  if (n_let_go != NULL)
    *n_let_go = self->n_let_go;
  g_mutex_unlock (&self->lock);
}

/**
 * desk_trace_get_size:
 * @self: a trace
 *
 * Returns: bytes of memory that the entries take
 */
gsize
desk_trace_get_size (DeskTrace *self)
{
  gsize size;

  g_mutex_lock (&self->lock);
  size = (gsize) self->blocks->len * DESK_TRACE_BLOCK_SIZE;
  g_mutex_unlock (&self->lock);

  return size;
}

/**
 * desk_trace_get:
 * @self: a trace
 * @number: of an entry
 * @entry: (out): what is known of it
 * @data: (out) (optional) (transfer full): the bytes that are kept
 *
 * Returns: %FALSE if it is not there any more
 */
gboolean
desk_trace_get (DeskTrace *self, guint64 number, DeskTraceEntry *entry, GBytes **data)
{
  DeskTraceBlock *block = NULL;
  const guint8 *bytes;

  g_mutex_lock (&self->lock);
  if (number >= get_first (self) && number < self->next)
    block = _desk_trace_block_ref (get_block (self, find_block (self, number)));
  g_mutex_unlock (&self->lock);

  if (block == NULL)
    return FALSE;
  *entry = *_desk_trace_block_get (block, (guint) (number - block->first), &bytes);
  if (data != NULL)
    *data = g_bytes_new_with_free_func (bytes, entry->length, _desk_trace_block_unref,
                                        _desk_trace_block_ref (block));
  _desk_trace_block_unref (block);

  return TRUE;
}

/**
 * desk_trace_each:
 * @self: a trace
 * @from: number to begin with
 * @end: number to end before
 * @func: is called for each entry in order, as long as it returns %TRUE; the
 *   trace may grow meanwhile
 * @user_data: for @func
 *
 * Goes through a part of the trace. What is not there any more is passed over.
 *
 * Returns: the number to go on with
 */
guint64
desk_trace_each (DeskTrace *self, guint64 from, guint64 end, DeskTraceFunc func, gpointer user_data)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      DeskTraceBlock *block = NULL;
      guint64 stop = 0;

      g_mutex_lock (&self->lock);
      from = MAX (from, get_first (self));
      if (from < MIN (end, self->next))
        {
          block = _desk_trace_block_ref (get_block (self, find_block (self, from)));
          stop = MIN (MIN (end, self->next), block->first + block->n_entries);
        }
      g_mutex_unlock (&self->lock);

      if (block == NULL)
        break;
      while (goes_on && from < stop)
        {
          const guint8 *data;
          const DeskTraceEntry *entry = _desk_trace_block_get (block, (guint) (from - block->first), &data);

          goes_on = func (from++, entry, data, user_data);
        }
      _desk_trace_block_unref (block);
    }

  return from;
}

/**
 * desk_trace_get_generation:
 * @self: a trace
 *
 * Whoever taps a connection asks this before anything else, so that a trace
 * that is off costs nothing.
 *
 * Returns: 0 if it is off, else a number that is another one each time that it
 *   is on
 */
guint
desk_trace_get_generation (DeskTrace *self)
{
  return __atomic_load_n (&self->generation, __ATOMIC_RELAXED);
}

/**
 * desk_trace_get_recording:
 * @self: a trace
 *
 * Returns: whether packets are being recorded
 */
gboolean
desk_trace_get_recording (DeskTrace *self)
{
  g_return_val_if_fail (DESK_IS_TRACE (self), FALSE);

  return desk_trace_get_generation (self) != 0;
}

/**
 * desk_trace_set_recording:
 * @self: a trace
 * @recording: whether to record packets
 *
 * Starts or stops. What was recorded stays. A connection that is up already is
 * recorded from its next packet on.
 */
void
desk_trace_set_recording (DeskTrace *self, gboolean recording)
{
  g_return_if_fail (DESK_IS_TRACE (self));

  if (recording == desk_trace_get_recording (self))
    return;

  g_mutex_lock (&self->lock);
  __atomic_store_n (&self->generation, recording ? ++self->last_generation : 0, __ATOMIC_RELAXED);
  g_mutex_unlock (&self->lock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

/**
 * desk_trace_clear:
 * @self: a trace
 *
 * Forgets what was recorded, and gives the memory back.
 */
void
desk_trace_clear (DeskTrace *self)
{
  g_return_if_fail (DESK_IS_TRACE (self));

  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->blocks, 0);
  self->n_let_go = 0;
  tell (self);
  g_mutex_unlock (&self->lock);
}

static void
desk_trace_finalize (GObject *object)
{
  DeskTrace *self = DESK_TRACE (object);

  g_ptr_array_unref (self->blocks);
  g_queue_clear_full (&self->connections, free_connection);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (desk_trace_parent_class)->finalize (object);
}

static void
desk_trace_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RECORDING)
    g_value_set_boolean (value, desk_trace_get_recording (DESK_TRACE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_trace_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RECORDING)
    desk_trace_set_recording (DESK_TRACE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_trace_class_init (DeskTraceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_trace_finalize;
  object_class->get_property = desk_trace_get_property;
  object_class->set_property = desk_trace_set_property;

  /**
   * DeskTrace:recording:
   *
   * Whether packets are being recorded.
   */
  properties[PROP_RECORDING] = g_param_spec_boolean (
      "recording", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DeskTrace::grew:
   * @self: the trace
   *
   * There are entries that were not there before, or some are gone.
   */
  signals[GREW]
      = g_signal_new ("grew", DESK_TYPE_TRACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_trace_init (DeskTrace *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->connections);
  self->context = g_main_context_ref_thread_default ();
  self->blocks = g_ptr_array_new_with_free_func (_desk_trace_block_unref);
  self->next = 1;
}

/**
 * desk_trace_new:
 *
 * Returns: (transfer full): a trace that is off and has no entries
 */
DeskTrace *
desk_trace_new (void)
{
  return g_object_new (DESK_TYPE_TRACE, NULL);
}
