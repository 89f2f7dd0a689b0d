/* desk-filter-help.h: the constructs of the filter line, for completion and help
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskFilterHelp:
 * @key: (nullable): what stands before the colon: "topic"; %NULL for what has no
 *   key
 * @syntax: how it is written, with placeholders in capitals: "topic:FILTER"
 * @summary: what it finds, translated: a phrase without a full stop
 * @example: a line that uses it; it parses
 * @values: (nullable) (array zero-terminated=1): all values that it can have, if
 *   these are few
 *
 * One construct. All of it is static.
 */
typedef struct
{
  const char *key;
  const char *syntax;
  const char *summary;
  const char *example;
  const char *const *values;
} DeskFilterHelp;

/**
 * DeskFilterPlace:
 * @start: byte offset of the term, behind a minus and opening parentheses
 * @value_start: byte offset of its value, behind the colon; @start without a key
 * @end: byte offset behind the term
 * @key: (nullable): the key as in #DeskFilterHelp, if it has one
 * @quoted: whether the value begins with a quote, which lies at @value_start
 *
 * What is being typed at a place of a line, be the line whole or not.
 */
typedef struct
{
  gsize start;
  gsize value_start;
  gsize end;
  const char *key;
  gboolean quoted;
} DeskFilterPlace;

gboolean desk_filter_get_help     (guint            index,
                                   DeskFilterHelp  *help);
void     desk_filter_find_place   (const char      *text,
                                   gsize            position,
                                   DeskFilterPlace *place);
char    *desk_filter_quote        (const char      *value);
gboolean desk_filter_needs_quotes (const char      *key,
                                   const char      *value);
char    *desk_filter_write_term   (const char      *key,
                                   const char      *value);

G_END_DECLS
