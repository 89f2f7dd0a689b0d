/* desk-filter-candidates.h: how a filter line that is being typed can go on
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskFilterCandidate:
 * @line: (owned) (nullable): the whole line when it is chosen; %NULL: a hint
 *   that cannot be chosen
 * @cursor: byte offset in @line where typing goes on
 * @label: (owned): what it puts in
 * @detail: (owned) (nullable): what that means
 */
typedef struct
{
  char *line;
  gsize cursor;
  char *label;
  char *detail;
} DeskFilterCandidate;

/**
 * DeskFilterSources:
 * @recent: (nullable): lines that were used before, newest first
 * @topics: (nullable): topics that begin with what
 *   desk_filter_candidates_get_topic_prefix() says; branches end with a slash
 * @subscriptions: (nullable): topic filters that are subscribed to
 * @names: (nullable): what a person calls them, where they have a name
 *
 * What candidates are made of, besides the language itself.
 */
typedef struct
{
  const char *const *recent;
  const char *const *topics;
  const char *const *subscriptions;
  const char *const *names;
} DeskFilterSources;

GPtrArray *desk_filter_candidates_new              (const char              *text,
                                                    gsize                    cursor,
                                                    const DeskFilterSources *sources);
char      *desk_filter_candidates_get_topic_prefix (const char              *text,
                                                    gsize                    cursor);

G_END_DECLS
