/* desk-log-sums.h: tells whoever follows a log what was committed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-sum.h"

G_BEGIN_DECLS

typedef struct _DeskLogSums DeskLogSums;

DeskLogSums *desk_log_sums_new     (void);
void         desk_log_sums_free    (DeskLogSums              *self);
guint        desk_log_sums_add     (DeskLogSums              *self,
                                    DeskLogCommitFunc         func,
                                    gpointer                  user_data,
                                    GDestroyNotify            destroy);
void         desk_log_sums_remove  (DeskLogSums              *self,
                                    guint                     id);
void         desk_log_sums_begin   (DeskLogSums              *self,
                                    gint64                    next_id,
                                    gboolean                  anew);
void         desk_log_sums_publish (DeskLogSums              *self,
                                    gint64                    next_id,
                                    const DeskTopicSum *const *sums,
                                    guint                     n_sums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLogSums, desk_log_sums_free)

G_END_DECLS
