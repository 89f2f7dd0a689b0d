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
  self->mqtt5 = desk_mqtt5_options_new ();

  return self;
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
  copy->will = self->will != NULL ? desk_will_copy (self->will) : NULL;
  copy->mqtt5 = desk_mqtt5_options_copy (self->mqtt5);

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
  g_clear_pointer (&self->will, desk_will_free);
  g_clear_pointer (&self->mqtt5, desk_mqtt5_options_free);
  g_free (self);
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
         && g_strcmp0 (self->password, other->password) == 0 && desk_will_equal (self->will, other->will)
         && desk_mqtt5_options_equal (self->mqtt5, other->mqtt5);
}
