/* desk-device.c: one simulated device of the demo
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-device"

#include "config.h"

#include "desk-device.h"

#include <string.h>

#include "desk-batch.h"
#include "desk-client.h"

#define STATUS_TOKEN 1
#define RETRY_AFTER (1 * G_USEC_PER_SEC)

/* What its network thread tells, read when the device runs next. */
enum
{
  EVENT_CONNECTED = 1 << 0,
  EVENT_LOST = 1 << 1,
  EVENT_ANNOUNCED = 1 << 2,
};

struct _DeskDevice
{
  const DeskDeviceType *type;
  DeskClient *client; /* (owned) (nullable): while it has power */
  GRand *random;      /* (owned) */
  double values[DESK_DEVICE_N_VALUES];
  guint64 count;
  guint16 port;
  gboolean connected;
  gboolean up;
  gint64 power_at;   /* monotonic, µs: when it starts again */
  gint64 absent_at;  /* monotonic, µs: when it loses its power; 0: not set yet */
  gint64 measure_at; /* monotonic, µs */
  guint events;      /* (atomic) */
};

static void
tell (DeskDevice *self, guint event)
{
  g_atomic_int_or (&self->events, event);
}

static void
on_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  tell (user_data, EVENT_CONNECTED);
}

static void
on_lost (const GError *error, gpointer user_data)
{
  g_debug ("lost: %s", error != NULL ? error->message : "disconnected");
  tell (user_data, EVENT_LOST);
}

static void
on_messages (DeskBatch *batch, gpointer user_data)
{
  /* its own, written: it subscribes to nothing */
  desk_batch_free (batch);
}

static void
on_published (guint64 token, gboolean acknowledged, guint8 reason, const GError *error, gpointer user_data)
{
  if (token == STATUS_TOKEN && error == NULL)
    tell (user_data, EVENT_ANNOUNCED);
}

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

static void
on_subscribed (guint64 token, guint8 code, const GError *error, gpointer user_data)
{
}

static void
on_unsubscribed (guint64 token, const GError *error, gpointer user_data)
{
}

static const DeskClientFuncs client_funcs = {
  .step = on_step,
  .connected = on_connected,
  .lost = on_lost,
  .messages = on_messages,
  .subscribed = on_subscribed,
  .unsubscribed = on_unsubscribed,
  .published = on_published,
};

static void
switch_on (DeskDevice *self)
{
  g_autoptr (DeskConnectOptions) options = desk_connect_options_new ();

  options->endpoint = desk_endpoint_new ("mqtt", "127.0.0.1", self->port);
  options->version = self->type->version;
  options->client_id = g_strdup (self->type->client_id);
  options->clean_start = TRUE;
  options->keep_alive = 30;
  options->connect_timeout = 10;
  options->will = g_new0 (DeskWill, 1);
  options->will->topic = g_strdup (self->type->status_topic);
  options->will->payload = g_bytes_new_static ("offline", strlen ("offline"));
  options->will->qos = 1;
  options->will->retained = TRUE;

  self->client = desk_client_new (&client_funcs, self);
  desk_client_connect (self->client, options);
}

/* Without DISCONNECT, so the broker publishes its last will (MQTT 5.0 section 3.1.2.5). */
static void
switch_off (DeskDevice *self, gint64 power_at)
{
  g_clear_pointer (&self->client, desk_client_free);
  g_atomic_int_set (&self->events, 0);
  self->connected = FALSE;
  self->up = FALSE;
  self->power_at = power_at;
}

/**
 * desk_device_new:
 * @type: what it is; must stay
 * @port: of the broker on 127.0.0.1
 *
 * Returns: (transfer full): a device that starts with its first
 *   desk_device_run()
 */
DeskDevice *
desk_device_new (const DeskDeviceType *type, guint16 port)
{
  DeskDevice *self = g_new0 (DeskDevice, 1);

  self->type = type;
  self->port = port;
  self->random = g_rand_new ();
  memcpy (self->values, type->values, sizeof self->values);

  return self;
}

/**
 * desk_device_free:
 * @self: (transfer full): a device
 */
void
desk_device_free (DeskDevice *self)
{
  g_clear_pointer (&self->client, desk_client_free);
  g_rand_free (self->random);
  g_free (self);
}

/**
 * desk_device_is_up:
 * @self: a device
 *
 * Returns: whether it is connected and the broker has its status
 */
