/* desk-log-pages.h: rows of a log in memory, a few pages at a time
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-item.h"
#include "desk-log.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_PAGES (desk_log_pages_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogPages, desk_log_pages, DESK, LOG_PAGES, GObject)

DeskLogPages *desk_log_pages_new      (DeskLog      *log);
DeskLogItem  *desk_log_pages_get_item (DeskLogPages *self,
                                       gint64        id);
void          desk_log_pages_prepare  (DeskLogPages *self);
void          desk_log_pages_reopen   (DeskLogPages *self);

G_END_DECLS
