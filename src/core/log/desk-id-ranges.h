/* desk-id-ranges.h: ids of messages as ranges
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskIdRange:
 * @first: first id
 * @last: last id; not less than @first
 */
typedef struct
{
  gint64 first;
  gint64 last;
} DeskIdRange;

/* A set of ids, held as ranges in ascending order that do not touch: what a
 * person selects among millions of rows is a few of them. */
typedef struct _DeskIdRanges DeskIdRanges;

DeskIdRanges      *desk_id_ranges_new        (void);
DeskIdRanges      *desk_id_ranges_copy       (const DeskIdRanges *self);
void               desk_id_ranges_free       (DeskIdRanges       *self);
void               desk_id_ranges_add        (DeskIdRanges       *self,
                                              gint64              first,
                                              gint64              last);
void               desk_id_ranges_remove     (DeskIdRanges       *self,
                                              gint64              first,
                                              gint64              last);
void               desk_id_ranges_clear      (DeskIdRanges       *self);
gboolean           desk_id_ranges_contains   (const DeskIdRanges *self,
                                              gint64              id);
guint              desk_id_ranges_get_length (const DeskIdRanges *self);
const DeskIdRange *desk_id_ranges_get        (const DeskIdRanges *self,
                                              guint               index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskIdRanges, desk_id_ranges_free)

G_END_DECLS
