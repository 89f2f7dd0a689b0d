/* desk-session-losses.c: why connections end, and whether the next one would, too
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-reason.h"
#include "desk-session-private.h"

/* What a SUBSCRIBE or a PUBLISH is blamed for comes so soon after it. */
#define BLAME_WITHIN DESK_RECONNECT_QUICK_LOSS
/* With QoS 0 there is no answer that would clear it, so only what is very near counts. */
#define BLAME_SENT_WITHIN G_TIME_SPAN_SECOND

/* Answers that the end of a connection has cut off come in no order. */
void
_desk_session_suspect_filter (DeskSession *self, guint64 token, const char *filter)
{
  if (self->unanswered_filter != NULL && self->filter_token < token)
    return;

  g_free (self->unanswered_filter);
  self->unanswered_filter = g_strdup (filter);
  self->filter_token = token;
}

void
_desk_session_suspect_topic (DeskSession *self, const char *topic)
{
  if (self->unanswered_topic == NULL)
    self->unanswered_topic = g_strdup (topic);
}

/* QoS 0: it has gone to the network */
void
_desk_session_note_sent (DeskSession *self, const char *topic)
{
  g_free (self->sent_topic);
  self->sent_topic = g_strdup (topic);
  self->sent_at = g_get_monotonic_time ();
}

/* For a connection that begins, and one that has ended */
void
_desk_session_forget_unanswered (DeskSession *self)
{
  self->subscribed_at = 0;
  self->published_at = 0;
  self->sent_at = 0;
  g_clear_pointer (&self->unanswered_filter, g_free);
  g_clear_pointer (&self->unanswered_topic, g_free);
  g_clear_pointer (&self->sent_topic, g_free);
}

static gboolean
closed_by_broker (const GError *error)
{
  return g_error_matches (error, DESK_ERROR, DESK_ERROR_CLOSED)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_FAILED)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_SERVER_DISCONNECT);
}

static gboolean
is_recent (gint64 time, gint64 now, gint64 within)
{
  return time != 0 && now - time < within;
}

/* What is retained comes right after SUBACK. */
static gboolean
was_unreadable (const GError *error)
{
  return g_error_matches (error, DESK_ERROR, DESK_ERROR_PROTOCOL)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
}

static DeskLossKind
find_kind (DeskSession *self, const GError *error, gint64 now)
{
  if (is_recent (self->subscribed_at, now, BLAME_WITHIN)
      && (was_unreadable (error) || (closed_by_broker (error) && self->unanswered_filter != NULL)))
    return DESK_LOSS_AFTER_SUBSCRIBE;
  if (!closed_by_broker (error))
    return DESK_LOSS_OTHER;
  if (self->unanswered_topic == NULL && is_recent (self->sent_at, now, BLAME_SENT_WITHIN))
    self->unanswered_topic = g_steal_pointer (&self->sent_topic);
  if (self->unanswered_topic != NULL && is_recent (self->published_at, now, BLAME_WITHIN))
    return DESK_LOSS_AFTER_PUBLISH;

  return DESK_LOSS_CLOSED;
}

/* Returns: (transfer full) (nullable): the filter, if there is but one */
static char *
dup_only_filter (DeskSession *self)
{
  g_autoptr (DeskSubscription) subscription = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)) != 1)
    return NULL;
  subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), 0);

  return g_strdup (desk_subscription_get_filter (subscription));
}

static void
explain_flapping (DeskSession *self, const GError *cause, GError **error)
{
  /* A random ID is nobody else's. */
  gboolean is_random = self->client_id_choice != NULL;

  if (!closed_by_broker (cause))
    desk_fail (error, cause->domain == DESK_ERROR ? (DeskError) cause->code : DESK_ERROR_FAILED,
               _ ("%s This happened to several connections running, so it is not tried again by itself."),
               cause->message);
  else if (is_random)
    desk_fail (error, DESK_ERROR_CLOSED,
               _ ("The broker closed several connections running, each soon after it had accepted it. Its log may "
                  "tell why: this client may not be allowed in, or too many are connected."));
  else
    desk_fail (error, DESK_ERROR_CLIENT_ID_TAKEN,
               _ ("The broker closed several connections running, each soon after it had accepted it. Another client "
                  "may be using the client ID “%s”: a broker keeps only the newest of two. Connect under a new "
                  "client ID, or stop the other client."),
               self->client_id);
}

static void
explain_subscribe_loop (DeskSession *self, const GError *cause, GError **error)
{
  if (!was_unreadable (cause))
    desk_fail (error, DESK_ERROR_SUBSCRIBE_LOOP,
               _ ("The broker closes the connection each time it is asked to subscribe to “%s”. It may not allow this "
                  "client to read there. Unsubscribe from it, or ask who runs the broker."),
               self->suspect);
  else if (self->suspect != NULL)
    desk_fail (error, DESK_ERROR_SUBSCRIBE_LOOP,
               _ ("%s This happens each time after subscribing to “%s”: a message that the broker keeps for new "
                  "subscribers (retained) may be at fault. Unsubscribe from it, or have that message removed."),
               cause->message, self->suspect);
  else
    desk_fail (error, DESK_ERROR_SUBSCRIBE_LOOP,
               _ ("%s This happens each time after subscribing: a message that the broker keeps for new subscribers "
                  "(retained) may be at fault. Unsubscribe from one after the other to find it, or have that message "
                  "removed."),
               cause->message);
}

