/* desk-session.c: a profile's connection, as the main thread sees it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-session-private.h"
#include "desk-task.h"

G_DEFINE_FINAL_TYPE (DeskSession, desk_session, G_TYPE_OBJECT)

static GParamSpec *properties[SESSION_N_PROPS];
static guint signals[SESSION_N_SIGNALS];

void
_desk_session_notify (DeskSession *self, DeskSessionProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
_desk_session_emit_not_unsubscribed (DeskSession *self, const char *filter, const char *reason)
{
  g_signal_emit (self, signals[SESSION_SIGNAL_NOT_UNSUBSCRIBED], 0, filter, reason);
}

void
_desk_session_emit_backlog (DeskSession *self, guint64 n)
{
  g_signal_emit (self, signals[SESSION_SIGNAL_BACKLOG], 0, n);
}

static void
desk_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskSession *self = DESK_SESSION (object);

  switch ((DeskSessionProperty) prop_id)
    {
    case SESSION_PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;
    case SESSION_PROP_LOG:
      g_value_set_object (value, self->log);
      break;
    case SESSION_PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case SESSION_PROP_STEP:
      g_value_set_int (value, self->step);
      break;
    case SESSION_PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case SESSION_PROP_SECONDS_LEFT:
      g_value_set_uint (value, self->seconds_left);
      break;
    case SESSION_PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;
    case SESSION_PROP_SESSION_PRESENT:
      g_value_set_boolean (value, self->session_present);
      break;
    case SESSION_PROP_CONNACK:
      g_value_set_boxed (value, self->connack);
      break;
    case SESSION_PROP_SUBSCRIPTIONS:
      g_value_set_object (value, self->subscriptions);
      break;
    case SESSION_PROP_PUBLICATIONS:
      g_value_set_object (value, self->publications);
      break;
    case SESSION_PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;
    case SESSION_PROP_N_FINISHED:
      g_value_set_uint (value, self->n_finished);
      break;
    case SESSION_PROP_N_RECEIVED:
      g_value_set_uint64 (value, self->n_received);
      break;
    case SESSION_PROP_N_SENT:
      g_value_set_uint64 (value, self->n_sent);
      break;
    case SESSION_PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case SESSION_PROP_SILENT_FOR:
      g_value_set_uint (value, self->silent_for);
      break;
    case SESSION_PROP_ANSWER_LATE:
      g_value_set_boolean (value, self->answer_late);
      break;
    case SESSION_PROP_LOG_ERROR:
      g_value_set_boxed (value, self->log_error);
      break;
    case SESSION_PROP_SECURITY:
      g_value_set_boxed (value, self->security);
      break;
    case SESSION_PROP_PEER_ADDRESS:
      g_value_set_string (value, self->peer_address);
      break;
    case SESSION_PROP_PROXY:
      g_value_set_string (value, self->proxy);
      break;
    case SESSION_PROP_0:
    case SESSION_N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
end_client (DeskSession *self)
{
  if (self->client == NULL)
    return;

  desk_log_set_pressure_func (self->log, NULL, NULL, NULL);
  g_clear_pointer (&self->client, desk_client_free);
}

static void
destroy_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
desk_session_dispose (GObject *object)
{
  DeskSession *self = DESK_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  end_client (self);
  g_clear_pointer (&self->mailbox, _desk_session_mailbox_close);
  destroy_source (&self->retry_source);
  destroy_source (&self->log_source);
  destroy_source (&self->tick_source);
  g_clear_pointer (&self->counts, desk_subscription_counts_free);
  g_clear_object (&self->link);
  g_clear_object (&self->log);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (desk_session_parent_class)->dispose (object);
}

static void
desk_session_finalize (GObject *object)
{
  DeskSession *self = DESK_SESSION (object);

  _desk_session_forget_secrets (self);
  g_clear_pointer (&self->security, desk_security_unref);
  g_free (self->peer_address);
  g_free (self->proxy);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->log_error);
  g_clear_error (&self->error);
  g_free (self->client_id);
  g_free (self->client_id_choice);
  g_free (self->client_id_assigner);
  g_free (self->attempt_assigner);
  g_free (self->client_id_source);
  g_free (self->expanded_client_id);
  g_clear_object (&self->trace);
  g_free (self->unanswered_filter);
  g_free (self->unanswered_topic);
  g_free (self->sent_topic);
  g_free (self->suspect);
  g_clear_object (&self->subscriptions);
  g_clear_pointer (&self->connack, desk_properties_unref);
  g_ptr_array_unref (self->counted);
  g_clear_object (&self->publications);
  g_hash_table_unref (self->subscribing);
  g_hash_table_unref (self->publishing);
  g_hash_table_unref (self->unsubscribing);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (desk_session_parent_class)->finalize (object);
}

static void
desk_session_class_init (DeskSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = desk_session_get_property;
  object_class->dispose = desk_session_dispose;
  object_class->finalize = desk_session_finalize;

  properties[SESSION_PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, DESK_TYPE_PROFILE, flags);
  properties[SESSION_PROP_LOG] = g_param_spec_object ("log", NULL, NULL, DESK_TYPE_LOG, flags);
  properties[SESSION_PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, DESK_SESSION_DISCONNECTING, 0, flags);
  properties[SESSION_PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 0, DESK_STEP_CONNACK, 0, flags);
  properties[SESSION_PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[SESSION_PROP_SECONDS_LEFT] = g_param_spec_uint ("seconds-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[SESSION_PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, NULL, flags);
  properties[SESSION_PROP_SESSION_PRESENT] = g_param_spec_boolean ("session-present", NULL, NULL, FALSE, flags);
  properties[SESSION_PROP_CONNACK] = g_param_spec_boxed ("connack", NULL, NULL, DESK_TYPE_PROPERTIES, flags);
  properties[SESSION_PROP_SUBSCRIPTIONS] = g_param_spec_object ("subscriptions", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[SESSION_PROP_PUBLICATIONS] = g_param_spec_object ("publications", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[SESSION_PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[SESSION_PROP_N_FINISHED] = g_param_spec_uint ("n-finished", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[SESSION_PROP_N_RECEIVED] = g_param_spec_uint64 ("n-received", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[SESSION_PROP_N_SENT] = g_param_spec_uint64 ("n-sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[SESSION_PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[SESSION_PROP_SILENT_FOR] = g_param_spec_uint ("silent-for", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[SESSION_PROP_ANSWER_LATE] = g_param_spec_boolean ("answer-late", NULL, NULL, FALSE, flags);
  properties[SESSION_PROP_LOG_ERROR] = g_param_spec_boxed ("log-error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[SESSION_PROP_SECURITY] = g_param_spec_boxed ("security", NULL, NULL, DESK_TYPE_SECURITY, flags);
  properties[SESSION_PROP_PEER_ADDRESS] = g_param_spec_string ("peer-address", NULL, NULL, NULL, flags);
  properties[SESSION_PROP_PROXY] = g_param_spec_string ("proxy", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, SESSION_N_PROPS, properties);

  /**
   * DeskSession::backlog:
   * @n: how many
   *
   * Messages that had waited in a session which the broker kept have come.
   */
  signals[SESSION_SIGNAL_BACKLOG] = g_signal_new ("backlog", DESK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 1, G_TYPE_UINT64);

  /**
   * DeskSession::not-unsubscribed:
   * @filter: a topic filter
   * @reason: why, and what follows from it, in words
   *
   * The broker refused to end a subscription (MQTT 5.0 section 3.11.3). It is
   * not asked again by itself.
   */
  signals[SESSION_SIGNAL_NOT_UNSUBSCRIBED]
      = g_signal_new ("not-unsubscribed", DESK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                      G_TYPE_STRING, G_TYPE_STRING);
}

