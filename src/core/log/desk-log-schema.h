/* desk-log-schema.h: the tables of a log file and how it is opened
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* What PRAGMA user_version of a log says; a higher number is not ours to touch. */
#define DESK_LOG_VERSION 1

/* Bytes of a page of the file */
#define DESK_LOG_PAGE_SIZE 16384

/* Pages that the write-ahead log has at most, when it can be moved into the file */
#define DESK_LOG_WAL_PAGES_MAX 8000

/* Milliseconds that the writer waits for another program that has the file locked */
#define DESK_LOG_BUSY_TIMEOUT 5000

sqlite3 *desk_log_schema_open_writer (const char *path,
                                      char      **set_aside,
                                      GError    **error);
sqlite3 *desk_log_schema_open_reader (const char *path,
                                      GError    **error);
sqlite3 *desk_log_schema_open_unseen (const char *path,
                                      GError    **error);
sqlite3 *desk_log_schema_open_checkpointer (const char *path);
gboolean desk_log_schema_fail        (sqlite3    *db,
                                      GError    **error);
gboolean desk_log_schema_set_aside   (const char *path,
                                      char      **set_aside,
                                      GError    **error);

GError  *desk_log_schema_new_damage_error (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
