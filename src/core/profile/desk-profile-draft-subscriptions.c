/* desk-profile-draft-subscriptions.c: the subscriptions of a draft
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-draft"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-profile-draft-private.h"
#include "desk-topic.h"

#define MAX_SHOWN_FILTERS 3
#define MAX_SUBSCRIPTIONS 1000

/**
 * desk_profile_draft_take_subscription:
 * @self: a draft
 * @filter: (nullable): a topic filter
 * @qos: the QoS to ask for, whatever it is
 *
 * Takes a subscription.
 */
void
desk_profile_draft_take_subscription (DeskProfileDraft *self, const char *filter, gint64 qos)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  shown = _desk_profile_draft_show (filter != NULL ? filter : "");
  label = g_strdup_printf (_ ("Subscription “%s”"), shown);
  if (!desk_topic_filter_check (filter != NULL ? filter : "", &error))
    desk_profile_draft_leave (self, label, error->message);
  else if (qos < 0 || qos > 2)
    desk_profile_draft_leave (self, label, _ ("Its QoS is not 0, 1 or 2."));
  else if (desk_profile_get_n_subscriptions (self->profile) >= MAX_SUBSCRIPTIONS)
    desk_profile_draft_leave (self, label, _ ("There are too many."));
  else
    desk_profile_set_subscription (self->profile, filter, (guint) qos);
}

void
_desk_profile_draft_note_subscriptions (DeskProfileDraft *self)
{
  guint n = desk_profile_get_n_subscriptions (self->profile);
  g_autofree char *label = g_strdup_printf (ngettext ("%'u subscription", "%'u subscriptions", n), n);
  g_autoptr (GString) filters = g_string_new (NULL);

  if (n == 0)
    return;
  for (guint i = 0; i < MIN (n, MAX_SHOWN_FILTERS); i++)
    g_string_append_printf (filters, "%s%s", i > 0 ? ", " : "",
                            desk_profile_get_subscription (self->profile, i, NULL));
  if (n > MAX_SHOWN_FILTERS)
    g_string_append (filters, ", …");
  _desk_profile_draft_note_value (self, label, filters->str);
}

/**
 * desk_profile_draft_take_options:
 * @self: a draft of a connection with MQTT 5
 * @filter: the filter of a subscription that was taken
 * @options: what SUBSCRIBE says, but for the QoS
 * @name: (nullable): what a person calls it
 *
 * Takes what else there is about a subscription.
 */
void
desk_profile_draft_take_options (DeskProfileDraft           *self,
                                 const char                 *filter,
                                 const DeskSubscribeOptions *options,
                                 const char                 *name)
{
  const DeskProfileSubscription *found;
  DeskProfileSubscription subscription;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  found = desk_profile_find_subscription (self->profile, filter);
  if (found == NULL)
    return;
  subscription = *found;
  if (options->retain_handling <= 2 && options->identifier <= DESK_MAX_SUBSCRIPTION_IDENTIFIER)
    {
      subscription.options = *options;
      subscription.options.qos = found->options.qos;
    }
  if (name != NULL && desk_profile_check_username (name, NULL))
    subscription.name = name;
  desk_profile_put_subscription (self->profile, &subscription);
}
