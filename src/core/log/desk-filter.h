/* desk-filter.h: the filter line, parsed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* A parsed filter line. It is an immutable, reference-counted value that may
 * cross threads.
 *
 * Terms stand between spaces, and a message matches if all of them do:
 *
 *   word, "some words"   text of the topic or the payload; inside quotes \" is a
 *                        quote and \\ a backslash, any other backslash is itself
 *   topic:FILTER         MQTT topic filter; shared subscriptions are refused
 *   qos:0, 1 or 2        quality of service
 *   retained:yes or no   the RETAIN flag
 *   dir:in or out        received from the broker, or sent by us
 *   -term                not: the message must not match the term
 *
 * Text ignores case unless it holds a capital letter. A key and a keyword may
 * be written in either case. The value after a colon may be quoted. What looks
 * like a key but is none, as in http://host or room:7, is a plain word, since
 * topics and payloads are full of colons; quotes make a plain word of anything. */
typedef struct _DeskFilter DeskFilter;

/* Bytes of a line and terms in it at most */
#define DESK_FILTER_MAX_LENGTH 4096
#define DESK_FILTER_MAX_TERMS 64

#define DESK_TYPE_FILTER (desk_filter_get_type ())
GType       desk_filter_get_type    (void) G_GNUC_CONST;

DeskFilter *desk_filter_parse       (const char *text,
                                     gsize      *error_start,
                                     gsize      *error_end,
                                     GError    **error);
DeskFilter *desk_filter_ref         (DeskFilter *self);
void        desk_filter_unref       (DeskFilter *self);
const char *desk_filter_get_text    (DeskFilter *self);
gboolean    desk_filter_is_empty    (DeskFilter *self);
/* The words to highlight: their text and whether case matters. */
guint       desk_filter_get_n_words (DeskFilter *self);
const char *desk_filter_get_word    (DeskFilter *self,
                                     guint       index,
                                     gboolean   *match_case);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskFilter, desk_filter_unref)

G_END_DECLS
