/* desk-log-history.h: how much there is of a log, be it open or not, and deleting it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

void     desk_log_history_measure_async  (const char          *path,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean desk_log_history_measure_finish (GAsyncResult        *result,
                                          guint64             *n_messages,
                                          guint64             *bytes,
                                          GError             **error);
void     desk_log_history_delete_async   (const char          *path,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean desk_log_history_delete_finish  (GAsyncResult        *result,
                                          GError             **error);

G_END_DECLS
