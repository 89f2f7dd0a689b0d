/* desk-search-slices.h: who looks through which messages, and what is looked through
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-match-set.h"

G_BEGIN_DECLS

/**
 * DeskSearchSlice:
 * @first: the lowest id to look at
 * @last: the highest id to look at
 * @descending: whether to begin at @last
 *
 * What one thread looks through; the rest shrinks while it does.
 */
typedef struct
{
  gint64 first;
  gint64 last;
  gboolean descending;
} DeskSearchSlice;

/* The bookkeeping of a search with several threads. It knows no lock. */
typedef struct _DeskSearchSlices DeskSearchSlices;

DeskSearchSlices *desk_search_slices_new       (gint64                  base,
                                                gint64                  size);
void              desk_search_slices_free      (DeskSearchSlices       *self);
void              desk_search_slices_set_range (DeskSearchSlices       *self,
                                                gint64                  first,
                                                gint64                  last);
gint64            desk_search_slices_get_first (const DeskSearchSlices *self);
gint64            desk_search_slices_get_last  (const DeskSearchSlices *self);
gint64            desk_search_slices_get_low   (const DeskSearchSlices *self);
gint64            desk_search_slices_get_high  (const DeskSearchSlices *self);
DeskSearchSlice  *desk_search_slices_take      (DeskSearchSlices       *self);
gboolean          desk_search_slices_keep      (DeskSearchSlices       *self,
                                                DeskSearchSlice        *slice,
                                                GArray                 *ids,
                                                gint64                  reached,
                                                DeskMatchSet           *older,
                                                DeskMatchSet           *newer);
void              desk_search_slices_give_back (DeskSearchSlices       *self,
                                                DeskSearchSlice        *slice);
gboolean          desk_search_slices_drop_all  (DeskSearchSlices       *self,
                                                DeskSearchSlice        *slice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSearchSlices, desk_search_slices_free)

G_END_DECLS
