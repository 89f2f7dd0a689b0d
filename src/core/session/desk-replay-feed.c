/* desk-replay-feed.c: reads the messages of a replay ahead of time
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-replay"

#include "config.h"

#include "desk-replay-feed.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-properties.h"
#include "desk-search-run.h"

/* What is read ahead at most; one message may be larger than that. */
#define MAX_MESSAGES 512
#define MAX_BYTES (8 * 1024 * 1024)

/* Two have a share in it: who made it, and the thread. */
struct _DeskReplayFeed
{
  char *log_path;
  DeskLogScope *scope;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GMainContext *context;     /* (owned) */
  DeskReplayFeedFunc func;   /* of the maker's thread; NULL when it has gone */
  gpointer user_data;

  GMutex mutex;
  GCond room;
  GQueue messages;           /* (element-type DeskMessage) */
  gsize size;
  gboolean told;
  gboolean ended;
  GError *error;             /* (owned) (nullable): set before @ended */
};

static void
feed_clear (gpointer data)
{
  DeskReplayFeed *self = data;

  g_free (self->log_path);
  desk_log_scope_unref (self->scope);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_queue_clear_full (&self->messages, (GDestroyNotify) desk_message_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->room);
}

static void
feed_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, feed_clear);
}

static gboolean
tell (gpointer data)
{
  DeskReplayFeed *self = data;

  g_mutex_lock (&self->mutex);
  self->told = FALSE;
  g_mutex_unlock (&self->mutex);
  if (self->func != NULL)
    self->func (self->user_data);

  return G_SOURCE_REMOVE;
}

/* With the mutex held. Not at once, even if the thread owned the context. */
static void
tell_soon (DeskReplayFeed *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->told)
    return;
  self->told = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, g_atomic_rc_box_acquire (self), feed_unref);
  g_source_attach (source, self->context);
}

static gboolean
add_piece (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, data, (guint) length);
  return TRUE;
}

static DeskMessage *
make_message (DeskSearchRow *row, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) MIN (row->payload.size, MAX_BYTES));
  g_autoptr (DeskProperties) properties = NULL;
  g_autoptr (GBytes) payload = NULL;

  if (!desk_search_payload_walk (&row->payload, add_piece, bytes, error))
    return NULL;
  /* Damaged ones are left out: the message itself is still worth something. */
  if (row->properties != NULL)
    properties = desk_properties_from_json (row->properties, NULL);
  payload = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return desk_message_new (row->id, row->time, row->topic, row->flags, properties, payload, row->payload.size);
}

static gboolean
add_row (DeskSearchRow *row, gpointer user_data, GError **error)
{
  DeskReplayFeed *self = user_data;
  DeskMessage *message = make_message (row, error);

  if (message == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  while (!g_cancellable_is_cancelled (self->cancellable) && !g_queue_is_empty (&self->messages)
         && (g_queue_get_length (&self->messages) >= MAX_MESSAGES || self->size + message->payload_size > MAX_BYTES))
    g_cond_wait (&self->room, &self->mutex);
  self->size += message->payload_size;
  g_queue_push_tail (&self->messages, message);
  tell_soon (self);
  g_mutex_unlock (&self->mutex);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gpointer
run (gpointer data)
{
  DeskReplayFeed *self = data;
  GError *error = NULL;

  desk_search_run_scope_sync (self->log_path, self->scope, add_row, self, self->cancellable, &error);

  g_mutex_lock (&self->mutex);
  self->error = error;
  self->ended = TRUE;
  tell_soon (self);
  g_mutex_unlock (&self->mutex);
  feed_unref (self);

  return NULL;
}

/**
 * desk_replay_feed_new:
 * @log_path: a log file
 * @scope: which messages
 * @func: called when there are more, or no more
 * @user_data: for @func
 *
 * Returns: (transfer full): what reads them, from now on
 */
DeskReplayFeed *
desk_replay_feed_new (const char *log_path, DeskLogScope *scope, DeskReplayFeedFunc func, gpointer user_data)
{
  DeskReplayFeed *self = g_atomic_rc_box_new0 (DeskReplayFeed);

  self->log_path = g_strdup (log_path);
  self->scope = desk_log_scope_ref (scope);
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->room);
  g_queue_init (&self->messages);
  g_thread_unref (g_thread_new ("replay", run, g_atomic_rc_box_acquire (self)));

  return self;
}

/**
 * desk_replay_feed_free:
 * @self: (transfer full): what reads messages
 *
 * Ends the reading, without waiting for it.
 */
void
desk_replay_feed_free (DeskReplayFeed *self)
{
  self->func = NULL;
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->mutex);
  feed_unref (self);
}

/**
 * desk_replay_feed_peek:
 * @self: what reads messages
 *
 * Returns: (transfer none) (nullable): the next one, if it is there yet
 */
DeskMessage *
desk_replay_feed_peek (DeskReplayFeed *self)
{
  DeskMessage *message;

  g_mutex_lock (&self->mutex);
  message = g_queue_peek_head (&self->messages);
  g_mutex_unlock (&self->mutex);

  return message;
}

/**
 * desk_replay_feed_pop:
 * @self: what reads messages
 *
 * Returns: (transfer full) (nullable): the next one, if it is there yet
 */
DeskMessage *
desk_replay_feed_pop (DeskReplayFeed *self)
{
  DeskMessage *message;

  g_mutex_lock (&self->mutex);
  message = g_queue_pop_head (&self->messages);
  if (message != NULL)
    self->size -= message->payload_size;
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->mutex);

  return message;
}

/**
 * desk_replay_feed_ended:
 * @self: what reads messages
 * @error: (out) (transfer none) (nullable): why it ended early, if it did
 *
 * Returns: whether there are no more messages than those that can be popped
 */
gboolean
desk_replay_feed_ended (DeskReplayFeed *self, const GError **error)
{
  gboolean ended;

  g_mutex_lock (&self->mutex);
  ended = self->ended;
  *error = self->error;
  g_mutex_unlock (&self->mutex);

  return ended;
}
