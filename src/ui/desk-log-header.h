/* desk-log-header.h: the titles above the log's columns
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-columns.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_HEADER (desk_log_header_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogHeader, desk_log_header, DESK, LOG_HEADER, GtkWidget)

GtkWidget *desk_log_header_new (DeskLogColumns *columns);

G_END_DECLS
