/* desk-log-export.h: messages of a log leave the program as a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-export-format.h"

G_BEGIN_DECLS

const DeskExportFormat *const *desk_export_formats (void);
const DeskExportFormat *desk_export_format_find    (const char             *id);

#define DESK_TYPE_LOG_EXPORT (desk_log_export_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogExport, desk_log_export, DESK, LOG_EXPORT, GObject)

/* One export. Property "count" (uint64, notified on the thread-default main
 * context of whoever started it, ten times a second at most: messages written). */

DeskLogExport *desk_log_export_new       (const char             *log_path,
                                          DeskLogScope           *scope,
                                          const DeskExportFormat *format);
guint64        desk_log_export_get_count (DeskLogExport          *self);
gboolean       desk_log_export_to_stream (DeskLogExport          *self,
                                          GOutputStream          *stream,
                                          GCancellable           *cancellable,
                                          GError                **error);
gboolean       desk_log_export_to_file   (DeskLogExport          *self,
                                          GFile                  *file,
                                          GCancellable           *cancellable,
                                          GError                **error);
void           desk_log_export_async     (DeskLogExport          *self,
                                          GFile                  *file,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
gboolean       desk_log_export_finish    (DeskLogExport          *self,
                                          GAsyncResult           *result,
                                          GError                **error);

G_END_DECLS
