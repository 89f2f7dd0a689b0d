/* desk-profile-grants.c: what a broker that keeps the session holds for it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include "desk-topic.h"

struct _DeskGrantsPart
{
  DeskProfileGrantor grantor; /* the strings are owned */
  GPtrArray *grants;          /* (owned): of DeskProfileGrant, whose strings are owned */
};

#define OFFSET(field) G_STRUCT_OFFSET (DeskProfileGrant, field)
#define UNANSWERED (-1)

static const DeskRecordMember table[] = {
  { "filter", DESK_RECORD_STRING, OFFSET (filter), .always = TRUE },
  { "qos", DESK_RECORD_INT, OFFSET (options.qos), 0, 2, 0, .always = TRUE },
  { "no_local", DESK_RECORD_BOOLEAN, OFFSET (options.no_local) },
  { "retain_as_published", DESK_RECORD_BOOLEAN, OFFSET (options.retain_as_published) },
  { "identifier", DESK_RECORD_INT, OFFSET (options.identifier), 0, DESK_MAX_SUBSCRIPTION_IDENTIFIER, 0 },
  { "granted_qos", DESK_RECORD_INT, OFFSET (granted_qos), UNANSWERED, 2, UNANSWERED },
  { "refuses_to_end", DESK_RECORD_BOOLEAN, OFFSET (refuses_to_end) },
};

static const DeskRecordMember grantor_table[] = {
  { "client_id", DESK_RECORD_STRING, G_STRUCT_OFFSET (DeskProfileGrantor, client_id), .always = TRUE },
  { "username", DESK_RECORD_STRING, G_STRUCT_OFFSET (DeskProfileGrantor, username) },
  { "host", DESK_RECORD_STRING, G_STRUCT_OFFSET (DeskProfileGrantor, host), .always = TRUE },
  { "port", DESK_RECORD_INT, G_STRUCT_OFFSET (DeskProfileGrantor, port), 0, 65535, 0, .always = TRUE },
};

static DeskProfileGrant *
grant_new (void)
{
  DeskProfileGrant *grant = g_new0 (DeskProfileGrant, 1);

  _desk_record_init (table, G_N_ELEMENTS (table), grant);

  return grant;
}

static void
grant_free (gpointer data)
{
  _desk_record_clear (table, G_N_ELEMENTS (table), data);
  g_free (data);
}

static DeskProfileGrant *
find (DeskProfile *self, const char *filter, guint *index)
{
  for (guint i = 0; i < self->grants->grants->len; i++)
    {
      DeskProfileGrant *grant = g_ptr_array_index (self->grants->grants, i);

      if (g_str_equal (grant->filter, filter))
        {
          if (index != NULL)
            *index = i;
          return grant;
        }
    }

  return NULL;
}

/* It is saved like the subscriptions. */
static void
tell (DeskProfile *self)
{
  g_signal_emit_by_name (self, "subscriptions-changed");
}

/**
 * desk_profile_begin_grants:
 * @self: a profile that has just connected
 * @grantor: whose session that is; its strings may be %NULL
 * @session_present: whether the broker has kept it
 *
 * Forgets what another session held, or this one before the broker lost it.
 */
void
desk_profile_begin_grants (DeskProfile *self, const DeskProfileGrantor *grantor, gboolean session_present)
{
  DeskGrantsPart *part;
  gboolean was_known;
  gboolean is_other;
  gboolean changed;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (grantor != NULL);

  part = self->grants;
  was_known = part->grantor.client_id[0] != '\0';
  is_other = _desk_record_assign (grantor_table, G_N_ELEMENTS (grantor_table), &part->grantor, grantor);
  changed = part->grants->len > 0 && (is_other || !session_present);
  if (!session_present || (was_known && is_other))
    g_ptr_array_set_size (part->grants, 0);
  if (changed)
    tell (self);
}

/**
 * desk_profile_clear_grants:
 * @self: a profile
 *
 * Forgets what the broker holds: the next connection subscribes to everything.
 */
void
desk_profile_clear_grants (DeskProfile *self)
{
  const DeskProfileGrantor nobody = { 0 };
  gboolean changed;

  g_return_if_fail (DESK_IS_PROFILE (self));

  changed = _desk_record_assign (grantor_table, G_N_ELEMENTS (grantor_table), &self->grants->grantor, &nobody)
            || self->grants->grants->len > 0;
  g_ptr_array_set_size (self->grants->grants, 0);
  if (changed)
    tell (self);
}

/**
 * desk_profile_get_n_grants:
 * @self: a profile
 *
 * Returns: how many subscriptions the broker holds, or may hold
 */
