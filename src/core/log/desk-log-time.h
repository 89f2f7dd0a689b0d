/* desk-log-time.h: where in a log a time is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

void     desk_log_find_time_async  (DeskLog             *self,
                                    gint64               time,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean desk_log_find_time_finish (DeskLog             *self,
                                    GAsyncResult        *result,
                                    gint64              *id,
                                    GError             **error);

G_END_DECLS
