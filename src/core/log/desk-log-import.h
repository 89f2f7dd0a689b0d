/* desk-log-import.h: files with messages become a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskImportReport:
 * @n_messages: messages that were taken over
 * @n_bad: lines that are none and were left out
 * @bad_line: number of the first of them, from 1 on
 * @bad_reason: (nullable): what is wrong with it
 *
 * What became of a file.
 */
typedef struct
{
  guint64 n_messages;
  guint64 n_bad;
  guint64 bad_line;
  char *bad_reason;
} DeskImportReport;

void     desk_import_report_clear    (DeskImportReport *self);
char    *desk_import_report_describe (const DeskImportReport *self);

gboolean desk_log_import_sync        (GFile            *file,
                                      const char       *log_path,
                                      DeskImportReport *report,
                                      GCancellable     *cancellable,
                                      GError          **error);
void     desk_log_import_async       (GFile            *file,
                                      const char       *log_path,
                                      GCancellable     *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer          user_data);
gboolean desk_log_import_finish      (GAsyncResult     *result,
                                      DeskImportReport *report,
                                      GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskImportReport, desk_import_report_clear)

G_END_DECLS
