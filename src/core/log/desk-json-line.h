/* desk-json-line.h: a message as one line of JSON
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-search-run.h"

G_BEGIN_DECLS

void     desk_json_line_append_time (GString *text,
                                     gint64   time);
gboolean desk_json_line_append (DeskSearchRow *row,
                                GString       *line,
                                GError       **error);
gboolean desk_json_line_write  (DeskSearchRow *row,
                                GOutputStream *stream,
                                GCancellable  *cancellable,
                                GError       **error);

G_END_DECLS
