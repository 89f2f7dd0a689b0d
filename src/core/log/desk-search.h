/* desk-search.h: looks for messages in the background while a log grows
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"
#include "desk-match-set.h"

G_BEGIN_DECLS

typedef struct _DeskSearch DeskSearch;

/**
 * DeskSearchFound:
 * @older: matches below all that were found before in this range
 * @newer: matches above all that were found before in this range
 * @error: (nullable): why the search stands still; it is tried again when the
 *   range changes
 * @warning: (nullable): %DESK_ERROR_PARTIAL: why matches are missing although the
 *   search goes on
 *
 * What a search found since the last time. The sets belong to the search; their
 * base is that of the search.
 */
typedef struct
{
  const DeskMatchSet *older;
  const DeskMatchSet *newer;
  const GError *error;
  const GError *warning;
} DeskSearchFound;

typedef void (*DeskSearchFunc) (const DeskSearchFound *found,
                                gpointer               user_data);

/* All calls from one thread, whose thread-default GMainContext gets what was
 * found, at most once in 16 ms. @func may free the search. */
DeskSearch *desk_search_new          (const char        *path,
                                      DeskFilter        *filter,
                                      const char *const *excluded,
                                      const char *const *kept,
                                      gint64             base,
                                      DeskSearchFunc     func,
                                      gpointer           user_data);
gboolean    desk_search_can_reach    (DeskSearch        *self,
                                      gint64             first,
                                      gint64             last);
void        desk_search_set_range    (DeskSearch        *self,
                                      gint64             first,
                                      gint64             last);
gboolean    desk_search_get_pending  (DeskSearch        *self);
double      desk_search_get_progress (DeskSearch        *self);
void        desk_search_free         (DeskSearch        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSearch, desk_search_free)

G_END_DECLS
