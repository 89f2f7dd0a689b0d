/* desk-filter.h: the filter line, parsed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* A parsed filter line (design: words, "quoted text", topic:FILTER, qos:,
 * retained:, dir:, leading - for not; terms are joined by AND). It is an
 * immutable, reference-counted value that may cross threads. */
typedef struct _DeskFilter DeskFilter;

#define DESK_TYPE_FILTER (desk_filter_get_type ())
GType       desk_filter_get_type  (void) G_GNUC_CONST;

DeskFilter *desk_filter_parse     (const char *text,
                                   gsize      *error_start,
                                   gsize      *error_end,
                                   GError    **error);
DeskFilter *desk_filter_ref       (DeskFilter *self);
void        desk_filter_unref     (DeskFilter *self);
const char *desk_filter_get_text  (DeskFilter *self);
gboolean    desk_filter_is_empty  (DeskFilter *self);
/* The words to highlight: their text and whether case matters. */
guint       desk_filter_get_n_words (DeskFilter *self);
const char *desk_filter_get_word  (DeskFilter *self,
                                   guint       index,
                                   gboolean   *match_case);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskFilter, desk_filter_unref)

G_END_DECLS
