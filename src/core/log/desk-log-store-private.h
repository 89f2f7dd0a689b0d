/* desk-log-store-private.h: what the files of the store share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include "desk-log-store.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_LOG_BEGIN,
  DESK_LOG_COMMIT,
  DESK_LOG_ROLLBACK,
  DESK_LOG_FIND_TOPIC,
  DESK_LOG_ADD_TOPIC,
  DESK_LOG_ADD_MESSAGE,
  DESK_LOG_ADD_EVENT,
  DESK_LOG_SET_META,
  DESK_LOG_N_STATEMENTS,
} DeskLogStatement;

struct _DeskLogStore
{
  sqlite3 *db;
  sqlite3_stmt *statements[DESK_LOG_N_STATEMENTS];
  char *path;
  char *wal_path;
  DeskLogTopics *topics;
  gint64 first_id;
  gint64 next_id;
  gint64 committed_next_id;

  DeskProperties *last_properties; /* (owned) (nullable) */
  char *last_json;
};

sqlite3_stmt *_desk_log_store_get_statement (DeskLogStore    *self,
                                             DeskLogStatement which,
                                             GError         **error);
gboolean      _desk_log_store_run           (DeskLogStore    *self,
                                             sqlite3_stmt    *statement,
                                             GError         **error);
gboolean      _desk_log_store_set_meta      (DeskLogStore    *self,
                                             const char      *key,
                                             gint64           value,
                                             GError         **error);

G_END_DECLS
