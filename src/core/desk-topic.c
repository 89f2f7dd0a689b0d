/* desk-topic.c: topic names and topic filters (MQTT 5.0 section 4.7)
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-topic.h"

#define SHARE_PREFIX "$share/"

static gboolean
check_string (const char *string, DeskError code, GError **error)
{
  gsize length = strlen (string);

  if (length == 0)
    return desk_fail (error, code, code == DESK_ERROR_INVALID_TOPIC
                                       ? _ ("Enter a topic, for example plant/line4/set.")
                                       : _ ("Enter a topic filter, for example plant/#."));
  if (length > DESK_STRING_MAX)
    return desk_fail (error, code, _ ("This is longer than the 65,535 bytes that MQTT allows."));
  if (!g_utf8_validate (string, (gssize) length, NULL))
    return desk_fail (error, code, _ ("This is not valid UTF-8."));

  for (const char *p = string; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* MQTT 5.0 section 1.5.4: control characters and non-characters should
       * not be sent, and libmosquitto closes the connection on them. */
      if (c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
        return desk_fail (error, code, _ ("Remove the control character U+%04X: brokers refuse it."), c);
    }

  return TRUE;
}

/**
 * desk_topic_check:
 * @topic: what somebody wants to publish to
 * @error: %DESK_ERROR_INVALID_TOPIC
 *
 * Checks a topic name (MQTT 5.0 sections 1.5.4, 3.3.2.1 and 4.7).
 *
 * Returns: %TRUE if a PUBLISH may carry it
 */
gboolean
desk_topic_check (const char *topic, GError **error)
{
  const char *wildcard;

  if (!check_string (topic, DESK_ERROR_INVALID_TOPIC, error))
    return FALSE;

  wildcard = strpbrk (topic, "+#");
  if (wildcard != NULL)
    return desk_fail (error, DESK_ERROR_INVALID_TOPIC,
                      _ ("“%c” is a wildcard: it can be subscribed to but not published to."), *wildcard);

  return TRUE;
}

static gboolean
check_levels (const char *filter, GError **error)
{
  for (const char *level = filter;; level++)
    {
      gsize length = strcspn (level, "/");

      if (memchr (level, '+', length) != NULL && length > 1)
        return desk_fail (error, DESK_ERROR_INVALID_FILTER,
                          _ ("“+” stands for one whole level: put it between slashes, as in a/+/b."));
      if (memchr (level, '#', length) != NULL)
        {
          if (length > 1)
            return desk_fail (error, DESK_ERROR_INVALID_FILTER,
                              _ ("“#” stands for all remaining levels: put it alone after a slash, as in a/#."));
          if (level[length] != '\0')
            return desk_fail (error, DESK_ERROR_INVALID_FILTER, _ ("“#” can only be the last level."));
        }
      level += length;
      if (*level == '\0')
        return TRUE;
    }
}

/**
 * desk_topic_filter_check:
 * @filter: what somebody wants to subscribe to
 * @error: %DESK_ERROR_INVALID_FILTER
 *
 * Checks a topic filter, shared subscriptions included (MQTT 5.0 sections 4.7
 * and 4.8.2).
 *
 * Returns: %TRUE if a SUBSCRIBE may carry it
 */
gboolean
desk_topic_filter_check (const char *filter, GError **error)
{
  if (!check_string (filter, DESK_ERROR_INVALID_FILTER, error))
    return FALSE;

  if (g_str_has_prefix (filter, SHARE_PREFIX))
    {
      const char *group = filter + strlen (SHARE_PREFIX);
      const char *slash = strchr (group, '/');

      if (slash == NULL || slash == group || slash[1] == '\0')
        return desk_fail (error, DESK_ERROR_INVALID_FILTER,
                          _ ("A shared subscription reads $share/GROUP/FILTER."));
      if (memchr (group, '+', (gsize) (slash - group)) != NULL || memchr (group, '#', (gsize) (slash - group)) != NULL)
        return desk_fail (error, DESK_ERROR_INVALID_FILTER,
                          _ ("The group of a shared subscription cannot hold “+” or “#”."));
      filter = slash + 1;
    }

  return check_levels (filter, error);
}

/**
 * desk_topic_filter_is_shared:
 * @filter: a topic filter
 *
 * Returns: whether each of its messages goes to only one client of a group
 *   (MQTT 5.0 section 4.8.2)
 */
gboolean
desk_topic_filter_is_shared (const char *filter)
{
  return g_str_has_prefix (filter, SHARE_PREFIX);
}

/**
 * desk_topic_filter_matches:
 * @filter: a valid topic filter; of a shared subscription the part after the
 *   group counts
 * @topic: a topic name, as it came from the wire
 *
 * Tells whether a message on @topic belongs to @filter (MQTT 5.0 section
 * 4.7): a wildcard at the beginning does not match a topic that begins with $
 * (4.7.2), and "a/#" matches "a" as well.
 *
 * Returns: %TRUE if it does
 */
gboolean
desk_topic_filter_matches (const char *filter, const char *topic)
{
  if (g_str_has_prefix (filter, SHARE_PREFIX))
    {
      const char *slash = strchr (filter + strlen (SHARE_PREFIX), '/');

      filter = slash != NULL ? slash + 1 : "";
    }

  if (topic[0] == '$' && (filter[0] == '+' || filter[0] == '#'))
    return FALSE;

  while (TRUE)
    {
      if (filter[0] == '#' && filter[1] == '\0')
        return TRUE;

      if (filter[0] == '+' && (filter[1] == '/' || filter[1] == '\0'))
        {
          filter++;
          topic += strcspn (topic, "/");
        }
      else
        {
          while (*filter != '\0' && *filter != '/' && *filter == *topic)
            {
              filter++;
              topic++;
            }
        }

      if (*topic == '\0')
        return *filter == '\0' || strcmp (filter, "/#") == 0;
      if (*filter != '/' || *topic != '/')
        return FALSE;
      filter++;
      topic++;
    }
}
