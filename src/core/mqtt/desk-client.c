/* desk-client.c: one broker connection on a network thread of its own
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include <signal.h>

#include "desk-client-private.h"

/* What another thread wants done on the network thread */
typedef struct
{
  void (*func) (DeskClient *self, gpointer data); /* takes the data */
  gpointer data;                                  /* (owned) */
  GDestroyNotify destroy;
} Command;

typedef struct
{
  guint64 token;
  char *filter; /* (owned) */
  DeskSubscribeOptions options;
} Filter;

static gboolean
commands_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);

  return callback (user_data);
}

static gboolean
run_commands (gpointer user_data)
{
  DeskClient *self = user_data;
  GQueue commands = G_QUEUE_INIT;
  Command *command;

  g_mutex_lock (&self->lock);
  while ((command = g_queue_pop_head (&self->commands)) != NULL)
    g_queue_push_tail (&commands, command);
  g_mutex_unlock (&self->lock);

  while ((command = g_queue_pop_head (&commands)) != NULL)
    {
      if (!self->closing)
        command->func (self, command->data);
      else if (command->destroy != NULL)
        command->destroy (command->data);
      g_free (command);
    }

  return G_SOURCE_CONTINUE;
}

static void
post (DeskClient *self, void (*func) (DeskClient *self, gpointer data), gpointer data, GDestroyNotify destroy)
{
  Command *command = g_new (Command, 1);

  *command = (Command) { .func = func, .data = data, .destroy = destroy };
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->commands, command);
  if (self->commands.length == 1)
    g_source_set_ready_time (self->commands_source, 0);
  g_mutex_unlock (&self->lock);
}

static gpointer
run (gpointer user_data)
{
  DeskClient *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gpointer
initialise_library (gpointer data)
{
  mosquitto_lib_init ();
  /* 2.0.11 does so itself, later versions do not. */
  signal (SIGPIPE, SIG_IGN);

  return NULL;
}

/**
 * desk_client_new:
 * @funcs: what is told; all members are set but those that are nullable
 * @user_data: for @funcs
 *
 * Makes a client and starts its network thread.
 *
 * Returns: (transfer full): a client without connection
 */
DeskClient *
desk_client_new (const DeskClientFuncs *funcs, gpointer user_data)
{
  static GSourceFuncs source_funcs = { .dispatch = commands_dispatch };
  static GOnce once = G_ONCE_INIT;
  DeskClient *self = g_new0 (DeskClient, 1);

  g_once (&once, initialise_library, NULL);

  self->funcs = *funcs;
  self->user_data = user_data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->lock);
  g_queue_init (&self->commands);
  self->requests = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->topics = desk_topic_cache_new ();
  self->batch_source = _desk_client_new_batch_source (self);

  self->commands_source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->commands_source, "DeskClient: commands");
  g_source_set_callback (self->commands_source, run_commands, self, NULL);
  g_source_attach (self->commands_source, self->context);

  self->thread = g_thread_new ("network", run, self);

  return self;
}

static void
close_client (DeskClient *self, gpointer data)
{
  _desk_client_close (self);
}

/**
 * desk_client_free:
 * @self: (transfer full): a client
 *
 * Drops the connection, without DISCONNECT, ends the network thread and frees
 * the client. Not to be called from the network thread.
 */
void
desk_client_free (DeskClient *self)
{
  g_return_if_fail (g_thread_self () != self->thread);

  post (self, close_client, NULL, NULL);
  g_thread_join (self->thread);

  g_source_destroy (self->commands_source);
  g_source_unref (self->commands_source);
  g_source_destroy (self->batch_source);
  g_source_unref (self->batch_source);
  /* What was posted after the last turn of the thread */
  run_commands (self);
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->requests);
  desk_topic_cache_free (self->topics);
  g_clear_object (&self->trace);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
set_trace (DeskClient *self, gpointer data)
{
  g_clear_object (&self->trace);
  self->trace = data;
}

/**
 * desk_client_set_trace:
 * @self: a client without connection
 * @trace: a reference is taken
 *
 * Says where packets and steps of the connections to come are recorded, while
 * the trace is on.
 */
