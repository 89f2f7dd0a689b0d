/* desk-mqtt5-options.c: what only an MQTT 5 CONNECT says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-mqtt5-options.h"

/**
 * desk_mqtt5_options_new:
 *
 * Returns: (transfer full): options with the defaults
 */
DeskMqtt5Options *
desk_mqtt5_options_new (void)
{
  DeskMqtt5Options *self = g_new0 (DeskMqtt5Options, 1);

  self->session_expiry = DESK_SESSION_EXPIRY_AUTOMATIC;
  self->receive_maximum = DESK_RECEIVE_MAXIMUM_DEFAULT;
  self->request_problem_information = TRUE;

  return self;
}

/**
 * desk_mqtt5_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy
 */
DeskMqtt5Options *
desk_mqtt5_options_copy (const DeskMqtt5Options *self)
{
  DeskMqtt5Options *copy = g_new0 (DeskMqtt5Options, 1);

  *copy = *self;
  copy->user_properties = self->user_properties != NULL ? desk_properties_ref (self->user_properties) : NULL;
  copy->authentication_method = g_strdup (self->authentication_method);
  copy->authentication_data = self->authentication_data != NULL ? g_bytes_ref (self->authentication_data) : NULL;

  return copy;
}

/**
 * desk_mqtt5_options_free:
 * @self: (transfer full): options
 *
 * Frees them.
 */
void
desk_mqtt5_options_free (DeskMqtt5Options *self)
{
  g_clear_pointer (&self->user_properties, desk_properties_unref);
  g_free (self->authentication_method);
  g_clear_pointer (&self->authentication_data, g_bytes_unref);
  g_free (self);
}

/**
 * desk_mqtt5_options_equal:
 * @self: options
 * @other: options
 *
 * Returns: whether CONNECT says the same
 */
gboolean
desk_mqtt5_options_equal (const DeskMqtt5Options *self, const DeskMqtt5Options *other)
{
  return self->session_expiry == other->session_expiry && self->receive_maximum == other->receive_maximum
         && self->topic_alias_maximum == other->topic_alias_maximum
         && self->request_response_information == other->request_response_information
         && self->request_problem_information == other->request_problem_information
         && desk_properties_equal (self->user_properties, other->user_properties)
         && g_strcmp0 (self->authentication_method, other->authentication_method) == 0
         && (self->authentication_data == other->authentication_data
             || (self->authentication_data != NULL && other->authentication_data != NULL
                 && g_bytes_equal (self->authentication_data, other->authentication_data)));
}
