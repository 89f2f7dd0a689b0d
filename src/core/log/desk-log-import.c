/* desk-log-import.c: files with messages become a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-import.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-import-line.h"
#include "desk-log-export.h"
#include "desk-log-scratch.h"
#include "desk-properties.h"
#include "desk-task.h"

/* Bytes that are read at once */
#define CHUNK (256 * 1024)

/* The longest line: an MQTT packet of 256 MiB, its payload as base64, and what
 * goes with it (MQTT 5.0 section 2.1.4). So much memory a line may take. */
#define LINE_MAX_BYTES (384 * 1024 * 1024)

/* Of the memory for lines, what is kept when the next one is short */
#define LINE_KEPT (4 * 1024 * 1024)

#define SQLITE_BEGINNING "SQLite format 3"

typedef struct
{
  DeskImportReport *report;
  DeskImportLine line;
  GByteArray *text;    /* (owned): the line that is being read */
  gboolean too_long;
  guint64 n_lines;
  gpointer writer;     /* of the SQLite format */
} Import;

/**
 * desk_import_report_clear:
 * @self: a report on the stack
 */
void
desk_import_report_clear (DeskImportReport *self)
{
  g_clear_pointer (&self->bad_reason, g_free);
}

/**
 * desk_import_report_describe:
 * @self: a report
 *
 * Returns: (transfer full) (nullable): which lines were left out and why, or
 *   %NULL if there were none
 */
char *
desk_import_report_describe (const DeskImportReport *self)
{
  if (self->n_bad == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%'llu line is no message and was left out. Line %'llu: %s.",
                                    "%'llu lines are no messages and were left out. Line %'llu: %s.",
                                    (gulong) MIN (self->n_bad, G_MAXULONG)),
                          (unsigned long long) self->n_bad, (unsigned long long) self->bad_line,
                          self->bad_reason);
}

static void
note_bad (Import *self, const char *reason)
{
  if (self->report->n_bad++ > 0)
    return;
  self->report->bad_line = self->n_lines;
  self->report->bad_reason = g_strdup (reason);
}

static gboolean
add_message (Import *self, GError **error)
{
  DeskImportLine *line = &self->line;
  g_autofree char *json = NULL;
  DeskSearchRow row = {
    .id = MAX (line->id, 1),
    .time = line->time,
    .topic = line->topic,
    .flags = line->flags,
    .payload = { .data = line->payload->len > 0 ? line->payload->data : (const guint8 *) "",
                 .size = line->payload->len },
  };

  if (line->properties != NULL && desk_properties_get_length (line->properties) > 0)
    row.properties = json = desk_properties_to_json (line->properties);
  if (!_desk_export_sqlite.add (self->writer, &row, error))
    return FALSE;
  self->report->n_messages++;

  return TRUE;
}

