/* desk-profile-subscriptions.c: the subscriptions that a connection restores
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <glib/gi18n-lib.h>

#include "desk-topic.h"

typedef struct
{
  DeskProfileSubscription values; /* the strings are owned */
  JsonObject *unknown;            /* (owned) (nullable): as read, for what we do not know */
} Subscription;

#define OFFSET(field) G_STRUCT_OFFSET (DeskProfileSubscription, field)

static const DeskRecordMember table[] = {
  { "filter", DESK_RECORD_STRING, OFFSET (filter), .always = TRUE },
  { "qos", DESK_RECORD_INT, OFFSET (options.qos), 0, 2, 0, .always = TRUE },
  { "no_local", DESK_RECORD_BOOLEAN, OFFSET (options.no_local) },
  { "retain_as_published", DESK_RECORD_BOOLEAN, OFFSET (options.retain_as_published) },
  { "retain_handling", DESK_RECORD_INT, OFFSET (options.retain_handling), 0, 2, 0 },
  { "identifier", DESK_RECORD_INT, OFFSET (options.identifier), 0, DESK_MAX_SUBSCRIPTION_IDENTIFIER, 0 },
  { "name", DESK_RECORD_STRING, OFFSET (name) },
  { "colour", DESK_RECORD_INT, OFFSET (colour), -1, DESK_SUBSCRIPTION_COLOURS - 1, -1 },
  { "muted", DESK_RECORD_BOOLEAN, OFFSET (muted) },
};

static Subscription *
subscription_new (JsonObject *unknown)
{
  Subscription *subscription = g_new0 (Subscription, 1);

  _desk_record_init (table, G_N_ELEMENTS (table), &subscription->values);
  subscription->unknown = unknown != NULL ? _desk_profile_copy_members (unknown) : NULL;

  return subscription;
}

static void
subscription_free (gpointer data)
{
  Subscription *subscription = data;

  _desk_record_clear (table, G_N_ELEMENTS (table), &subscription->values);
  g_clear_pointer (&subscription->unknown, json_object_unref);
  g_free (subscription);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Subscription, subscription_free)

static Subscription *
find_subscription (DeskProfile *self, const char *filter, guint *index)
{
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      Subscription *subscription = g_ptr_array_index (self->subscriptions, i);

      if (g_str_equal (subscription->values.filter, filter))
        {
          if (index != NULL)
            *index = i;
          return subscription;
        }
    }

  return NULL;
}

/**
 * desk_profile_get_n_subscriptions:
 * @self: a profile
 *
 * Returns: how many subscriptions a connection restores
 */
guint
desk_profile_get_n_subscriptions (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return self->subscriptions->len;
}

/**
 * desk_profile_peek_subscription:
 * @self: a profile
 * @index: which one, in the order they were added
 *
 * Returns: (transfer none): the subscription, until the profile changes
 */
const DeskProfileSubscription *
desk_profile_peek_subscription (DeskProfile *self, guint index)
{
  const Subscription *subscription;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (index < self->subscriptions->len, NULL);

  subscription = g_ptr_array_index (self->subscriptions, index);

  return &subscription->values;
}

/**
 * desk_profile_get_subscription:
 * @self: a profile
 * @index: which one, in the order they were added
 * @qos: (out) (optional): the QoS to ask for, 0 to 2
 *
 * Returns: the topic filter
 */
const char *
desk_profile_get_subscription (DeskProfile *self, guint index, guint *qos)
{
  const DeskProfileSubscription *subscription = desk_profile_peek_subscription (self, index);

  g_return_val_if_fail (subscription != NULL, NULL);

  if (qos != NULL)
    *qos = subscription->options.qos;

  return subscription->filter;
}

/**
 * desk_profile_find_subscription:
 * @self: a profile
 * @filter: a topic filter
 *
 * Returns: (transfer none) (nullable): the subscription with this filter, until
 *   the profile changes
 */
const DeskProfileSubscription *
desk_profile_find_subscription (DeskProfile *self, const char *filter)
{
  const Subscription *subscription;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  subscription = find_subscription (self, filter, NULL);

  return subscription != NULL ? &subscription->values : NULL;
}

