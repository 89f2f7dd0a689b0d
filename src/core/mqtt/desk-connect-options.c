/* desk-connect-options.c: what CONNECT and the way to the broker need
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-client.h"

/**
 * desk_connect_options_new:
 *
 * Makes options with the defaults of a profile: MQTT 3.1.1, clean start,
 * keep-alive 60 s, connect timeout 10 s. The endpoint is still missing.
 *
 * Returns: (transfer full): the options
 */
DeskConnectOptions *
desk_connect_options_new (void)
{
  DeskConnectOptions *self = g_new0 (DeskConnectOptions, 1);

  self->version = DESK_MQTT_3_1_1;
  self->clean_start = TRUE;
  self->keep_alive = 60;
  self->connect_timeout = 10;

  return self;
}

static DeskWill *
copy_will (const DeskWill *will)
{
  DeskWill *copy = g_new0 (DeskWill, 1);

  copy->topic = g_strdup (will->topic);
  copy->payload = will->payload != NULL ? g_bytes_ref (will->payload) : NULL;
  copy->qos = will->qos;
  copy->retained = will->retained;

  return copy;
}

static void
free_will (DeskWill *will)
{
  g_free (will->topic);
  g_clear_pointer (&will->payload, g_bytes_unref);
  g_free (will);
}

/**
 * desk_connect_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy that another thread may have
 */
DeskConnectOptions *
desk_connect_options_copy (const DeskConnectOptions *self)
{
  DeskConnectOptions *copy = g_new0 (DeskConnectOptions, 1);

  *copy = *self;
  copy->endpoint = self->endpoint != NULL ? desk_endpoint_copy (self->endpoint) : NULL;
  copy->client_id = g_strdup (self->client_id);
  copy->username = g_strdup (self->username);
  copy->password = g_strdup (self->password);
  copy->will = self->will != NULL ? copy_will (self->will) : NULL;

  return copy;
}

/**
 * desk_connect_options_free:
 * @self: (transfer full) (nullable): options
 *
 * Frees them; the password does not stay behind in memory.
 */
void
desk_connect_options_free (DeskConnectOptions *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->endpoint, desk_endpoint_free);
  g_free (self->client_id);
  g_free (self->username);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_clear_pointer (&self->will, free_will);
  g_free (self);
}

static gboolean
is_same_will (const DeskWill *a, const DeskWill *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strcmp0 (a->topic, b->topic) == 0 && a->qos == b->qos && a->retained == b->retained
         && (a->payload == b->payload
             || (a->payload != NULL && b->payload != NULL && g_bytes_equal (a->payload, b->payload)));
}

/**
 * desk_connect_options_is_same_session:
 * @self: options
 * @other: options
 *
 * Tells whether a libmosquitto handle made for one serves the other too: the
 * broker would take both for the same client, and CONNECT says the same.
 *
 * Returns: %TRUE if so
 */
gboolean
desk_connect_options_is_same_session (const DeskConnectOptions *self, const DeskConnectOptions *other)
{
  return self->version == other->version && self->clean_start == other->clean_start
         && desk_endpoint_equal (self->endpoint, other->endpoint)
         && g_strcmp0 (self->client_id, other->client_id) == 0
         && g_strcmp0 (self->username, other->username) == 0
         && g_strcmp0 (self->password, other->password) == 0 && is_same_will (self->will, other->will);
}
