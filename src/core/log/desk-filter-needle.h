/* desk-filter-needle.h: looks for text in bytes, ignoring case if need be
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DeskNeedle DeskNeedle;

DeskNeedle *desk_needle_new             (const char       *text);
void        desk_needle_free            (DeskNeedle       *self);
const char *desk_needle_get_text        (const DeskNeedle *self);
gboolean    desk_needle_get_match_case  (const DeskNeedle *self);
gsize       desk_needle_get_longest     (const DeskNeedle *self);
gboolean    desk_needle_is_in           (const DeskNeedle *self,
                                         const guint8     *data,
                                         gsize             length);
gboolean    desk_needle_find            (const DeskNeedle *self,
                                         const guint8     *data,
                                         gsize             length,
                                         gsize             from,
                                         gsize            *start,
                                         gsize            *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskNeedle, desk_needle_free)

G_END_DECLS
