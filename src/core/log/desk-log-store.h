/* desk-log-store.h: a log file, as its writer changes it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-batch.h"
#include "desk-log-topics.h"

G_BEGIN_DECLS

/* It belongs to one thread at a time, which holds the log's lock. */
typedef struct _DeskLogStore DeskLogStore;

DeskLogStore *desk_log_store_open         (const char       *path,
                                           gint64            next_id,
                                           char            **set_aside,
                                           GError          **error);
void          desk_log_store_close        (DeskLogStore     *self);
void          desk_log_store_abandon      (DeskLogStore     *self);

gboolean      desk_log_store_begin        (DeskLogStore     *self,
                                           GError          **error);
gboolean      desk_log_store_insert       (DeskLogStore     *self,
                                           const DeskRecord *record,
                                           GError          **error);
gboolean      desk_log_store_insert_event (DeskLogStore     *self,
                                           gint64            time,
                                           const char       *kind,
                                           const char       *detail,
                                           GError          **error);
gboolean      desk_log_store_delete_all   (DeskLogStore     *self,
                                           GError          **error);
gboolean      desk_log_store_is_deleting  (DeskLogStore     *self);
gboolean      desk_log_store_commit       (DeskLogStore     *self,
                                           DeskLogSums      *sums,
                                           GError          **error);
void          desk_log_store_rollback     (DeskLogStore     *self);

void          desk_log_store_set_limits   (DeskLogStore     *self,
                                           guint64           max_bytes,
                                           guint             max_days);
gboolean      desk_log_store_trim         (DeskLogStore     *self,
                                           gboolean          idle,
                                           gboolean         *more,
                                           GError          **error);
gboolean      desk_log_store_is_over      (DeskLogStore     *self);
gboolean      desk_log_store_checkpoint   (DeskLogStore     *self);
gboolean      desk_log_store_is_in_place  (DeskLogStore     *self);
gboolean      desk_log_store_is_check_due (DeskLogStore     *self);
void          desk_log_store_set_checked  (DeskLogStore     *self);
gint64        desk_log_store_get_first_id (DeskLogStore     *self);
gint64        desk_log_store_get_next_id  (DeskLogStore     *self);
guint64       desk_log_store_get_size     (DeskLogStore     *self);

G_END_DECLS