guint
desk_profile_get_n_grants (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return self->grants->grants->len;
}

/**
 * desk_profile_peek_grant:
 * @self: a profile
 * @index: which one
 *
 * Returns: (transfer none): the subscription, until the profile changes
 */
const DeskProfileGrant *
desk_profile_peek_grant (DeskProfile *self, guint index)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (index < self->grants->grants->len, NULL);

  return g_ptr_array_index (self->grants->grants, index);
}

/**
 * desk_profile_find_grant:
 * @self: a profile
 * @filter: a topic filter
 *
 * Returns: (transfer none) (nullable): what the broker holds, or may hold, for
 *   this filter, until the profile changes
 */
const DeskProfileGrant *
desk_profile_find_grant (DeskProfile *self, const char *filter)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  return find (self, filter, NULL);
}

/**
 * desk_profile_put_grant:
 * @self: a profile
 * @grant: what the broker holds, or may hold
 *
 * Notes it in the place of what was known of its filter.
 */
void
desk_profile_put_grant (DeskProfile *self, const DeskProfileGrant *grant)
{
  DeskProfileGrant *known;
  gboolean is_new;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (grant != NULL && grant->filter != NULL);
  g_return_if_fail (grant->granted_qos >= UNANSWERED && grant->granted_qos <= 2);

  known = find (self, grant->filter, NULL);
  is_new = known == NULL;
  if (is_new)
    {
      known = grant_new ();
      g_ptr_array_add (self->grants->grants, known);
    }
  if (_desk_record_assign (table, G_N_ELEMENTS (table), known, grant) || is_new)
    tell (self);
}

/**
 * desk_profile_remove_grant:
 * @self: a profile
 * @filter: a topic filter, which need not be there
 *
 * Notes that the broker does not hold it.
 */
void
desk_profile_remove_grant (DeskProfile *self, const char *filter)
{
  guint index;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (filter != NULL);

  if (find (self, filter, &index) == NULL)
    return;
  g_ptr_array_remove_index (self->grants->grants, index);
  tell (self);
}

static void
init (DeskProfile *self)
{
  self->grants = g_new0 (DeskGrantsPart, 1);
  _desk_record_init (grantor_table, G_N_ELEMENTS (grantor_table), &self->grants->grantor);
  self->grants->grants = g_ptr_array_new_with_free_func (grant_free);
}

static void
clear (DeskProfile *self)
{
  _desk_record_clear (grantor_table, G_N_ELEMENTS (grantor_table), &self->grants->grantor);
  g_ptr_array_unref (self->grants->grants);
  g_free (self->grants);
}

static gboolean
read_grant (DeskProfile *self, JsonNode *node, const char *path, GError **error)
{
  DeskProfileGrant *grant = grant_new ();

  g_ptr_array_add (self->grants->grants, grant);

  return _desk_record_read (table, G_N_ELEMENTS (table), grant, node, path, error)
         && desk_topic_filter_check (grant->filter, error);
}

/* A record that makes no sense is none: then the next connection subscribes to
 * everything, which is better than a profile that cannot be used. */
static gboolean
read_grants (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  JsonNode *array = JSON_NODE_HOLDS_OBJECT (node)
                        ? json_object_get_member (json_node_get_object (node), "subscriptions") : NULL;

  if (array == NULL
      || !_desk_record_read (grantor_table, G_N_ELEMENTS (grantor_table), &self->grants->grantor, node, name, NULL)
      || !_desk_profile_read_array (self, array, name, read_grant, NULL))
    {
      clear (self);
      init (self);
    }

  return TRUE;
}

static JsonNode *
write_grants (DeskProfile *self)
{
  JsonNode *node;
  JsonObject *object;
  JsonArray *array;

  if (self->grants->grants->len == 0)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  array = json_array_new ();
  _desk_record_write (grantor_table, G_N_ELEMENTS (grantor_table), &self->grants->grantor, object);
  for (guint i = 0; i < self->grants->grants->len; i++)
    {
      JsonObject *element = json_object_new ();

      _desk_record_write (table, G_N_ELEMENTS (table), g_ptr_array_index (self->grants->grants, i), element);
      json_array_add_object_element (array, element);
    }
  json_object_set_array_member (object, "subscriptions", array);
  json_node_take_object (node, object);

  return node;
}

/* What a session at a broker holds is no copy's to know: two profiles that both
 * did would not tell each other what has changed. */
static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  return FALSE;
}

const DeskProfilePart _desk_profile_grants = {
  DESK_GRANTS_MEMBER, init, clear, read_grants, write_grants, copy,
};