/**
 * desk_profile_put_subscription:
 * @self: a profile
 * @subscription: a subscription with a valid filter
 *
 * Adds a subscription at the end, or changes the one with this filter.
 */
void
desk_profile_put_subscription (DeskProfile *self, const DeskProfileSubscription *subscription)
{
  Subscription *known;
  gboolean is_new;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (subscription != NULL && subscription->filter != NULL);
  g_return_if_fail (subscription->options.qos <= 2 && subscription->options.retain_handling <= 2);
  g_return_if_fail (subscription->options.identifier <= DESK_MAX_SUBSCRIPTION_IDENTIFIER);
  g_return_if_fail (subscription->colour >= -1 && subscription->colour < DESK_SUBSCRIPTION_COLOURS);

  known = find_subscription (self, subscription->filter, NULL);
  is_new = known == NULL;
  if (is_new)
    {
      known = subscription_new (NULL);
      g_ptr_array_add (self->subscriptions, known);
    }
  if (_desk_record_assign (table, G_N_ELEMENTS (table), &known->values, subscription) || is_new)
    g_signal_emit_by_name (self, "subscriptions-changed");
}

/**
 * desk_profile_set_subscription:
 * @self: a profile
 * @filter: a valid topic filter
 * @qos: the QoS to ask for, 0 to 2
 *
 * Adds a subscription at the end, or changes the QoS of one that is there.
 */
void
desk_profile_set_subscription (DeskProfile *self, const char *filter, guint qos)
{
  const DeskProfileSubscription *known = desk_profile_find_subscription (self, filter);
  DeskProfileSubscription subscription = { .name = "", .colour = -1 };

  if (known != NULL)
    subscription = *known;
  subscription.filter = filter;
  subscription.options.qos = qos;
  desk_profile_put_subscription (self, &subscription);
}

/**
 * desk_profile_remove_subscription:
 * @self: a profile
 * @filter: a topic filter, which need not be there
 *
 * Removes a subscription.
 */
void
desk_profile_remove_subscription (DeskProfile *self, const char *filter)
{
  guint index;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (filter != NULL);

  if (find_subscription (self, filter, &index) == NULL)
    return;
  g_ptr_array_remove_index (self->subscriptions, index);
  g_signal_emit_by_name (self, "subscriptions-changed");
}

static void
init (DeskProfile *self)
{
  self->subscriptions = g_ptr_array_new_with_free_func (subscription_free);
}

static void
clear (DeskProfile *self)
{
  g_ptr_array_unref (self->subscriptions);
}

static gboolean
read_subscription (DeskProfile *self, JsonNode *node, const char *path, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (Subscription) subscription = subscription_new (object);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *filter = g_strconcat (path, ".filter", NULL);

  if (!_desk_record_read (table, G_N_ELEMENTS (table), &subscription->values, node, path, error))
    return FALSE;
  if (!json_object_has_member (object, "filter"))
    return _desk_record_fail_type (error, filter, G_TYPE_STRING);
  if (!desk_topic_filter_check (subscription->values.filter, &local_error))
    return _desk_record_fail (error, filter, local_error->message);

  g_ptr_array_add (self->subscriptions, g_steal_pointer (&subscription));

  return TRUE;
}

static gboolean
read_subscriptions (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  return _desk_profile_read_array (self, node, name, read_subscription, error);
}

static JsonNode *
write_subscriptions (DeskProfile *self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      const Subscription *subscription = g_ptr_array_index (self->subscriptions, i);
      JsonObject *object = _desk_profile_copy_members (subscription->unknown);

      _desk_record_write (table, G_N_ELEMENTS (table), &subscription->values, object);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  g_ptr_array_set_size (self->subscriptions, 0);
  for (guint i = 0; i < other->subscriptions->len; i++)
    {
      const Subscription *original = g_ptr_array_index (other->subscriptions, i);
      Subscription *subscription = subscription_new (original->unknown);

      _desk_record_assign (table, G_N_ELEMENTS (table), &subscription->values, &original->values);
      g_ptr_array_add (self->subscriptions, subscription);
    }

  return TRUE;
}

const DeskProfilePart _desk_profile_subscriptions = {
  "subscriptions", init, clear, read_subscriptions, write_subscriptions, copy,
};
