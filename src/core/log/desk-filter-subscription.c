/* desk-filter-subscription.c: the term sub:NAME
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"
#include "desk-topic.h"

/* Finds the subscription of that name; if there is none, the only one whose name
 * has the text in it. One subscription may have several names. */
static const char *
find_subscription (const DeskFilterContext *context, const char *name)
{
  g_autoptr (DeskNeedle) needle = desk_needle_new (name);
  const char *exact = NULL;
  const char *found = NULL;
  gboolean several = FALSE;

  for (guint i = 0; i < context->n_subscriptions; i++)
    {
      const DeskFilterSubscription *subscription = &context->subscriptions[i];

      if (g_str_equal (subscription->name, name))
        {
          if (exact != NULL && !g_str_equal (exact, subscription->topic_filter))
            return NULL;
          exact = subscription->topic_filter;
        }
      else if (desk_needle_is_in (needle, (const guint8 *) subscription->name, strlen (subscription->name)))
        {
          several = several || (found != NULL && !g_str_equal (found, subscription->topic_filter));
          found = subscription->topic_filter;
        }
    }

  if (exact != NULL)
    return exact;

  return several ? NULL : found;
}

/* Of a shared subscription, the topics are those of what follows the group. */
static const char *
skip_group (const char *topic_filter)
{
  const char *slash;

  if (!g_str_has_prefix (topic_filter, "$share/"))
    return topic_filter;

  slash = strchr (topic_filter + strlen ("$share/"), '/');
  return slash != NULL ? slash + 1 : topic_filter;
}

static gboolean
parse (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  g_autofree char *value = NULL;
  const char *topic_filter;

  if (!_desk_reader_read_value (reader, &value, error))
    return FALSE;
  if (value[0] == '\0')
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("The name of a subscription is missing. Write one after “sub:”, such as "
                         "sub:home/#."));

  topic_filter = value;
  if (reader->context->subscriptions != NULL)
    topic_filter = find_subscription (reader->context, value);
  if (topic_filter == NULL)
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("There is no one subscription “%s”. Write one as it is in the list of "
                         "subscriptions, or use “topic:”."),
                      value);
  topic_filter = skip_group (topic_filter);
  if (!desk_topic_filter_check (topic_filter, NULL))
    return desk_fail (error, DESK_ERROR_BAD_QUERY, _ ("“%s” is not a topic filter."), topic_filter);

  term->topic_filter = g_strdup (topic_filter);
  return TRUE;
}

static DeskTruth
check_topic (const DeskTerm *term, const char *topic)
{
  return desk_topic_filter_matches (term->topic_filter, topic) ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_subscription = {
  .key = "sub",
  .syntax = "sub:NAME",
  .summary = N_ ("Topics that one of your subscriptions matches"),
  .example = "sub:home/#",
  .parse = parse,
  .check_topic = check_topic,
};
