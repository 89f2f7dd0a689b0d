/* desk-log-exporter.h: shows an export while it runs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-log-export.h"

G_BEGIN_DECLS

void desk_log_exporter_start (GtkBox        *where,
                              DeskLogExport *export,
                              GFile         *file,
                              guint64        expected);
void desk_log_exporter_show  (GtkWidget     *from,
                              const char    *uri);

G_END_DECLS
