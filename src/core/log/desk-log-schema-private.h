/* desk-log-schema-private.h: what the files that open a log share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-schema.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_LOG_FILE_IS_LOG,
  DESK_LOG_FILE_IS_EMPTY,
  DESK_LOG_FILE_IS_NEWER,
  DESK_LOG_FILE_IS_FOREIGN,
  DESK_LOG_FILE_IS_DAMAGED,
  DESK_LOG_FILE_HAS_ERROR,
} DeskLogFileState;

void             _desk_log_schema_defend (sqlite3 *db);
DeskLogFileState _desk_log_schema_look   (sqlite3 *db);

G_END_DECLS
