/* desk-session-messages.c: subscriptions and their counts
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-session-private.h"
#include "desk-topic.h"

static guint
choose_colour (DeskSession *self)
{
  guint uses[DESK_SUBSCRIPTION_COLOURS] = { 0 };
  guint best = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) other = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      uses[desk_subscription_get_colour (other)]++;
    }
  for (guint i = 1; i < DESK_SUBSCRIPTION_COLOURS; i++)
    if (uses[i] < uses[best])
      best = i;

  return best;
}

static DeskSubscription *
find_filter (DeskSession *self, const char *filter, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      if (strcmp (desk_subscription_get_filter (subscription), filter) == 0)
        {
          if (position != NULL)
            *position = i;
          return subscription;
        }
    }

  return NULL;
}

static void
send_subscribe (DeskSession *self, DeskSubscription *subscription, gboolean may_be_known)
{
  DeskSubscribeOptions options = *desk_subscription_get_options (subscription);
  g_autoptr (GError) error = NULL;
  g_autofree char *known = desk_profile_expand (self->profile, _desk_subscription_get_source (subscription), &error);
  guint64 token;

  if (known == NULL || !desk_topic_filter_check (desk_subscription_get_filter (subscription), &error))
    {
      _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_REFUSED, 0, error);
      return;
    }
  token = ++self->last_token;

  /* Retained messages come again only if the broker forgot the subscription. */
  if (may_be_known && options.retain_handling == 0)
    options.retain_handling = 1;

  _desk_session_note_subscribing (self, subscription);
  g_hash_table_insert (self->subscribing, g_memdup2 (&token, sizeof token), g_object_ref (subscription));
  _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_PENDING, 0, NULL);
  self->subscribed_at = g_get_monotonic_time ();
  desk_client_subscribe (self->client, token, desk_subscription_get_filter (subscription),
                         &options);
}

static void
send_unsubscribe (DeskSession *self, const char *filter)
{
  guint64 token = ++self->last_token;

  _desk_session_note_unwanted (self, filter);
  g_hash_table_insert (self->unsubscribing, g_memdup2 (&token, sizeof token), g_strdup (filter));
  desk_client_unsubscribe (self->client, token, filter);
}

/* Keeps in the profile what a person did to a subscription. */
static void
save_subscription (DeskSession *self, DeskSubscription *subscription)
{
  const char *filter = _desk_subscription_get_source (subscription);
  DeskProfileSubscription saved = { .filter = filter };

  saved.options = *desk_subscription_get_options (subscription);
  saved.name = desk_subscription_get_name (subscription);
  saved.colour = _desk_subscription_has_chosen_colour (subscription)
                     ? (int) desk_subscription_get_colour (subscription) : -1;
  saved.muted = desk_subscription_get_muted (subscription);
  desk_profile_put_subscription (self->profile, &saved);
}

static void
on_subscription_changed (DeskSession *self, GParamSpec *pspec, DeskSubscription *subscription)
{
  if (find_filter (self, desk_subscription_get_filter (subscription), NULL) == subscription)
    save_subscription (self, subscription);
}

static DeskSubscription *
make_subscription (DeskSession *self, const char *source, const DeskSubscribeOptions *options, int colour)
{
  static const char *const signals[] = { "notify::name", "notify::colour", "notify::muted" };
  g_autofree char *filter = desk_profile_expand_known (self->profile, source);
  DeskSubscription *subscription
      = _desk_subscription_new (filter, options, colour >= 0 ? (guint) colour : choose_colour (self));

  _desk_subscription_set_source (subscription, source);
  if (colour >= 0)
    desk_subscription_set_colour (subscription, (guint) colour);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (subscription, signals[i], G_CALLBACK (on_subscription_changed), self,
                             G_CONNECT_SWAPPED);

  return subscription;
}

static DeskSubscription *
add_subscription (DeskSession *self, const char *source, const DeskSubscribeOptions *options, int colour)
{
  g_autoptr (DeskSubscription) subscription = make_subscription (self, source, options, colour);

  g_list_store_append (self->subscriptions, subscription);

  /* The list keeps it alive. */
  return subscription;
}

