/* desk-log-gaps.h: where messages are missing in a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* Of one connection to the file, which outlives it; for one thread at a time. */
typedef struct _DeskLogGaps DeskLogGaps;

DeskLogGaps *desk_log_gaps_new      (sqlite3     *db);
void         desk_log_gaps_free     (DeskLogGaps *self);
void         desk_log_gaps_update   (DeskLogGaps *self);
guint64      desk_log_gaps_get_lost (DeskLogGaps *self,
                                     gint64       id);

G_END_DECLS
