/* desk-session-grants.c: what a session that the broker keeps holds there
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-session-private.h"

#define UNANSWERED (-1)

/* MQTT has no way to ask a broker what it holds. So the profile has a record of
 * it, which is saved like the rest: what was asked for is in it before the
 * packet leaves, and is sure only when the last answer has come. What is not
 * sure is sent again; a record of another session is thrown away. */

static gboolean
outlives_connection (DeskProfile *profile)
{
  const DeskProfileMqtt5 *mqtt5 = desk_profile_get_mqtt5 (profile);

  return !desk_profile_get_clean_start (profile)
         || (desk_profile_get_mqtt_version (profile) == DESK_MQTT_5
             && (mqtt5->session_never_expires || mqtt5->session_expiry > 0));
}

/* Before MQTT 5 the broker hears of the QoS alone. */
static DeskSubscribeOptions
get_options (DeskSession *self, DeskSubscription *subscription)
{
  const DeskSubscribeOptions *all = desk_subscription_get_options (subscription);
  DeskSubscribeOptions options = { .qos = all->qos };

  if (desk_profile_get_mqtt_version (self->profile) == DESK_MQTT_5)
    options = *all;
  /* That is of the moment, not of the subscription. */
  options.retain_handling = 0;

  return options;
}

static gboolean
is_subscribing (DeskSession *self, const char *filter)
{
  GHashTableIter iter;
  gpointer subscription;

  g_hash_table_iter_init (&iter, self->subscribing);
  while (g_hash_table_iter_next (&iter, NULL, &subscription))
    if (g_str_equal (desk_subscription_get_filter (subscription), filter))
      return TRUE;

  return FALSE;
}

static gboolean
is_unsubscribing (DeskSession *self, const char *filter)
{
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, self->unsubscribing);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    if (g_str_equal (other, filter))
      return TRUE;

  return FALSE;
}

/* After CONNACK: is the record about this session? */
void
_desk_session_begin_grants (DeskSession *self)
{
  g_autofree char *username = desk_profile_expand_known (self->profile, desk_profile_get_username (self->profile));
  g_autofree char *host = desk_profile_expand_known (self->profile, desk_profile_get_host (self->profile));
  DeskProfileGrantor grantor = { .client_id = self->client_id, .username = username };

  if (desk_profile_get_uses_socket (self->profile))
    grantor.host = desk_profile_get_socket_path (self->profile);
  else
    {
      grantor.host = host;
      grantor.port = desk_profile_get_port (self->profile);
    }

  self->notes_grants = outlives_connection (self->profile);
  if (self->notes_grants)
    desk_profile_begin_grants (self->profile, &grantor, self->session_present);
  else
    desk_profile_clear_grants (self->profile);
}

/* Returns: whether the broker surely holds it as it is wanted */
gboolean
_desk_session_is_granted (DeskSession *self, DeskSubscription *subscription, guint *granted_qos)
{
  const DeskProfileGrant *grant = desk_profile_find_grant (self->profile, desk_subscription_get_filter (subscription));
  DeskSubscribeOptions options = get_options (self, subscription);

  if (!self->session_present || !self->notes_grants || grant == NULL || grant->granted_qos == UNANSWERED
      || grant->options.qos != options.qos || grant->options.no_local != options.no_local
      || grant->options.retain_as_published != options.retain_as_published
      || grant->options.identifier != options.identifier)
    return FALSE;
  *granted_qos = (guint) grant->granted_qos;

  return TRUE;
}

/* Before SUBSCRIBE leaves */
void
_desk_session_note_subscribing (DeskSession *self, DeskSubscription *subscription)
{
  const DeskProfileGrant grant = { .filter = desk_subscription_get_filter (subscription),
                                   .options = get_options (self, subscription),
                                   .granted_qos = UNANSWERED };

  if (self->notes_grants)
    desk_profile_put_grant (self->profile, &grant);
}

/* After SUBACK. A refusal does not tell whether the broker holds what it granted
 * before, and so it is not noted. */
void
_desk_session_note_granted (DeskSession *self, DeskSubscription *subscription, guint granted_qos)
{
  const char *filter = desk_subscription_get_filter (subscription);
  const DeskProfileGrant grant = { .filter = filter,
                                   .options = get_options (self, subscription),
                                   .granted_qos = (int) granted_qos };

  if (self->notes_grants && !is_subscribing (self, filter) && !is_unsubscribing (self, filter))
    desk_profile_put_grant (self->profile, &grant);
}

/* Before UNSUBSCRIBE leaves, or instead of it while there is no connection */
void
_desk_session_note_unwanted (DeskSession *self, const char *filter)
{
  const DeskProfileGrant *known = desk_profile_find_grant (self->profile, filter);
  DeskProfileGrant grant = { .granted_qos = UNANSWERED };

  if (known != NULL)
    grant.options = known->options;
  grant.filter = filter;
  if (self->notes_grants || self->state != DESK_SESSION_CONNECTED)
    desk_profile_put_grant (self->profile, &grant);
}

/* After an UNSUBACK that refuses: what was known of it stays true. Asked again at
 * each connection, the broker would say the same again, and a person would be told
 * again; so that is left to whoever subscribes and unsubscribes once more.
 * Returns: whether the broker keeps it beyond this connection */
gboolean
_desk_session_note_refuses_to_end (DeskSession *self, const char *filter)
{
  const DeskProfileGrant *known = desk_profile_find_grant (self->profile, filter);

  if (known != NULL && !is_subscribing (self, filter) && !is_unsubscribing (self, filter))
    {
      DeskProfileGrant grant = *known;

      grant.filter = filter;
      grant.refuses_to_end = TRUE;
      desk_profile_put_grant (self->profile, &grant);
    }

  return self->notes_grants;
}

/* After UNSUBACK */
void
_desk_session_note_unsubscribed (DeskSession *self, const char *filter)
{
  if (!is_subscribing (self, filter))
    desk_profile_remove_grant (self->profile, filter);
}
