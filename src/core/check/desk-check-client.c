/* desk-check-client.c: a client of the connection check
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-batch.h"
#include "desk-check-client.h"
#include "desk-error.h"

/* ms beyond the client's own timeout, which says more */
#define GRACE 2000
/* ms that DISCONNECT may take */
#define LEAVE_TIMEOUT 1000

/* The functions are called on the network thread of the client. */
struct _DeskCheckClient
{
  DeskCheckRun *run;
  DeskClient *client; /* (owned) */

  GMutex lock;
  gboolean connected;
  gboolean lost;
  gboolean subscribed;
  gboolean published;
  gboolean message_came;
  GError *error; /* (owned) (nullable): why it was lost, or the last answer a refusal */
};

typedef struct
{
  DeskCheckClient *client;
  gboolean *flag;
} Awaited;

/* Notes that something has come, with what there is to say about it. */
static void
note (DeskCheckClient *self, gboolean *flag, const GError *error)
{
  g_mutex_lock (&self->lock);
  *flag = TRUE;
  if (error != NULL)
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
    }
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (self->run->context);
}

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

static void
on_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  DeskCheckClient *self = user_data;

  note (self, &self->connected, NULL);
}

static void
on_lost (const GError *error, gpointer user_data)
{
  DeskCheckClient *self = user_data;

  note (self, &self->lost, error);
}

static void
on_messages (DeskBatch *batch, gpointer user_data)
{
  DeskCheckClient *self = user_data;
  DeskRecord record;

  for (guint i = 0; i < desk_batch_get_length (batch); i++)
    {
      desk_batch_get (batch, i, &record);
      if ((record.flags & DESK_MESSAGE_OUTGOING) == 0 && g_str_equal (record.topic, self->run->topic))
        note (self, &self->message_came, NULL);
    }
  desk_batch_free (batch);
}

static void
on_subscribed (guint64 token, guint8 code, const GError *error, gpointer user_data)
{
  DeskCheckClient *self = user_data;

  note (self, &self->subscribed, error);
}

static void
on_unsubscribed (guint64 token, const GError *error, gpointer user_data)
{
}

static void
on_published (guint64 token, gboolean acknowledged, guint8 reason, const GError *error, gpointer user_data)
{
  DeskCheckClient *self = user_data;

  note (self, &self->published, error);
}

/**
 * desk_check_client_new:
 * @run: a run
 *
 * Returns: (transfer full): a client without connection
 */
DeskCheckClient *
desk_check_client_new (DeskCheckRun *run)
{
  static const DeskClientFuncs funcs = {
    .step = on_step,
    .connected = on_connected,
    .lost = on_lost,
    .messages = on_messages,
    .subscribed = on_subscribed,
    .unsubscribed = on_unsubscribed,
    .published = on_published,
  };
  DeskCheckClient *self = g_new0 (DeskCheckClient, 1);

  self->run = run;
  g_mutex_init (&self->lock);
  self->client = desk_client_new (&funcs, self);

  return self;
}

/**
 * desk_check_client_free:
 * @self: (transfer full): a client
 *
 * Drops its connection and frees it.
 */
