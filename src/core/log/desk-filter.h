/* desk-filter.h: the filter line, parsed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* A parsed filter line. It is an immutable, reference-counted value that may
 * cross threads. docs/filter-language.md says what every construct means;
 * desk_filter_get_help() lists them for completion and help.
 *
 * Terms stand between spaces, and a message matches if all of them do. OR stands
 * between alternatives and binds less than standing side by side; AND may be
 * written. Parentheses group, and a minus in front of a term or a group negates
 * it. Text ignores case unless it holds a capital letter. A key and a keyword may
 * be written in either case (but OR and AND are words in small letters). The
 * value after a colon may be quoted. What looks like a key but is none, as in
 * http://host or room:7, is a plain word, since topics and payloads are full of
 * colons; quotes make a plain word of anything. */
typedef struct _DeskFilter DeskFilter;

/* Bytes of a line, terms in it and parentheses in each other at most */
#define DESK_FILTER_MAX_LENGTH 4096
#define DESK_FILTER_MAX_TERMS 64
#define DESK_FILTER_MAX_DEPTH 32

/**
 * DeskFilterSubscription:
 * @name: what sub: calls it; one that has a name of its own is there under its
 *   topic filter as well
 * @topic_filter: its topic filter; of a shared subscription the whole of it
 */
typedef struct
{
  const char *name;
  const char *topic_filter;
} DeskFilterSubscription;

/**
 * DeskFilterContext:
 * @now: µs since 1970 that relative times count from; 0: the time of parsing
 * @zone: (nullable): time zone of absolute times; %NULL: the local one
 * @subscriptions: (nullable) (array length=n_subscriptions): what sub: can name;
 *   %NULL: a name is taken for the topic filter itself
 * @n_subscriptions: how many
 *
 * What a line means where it does not say all of it. It is looked at while the
 * line is parsed, so times and subscriptions stay what they were then: a filter
 * that says since:10m does not move while messages arrive. Parse the line again
 * to let it move.
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  const DeskFilterSubscription *subscriptions;
  guint n_subscriptions;
} DeskFilterContext;

#define DESK_TYPE_FILTER (desk_filter_get_type ())
GType       desk_filter_get_type    (void) G_GNUC_CONST;

DeskFilter *desk_filter_parse            (const char              *text,
                                          gsize                   *error_start,
                                          gsize                   *error_end,
                                          GError                 **error);
DeskFilter *desk_filter_parse_in_context (const char              *text,
                                          const DeskFilterContext *context,
                                          gsize                   *error_start,
                                          gsize                   *error_end,
                                          GError                 **error);
DeskFilter *desk_filter_ref              (DeskFilter              *self);
void        desk_filter_unref            (DeskFilter              *self);
const char *desk_filter_get_text         (DeskFilter              *self);
gboolean    desk_filter_is_empty         (DeskFilter              *self);
gboolean    desk_filter_equal            (DeskFilter              *self,
                                          DeskFilter              *other);
/* The words to highlight: their text and whether case matters. For all that is
 * to be highlighted see desk_filter_find_spans(). */
guint       desk_filter_get_n_words      (DeskFilter              *self);
const char *desk_filter_get_word         (DeskFilter              *self,
                                          guint                    index,
                                          gboolean                *match_case);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskFilter, desk_filter_unref)

G_END_DECLS
