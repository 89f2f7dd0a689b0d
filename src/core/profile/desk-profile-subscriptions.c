/* desk-profile-subscriptions.c: the subscriptions that a connection restores
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

typedef struct
{
  char *filter;        /* (owned) */
  guint qos;
  JsonObject *members; /* (owned) (nullable): as read, for what we do not know */
} Subscription;

static void
subscription_free (gpointer data)
{
  Subscription *subscription = data;

  g_free (subscription->filter);
  g_clear_pointer (&subscription->members, json_object_unref);
  g_free (subscription);
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
  const Subscription *subscription;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (index < self->subscriptions->len, NULL);

  subscription = g_ptr_array_index (self->subscriptions, index);
  if (qos != NULL)
    *qos = subscription->qos;

  return subscription->filter;
}

static Subscription *
find_subscription (DeskProfile *self, const char *filter, guint *index)
{
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      Subscription *subscription = g_ptr_array_index (self->subscriptions, i);

      if (g_str_equal (subscription->filter, filter))
        {
          *index = i;
          return subscription;
        }
    }

  return NULL;
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
  Subscription *subscription;
  guint index;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (qos <= 2);

  subscription = find_subscription (self, filter, &index);
  if (subscription == NULL)
    _desk_profile_add_subscription (self, filter, qos, NULL);
  else if (subscription->qos != qos)
    subscription->qos = qos;
  else
    return;

  g_signal_emit_by_name (self, "subscriptions-changed");
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

JsonObject *
_desk_profile_get_subscription_members (DeskProfile *self, guint index)
{
  const Subscription *subscription = g_ptr_array_index (self->subscriptions, index);

  return subscription->members;
}

void
_desk_profile_add_subscription (DeskProfile *self, const char *filter, guint qos, JsonObject *members)
{
  Subscription *subscription = g_new0 (Subscription, 1);

  subscription->filter = g_strdup (filter);
  subscription->qos = qos;
  subscription->members = members != NULL ? _desk_profile_copy_members (members) : NULL;
  g_ptr_array_add (self->subscriptions, subscription);
}

GPtrArray *
_desk_profile_new_subscriptions (void)
{
  return g_ptr_array_new_with_free_func (subscription_free);
}