void
desk_check_client_free (DeskCheckClient *self)
{
  desk_client_free (self->client);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* A refusal is over when something else is asked; why the connection was lost stays true. */
static void
forget_refusal (DeskCheckClient *self)
{
  g_mutex_lock (&self->lock);
  if (!self->lost)
    g_clear_error (&self->error);
  g_mutex_unlock (&self->lock);
}

static gboolean
has_come (gpointer data)
{
  Awaited *awaited = data;
  gboolean come;

  g_mutex_lock (&awaited->client->lock);
  come = *awaited->flag || awaited->client->lost;
  g_mutex_unlock (&awaited->client->lock);

  return come;
}

/* Waits for an answer, or for the end of the connection.
 * Returns: whether it is there and no refusal */
static gboolean
wait_for (DeskCheckClient *self, gboolean *flag, guint timeout, GError **error)
{
  Awaited awaited = { self, flag };
  gboolean come = desk_check_run_wait_for (self->run, has_come, &awaited, timeout);
  gboolean good;

  g_mutex_lock (&self->lock);
  good = come && *flag && self->error == NULL;
  if (!good && self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else if (!good)
    desk_fail (error, DESK_ERROR_TIMEOUT, _ ("The broker did not answer within %'u s."), timeout / 1000);
  g_mutex_unlock (&self->lock);

  return good;
}

/* As the profile has it, but nothing of it stays behind at the broker, and
 * no last will tells anybody that a device is gone. */
static DeskConnectOptions *
make_options (DeskCheckClient *self, DeskMqttVersion version, const char *client_id)
{
  DeskConnectOptions *options = desk_connect_options_copy (self->run->options);

  options->version = version;
  g_free (options->client_id);
  options->client_id = g_strdup (client_id);
  options->clean_start = TRUE;
  options->connect_timeout = MAX (self->run->step_timeout / 1000, 1);
  g_clear_pointer (&options->will, desk_will_free);
  if (options->mqtt5 != NULL)
    options->mqtt5->session_expiry = 0;

  return options;
}

/**
 * desk_check_client_connect:
 * @self: a new client
 * @version: the version of MQTT
 * @client_id: a client ID
 * @error: as DeskClientFuncs.lost() gets it
 *
 * Connects as the profile does, with a clean start and without the last will.
 *
 * Returns: whether the broker accepted it
 */
gboolean
desk_check_client_connect (DeskCheckClient *self,
                           DeskMqttVersion  version,
                           const char      *client_id,
                           GError         **error)
{
  g_autoptr (DeskConnectOptions) options = make_options (self, version, client_id);

  desk_client_connect (self->client, options);

  return wait_for (self, &self->connected, options->connect_timeout * 1000 + GRACE, error);
}

/**
 * desk_check_client_subscribe:
 * @self: a client that is connected
 * @filter: a topic filter
 * @error: the refusal, or why there was no answer
 *
 * Returns: whether the broker granted it
 */
gboolean
desk_check_client_subscribe (DeskCheckClient *self, const char *filter, GError **error)
{
  DeskSubscribeOptions options = { .qos = 1 };

  desk_client_subscribe (self->client, 1, filter, &options);

  return wait_for (self, &self->subscribed, self->run->step_timeout, error);
}

/**
 * desk_check_client_publish:
 * @self: a client that is connected
 * @topic: a topic
 * @text: the payload
 * @error: the refusal, or why there was no answer
 *
 * Publishes with QoS 1, not retained.
 *
 * Returns: whether the broker acknowledged it
 */
gboolean
desk_check_client_publish (DeskCheckClient *self, const char *topic, const char *text, GError **error)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  forget_refusal (self);
  desk_client_publish (self->client, 2, topic, payload, 1, FALSE, NULL);

  return wait_for (self, &self->published, self->run->step_timeout, error);
}

/**
 * desk_check_client_wait_message:
 * @self: a client
 * @timeout: ms
 *
 * Returns: whether a message of the run's topic came within that time
 */
gboolean
desk_check_client_wait_message (DeskCheckClient *self, guint timeout)
{
  return wait_for (self, &self->message_came, timeout, NULL);
}

/**
 * desk_check_client_wait_lost:
 * @self: a client that is connected
 * @timeout: ms
 * @error: why it was lost
 *
 * Returns: whether the connection ended within that time
 */
gboolean
desk_check_client_wait_lost (DeskCheckClient *self, guint timeout, GError **error)
{
  Awaited awaited = { self, &self->lost };
  gboolean lost = desk_check_run_wait_for (self->run, has_come, &awaited, timeout);

  g_mutex_lock (&self->lock);
  if (lost && self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  g_mutex_unlock (&self->lock);

  return lost;
}

/**
 * desk_check_client_leave:
 * @self: a client
 *
 * Disconnects in order.
 */
void
desk_check_client_leave (DeskCheckClient *self)
{
  desk_client_disconnect (self->client);
  desk_check_client_wait_lost (self, LEAVE_TIMEOUT, NULL);
}