/* The one that a person means who may have typed variables */
static DeskSubscription *
find_meant (DeskSession *self, const char *text)
{
  g_autofree char *filter = NULL;
  DeskSubscription *subscription = find_filter (self, text, NULL);

  if (subscription == NULL)
    {
      filter = desk_profile_expand (self->profile, text, NULL);
      subscription = filter != NULL ? find_filter (self, filter, NULL) : NULL;
    }

  return subscription;
}

/* Before an attempt: a variable may have got another value, or one at last. */
void
_desk_session_expand_subscriptions (DeskSession *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) old = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);
      const char *source = _desk_subscription_get_source (old);
      g_autoptr (DeskSubscription) renewed = NULL;

      /* What is random stays as it is. */
      if (strstr (source, "${") == NULL || strstr (source, "${random:") != NULL)
        continue;
      renewed = make_subscription (self, source, desk_subscription_get_options (old),
                                   (int) desk_subscription_get_colour (old));
      if (g_str_equal (desk_subscription_get_filter (renewed), desk_subscription_get_filter (old)))
        continue;
      desk_subscription_set_name (renewed, desk_subscription_get_name (old));
      desk_subscription_set_muted (renewed, desk_subscription_get_muted (old));
      g_list_store_splice (self->subscriptions, i, 1, (gpointer *) &renewed, 1);
    }
}

void
_desk_session_restore_subscriptions (DeskSession *self)
{
  for (guint i = 0; i < desk_profile_get_n_subscriptions (self->profile); i++)
    {
      const DeskProfileSubscription *saved = desk_profile_peek_subscription (self->profile, i);
      DeskSubscription *subscription;

      if (find_meant (self, saved->filter) != NULL)
        continue;
      subscription = add_subscription (self, saved->filter, &saved->options, saved->colour);
      g_object_freeze_notify (G_OBJECT (subscription));
      desk_subscription_set_name (subscription, saved->name);
      desk_subscription_set_muted (subscription, saved->muted);
      g_object_thaw_notify (G_OBJECT (subscription));
    }
}

/* What a session that the broker has kept holds, and nobody wants any more */
static void
unsubscribe_unwanted (DeskSession *self)
{
  g_autoptr (GPtrArray) unwanted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < desk_profile_get_n_grants (self->profile); i++)
    {
      const DeskProfileGrant *grant = desk_profile_peek_grant (self->profile, i);

      if (!grant->refuses_to_end && find_filter (self, grant->filter, NULL) == NULL)
        g_ptr_array_add (unwanted, g_strdup (grant->filter));
    }
  for (guint i = 0; i < unwanted->len; i++)
    send_unsubscribe (self, g_ptr_array_index (unwanted, i));
}

/* After CONNACK: brings the broker's idea of our subscriptions in line with
 * ours, each exactly once. A session that is still there keeps those that it
 * granted (MQTT 5.0 section 3.1.2.4). */
void
_desk_session_send_subscriptions (DeskSession *self)
{
  _desk_session_begin_grants (self);
  unsubscribe_unwanted (self);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);
      guint qos;

      if (_desk_session_is_granted (self, subscription, &qos))
        _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_GRANTED, qos, NULL);
      else
        send_subscribe (self, subscription, self->session_present);
    }
}

/* After a loss: with a clean start nothing of them is left at the broker. */
void
_desk_session_forget_subscriptions (DeskSession *self)
{
  gboolean persistent = !desk_profile_get_clean_start (self->profile);

  g_hash_table_remove_all (self->subscribing);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      if (persistent && desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED)
        continue;
      _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_IDLE, 0, NULL);
    }
}

