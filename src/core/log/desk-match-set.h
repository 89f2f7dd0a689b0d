/* desk-match-set.h: ids of messages that match, compressed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An ordered set of ids from a base on: 4,294,967,296 of them at most, which is
 * what positions in a list allow too. It belongs to one thread at a time: a
 * search fills sets of its own and hands them over, so that whoever shows the
 * matches reads without a lock. */
typedef struct _DeskMatchSet DeskMatchSet;

DeskMatchSet *desk_match_set_new       (gint64              base);
void          desk_match_set_free      (DeskMatchSet       *self);
gint64        desk_match_set_get_base  (const DeskMatchSet *self);
gboolean      desk_match_set_has_room  (const DeskMatchSet *self,
                                        gint64              id);
void          desk_match_set_add       (DeskMatchSet       *self,
                                        const gint64       *ids,
                                        gsize               n_ids);
void          desk_match_set_add_range (DeskMatchSet       *self,
                                        gint64              first,
                                        gint64              last);
void          desk_match_set_add_set   (DeskMatchSet       *self,
                                        const DeskMatchSet *other);
guint         desk_match_set_trim      (DeskMatchSet       *self,
                                        gint64              first);
guint         desk_match_set_get_count (const DeskMatchSet *self);
guint         desk_match_set_get_rank  (const DeskMatchSet *self,
                                        gint64              id);
gboolean      desk_match_set_contains  (const DeskMatchSet *self,
                                        gint64              id);
gint64        desk_match_set_select    (const DeskMatchSet *self,
                                        guint               position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskMatchSet, desk_match_set_free)

G_END_DECLS
