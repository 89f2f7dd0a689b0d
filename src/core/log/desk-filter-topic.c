/* desk-filter-topic.c: the term topic:FILTER
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"
#include "desk-topic.h"

static gboolean
parse (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) reason = NULL;

  if (!_desk_reader_read_value (reader, &value, error))
    return FALSE;
  if (value[0] == '\0')
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("A topic filter is missing. Write one after “topic:”, such as "
                         "topic:home/+/temperature."));

  /* A shared subscription shares out messages among clients; which message
   * went where cannot be seen in a topic. */
  if (g_str_equal (value, "$share") || g_str_has_prefix (value, "$share/"))
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("Messages carry no trace of a shared subscription. Write the topic filter that "
                         "follows “$share/GROUP/”."));

  if (!desk_topic_filter_check (value, &reason))
    return desk_fail (error, DESK_ERROR_BAD_QUERY, _ ("This is not a topic filter. %s"), reason->message);

  term->topic_filter = g_steal_pointer (&value);
  return TRUE;
}

static DeskTruth
check_topic (const DeskTerm *term, const char *topic)
{
  return desk_topic_filter_matches (term->topic_filter, topic) ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_topic = {
  .key = "topic",
  .syntax = "topic:FILTER",
  .summary = N_ ("Topics that an MQTT topic filter matches, with + and #"),
  .example = "topic:home/+/temperature",
  .parse = parse,
  .check_topic = check_topic,
};