void
_desk_session_on_subscribed (DeskSession *self, guint64 token, guint8 code, const GError *error)
{
  g_autoptr (DeskSubscription) subscription = NULL;
  gpointer found = g_hash_table_lookup (self->subscribing, &token);

  if (found == NULL)
    return;

  subscription = g_object_ref (found);
  g_hash_table_remove (self->subscribing, &token);
  /* No answer is no refusal: the connection is gone, and the next one asks again. */
  if (error != NULL && !g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED))
    _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_REFUSED, 0, error);
  else if (error == NULL)
    {
      _desk_session_note_granted (self, subscription, MIN (code, 2));
      _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_GRANTED, MIN (code, 2), NULL);
    }
  else
    _desk_session_suspect_filter (self, token, desk_subscription_get_filter (subscription));
}

static void
on_refused_to_end (DeskSession *self, const char *filter, const GError *error)
{
  gboolean is_kept = _desk_session_note_refuses_to_end (self, filter);
  g_autofree char *words = g_strdup_printf (
      is_kept
          ? _ ("%s The broker goes on sending what matches, also in later connections. Connect with a "
                "clean start to end that.")
          : _ ("%s The broker goes on sending what matches until this connection ends."),
      error->message);

  _desk_session_emit_not_unsubscribed (self, filter, words);
}

/* What got no answer, a broker that keeps the session may not have heard of: the
 * next connection asks again. */
void
_desk_session_on_unsubscribed (DeskSession *self, guint64 token, const GError *error)
{
  g_autofree char *filter = g_strdup (g_hash_table_lookup (self->unsubscribing, &token));

  if (filter == NULL)
    return;

  g_hash_table_remove (self->unsubscribing, &token);
  if (error == NULL)
    _desk_session_note_unsubscribed (self, filter);
  else if (g_error_matches (error, DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER)
           || g_error_matches (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE))
    on_refused_to_end (self, filter, error);
  else if (!g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED))
    _desk_session_emit_not_unsubscribed (self, filter, error->message);
}

/**
 * desk_session_check_filter:
 * @self: a session
 * @filter: what a person typed, perhaps with variables
 * @error: %DESK_ERROR_INVALID_FILTER, %DESK_ERROR_INVALID_PROFILE for an
 *   unknown variable
 *
 * Returns: whether it can be subscribed to
 */
gboolean
desk_session_check_filter (DeskSession *self, const char *filter, GError **error)
{
  g_autofree char *expanded = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (filter != NULL, FALSE);

  expanded = desk_profile_expand (self->profile, filter, error);

  return expanded != NULL && desk_topic_filter_check (expanded, error);
}

/**
 * desk_session_subscribe_with:
 * @self: a session
 * @filter: a topic filter, perhaps with variables
 * @options: what is wanted; before MQTT 5 only the QoS counts
 * @error: %DESK_ERROR_INVALID_FILTER, %DESK_ERROR_INVALID_PROFILE for an
 *   unknown variable
 *
 * Subscribes now, or as soon as there is a connection, and notes it in the
 * profile. A filter that is there already gets the new options.
 *
 * Returns: (transfer none) (nullable): the subscription, or %NULL with @error set
 */
DeskSubscription *
desk_session_subscribe_with (DeskSession                *self,
                             const char                 *filter,
                             const DeskSubscribeOptions *options,
                             GError                    **error)
{
  DeskSubscription *subscription;

  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  g_return_val_if_fail (filter != NULL && options->qos <= 2 && options->retain_handling <= 2, NULL);

  subscription = find_meant (self, filter);
  if (subscription == NULL && !desk_session_check_filter (self, filter, error))
    return NULL;
  if (subscription == NULL)
    subscription = add_subscription (self, filter, options, -1);
  _desk_subscription_set_options (subscription, options);
  save_subscription (self, subscription);

  if (self->state == DESK_SESSION_CONNECTED)
    send_subscribe (self, subscription, FALSE);
  else
    _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_IDLE, 0, NULL);

  return subscription;
}

/**
 * desk_session_subscribe:
 * @self: a session
 * @filter: a topic filter
 * @qos: 0 to 2, the highest QoS that is wanted
 * @error: %DESK_ERROR_INVALID_FILTER
 *
 * Subscribes as desk_session_subscribe_with(). A filter that is there already
 * keeps its other options.
 *
 * Returns: (transfer none) (nullable): the subscription, or %NULL with @error set
 */
