/* desk-cli-query.c: reads a filter line from the command line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-cli-private.h"

/* Columns of a terminal that a character takes */
static guint
count_columns (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

static guint
count_columns_between (const char *start, const char *end)
{
  guint n = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    n += count_columns (g_utf8_get_char (p));

  return n;
}

/* Shows the line with carets under the mistake. Controls become spaces, so that the
 * carets are where they should be and the terminal obeys nobody. */
static void
show_mistake (const char *query, gsize start, gsize end)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *spaces = NULL;
  g_autofree char *carets = NULL;

  for (const char *p = query; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  spaces = g_strnfill (count_columns_between (query, query + start), ' ');
  carets = g_strnfill (MAX (count_columns_between (query + start, query + end), 1), '^');
  g_printerr ("  %s\n  %s%s\n", line->str, spaces, carets);
}

/* A profile's subscriptions can be named by their topic filters, and by the names
 * that a person gave them. */
static DeskFilterSubscription *
make_subscriptions (DeskProfile *profile, GPtrArray *topic_filters, guint *n)
{
  guint n_saved = desk_profile_get_n_subscriptions (profile);
  DeskFilterSubscription *subscriptions = g_new0 (DeskFilterSubscription, 2 * n_saved + 1);

  *n = 0;
  for (guint i = 0; i < n_saved; i++)
    {
      const DeskProfileSubscription *saved = desk_profile_peek_subscription (profile, i);
      char *topic_filter = desk_profile_expand_known (profile, saved->filter);

      g_ptr_array_add (topic_filters, topic_filter);
      subscriptions[(*n)++] = (DeskFilterSubscription) { topic_filter, topic_filter };
      if (*saved->name != '\0')
        subscriptions[(*n)++] = (DeskFilterSubscription) { saved->name, topic_filter };
    }

  return subscriptions;
}

/**
 * desk_cli_parse_query:
 * @verb: whose query it is
 * @query: a filter line
 * @profile: (nullable): whose subscriptions it can name
 *
 * Reads a filter line. If there is a mistake it is said, and shown where it is.
 *
 * Returns: (transfer full) (nullable): the filter
 */
DeskFilter *
desk_cli_parse_query (const char *verb, const char *query, DeskProfile *profile)
{
  DeskFilterContext context = { 0, };
  g_autofree DeskFilterSubscription *subscriptions = NULL;
  g_autoptr (GPtrArray) topic_filters = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  DeskFilter *filter;
  gsize start = 0;
  gsize end = 0;

  if (profile != NULL)
    context.subscriptions = subscriptions = make_subscriptions (profile, topic_filters, &context.n_subscriptions);
  filter = desk_filter_parse_in_context (query, &context, &start, &end, &error);
  if (filter != NULL)
    return filter;

  desk_cli_usage (verb, _ ("the query cannot be understood: %s"), error->message);
  if (g_utf8_validate (query, -1, NULL))
    show_mistake (query, start, end);
  return NULL;
}
