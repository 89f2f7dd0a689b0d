/* desk-log-model.h: the log as a list, read in pages from its file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"
#include "desk-log-item.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_MODEL (desk_log_model_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogModel, desk_log_model, DESK, LOG_MODEL, GObject)

/* A GListModel of DeskLogItem over all messages from "start" on. At most one
 * items-changed for an append and one for a trim a refresh; the same object
 * for a position while it is alive.
 *
 * Properties: "log" (DeskLog), "n-items" (uint), "start" (int64: ids below it
 * are not shown; Clear sets it), "frozen" (boolean: the model stands still
 * while the log goes on; rows that are trimmed from the file meanwhile show
 * as empty), "n-behind" (uint64: messages that a frozen model does not show
 * yet). */

DeskLogModel *desk_log_model_new                (DeskLog      *log);
DeskLog      *desk_log_model_get_log            (DeskLogModel *self);
gint64        desk_log_model_get_start          (DeskLogModel *self);
void          desk_log_model_set_start          (DeskLogModel *self,
                                                 gint64        id);
gboolean      desk_log_model_get_frozen         (DeskLogModel *self);
void          desk_log_model_set_frozen         (DeskLogModel *self,
                                                 gboolean      frozen);
guint64       desk_log_model_get_n_behind       (DeskLogModel *self);
gint64        desk_log_model_get_first_id       (DeskLogModel *self);
gint64        desk_log_model_get_last_id        (DeskLogModel *self);
guint         desk_log_model_get_position_of_id (DeskLogModel *self,
                                                 gint64        id);
DeskLogItem  *desk_log_model_get_item_by_id     (DeskLogModel *self,
                                                 gint64        id);

G_END_DECLS
