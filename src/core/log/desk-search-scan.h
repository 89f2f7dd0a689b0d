/* desk-search-scan.h: looks through the messages of a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-search-plan.h"

G_BEGIN_DECLS

/* Ids that are looked through in one read transaction, and µs that it may take:
 * while one is open, the write-ahead log of the file can only grow. */
#define DESK_SEARCH_SLICE 20000
#define DESK_SEARCH_SLICE_TIME (40 * G_TIME_SPAN_MILLISECOND)

/* A connection of its own; it belongs to one thread at a time. */
typedef struct _DeskSearchScan DeskSearchScan;

DeskSearchScan *desk_search_scan_new        (const char     *path,
                                             DeskSearchPlan *plan,
                                             GError        **error);
void            desk_search_scan_free       (DeskSearchScan *self);
gboolean        desk_search_scan_run        (DeskSearchScan *self,
                                             gint64          first,
                                             gint64          last,
                                             gboolean        descending,
                                             GCancellable   *cancellable,
                                             GArray         *ids,
                                             gint64         *reached,
                                             GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSearchScan, desk_search_scan_free)

G_END_DECLS