gboolean
desk_device_is_up (DeskDevice *self)
{
  return self->up;
}

/**
 * desk_device_run:
 * @self: a device
 * @now: monotonic time, µs
 *
 * Does what is due. Call it every now and then from one thread.
 */
void
desk_device_run (DeskDevice *self, gint64 now)
{
  guint events = g_atomic_int_and (&self->events, 0);

  if (events & EVENT_LOST)
    switch_off (self, now + RETRY_AFTER);
  else if (self->client == NULL && now >= self->power_at)
    switch_on (self);
  else if (events & EVENT_CONNECTED)
    {
      g_autoptr (GBytes) online = g_bytes_new_static ("online", strlen ("online"));

      self->connected = TRUE;
      desk_client_publish (self->client, STATUS_TOKEN, self->type->status_topic, online, 1, TRUE, NULL);
      if (self->type->connected != NULL)
        self->type->connected (self);
      self->measure_at = now;
      if (self->absent_at == 0)
        self->absent_at = self->type->absence > 0 ? now + self->type->absence * G_USEC_PER_SEC : G_MAXINT64;
    }

  if (events & EVENT_ANNOUNCED)
    self->up = TRUE;
  if (!self->connected)
    return;

  if (now >= self->absent_at)
    {
      switch_off (self, now + g_rand_int_range (self->random, 2, 5) * G_USEC_PER_SEC);
      self->absent_at = self->power_at + g_rand_int_range (self->random, 25, 60) * G_USEC_PER_SEC;
    }
  else if (now >= self->measure_at)
    {
      self->count++;
      self->type->measure (self);
      /* A little early or late, as everything real. */
      self->measure_at += (gint64) (self->type->period * g_rand_double_range (self->random, 930, 1070));
      self->measure_at = MAX (self->measure_at, now);
    }
}

/**
 * desk_device_values:
 * @self: a device
 *
 * Returns: (transfer none): its %DESK_DEVICE_N_VALUES values
 */
double *
desk_device_values (DeskDevice *self)
{
  return self->values;
}

/**
 * desk_device_count:
 * @self: a device
 *
 * Returns: how often it measured, this time included
 */
guint64
desk_device_count (DeskDevice *self)
{
  return self->count;
}

/**
 * desk_device_chance:
 * @self: a device
 * @probability: 0 to 1
 *
 * Returns: %TRUE with this probability
 */
gboolean
desk_device_chance (DeskDevice *self, double probability)
{
  return g_rand_double (self->random) < probability;
}

/**
 * desk_device_noise:
 * @self: a device
 * @deviation: standard deviation
 *
 * Returns: a value around 0, close to normally distributed
 */
double
desk_device_noise (DeskDevice *self, double deviation)
{
  double sum = 0;

  /* The sum of twelve uniform values has a variance of 1. */
  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (self->random) - 0.5;

  return sum * deviation;
}

/**
 * desk_device_drift:
 * @self: a device
 * @index: which value, below %DESK_DEVICE_N_VALUES
 * @target: where it is drawn to
 * @deviation: standard deviation of one step
 *
 * Moves a value on: a random walk that keeps coming back.
 *
 * Returns: the new value
 */
double
desk_device_drift (DeskDevice *self, guint index, double target, double deviation)
{
  g_return_val_if_fail (index < DESK_DEVICE_N_VALUES, 0);

  self->values[index] += (target - self->values[index]) * 0.04 + desk_device_noise (self, deviation);

  return self->values[index];
}

/**
 * desk_device_publish:
 * @self: a device
 * @topic: a topic
 * @payload: the bytes
 * @qos: 0 to 2
 * @retained: whether the broker shall keep it
 * @properties: (nullable): MQTT 5 properties
 *
 * Publishes; the acknowledgement does not matter to it.
 */
void
desk_device_publish (DeskDevice *self,
                     const char *topic,
                     GBytes *payload,
                     guint8 qos,
                     gboolean retained,
                     DeskProperties *properties)
{
  desk_client_publish (self->client, 0, topic, payload, qos, retained, properties);
}

/**
 * desk_device_say:
 * @self: a device
 * @topic: a topic
 * @text: the payload
 * @qos: 0 to 2
 * @retained: whether the broker shall keep it
 *
 * Publishes a text.
 */
void
desk_device_say (DeskDevice *self, const char *topic, const char *text, guint8 qos, gboolean retained)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  desk_device_publish (self, topic, payload, qos, retained, NULL);
}