void
desk_client_set_trace (DeskClient *self, DeskTrace *trace)
{
  post (self, set_trace, g_object_ref (trace), g_object_unref);
}

static void
connect_client (DeskClient *self, gpointer data)
{
  _desk_client_start (self, data);
}

/**
 * desk_client_connect:
 * @self: a client
 * @options: where and how to connect; copied
 *
 * Starts an attempt to connect; what there was before is dropped.
 */
void
desk_client_connect (DeskClient *self, const DeskConnectOptions *options)
{
  post (self, connect_client, desk_connect_options_copy (options),
        (GDestroyNotify) desk_connect_options_free);
}

static void
disconnect_client (DeskClient *self, gpointer data)
{
  _desk_client_leave (self, FALSE);
}

static void
disconnect_with_will (DeskClient *self, gpointer data)
{
  _desk_client_leave (self, TRUE);
}

/**
 * desk_client_disconnect:
 * @self: a client
 *
 * Ends a connection in order, or gives up an attempt. Messages that were given
 * before are sent before.
 */
void
desk_client_disconnect (DeskClient *self)
{
  post (self, disconnect_client, NULL, NULL);
}

/**
 * desk_client_disconnect_with_will:
 * @self: a client
 *
 * Ends a connection so that the broker publishes the last will: with the reason
 * code 0x04 (MQTT 5.0 section 3.14.2.1), and before MQTT 5 without DISCONNECT.
 */
void
desk_client_disconnect_with_will (DeskClient *self)
{
  post (self, disconnect_with_will, NULL, NULL);
}

static Filter *
filter_new (guint64 token, const char *string, const DeskSubscribeOptions *options)
{
  Filter *filter = g_new (Filter, 1);

  *filter = (Filter) { .token = token, .filter = g_strdup (string), .options = *options };

  return filter;
}

static void
filter_free (gpointer data)
{
  Filter *filter = data;

  g_free (filter->filter);
  g_free (filter);
}

static void
subscribe (DeskClient *self, gpointer data)
{
  Filter *filter = data;

  _desk_client_subscribe (self, filter->token, filter->filter, &filter->options);
  filter_free (filter);
}

/**
 * desk_client_subscribe:
 * @self: a client
 * @token: comes back with the answer
 * @filter: a topic filter
 * @options: what is wanted; before MQTT 5 only the QoS counts
 *
 * Asks the broker for messages.
 */
void
desk_client_subscribe (DeskClient *self, guint64 token, const char *filter, const DeskSubscribeOptions *options)
{
  post (self, subscribe, filter_new (token, filter, options), filter_free);
}

static void
unsubscribe (DeskClient *self, gpointer data)
{
  Filter *filter = data;

  _desk_client_unsubscribe (self, filter->token, filter->filter);
  filter_free (filter);
}

/**
 * desk_client_unsubscribe:
 * @self: a client
 * @token: comes back with the answer
 * @filter: a topic filter that was subscribed to
 *
 * Asks the broker to end a subscription.
 */
void
desk_client_unsubscribe (DeskClient *self, guint64 token, const char *filter)
{
  post (self, unsubscribe, filter_new (token, filter, &(DeskSubscribeOptions) { 0 }), filter_free);
}

static void
publish (DeskClient *self, gpointer data)
{
  _desk_client_publish (self, data);
}

static void
refuse (DeskClient *self, gpointer data)
{
  _desk_client_refuse (self, data);
}

static void
post_outgoing (DeskClient *self, DeskOutgoing *outgoing)
{
  DeskClientLoad *load = outgoing->in_bulk ? &self->bulk_load : &self->load;
  gboolean fits;

  g_mutex_lock (&self->lock);
  fits = load->length == 0
         || (load->length < DESK_OUTBOX_MAX_LENGTH && load->size + outgoing->size <= DESK_OUTBOX_MAX_SIZE);
  if (fits)
    {
      load->length++;
      load->size += outgoing->size;
    }
  g_mutex_unlock (&self->lock);

  post (self, fits ? publish : refuse, outgoing, (GDestroyNotify) desk_outgoing_free);
}

