/* desk-log-private.h: what the files of the log share, and what its tests set
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

/* Counts the files that were begun at the log's path since it was opened: who
 * has one open for reading opens it again when this changes. */
guint _desk_log_get_generation (DeskLog *self);
void  _desk_log_set_queue_max  (DeskLog *self,
                                gsize    max);

G_END_DECLS
