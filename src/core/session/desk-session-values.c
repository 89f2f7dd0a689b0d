/* desk-session-values.c: what can be read of a session
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-session-private.h"

/**
 * desk_session_get_profile:
 * @self: a session
 *
 * Returns: (transfer none): whose connection it is
 */
DeskProfile *
desk_session_get_profile (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->profile;
}

/**
 * desk_session_get_log:
 * @self: a session
 *
 * Returns: (transfer none): where its messages go
 */
DeskLog *
desk_session_get_log (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->log;
}

/**
 * desk_session_get_trace:
 * @self: a session
 *
 * Returns: (transfer none): the packets of its connections, recorded while it is on
 */
DeskTrace *
desk_session_get_trace (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->trace;
}

/**
 * desk_session_get_state:
 * @self: a session
 *
 * Returns: where the connection stands
 */
DeskSessionState
desk_session_get_state (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), DESK_SESSION_DISCONNECTED);

  return self->state;
}

/**
 * desk_session_get_step:
 * @self: a session
 *
 * Returns: how far the attempt has come, while connecting
 */
DeskConnectStep
desk_session_get_step (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), DESK_STEP_NONE);

  return self->step;
}

/**
 * desk_session_get_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the last attempt or connection ended; its
 *   code tells what to offer
 */
const GError *
desk_session_get_error (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * desk_session_get_security:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): how TLS protects the connection; %NULL
 *   without TLS, or while there is none
 */
DeskSecurity *
desk_session_get_security (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->security;
}

/**
 * desk_session_get_peer_address:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): where the connection leads, as "[::1]:1883": to the
 *   broker or, with one, to the proxy; %NULL for a socket of this computer, or
 *   while there is none
 */
const char *
desk_session_get_peer_address (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->peer_address;
}

/**
 * desk_session_get_proxy:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the proxy that the connection goes by, as
 *   "socks5://proxy.example:1080"; %NULL without one, or while there is no connection
 */
const char *
desk_session_get_proxy (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->proxy;
}

/**
 * desk_session_get_log_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the log could not be opened
 */
const GError *
desk_session_get_log_error (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->log_error;
}

/**
 * desk_session_get_seconds_left:
 * @self: a session
 *
 * Returns: seconds until the next attempt, while waiting
 */
guint
desk_session_get_seconds_left (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->seconds_left;
}

/**
 * desk_session_get_client_id:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the client ID in use, or of the last attempt
 */
const char *
desk_session_get_client_id (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->client_id;
}

/**
 * desk_session_get_session_present:
 * @self: a session
 *
 * Returns: whether the broker had kept the session (MQTT 5.0 section 3.2.2.1.1)
 */
gboolean
desk_session_get_session_present (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);

  return self->session_present;
}

/**
 * desk_session_get_connack:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the broker told when it accepted
 *   the connection, while there is one (MQTT 5.0 section 3.2.2.3)
 */
DeskProperties *
desk_session_get_connack (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->connack;
}

/**
 * desk_session_get_limits:
 * @self: a session
 * @limits: (out): what the broker can do; notified with "connack"
 *
 * Tells what may be asked of the broker. Without a connection nothing is ruled
 * out.
 */
void
desk_session_get_limits (DeskSession *self, DeskServerLimits *limits)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  desk_server_limits_read (limits, desk_profile_get_mqtt_version (self->profile), self->connack);
}

/**
 * desk_session_get_subscriptions:
 * @self: a session
 *
 * Returns: (transfer none): the subscriptions, a list of #DeskSubscription
 */
GListModel *
desk_session_get_subscriptions (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->subscriptions);
}

/**
 * desk_session_get_publications:
 * @self: a session
 *
 * Returns: (transfer none): the last 100 #DeskPublication, newest last
 */
GListModel *
desk_session_get_publications (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->publications);
}

/**
 * desk_session_get_n_received:
 * @self: a session
 *
 * Returns: messages received since the session was made
 */
guint64
desk_session_get_n_received (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->n_received;
}

/**
 * desk_session_get_n_sent:
 * @self: a session
 *
 * Returns: messages sent since the session was made
 */
guint64
desk_session_get_n_sent (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->n_sent;
}

/**
 * desk_session_get_rate:
 * @self: a session
 *
 * Returns: received messages a second, over the last two seconds
 */
double
desk_session_get_rate (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->rate;
}

/**
 * desk_session_get_silent_for:
 * @self: a session
 *
 * Returns: seconds since the last bytes from the broker, while connected
 */
guint
desk_session_get_silent_for (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->silent_for;
}