/**
 * desk_client_publish:
 * @self: a client
 * @token: comes back when the message's fate is known
 * @topic: a topic name
 * @payload: a reference is taken
 * @qos: 0 to 2
 * @retained: whether the broker is to keep it for later subscribers
 * @properties: (nullable): MQTT 5 properties; a reference is taken
 *
 * Publishes a message, if there is a connection and not too much waits to be
 * sent or acknowledged already. Nothing is kept for later.
 */
void
desk_client_publish (DeskClient     *self,
                     guint64         token,
                     const char     *topic,
                     GBytes         *payload,
                     guint8          qos,
                     gboolean        retained,
                     DeskProperties *properties)
{
  g_return_if_fail (payload != NULL);
  g_return_if_fail (qos <= 2);

  post_outgoing (self, desk_outgoing_new (token, topic, payload, qos, retained, properties));
}

/**
 * desk_client_publish_in_bulk:
 * @self: a client
 * @token: comes back when the message's fate is known
 * @topic: a topic name
 * @payload: a reference is taken
 * @qos: 0 to 2
 * @retained: whether the broker is to keep it for later subscribers
 * @properties: (nullable): MQTT 5 properties; a reference is taken
 *
 * As desk_client_publish(), for one of many that come from a file. They have
 * room of their own, and never take that of what a person publishes meanwhile.
 */
void
desk_client_publish_in_bulk (DeskClient     *self,
                             guint64         token,
                             const char     *topic,
                             GBytes         *payload,
                             guint8          qos,
                             gboolean        retained,
                             DeskProperties *properties)
{
  DeskOutgoing *outgoing;

  g_return_if_fail (payload != NULL);
  g_return_if_fail (qos <= 2);

  outgoing = desk_outgoing_new (token, topic, payload, qos, retained, properties);
  outgoing->in_bulk = TRUE;
  post_outgoing (self, outgoing);
}

static void
forget_session (DeskClient *self, gpointer data)
{
  if (self->state == DESK_CLIENT_IDLE || self->state == DESK_CLIENT_OPENING)
    _desk_client_drop_handle (self);
}

/**
 * desk_client_forget_session:
 * @self: a client without a connection
 *
 * Gives up on the messages that would be sent again with the next connection.
 */
void
desk_client_forget_session (DeskClient *self)
{
  post (self, forget_session, NULL, NULL);
}

static void
set_paused (DeskClient *self, gpointer data)
{
  _desk_client_set_paused (self, GPOINTER_TO_INT (data));
}

/**
 * desk_client_set_paused:
 * @self: a client
 * @paused: whether to stop reading from the network
 *
 * Holds the broker back while the log cannot take more; what was read already
 * still comes. The connection stays alive, however long it takes. A pause holds
 * for the next connection, too, from CONNACK on.
 */
void
desk_client_set_paused (DeskClient *self, gboolean paused)
{
  post (self, set_paused, GINT_TO_POINTER (paused), NULL);
}

static void
check (DeskClient *self, gpointer data)
{
  _desk_client_check (self);
}

/**
 * desk_client_check:
 * @self: a client
 *
 * Asks the broker whether it is still there, as when the network has changed or
 * the computer has slept; if it says nothing for some seconds the connection
 * ends with %DESK_ERROR_KEEP_ALIVE. Without a connection nothing happens.
 */
void
desk_client_check (DeskClient *self)
{
  post (self, check, NULL, NULL);
}

/**
 * desk_client_get_unanswered_since:
 * @self: a client
 *
 * Returns: monotonic time, µs, of the oldest PINGREQ without an answer, if
 *   nothing else came from the broker either for a second or longer; else 0
 */
gint64
desk_client_get_unanswered_since (DeskClient *self)
{
  return __atomic_load_n (&self->unanswered_since, __ATOMIC_RELAXED);
}

/**
 * desk_client_get_last_heard:
 * @self: a client
 *
 * Returns: monotonic time, µs, of the last bytes from the broker, up to a
 *   second late within a long packet; 0 if there is no connection, or nothing
 *   is read from it
 */
gint64
desk_client_get_last_heard (DeskClient *self)
{
  return __atomic_load_n (&self->last_heard, __ATOMIC_RELAXED);
}
