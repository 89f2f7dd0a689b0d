/* desk-log-item-private.h: how a row of the log view is filled
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-item.h"
#include "desk-log-reader.h"

G_BEGIN_DECLS

DeskLogItem *_desk_log_item_new  (gint64            id,
                                  GHashTable       *alive);
void         _desk_log_item_fill (DeskLogItem      *self,
                                  const DeskLogRow *row);

G_END_DECLS