DeskSubscription *
desk_session_subscribe (DeskSession *self, const char *filter, guint qos, GError **error)
{
  DeskSubscription *known;
  DeskSubscribeOptions options = { 0 };

  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  g_return_val_if_fail (filter != NULL && qos <= 2, NULL);

  known = find_meant (self, filter);
  if (known != NULL)
    options = *desk_subscription_get_options (known);
  options.qos = qos;

  return desk_session_subscribe_with (self, filter, &options, error);
}

/**
 * desk_session_unsubscribe:
 * @self: a session
 * @subscription: one of its subscriptions
 *
 * Removes a subscription here, in the profile and at the broker.
 */
void
desk_session_unsubscribe (DeskSession *self, DeskSubscription *subscription)
{
  g_autofree char *filter = NULL;
  guint position;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (DESK_IS_SUBSCRIPTION (subscription));

  filter = g_strdup (desk_subscription_get_filter (subscription));
  if (find_filter (self, filter, &position) != subscription)
    return;

  if (self->state == DESK_SESSION_CONNECTED)
    send_unsubscribe (self, filter);
  else if (!desk_profile_get_clean_start (self->profile))
    _desk_session_note_unwanted (self, filter);
  desk_profile_remove_subscription (self->profile, _desk_subscription_get_source (subscription));
  g_list_store_remove (self->subscriptions, position);
}

/**
 * desk_session_find_subscription:
 * @self: a session
 * @topic: a topic name
 *
 * Finds the subscription whose colour a message on @topic carries: the first
 * that matches and is not muted.
 *
 * Returns: (transfer none) (nullable): the subscription, or %NULL
 */
DeskSubscription *
desk_session_find_subscription (DeskSession *self, const char *topic)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      if (!desk_subscription_get_muted (subscription)
          && desk_topic_filter_matches (desk_subscription_get_filter (subscription), topic))
        return subscription;
    }

  return NULL;
}

/* Takes what the thread that writes the log has counted. */
void
_desk_session_take_counts (DeskSession *self)
{
  DeskSubscriptionSums sums;
  g_autoptr (GArray) counts = desk_subscription_counts_take (self->counts, &sums);

  for (guint i = 0; i < counts->len; i++)
    _desk_subscription_add_count (g_ptr_array_index (self->counted, i), g_array_index (counts, guint64, i));
  self->n_overlapping += sums.overlapping;
  self->n_unmatched += sums.unmatched;
  if (sums.received > 0)
    {
      self->n_received += sums.received;
      _desk_session_notify (self, SESSION_PROP_N_RECEIVED);
    }
  if (sums.sent > 0)
    {
      self->n_sent += sums.sent;
      _desk_session_notify (self, SESSION_PROP_N_SENT);
    }
}

void
_desk_session_on_subscriptions_changed (DeskSession *self)
{
  g_autoptr (GPtrArray) filters = g_ptr_array_new ();

  _desk_session_take_counts (self);
  g_ptr_array_set_size (self->counted, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      DeskSubscription *subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      g_ptr_array_add (self->counted, subscription);
      g_ptr_array_add (filters, (gpointer) desk_subscription_get_filter (subscription));
    }
  g_ptr_array_add (filters, NULL);
  desk_subscription_counts_set_filters (self->counts, (const char *const *) filters->pdata);
}

void
_desk_session_on_grew (DeskLog *log, DeskSession *self)
{
  _desk_session_take_counts (self);
  _desk_session_start_ticking (self);
}

void
_desk_session_tick_rates (DeskSession *self)
{
  double rate = desk_rate_tick (&self->window, self->n_received);

  _desk_session_note_history (self);
  if (self->rate != rate)
    {
      self->rate = rate;
      _desk_session_notify (self, SESSION_PROP_RATE);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->subscriptions), i);

      _desk_subscription_tick (subscription);
    }
}
