/* client-recorder.c: a client whose events a test can wait for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"

#define WAIT_SECONDS 20
#define N_KINDS (EVENT_BACKLOG + 1)

struct _Recorder
{
  DeskClient *client;
  DeskConnectOptions *options;
  gboolean counts_only;

  GMutex lock;
  GCond changed;
  GQueue events[N_KINDS];
  guint n_events[N_KINDS];
  GQueue messages;
  guint n_messages;
  guint n_batches;
  gboolean in_order;
};

static void
add_event (Recorder *self, EventKind kind, Event event)
{
  event.kind = kind;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->events[kind], g_memdup2 (&event, sizeof event));
  self->n_events[kind]++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static GError *
copy_error (const GError *error)
{
  return error != NULL ? g_error_copy (error) : NULL;
}

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
  add_event (user_data, EVENT_STEP, (Event) { .step = step });
}

static void
on_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  add_event (user_data, EVENT_CONNECTED,
             (Event){ .flag = session_present,
                      .properties = properties != NULL ? desk_properties_ref (properties) : NULL });
}

static void
on_lost (const GError *error, gpointer user_data)
{
  add_event (user_data, EVENT_LOST, (Event) { .error = copy_error (error) });
}

static void
on_subscribed (guint64 token, guint8 code, const GError *error, gpointer user_data)
{
  add_event (user_data, EVENT_SUBSCRIBED,
             (Event){ .token = token, .code = code, .error = copy_error (error) });
}

static void
on_unsubscribed (guint64 token, const GError *error, gpointer user_data)
{
  add_event (user_data, EVENT_UNSUBSCRIBED, (Event) { .token = token, .error = copy_error (error) });
}

static void
on_published (guint64 token, gboolean acknowledged, guint8 reason, const GError *error, gpointer user_data)
{
  add_event (user_data, EVENT_PUBLISHED,
             (Event) { .token = token, .flag = acknowledged, .code = reason, .error = copy_error (error) });
}

static void
on_backlog (guint64 n, gpointer user_data)
{
  add_event (user_data, EVENT_BACKLOG, (Event) { .token = n });
}

static void
take_message (Recorder *self, const DeskRecord *record)
{
  Message *message;
  guint32 number;

  if (self->counts_only)
    {
      g_assert_cmpuint (record->length, >=, sizeof number);
      memcpy (&number, record->payload, sizeof number);
      self->in_order = self->in_order && number == self->n_messages;
      self->n_messages++;
      return;
    }

  message = g_new0 (Message, 1);
  message->time = record->time;
  message->topic = g_strdup (record->topic);
  message->flags = record->flags;
  message->properties = record->properties != NULL ? desk_properties_ref (record->properties) : NULL;
  message->payload = g_bytes_new (record->payload, record->length);
  g_queue_push_tail (&self->messages, message);
  self->n_messages++;
}

static void
on_messages (DeskBatch *batch, gpointer user_data)
{
  Recorder *self = user_data;
  guint length = desk_batch_get_length (batch);

  g_assert_cmpuint (length, >, 0);
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < length; i++)
    {
      DeskRecord record;

      desk_batch_get (batch, i, &record);
      take_message (self, &record);
    }
  self->n_batches++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  desk_batch_free (batch);
}

Recorder *
recorder_new (guint16 port, DeskMqttVersion version, gboolean counts_only)
{
  static const DeskClientFuncs funcs = {
    .step = on_step,
    .connected = on_connected,
    .lost = on_lost,
    .messages = on_messages,
    .subscribed = on_subscribed,
    .unsubscribed = on_unsubscribed,
    .published = on_published,
    .backlog = on_backlog,
  };
  Recorder *self = g_new0 (Recorder, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  for (guint i = 0; i < N_KINDS; i++)
    g_queue_init (&self->events[i]);
  g_queue_init (&self->messages);
  self->counts_only = counts_only;
  self->in_order = TRUE;
  self->options = desk_connect_options_new ();
  self->options->endpoint = desk_endpoint_new ("mqtt", "127.0.0.1", port);
  self->options->version = version;
  self->options->client_id = g_strdup_printf ("test-%08x", g_random_int ());
  self->client = desk_client_new (&funcs, self);

  return self;
}

void
recorder_free_client (Recorder *self)
{
  g_clear_pointer (&self->client, desk_client_free);
}

void
recorder_free (Recorder *self)
{
  recorder_free_client (self);
  desk_connect_options_free (self->options);
  for (guint i = 0; i < N_KINDS; i++)
    g_queue_clear_full (&self->events[i], (GDestroyNotify) event_free);
  g_queue_clear_full (&self->messages, (GDestroyNotify) message_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

DeskClient *
recorder_get_client (Recorder *self)
{
  return self->client;
}

DeskConnectOptions *
recorder_get_options (Recorder *self)
{
  return self->options;
}

static gpointer
wait_for_head (Recorder *self, GQueue *queue)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;
  gpointer head;

  g_mutex_lock (&self->lock);
  while ((head = g_queue_pop_head (queue)) == NULL)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, until));
  g_mutex_unlock (&self->lock);

  return head;
}

Event *
recorder_wait (Recorder *self, EventKind kind)
{
  return wait_for_head (self, &self->events[kind]);
}

Message *
recorder_wait_message (Recorder *self)
{
  return wait_for_head (self, &self->messages);
}

void
recorder_wait_count (Recorder *self, guint count, guint seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  g_mutex_lock (&self->lock);
  while (self->n_messages < count)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, until));
  g_mutex_unlock (&self->lock);
}

void
recorder_hold (Recorder *self, gboolean hold)
{
  if (hold)
    g_mutex_lock (&self->lock);
  else
    g_mutex_unlock (&self->lock);
}

void
recorder_connect (Recorder *self)
{
  g_autoptr (Event) event = NULL;

  desk_client_connect (self->client, self->options);
  event = recorder_wait (self, EVENT_CONNECTED);
}

guint
recorder_get_n_events (Recorder *self, EventKind kind)
{
  guint n_events;

  g_mutex_lock (&self->lock);
  n_events = self->n_events[kind];
  g_mutex_unlock (&self->lock);

  return n_events;
}

guint
recorder_get_n_messages (Recorder *self)
{
  guint n_messages;

  g_mutex_lock (&self->lock);
  n_messages = self->n_messages;
  g_mutex_unlock (&self->lock);

  return n_messages;
}

guint
recorder_get_n_batches (Recorder *self)
{
  guint n_batches;

  g_mutex_lock (&self->lock);
  n_batches = self->n_batches;
  g_mutex_unlock (&self->lock);

  return n_batches;
}

gboolean
recorder_is_in_order (Recorder *self)
{
  gboolean in_order;

  g_mutex_lock (&self->lock);
  in_order = self->in_order;
  g_mutex_unlock (&self->lock);

  return in_order;
}

void
event_free (Event *self)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_free (self);
}

void
message_free (Message *self)
{
  g_free (self->topic);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_bytes_unref (self->payload);
  g_free (self);
}
