/* desk-session-state.c: the state machine of a session
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-session-options.h"
#include "desk-session-private.h"

/* Ticks go on this long after the last change, so that rates fall to 0. */
#define IDLE_TICKS (DESK_RATE_SECONDS + 1)

#define LATE_AFTER (2 * G_TIME_SPAN_SECOND)

/*                    start
 *   DISCONNECTED ───────────► CONNECTING ──────────► CONNECTED
 *        ▲   ▲                 │  ▲   lost              │  │ stop
 *        │   │ give up         ▼  │ time is over        │  ▼
 *        │   └───────────── WAITING ◄───────────────────┘  DISCONNECTING
 *        └─────────────────────────────────────────────────────┘
 */

void
_desk_session_set_state (DeskSession *self, DeskSessionState state)
{
  if (self->state == state)
    return;

  self->state = state;
  _desk_session_notify (self, SESSION_PROP_STATE);
}

void
_desk_session_set_error (DeskSession *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  _desk_session_notify (self, SESSION_PROP_ERROR);
}

static void
set_string (DeskSession *self, char **place, const char *value, DeskSessionProperty property)
{
  if (g_strcmp0 (*place, value) == 0)
    return;

  g_free (*place);
  *place = g_strdup (value);
  _desk_session_notify (self, property);
}

void
_desk_session_set_way (DeskSession *self, const char *address, const char *proxy)
{
  set_string (self, &self->peer_address, address, SESSION_PROP_PEER_ADDRESS);
  set_string (self, &self->proxy, proxy, SESSION_PROP_PROXY);
}

void
_desk_session_set_security (DeskSession *self, DeskSecurity *security)
{
  if (self->security == security)
    return;

  g_clear_pointer (&self->security, desk_security_unref);
  self->security = security != NULL ? desk_security_ref (security) : NULL;
  _desk_session_notify (self, SESSION_PROP_SECURITY);
}

void
_desk_session_on_step (DeskSession *self, DeskConnectStep step)
{
  if (self->state != DESK_SESSION_CONNECTING || self->step == step)
    return;

  self->step = step;
  _desk_session_notify (self, SESSION_PROP_STEP);
}

/* An answer to PINGREQ that takes so long is worth a word. */
static void
update_answer_late (DeskSession *self)
{
  gint64 since = self->state == DESK_SESSION_CONNECTED ? desk_client_get_unanswered_since (self->client) : 0;
  gboolean late = since > 0 && g_get_monotonic_time () - since >= LATE_AFTER;

  if (self->answer_late == late)
    return;

  self->answer_late = late;
  _desk_session_notify (self, SESSION_PROP_ANSWER_LATE);
}