static void
desk_session_init (DeskSession *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->subscriptions = g_list_store_new (DESK_TYPE_SUBSCRIPTION);
  self->counted = g_ptr_array_new_with_free_func (g_object_unref);
  self->publications = g_list_store_new (DESK_TYPE_PUBLICATION);
  self->subscribing = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->publishing = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->unsubscribing = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  desk_reconnect_policy_reset (&self->policy);
}

static void
on_pressure (gboolean hold, gpointer user_data)
{
  desk_client_set_paused (user_data, hold);
}

/**
 * desk_session_new:
 * @profile: whose connection
 * @log_path: (nullable): the log's file, or %NULL for the profile's own
 *
 * Makes a session that is not connected, and opens its log in the background.
 *
 * Returns: (transfer full): the session
 */
DeskSession *
desk_session_new (DeskProfile *profile, const char *log_path)
{
  g_autofree char *default_path = NULL;
  DeskSession *self;

  g_return_val_if_fail (DESK_IS_PROFILE (profile), NULL);

  self = g_object_new (DESK_TYPE_SESSION, NULL);
  self->profile = g_object_ref (profile);
  if (log_path == NULL)
    log_path = default_path = desk_log_default_path (desk_profile_get_id (profile));
  self->log = desk_log_new (log_path);
  self->mailbox = _desk_session_mailbox_new (self);
  self->trace = desk_trace_new ();
  self->client = _desk_session_client_new (self);
  desk_log_set_pressure_func (self->log, on_pressure, self->client, NULL);
  self->counts = desk_subscription_counts_new (self->log);
  g_signal_connect_swapped (self->subscriptions, "items-changed",
                            G_CALLBACK (_desk_session_on_subscriptions_changed), self);
  g_signal_connect_object (self->log, "grew", G_CALLBACK (_desk_session_on_grew), self, 0);
  _desk_session_restore_subscriptions (self);
  desk_session_apply_retention (self);
  g_signal_connect_object (profile, "notify::log-max-bytes", G_CALLBACK (desk_session_apply_retention), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::log-max-days", G_CALLBACK (desk_session_apply_retention), self,
                           G_CONNECT_SWAPPED);
  _desk_session_watch_link (self);
  _desk_session_watch_log (self);
  _desk_session_open_log (self);

  return self;
}

/**
 * desk_session_start:
 * @self: a session
 *
 * Connects, with a fresh back-off. While the log is still being opened or an
 * older connection is being closed, it connects as soon as that is done. Where
 * the log could not be opened, that is tried again first: without it there is
 * no connecting.
 */
