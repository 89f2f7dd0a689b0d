/* desk-log-copy.h: several messages on the clipboard
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-log-scope.h"

G_BEGIN_DECLS

/**
 * DeskLogCopyKind:
 * @DESK_LOG_COPY_TOPICS: a topic a line
 * @DESK_LOG_COPY_PAYLOADS: a payload after the other, each with a newline behind;
 *   those that are no text as base64
 * @DESK_LOG_COPY_LINES: JSON Lines, with all that the messages carried
 */
typedef enum
{
  DESK_LOG_COPY_TOPICS,
  DESK_LOG_COPY_PAYLOADS,
  DESK_LOG_COPY_LINES,
} DeskLogCopyKind;

void desk_log_copy (GtkWidget      *from,
                    const char     *log_path,
                    DeskLogScope   *scope,
                    guint64         expected,
                    DeskLogCopyKind kind);

G_END_DECLS
