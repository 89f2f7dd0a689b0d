/* desk-export-format.h: what a file format of the export provides
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-search-run.h"

G_BEGIN_DECLS

/**
 * DeskExportTarget:
 * @path: (nullable): the file that is written, a temporary one; %NULL if what is
 *   written goes to a stream alone
 * @stream: (nullable): where a format writes to that needs no file of its own
 * @cancellable: (nullable): looked at between pieces
 *
 * Where an export goes.
 */
typedef struct
{
  const char *path;
  GOutputStream *stream;
  GCancellable *cancellable;
} DeskExportTarget;

/**
 * DeskExportFormat:
 * @id: stable name, for the command line, actions and settings
 * @name: what a person reads; to be translated
 * @extension: of a file, without a dot
 * @needs_file: whether it opens the file itself and cannot go to a stream
 * @begin: makes what the others get as @state; %NULL: the target itself
 * @add: writes a message
 * @add_events: (nullable): writes what a log holds beside messages, after the
 *   last message; @whole: the messages are all that there are
 * @end: (nullable): writes what comes last; not called after an error
 * @free: (nullable): frees @state, after an error too
 *
 * A file format. A new one is one file and one line in the table of
 * desk-log-export.c.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *extension;
  gboolean needs_file;
  gpointer (*begin) (const DeskExportTarget *target, GError **error);
  gboolean (*add) (gpointer state, DeskSearchRow *row, GError **error);
  gboolean (*add_events) (gpointer state, const char *log_path, gboolean whole, GError **error);
  gboolean (*end) (gpointer state, GError **error);
  void (*free) (gpointer state);
} DeskExportFormat;

extern const DeskExportFormat _desk_export_jsonl;
extern const DeskExportFormat _desk_export_csv;
extern const DeskExportFormat _desk_export_sqlite;

G_END_DECLS