static gboolean
on_tick (gpointer data)
{
  DeskSession *self = data;
  guint64 before = self->n_received + self->n_sent;
  double rate = self->rate;
  guint silent_for = 0;

  _desk_session_tick_rates (self);

  if (self->state == DESK_SESSION_CONNECTED)
    {
      gint64 heard = desk_client_get_last_heard (self->client);

      if (heard > 0)
        silent_for = (guint) MAX ((g_get_monotonic_time () - heard) / G_TIME_SPAN_SECOND, 0);
    }
  update_answer_late (self);
  if (self->silent_for != silent_for)
    {
      self->silent_for = silent_for;
      _desk_session_notify (self, SESSION_PROP_SILENT_FOR);
    }

  if (self->rate > 0 || rate > 0 || before != self->n_received + self->n_sent)
    self->idle_ticks = 0;
  else
    self->idle_ticks++;
  if (self->state != DESK_SESSION_CONNECTED && self->idle_ticks > IDLE_TICKS)
    {
      g_clear_pointer (&self->tick_source, g_source_unref);
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

void
_desk_session_start_ticking (DeskSession *self)
{
  self->idle_ticks = 0;
  if (self->tick_source != NULL)
    return;

  self->tick_source = g_timeout_source_new_seconds (1);
  g_source_set_static_name (self->tick_source, "session tick");
  g_source_set_callback (self->tick_source, on_tick, self, NULL);
  g_source_attach (self->tick_source, self->context);
}

void
_desk_session_stop_waiting (DeskSession *self)
{
  if (self->retry_source != NULL)
    {
      g_source_destroy (self->retry_source);
      g_clear_pointer (&self->retry_source, g_source_unref);
    }
  if (self->seconds_left != 0)
    {
      self->seconds_left = 0;
      _desk_session_notify (self, SESSION_PROP_SECONDS_LEFT);
    }
}

void
_desk_session_log_event (DeskSession *self, const char *kind, JsonBuilder *detail)
{
  g_autoptr (JsonNode) root = json_builder_get_root (detail);
  g_autofree char *text = json_to_string (root, FALSE);

  desk_log_append_event (self->log, kind, text);
}

/* (transfer full): all but what a broker answers to an authentication, which may
 * open a door */
static JsonNode *
make_logged (DeskProperties *properties)
{
  g_autofree char *text = desk_properties_to_json (properties);
  JsonNode *node = json_from_string (text, NULL);
  JsonArray *pairs = json_node_get_array (node);
  const char *hidden = NULL;

  desk_property_lookup (DESK_PROP_AUTHENTICATION_DATA, &hidden, NULL);
  for (guint i = json_array_get_length (pairs); i > 0; i--)
    if (g_str_equal (json_array_get_string_element (json_array_get_array_element (pairs, i - 1), 0), hidden))
      json_array_remove_element (pairs, i - 1);

  return node;
}

static void
log_connected (DeskSession *self, DeskProperties *properties)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *address = desk_profile_dup_address (self->profile);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "address");
  json_builder_add_string_value (builder, address);
  json_builder_set_member_name (builder, "client_id");
  json_builder_add_string_value (builder, self->client_id);
  json_builder_set_member_name (builder, "protocol_level");
  json_builder_add_int_value (builder, desk_profile_get_mqtt_version (self->profile));
  json_builder_set_member_name (builder, "session_present");
  json_builder_add_boolean_value (builder, self->session_present);
  if (properties != NULL)
    {
      json_builder_set_member_name (builder, "properties");
      json_builder_add_value (builder, make_logged (properties));
    }
  json_builder_end_object (builder);
  _desk_session_log_event (self, "connected", builder);
  self->connection_logged = TRUE;
}

static void
log_disconnected (DeskSession *self, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "by");
  json_builder_add_string_value (builder, error == NULL ? "us" : "loss");
  if (error != NULL)
    {
      json_builder_set_member_name (builder, "reason");
      json_builder_add_string_value (builder, error->message);
    }
  json_builder_end_object (builder);
  _desk_session_log_event (self, "disconnected", builder);
}

static void
set_connack (DeskSession *self, DeskProperties *properties)
{
  if (self->connack == properties)
    return;

  g_clear_pointer (&self->connack, desk_properties_unref);
  self->connack = properties != NULL ? desk_properties_ref (properties) : NULL;
  _desk_session_notify (self, SESSION_PROP_CONNACK);
}

/* How an attempt under this client ID connects, with the secrets */
static DeskConnectOptions *
make_options (DeskSession *self, const char *client_id)
{
  DeskConnectOptions *options = desk_connect_options_from_profile (self->profile, client_id, self->password,
                                                                   self->passphrase, self->proxy_password,
                                                                   self->headers);

  desk_connect_options_set_authentication (options, self->profile, self->authentication);

  return options;
}