static gboolean
is_blank (const GByteArray *text)
{
  for (guint i = 0; i < text->len; i++)
    {
      if (text->data[i] == '\0' || strchr (" \t\r", text->data[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
forget_text (Import *self)
{
  g_byte_array_unref (self->text);
  self->text = g_byte_array_new ();
}

static gboolean
end_line (Import *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean blank = !self->too_long && is_blank (self->text);
  gboolean is_message = !self->too_long && !blank
                        && desk_import_line_read (&self->line, (const char *) self->text->data, self->text->len, &reason);
  gboolean ok = TRUE;

  self->n_lines++;
  /* What it says is in the message by now: both need not be there while that is written. */
  if (self->text->len > LINE_KEPT)
    forget_text (self);
  g_byte_array_set_size (self->text, 0);

  if (self->too_long)
    note_bad (self, _ ("it is too long to hold a message"));
  else if (is_message)
    ok = add_message (self, error);
  else if (!blank)
    note_bad (self, reason->message);

  self->too_long = FALSE;
  if (self->line.payload->len > LINE_KEPT)
    {
      g_byte_array_unref (self->line.payload);
      self->line.payload = g_byte_array_new ();
    }

  return ok;
}

static gboolean
take (Import *self, const guint8 *data, gsize length, GError **error)
{
  while (length > 0)
    {
      const guint8 *newline = memchr (data, '\n', length);
      gsize n = newline != NULL ? (gsize) (newline - data) : length;

      if (!self->too_long && self->text->len + n > LINE_MAX_BYTES)
        {
          self->too_long = TRUE;
          forget_text (self);
        }
      if (!self->too_long)
        g_byte_array_append (self->text, data, (guint) n);
      if (newline == NULL)
        break;
      if (!end_line (self, error))
        return FALSE;
      data = newline + 1;
      length -= n + 1;
    }

  return TRUE;
}

static gboolean
read_lines (Import *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, CHUNK, cancellable, error)) > 0)
    {
      if (!take (self, chunk, (gsize) n, error))
        return FALSE;
    }
  if (n < 0)
    return FALSE;

  return (self->text->len == 0 && !self->too_long) || end_line (self, error);
}

static gboolean
import_lines (GInputStream *stream, const char *path, DeskImportReport *report, GCancellable *cancellable,
              GError **error)
{
  DeskExportTarget target = { path, NULL, cancellable };
  Import self = { .report = report, .writer = _desk_export_sqlite.begin (&target, error) };
  gboolean ok;

  if (self.writer == NULL)
    return FALSE;

  self.text = g_byte_array_new ();
  desk_import_line_init (&self.line);
  ok = read_lines (&self, stream, cancellable, error) && _desk_export_sqlite.end (self.writer, error);
  _desk_export_sqlite.free (self.writer);
  g_byte_array_unref (self.text);
  desk_import_line_clear (&self.line);

  return ok;
}

/* Our own logs are copied, so that what was opened stays as it is. */
static gboolean
import_log (GFile *file, const char *path, DeskImportReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (DeskLogScope) all = desk_log_scope_new (NULL, NULL, NULL, NULL);
  g_autofree char *from = g_file_get_path (file);
  g_autoptr (DeskLogExport) copy = NULL;
  g_autoptr (GFile) to = g_file_new_for_path (path);

  if (from == NULL)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("A log can only be opened from a folder of this computer."));
  copy = desk_log_export_new (from, all, &_desk_export_sqlite);
  if (!desk_log_export_to_file (copy, to, cancellable, error))
    return FALSE;
  report->n_messages = desk_log_export_get_count (copy);

  return TRUE;
}

/**
 * desk_log_import_sync:
 * @file: JSON Lines, as this program exports them or mosquitto_sub writes them
 *   with -F %j, or a log of this program
 * @log_path: the log that is made; there must be no such file
 * @report: (out caller-allocates): what became of the lines; to be cleared
 * @cancellable: (nullable): ends it
 * @error: #GIOErrorEnum of the file, or as of desk_log_schema_open_writer()
 *
 * Makes a log of a file and blocks meanwhile. A line that is no message is left
 * out and counted. Messages keep their ids if the file holds them without a gap;
 * else they are counted from the first one's on. If it fails no log is left.
 *
 * Returns: whether the file could be read to its end
 */
gboolean
desk_log_import_sync (GFile *file, const char *log_path, DeskImportReport *report, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GInputStream) buffered = NULL;
  gsize length = 0;
  const char *beginning;
  gboolean ok;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  *report = (DeskImportReport) { 0 };
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return FALSE;
  buffered = g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), CHUNK);
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), sizeof SQLITE_BEGINNING, cancellable, error) < 0)
    return FALSE;

  beginning = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
  if (length >= sizeof SQLITE_BEGINNING && memcmp (beginning, SQLITE_BEGINNING, sizeof SQLITE_BEGINNING) == 0)
    ok = import_log (file, log_path, report, cancellable, error);
  else
    ok = import_lines (buffered, log_path, report, cancellable, error);
  if (!ok)
    desk_log_scratch_remove (log_path);

  return ok;
}

typedef struct
{
  GFile *file; /* (owned) */
  char *log_path;
  DeskImportReport report;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->file);
  g_free (request->log_path);
  desk_import_report_clear (&request->report);
  g_free (request);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;

  desk_log_scratch_sweep ();
  if (desk_log_import_sync (request->file, request->log_path, &request->report, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * desk_log_import_async:
 * @file: what to import
 * @log_path: the log that is made
 * @cancellable: (nullable): ends it
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Runs desk_log_import_sync() in the background.
 */
void
desk_log_import_async (GFile *file, const char *log_path, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->file = g_object_ref (file);
  request->log_path = g_strdup (log_path);
  g_task_set_source_tag (task, desk_log_import_async);
  g_task_set_task_data (task, request, request_free);
  desk_task_run_in_thread (task, import_in_thread);
}

/**
 * desk_log_import_finish:
 * @result: what the callback got
 * @report: (out caller-allocates): what became of the lines; to be cleared
 * @error: as of desk_log_import_sync()
 *
 * Returns: whether there is a log now
 */
gboolean
desk_log_import_finish (GAsyncResult *result, DeskImportReport *report, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *report = request->report;
  request->report.bad_reason = NULL;

  return g_task_propagate_boolean (G_TASK (result), error);
}
