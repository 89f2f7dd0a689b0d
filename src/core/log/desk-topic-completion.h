/* desk-topic-completion.h: how a topic of a log can go on
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"

G_BEGIN_DECLS

void   desk_topic_completion_async  (DeskLog            *log,
                                     const char         *prefix,
                                     guint               max_results,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
char **desk_topic_completion_finish (DeskLog            *log,
                                     GAsyncResult       *result,
                                     GError            **error);

G_END_DECLS