/* Starts one attempt. */
void
_desk_session_begin (DeskSession *self)
{
  g_autoptr (DeskConnectOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  _desk_session_stop_waiting (self);
  if (!desk_profile_check_expansions (self->profile, &error))
    {
      _desk_session_set_error (self, error);
      _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
      return;
    }
  _desk_session_choose_client_id (self);
  _desk_session_expand_subscriptions (self);
  options = make_options (self, self->client_id);
  desk_client_connect (self->client, options);
  self->step = DESK_STEP_NONE;
  _desk_session_notify (self, SESSION_PROP_STEP);
  _desk_session_set_state (self, DESK_SESSION_CONNECTING);
}

/**
 * desk_session_dup_connect_options:
 * @self: a session
 *
 * Returns: (transfer full): how the next attempt would connect, with the secrets;
 *   the client ID is empty where it would be a random one
 */
DeskConnectOptions *
desk_session_dup_connect_options (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return make_options (self, _desk_session_peek_client_id (self));
}

void
_desk_session_on_connected (DeskSession *self, gboolean session_present, DeskProperties *properties)
{
  const DeskProperty *assigned = desk_properties_find (properties, DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER);

  if (self->state != DESK_SESSION_CONNECTING)
    return;

  desk_reconnect_policy_connected (&self->policy, g_get_monotonic_time ());
  if (assigned != NULL)
    _desk_session_take_client_id (self, assigned->string);
  if (self->session_present != session_present)
    {
      self->session_present = session_present;
      _desk_session_notify (self, SESSION_PROP_SESSION_PRESENT);
    }
  set_connack (self, properties);
  log_connected (self, properties);
  g_object_set (self->profile, "last-used", g_get_real_time () / G_USEC_PER_SEC, NULL);
  _desk_session_forget_unanswered (self);
  _desk_session_set_error (self, NULL);
  _desk_session_set_state (self, DESK_SESSION_CONNECTED);
  _desk_session_send_subscriptions (self);
  _desk_session_send_queued (self);
  _desk_session_start_ticking (self);
}

static gboolean
on_countdown (gpointer data)
{
  DeskSession *self = data;
  gint64 left = self->retry_at - g_get_monotonic_time ();
  guint seconds = (guint) MAX ((left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND, 0);

  if (left <= 0)
    {
      _desk_session_begin (self);
      return G_SOURCE_REMOVE;
    }

  g_source_set_ready_time (self->retry_source, self->retry_at - (gint64) (seconds - 1) * G_TIME_SPAN_SECOND);
  /* Last: who hears of it may end the waiting. */
  if (self->seconds_left != seconds)
    {
      self->seconds_left = seconds;
      _desk_session_notify (self, SESSION_PROP_SECONDS_LEFT);
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
countdown_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

void
_desk_session_wait_to_retry (DeskSession *self, gint64 delay)
{
  /* Not a timeout source: that would set the ready time again after each call. */
  static GSourceFuncs countdown_funcs = { .dispatch = countdown_dispatch };

  self->retry_at = g_get_monotonic_time () + delay;
  self->retry_source = g_source_new (&countdown_funcs, sizeof (GSource));
  g_source_set_ready_time (self->retry_source, 0);
  g_source_set_static_name (self->retry_source, "session countdown");
  g_source_set_callback (self->retry_source, on_countdown, self, NULL);
  g_source_attach (self->retry_source, self->context);
  _desk_session_set_state (self, DESK_SESSION_WAITING);
}

void
_desk_session_on_lost (DeskSession *self, const GError *error)
{
  gboolean asked = self->state == DESK_SESSION_DISCONNECTING || error == NULL;

  if (self->connection_logged)
    log_disconnected (self, asked ? NULL : error);
  self->connection_logged = FALSE;
  _desk_session_set_way (self, NULL, NULL);
  _desk_session_set_security (self, NULL);
  set_connack (self, NULL);
  _desk_session_forget_subscriptions (self);
  _desk_session_interrupt_publications (self);
  if (self->answer_late)
    {
      self->answer_late = FALSE;
      _desk_session_notify (self, SESSION_PROP_ANSWER_LATE);
    }
  if (self->silent_for != 0)
    {
      self->silent_for = 0;
      _desk_session_notify (self, SESSION_PROP_SILENT_FOR);
    }

  if (self->close_task != NULL)
    {
      _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
      _desk_session_finish_close (self);
    }
  else if (self->start_wanted)
    {
      self->start_wanted = FALSE;
      _desk_session_begin (self);
    }
  else if (asked)
    {
      _desk_session_set_error (self, NULL);
      _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
    }
  else
    {
      _desk_session_retry_or_give_up (self, error);
    }
}
