/* desk-log-item.h: one row of the log view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_ITEM (desk_log_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogItem, desk_log_item, DESK, LOG_ITEM, GObject)

/* Property "loaded" (boolean, notified): FALSE while the row is a
 * placeholder whose contents are still being read. Until then the other
 * getters return 0 or "". */

gint64           desk_log_item_get_id         (DeskLogItem *self);
gboolean         desk_log_item_get_loaded     (DeskLogItem *self);
gint64           desk_log_item_get_time       (DeskLogItem *self);
const char      *desk_log_item_get_topic      (DeskLogItem *self);
DeskMessageFlags desk_log_item_get_flags      (DeskLogItem *self);
gsize            desk_log_item_get_size       (DeskLogItem *self);
/* The first bytes of the payload, at most 256, exactly as stored. */
GBytes          *desk_log_item_get_preview    (DeskLogItem *self);
gboolean         desk_log_item_has_properties (DeskLogItem *self);
/* Messages that are missing before this one, as they could not be kept. */
guint64          desk_log_item_get_lost_before (DeskLogItem *self);

G_END_DECLS