void
desk_session_start (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  if (self->client == NULL || self->close_task != NULL)
    return;

  /* Whoever had the log may be gone by now. */
  if (self->log_error != NULL && !self->log_opening && self->log_source == NULL)
    {
      g_clear_error (&self->log_error);
      _desk_session_notify (self, SESSION_PROP_LOG_ERROR);
      _desk_session_open_log (self);
    }

  switch (self->state)
    {
    case DESK_SESSION_CONNECTING:
    case DESK_SESSION_CONNECTED:
      return;
    case DESK_SESSION_DISCONNECTING:
      _desk_session_reset_policy (self);
      self->start_wanted = TRUE;
      return;
    case DESK_SESSION_DISCONNECTED:
    case DESK_SESSION_WAITING:
      _desk_session_reset_policy (self);
      if (self->log_ready || _desk_session_can_do_without_log (self))
        _desk_session_begin (self);
      else
        {
          self->start_wanted = TRUE;
          _desk_session_set_state (self, DESK_SESSION_CONNECTING);
        }
      return;
    default:
      g_assert_not_reached ();
    }
}

/**
 * desk_session_try_now:
 * @self: a session
 *
 * Ends the waiting before the next attempt. The back-off goes on from where
 * it is.
 */
void
desk_session_try_now (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  if (self->state == DESK_SESSION_WAITING)
    _desk_session_begin (self);
  else if (self->state == DESK_SESSION_DISCONNECTED)
    desk_session_start (self);
}

static void
stop (DeskSession *self, gboolean with_will)
{
  gboolean opening_log;

  opening_log = self->start_wanted && !self->log_ready;
  self->start_wanted = FALSE;

  switch (self->state)
    {
    case DESK_SESSION_CONNECTING:
      if (opening_log)
        {
          _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
          return;
        }
      G_GNUC_FALLTHROUGH;
    case DESK_SESSION_CONNECTED:
      _desk_session_set_state (self, DESK_SESSION_DISCONNECTING);
      if (with_will)
        desk_client_disconnect_with_will (self->client);
      else
        desk_client_disconnect (self->client);
      return;
    case DESK_SESSION_WAITING:
      _desk_session_stop_waiting (self);
      _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
      return;
    case DESK_SESSION_DISCONNECTED:
    case DESK_SESSION_DISCONNECTING:
      return;
    default:
      g_assert_not_reached ();
    }
}

/**
 * desk_session_stop:
 * @self: a session
 *
 * Disconnects, ends an attempt, or gives up waiting for the next one.
 */
void
desk_session_stop (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  stop (self, FALSE);
}

/**
 * desk_session_stop_with_will:
 * @self: a session
 *
 * As desk_session_stop(), but the broker publishes the last will, as if the
 * connection had been lost.
 */
void
desk_session_stop_with_will (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  stop (self, TRUE);
}

/**
 * desk_session_start_as_new_client:
 * @self: a session
 *
 * Connects under a new random client ID, which the session keeps until another
 * one is put into the profile; this does not change the profile.
 */
void
desk_session_start_as_new_client (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  _desk_session_renew_client_id (self);
  if (self->state == DESK_SESSION_CONNECTED || self->state == DESK_SESSION_CONNECTING)
    desk_session_stop (self);
  desk_session_start (self);
}

static void
on_log_closed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (desk_log_close_finish (DESK_LOG (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
free_client (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  desk_client_free (task_data);
  g_task_return_boolean (task, TRUE);
}

static void
on_client_freed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSession) self = user_data;

  desk_log_close_async (self->log, on_log_closed, g_steal_pointer (&self->close_task));
}

/* The connection is gone: joins the network thread beside the main thread,
 * then closes the log. The task is not the session's own, since its thread may
 * hold on to it for longer than the session lasts. */
void
_desk_session_finish_close (DeskSession *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_client_freed, g_object_ref (self));

  g_task_set_source_tag (task, _desk_session_finish_close);
  desk_log_set_pressure_func (self->log, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self->client), NULL);
  desk_task_run_in_thread (task, free_client);
}

/**
 * desk_session_close_async:
 * @self: a session
 * @callback: called when everything is closed
 * @user_data: for @callback
 *
 * Disconnects cleanly, ends the network thread, and closes the log with all
 * that was received in it. The session is of no use afterwards.
 */
void
desk_session_close_async (DeskSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, desk_session_close_async);
  if (self->client == NULL || self->close_task != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_cancellable_cancel (self->cancellable);
  self->close_task = g_steal_pointer (&task);
  desk_session_stop (self);
  destroy_source (&self->tick_source);
  destroy_source (&self->log_source);
  if (self->state == DESK_SESSION_DISCONNECTED)
    _desk_session_finish_close (self);
}

/**
 * desk_session_close_finish:
 * @self: a session
 * @result: what the callback got
 * @error: the log could not be closed; see desk_log_close_finish()
 *
 * Returns: %TRUE if all is closed and written
 */
gboolean
desk_session_close_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
