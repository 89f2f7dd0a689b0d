/* desk-log-checkpointer.h: moves the write-ahead log into its file while more is written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include "desk-types.h"

G_BEGIN_DECLS

/* All calls but the thread's own are made by the one thread that writes the log. */
typedef struct _DeskLogCheckpointer DeskLogCheckpointer;

DeskLogCheckpointer *desk_log_checkpointer_new           (const char          *path,
                                                          sqlite3             *db);
void                 desk_log_checkpointer_free          (DeskLogCheckpointer *self);
void                 desk_log_checkpointer_set_pages_max (DeskLogCheckpointer *self,
                                                          guint                pages_max);
void                 desk_log_checkpointer_wait          (DeskLogCheckpointer *self);

G_END_DECLS