static void
explain (DeskSession *self, DeskReconnectDecision decision, const GError *cause, GError **error)
{
  switch (decision)
    {
    case DESK_RECONNECT_GIVE_UP_SUBSCRIBE:
      self->suspicion = DESK_LOSS_AFTER_SUBSCRIBE;
      self->suspect = was_unreadable (cause) ? dup_only_filter (self) : g_strdup (self->unanswered_filter);
      explain_subscribe_loop (self, cause, error);
      break;
    case DESK_RECONNECT_GIVE_UP_PUBLISH:
      self->suspicion = DESK_LOSS_AFTER_PUBLISH;
      self->suspect = g_strdup (self->unanswered_topic);
      desk_fail (error, DESK_ERROR_PUBLISH_LOOP,
                 _ ("The broker closes the connection each time the message to “%s” is sent. It may not allow this "
                    "client to write there, or not so much at once. Give up on the message, or ask who runs the "
                    "broker."),
                 self->suspect);
      break;
    case DESK_RECONNECT_GIVE_UP_TRIES:
      desk_fail (error, cause->domain == DESK_ERROR ? (DeskError) cause->code : DESK_ERROR_FAILED,
                 ngettext ("%s It was tried again %'u time, as often as the profile says.",
                           "%s It was tried again %'u times, as often as the profile says.", self->policy.tries),
                 cause->message, self->policy.tries);
      break;
    case DESK_RECONNECT_GIVE_UP_FLAPPING:
    case DESK_RECONNECT_RETRY:
    default:
      explain_flapping (self, cause, error);
      break;
    }
}

void
_desk_session_reset_policy (DeskSession *self)
{
  desk_reconnect_policy_reset (&self->policy);
  desk_reconnect_policy_limit (&self->policy,
                               desk_profile_get_reconnect_delay (self->profile) * G_TIME_SPAN_SECOND,
                               desk_profile_get_reconnect_max_delay (self->profile) * G_TIME_SPAN_SECOND,
                               desk_profile_get_reconnect_attempts (self->profile));
}

void
_desk_session_retry_or_give_up (DeskSession *self, const GError *error)
{
  gboolean may_retry = desk_profile_get_reconnect (self->profile) && desk_reason_may_retry (error);
  gint64 now = g_get_monotonic_time ();
  DeskLossKind kind = find_kind (self, error, now);
  DeskReconnectDecision decision;
  gint64 delay = 0;

  g_clear_pointer (&self->suspect, g_free);
  decision = desk_reconnect_policy_lost (&self->policy, now, kind, g_random_double (), &delay);
  if (decision != DESK_RECONNECT_RETRY && desk_reason_may_retry (error))
    {
      g_autoptr (GError) explained = NULL;

      explain (self, decision, error, &explained);
      _desk_session_set_error (self, explained);
    }
  else
    {
      _desk_session_set_error (self, error);
    }

  _desk_session_forget_unanswered (self);

  if (may_retry && decision == DESK_RECONNECT_RETRY)
    _desk_session_wait_to_retry (self, delay);
  else
    _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
}

/**
 * desk_session_get_suspect:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the topic filter or topic that each
 *   connection ended after, if %DESK_ERROR_SUBSCRIBE_LOOP or
 *   %DESK_ERROR_PUBLISH_LOOP is the session's error and it is known
 */
const char *
desk_session_get_suspect (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->suspect;
}

static void
drop_subscription (DeskSession *self, const char *filter)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      if (g_strcmp0 (desk_subscription_get_filter (subscription), filter) == 0)
        {
          desk_session_unsubscribe (self, subscription);
          return;
        }
    }
}

static void
drop_messages (DeskSession *self, const char *topic)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->publications)); i++)
    {
      g_autoptr (DeskPublication) publication = g_list_model_get_item (G_LIST_MODEL (self->publications), i);

      if (g_strcmp0 (desk_publication_get_topic (publication), topic) == 0)
        desk_session_cancel_publication (self, publication);
    }
}

/**
 * desk_session_start_without_suspect:
 * @self: a session
 *
 * Removes the subscription, or gives up on the messages that wait for the
 * topic, because of which connecting was given up, and connects.
 */
void
desk_session_start_without_suspect (DeskSession *self)
{
  g_autofree char *suspect = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));

  if (self->suspect == NULL || self->state != DESK_SESSION_DISCONNECTED)
    return;

  suspect = g_steal_pointer (&self->suspect);
  if (self->suspicion == DESK_LOSS_AFTER_SUBSCRIBE)
    drop_subscription (self, suspect);
  else
    drop_messages (self, suspect);
  desk_session_start (self);
}

/**
 * desk_session_check_now:
 * @self: a session
 *
 * Asks the broker whether it is still there: if it does not answer within
 * seconds the connection is lost, and the next one is tried. While waiting for
 * the next try, that is now.
 */
void
desk_session_check_now (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  if (self->state == DESK_SESSION_CONNECTED)
    desk_client_check (self->client);
  else if (self->state == DESK_SESSION_WAITING)
    desk_session_try_now (self);
}

static void
on_link_changed (DeskSession *self, gboolean online)
{
  /* Without a network the next try need not be now. */
  if (online || self->state == DESK_SESSION_CONNECTED)
    desk_session_check_now (self);
}

void
_desk_session_watch_link (DeskSession *self)
{
  self->link = desk_link_watch_get_default ();
  g_signal_connect_object (self->link, "changed", G_CALLBACK (on_link_changed), self, G_CONNECT_SWAPPED);
}

/**
 * desk_session_get_answer_late:
 * @self: a session
 *
 * Returns: whether the broker has not answered a PINGREQ for seconds, nor sent
 *   anything else since
 */
gboolean
desk_session_get_answer_late (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);

  return self->answer_late;
}

void
_desk_session_on_backlog (DeskSession *self, guint64 n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "messages");
  json_builder_add_int_value (builder, (gint64) n);
  json_builder_end_object (builder);
  _desk_session_log_event (self, "backlog", builder);
  _desk_session_emit_backlog (self, n);
}
