/* desk-log-density.h: how fast messages came over the whole of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

/* Parts that a log is divided into at most */
#define DESK_LOG_DENSITY_MAX 256

/**
 * DeskLogMark:
 * @id: id of a message
 * @time: when it came, microseconds since 1970, UTC
 *
 * Where a part of the log begins; the last mark is the end of the last part.
 */
typedef struct
{
  gint64 id;
  gint64 time;
} DeskLogMark;

#define DESK_TYPE_LOG_DENSITY (desk_log_density_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogDensity, desk_log_density, DESK, LOG_DENSITY, GObject)

/* Parts have the same number of messages, but for the first and the last.
 * Signal "changed": there are other marks, on the main thread. */

DeskLogDensity    *desk_log_density_new       (DeskLog        *log);
void               desk_log_density_set_range (DeskLogDensity *self,
                                               gint64          first,
                                               gint64          last);
const DeskLogMark *desk_log_density_get_marks (DeskLogDensity *self,
                                               guint          *n_marks);
double             desk_log_density_get_rate  (DeskLogDensity *self,
                                               guint           part);

G_END_DECLS
