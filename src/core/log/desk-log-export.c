/* desk-log-export.c: messages of a log leave the program as a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-export.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-log-lock.h"
#include "desk-task.h"

/* Output is collected up to here before it is written. */
#define BUFFER_SIZE (256 * 1024)

/* Of the file's own name that goes into the temporary one: a name has 255 bytes at most. */
#define NAME_MAX_BYTES 200

#define TELL_EVERY 100 /* ms between two changes of the count */

struct _DeskLogExport
{
  GObject parent_instance;
  char *log_path;
  DeskLogScope *scope;            /* (owned) */
  const DeskExportFormat *format;
  gpointer state;                 /* of the format, while it runs */
  gsize count;                    /* atomic */
  gsize told;
  GSource *teller;                /* (owned) (nullable): while it runs in the background */
};

G_DEFINE_FINAL_TYPE (DeskLogExport, desk_log_export, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const DeskExportFormat *const formats[] = {
  &_desk_export_jsonl,
  &_desk_export_csv,
  &_desk_export_sqlite,
  NULL,
};

/**
 * desk_export_formats:
 *
 * Returns: (transfer none) (array zero-terminated=1): all formats, the one that
 *   suits most first
 */
const DeskExportFormat *const *
desk_export_formats (void)
{
  return formats;
}

/**
 * desk_export_format_find:
 * @id: stable name of a format
 *
 * Returns: (transfer none) (nullable): the format
 */
const DeskExportFormat *
desk_export_format_find (const char *id)
{
  for (guint i = 0; formats[i] != NULL; i++)
    {
      if (strcmp (formats[i]->id, id) == 0)
        return formats[i];
    }

  return NULL;
}

static void
desk_log_export_finalize (GObject *object)
{
  DeskLogExport *self = DESK_LOG_EXPORT (object);

  g_free (self->log_path);
  g_clear_pointer (&self->scope, desk_log_scope_unref);

  G_OBJECT_CLASS (desk_log_export_parent_class)->finalize (object);
}

static void
desk_log_export_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_COUNT:
      g_value_set_uint64 (value, desk_log_export_get_count (DESK_LOG_EXPORT (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_export_class_init (DeskLogExportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = desk_log_export_finalize;
  object_class->get_property = desk_log_export_get_property;

  properties[PROP_COUNT] = g_param_spec_uint64 ("count", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_log_export_init (DeskLogExport *self)
{
}

/**
 * desk_log_export_new:
 * @log_path: a log file; the log may be written meanwhile
 * @scope: which messages
 * @format: how they are written
 *
 * Makes an export, to be run once. What is in the log when it begins is
 * exported: no message that arrives later, and none that is trimmed before its
 * turn comes.
 *
 * Returns: (transfer full): the export
 */
DeskLogExport *
desk_log_export_new (const char *log_path, DeskLogScope *scope, const DeskExportFormat *format)
{
  DeskLogExport *self = g_object_new (DESK_TYPE_LOG_EXPORT, NULL);

  self->log_path = g_strdup (log_path);
  self->scope = desk_log_scope_ref (scope);
  self->format = format;

  return self;
}

/**
 * desk_log_export_get_count:
 * @self: an export; it may run in another thread
 *
 * Returns: messages that are written
 */
guint64
desk_log_export_get_count (DeskLogExport *self)
{
  g_return_val_if_fail (DESK_IS_LOG_EXPORT (self), 0);

  return (guint64) g_atomic_pointer_get (&self->count);
}

static gboolean
add_row (DeskSearchRow *row, gpointer user_data, GError **error)
{
  DeskLogExport *self = user_data;

  if (!self->format->add (self->state, row, error))
    return FALSE;
  g_atomic_pointer_add (&self->count, 1);

  return TRUE;
}

static gboolean
is_whole (const DeskLogScope *scope)
{
  return scope->filter == NULL && scope->ranges == NULL && (scope->excluded == NULL || scope->excluded[0] == NULL);
}

static gboolean
run (DeskLogExport *self, const DeskExportTarget *target, GError **error)
{
  const DeskExportFormat *format = self->format;
  gboolean ok;

  self->state = format->begin (target, error);
  if (self->state == NULL)
    return FALSE;

  ok = desk_search_run_scope_sync (self->log_path, self->scope, add_row, self, target->cancellable, error)
       && (format->add_events == NULL || format->add_events (self->state, self->log_path, is_whole (self->scope), error))
       && (format->end == NULL || format->end (self->state, error))
       && (target->stream == NULL || g_output_stream_flush (target->stream, target->cancellable, error));
  if (format->free != NULL)
    format->free (self->state);
  self->state = NULL;

  return ok;
}

/**
 * desk_log_export_to_stream:
 * @self: an export in a format that needs no file
 * @stream: where to; it is flushed, but not closed
 * @cancellable: (nullable): ends it
 * @error: as of desk_search_run_scope_sync(), or what @stream said
 *
 * Runs the export and blocks meanwhile. Of a large payload no more than a piece
 * is in memory.
 *
 * Returns: whether all was written
 */
gboolean
desk_log_export_to_stream (DeskLogExport *self, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  DeskExportTarget target = { NULL, stream, cancellable };

  g_return_val_if_fail (DESK_IS_LOG_EXPORT (self), FALSE);
  g_return_val_if_fail (!self->format->needs_file, FALSE);

  return run (self, &target, error);
}

/* Says it in terms of the file that the person chose. */
static gboolean
fail_file (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (number == ENOSPC || number == EDQUOT)
    return desk_fail (error, DESK_ERROR_LOG_FULL,
                      _ ("The disk is full. Make room on it, or export “%s” to another place."), name);

  return desk_fail (error, DESK_ERROR_FAILED, _ ("“%s” could not be written: %s. Choose another place."), name,
                    g_strerror (number));
}

static void
explain (const char *path, GError **error)
{
  if (error == NULL || *error == NULL)
    return;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (*error, DESK_ERROR, DESK_ERROR_LOG_FULL))
    {
      g_clear_error (error);
      fail_file (path, ENOSPC, error);
    }
}

static gboolean
write_file (DeskLogExport *self, const char *path, int fd, GCancellable *cancellable, GError **error)
{
  DeskExportTarget target = { path, NULL, cancellable };
  g_autoptr (GOutputStream) raw = NULL;
  g_autoptr (GOutputStream) buffered = NULL;

  if (!self->format->needs_file)
    {
      raw = g_unix_output_stream_new (fd, FALSE);
      buffered = g_buffered_output_stream_new_sized (raw, BUFFER_SIZE);
      target.stream = buffered;
    }
  if (!run (self, &target, error))
    return FALSE;

  /* So that after a power cut there is the old file or the new one, whole. */
  return fsync (fd) == 0 || fail_file (path, errno, error);
}

/* What SQLite keeps beside a database */
static void
remove_companions (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/* Messages would be lost: those that the file has, and those that somebody goes on to write to it without
 * knowing that it has no name any more. */
static gboolean
check_replaceable (DeskLogExport *self, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  GStatBuf log, other;

  if (g_stat (path, &other) != 0)
    return TRUE;
  if (S_ISDIR (other.st_mode))
    return fail_file (path, EISDIR, error);
  if (!S_ISREG (other.st_mode))
    return desk_fail (error, DESK_ERROR_FAILED, _ ("“%s” is no file but a device or a pipe. Choose another place."), name);
  if (g_stat (self->log_path, &log) == 0 && log.st_dev == other.st_dev && log.st_ino == other.st_ino)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("“%s” is the log that is to be exported. Choose another name."), name);
  if (!desk_log_lock_is_free (path))
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("“%s” is a log that is being written. Choose another name."), name);

  return TRUE;
}

/**
 * desk_log_export_to_file:
 * @self: an export
 * @file: where to; an existing file is replaced, unless it is the log itself or one that is being written
 * @cancellable: (nullable): ends it
 * @error: %DESK_ERROR_LOG_FULL (the disk), %DESK_ERROR_FAILED,
 *   %G_IO_ERROR_CANCELLED, or as of desk_search_run_scope_sync()
 *
 * Runs the export and blocks meanwhile. It is written to a temporary file in the
 * same folder, which gets its name when it is whole; if that fails, nothing of
 * it is left and an existing file is as it was.
 *
 * Returns: whether all was written
 */
gboolean
desk_log_export_to_file (DeskLogExport *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autofree char *temporary = NULL;
  gboolean ok;
  int fd;

  g_return_val_if_fail (DESK_IS_LOG_EXPORT (self), FALSE);

  if (path == NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      return desk_fail (error, DESK_ERROR_FAILED,
                        _ ("“%s” is no place in the file system. Choose a folder of this computer."), uri);
    }
  if (!check_replaceable (self, path, error))
    return FALSE;

  folder = g_path_get_dirname (path);
  base = g_path_get_basename (path);
  name = g_strdup_printf (".%.*s.XXXXXX", NAME_MAX_BYTES, base);
  temporary = g_build_filename (folder, name, NULL);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    return fail_file (path, errno, error);

  ok = write_file (self, temporary, fd, cancellable, error)
       && !g_cancellable_set_error_if_cancelled (cancellable, error);
  close (fd);
  ok = ok && check_replaceable (self, path, error);
  if (ok && g_rename (temporary, path) != 0)
    ok = fail_file (path, errno, error);
  if (!ok)
    {
      g_unlink (temporary);
      remove_companions (temporary);
      explain (path, error);
    }
  /* SQLite would take those of a database that was there before for ours. */
  else if (self->format->needs_file)
    remove_companions (path);

  return ok;
}

static gboolean
tell (gpointer user_data)
{
  DeskLogExport *self = user_data;
  gsize count = (gsize) g_atomic_pointer_get (&self->count);

  if (self->told != count)
    {
      self->told = count;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
    }

  return G_SOURCE_CONTINUE;
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (desk_log_export_to_file (source, task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * desk_log_export_async:
 * @self: an export
 * @file: where to
 * @cancellable: (nullable): ends it
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Runs desk_log_export_to_file() in the background.
 */
void
desk_log_export_async (DeskLogExport *self,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_LOG_EXPORT (self));
  g_return_if_fail (self->teller == NULL);

  self->teller = g_timeout_source_new (TELL_EVERY);
  g_source_set_callback (self->teller, tell, self, NULL);
  g_source_attach (self->teller, g_main_context_get_thread_default ());

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_log_export_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  desk_task_run_in_thread (task, export_in_thread);
}

/**
 * desk_log_export_finish:
 * @self: an export
 * @result: what the callback got
 * @error: as of desk_log_export_to_file()
 *
 * Returns: whether all was written
 */
gboolean
desk_log_export_finish (DeskLogExport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_source_destroy (self->teller);
  g_clear_pointer (&self->teller, g_source_unref);
  tell (self);

  return g_task_propagate_boolean (G_TASK (result), error);
}
