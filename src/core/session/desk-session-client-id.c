/* desk-session-client-id.c: under which client ID a session connects
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-session-private.h"

/* A client ID that is not in the profile is kept over reconnects, so that a
 * session that is to persist can. It stands in for what the profile said when it
 * was chosen, and a person who changes that gets what is said now. One that a
 * broker assigned names a session at that broker, for that user (MQTT 5.0
 * sections 3.1.3.1 and 4.1); anybody else may have given it to another client. */

static gboolean
is_assigned_by_broker (DeskSession *self)
{
  return desk_profile_get_mqtt_version (self->profile) == DESK_MQTT_5
         && desk_profile_get_mqtt5 (self->profile)->assigned_client_id;
}

/* (transfer full): where a client ID that was assigned is one */
static char *
dup_assigner (DeskSession *self)
{
  g_autofree char *address = desk_profile_dup_address (self->profile);
  g_autofree char *host = desk_profile_expand_known (self->profile, desk_profile_get_host (self->profile));
  g_autofree char *username = desk_profile_expand_known (self->profile, desk_profile_get_username (self->profile));

  return g_strdup_printf ("%d %s %s %s", is_assigned_by_broker (self), address, host, username);
}

static void
forget_choice (DeskSession *self)
{
  g_clear_pointer (&self->client_id_choice, g_free);
  g_clear_pointer (&self->client_id_assigner, g_free);
}

static void
choose (DeskSession *self, const char *client_id)
{
  forget_choice (self);
  self->client_id_choice = g_strdup (client_id);
}

static void
set_client_id (DeskSession *self, const char *client_id)
{
  if (g_strcmp0 (self->client_id, client_id) == 0)
    return;

  g_free (self->client_id);
  self->client_id = g_strdup (client_id);
  _desk_session_notify (self, SESSION_PROP_CLIENT_ID);
}

/* The random part of one stays as well, as long as nobody changes what it comes from. */
static void
follow_profile (DeskSession *self)
{
  const char *source = desk_profile_get_client_id (self->profile);
  g_autofree char *assigner = self->client_id_assigner != NULL ? dup_assigner (self) : NULL;
  gboolean is_other = self->client_id_source != NULL && !g_str_equal (self->client_id_source, source);

  if (is_other || g_strcmp0 (self->client_id_assigner, assigner) != 0)
    forget_choice (self);
  if (self->client_id_source == NULL || is_other || strstr (source, "${random:") == NULL)
    {
      g_free (self->client_id_source);
      self->client_id_source = g_strdup (source);
      g_free (self->expanded_client_id);
      self->expanded_client_id = desk_profile_expand_known (self->profile, source);
    }
}

/* Returns: that of the next attempt; empty where it would be a random one, or the broker's choice */
const char *
_desk_session_peek_client_id (DeskSession *self)
{
  follow_profile (self);

  return self->client_id_choice != NULL ? self->client_id_choice : self->expanded_client_id;
}

/* Before an attempt */
void
_desk_session_choose_client_id (DeskSession *self)
{
  const char *client_id = _desk_session_peek_client_id (self);

  if (client_id[0] == '\0' && !is_assigned_by_broker (self))
    {
      g_autofree char *generated = desk_profile_generate_client_id ();

      choose (self, generated);
      client_id = self->client_id_choice;
    }
  g_free (self->attempt_assigner);
  self->attempt_assigner = dup_assigner (self);
  set_client_id (self, client_id);
}

/* After CONNACK: the next connection is to find the same session (MQTT 5.0
 * section 3.1.3.1). Meanwhile the profile may be for another broker. */
void
_desk_session_take_client_id (DeskSession *self, const char *assigned)
{
  if (g_strcmp0 (self->client_id, assigned) == 0)
    return;

  choose (self, assigned);
  self->client_id_assigner = g_strdup (self->attempt_assigner);
  set_client_id (self, assigned);
}

/* From now on it is a new random one. */
void
_desk_session_renew_client_id (DeskSession *self)
{
  g_autofree char *generated = desk_profile_generate_client_id ();

  follow_profile (self);
  choose (self, generated);
}
