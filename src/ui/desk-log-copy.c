/* desk-log-copy.c: several messages on the clipboard
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-copy"

#include "config.h"

#include "desk-log-copy.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-format.h"
#include "desk-json-line.h"
#include "desk-task.h"
#include "desk-toast.h"

/* What a clipboard is good for; there is the export for more. */
#define MAX_MESSAGES 10000
#define MAX_BYTES (16 * 1024 * 1024)

typedef struct
{
  char *log_path;
  DeskLogScope *scope; /* (owned) */
  guint64 expected;
  DeskLogCopyKind kind;
  GString *text;       /* (owned) */
  guint count;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *self = data;

  g_free (self->log_path);
  desk_log_scope_unref (self->scope);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
add_text (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, (const char *) data, (gssize) length);
  return TRUE;
}

static gboolean
add_base64 (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_autofree char *encoded = g_base64_encode (data, length);

  g_string_append (user_data, encoded);
  return TRUE;
}

static gboolean
add_payload (Copy *self, DeskSearchPayload *payload, GError **error)
{
  gboolean is_text;

  if (!desk_search_payload_walk_text (payload, NULL, NULL, &is_text, error)
      || !desk_search_payload_walk (payload, is_text ? add_text : add_base64, self->text, error))
    return FALSE;
  g_string_append_c (self->text, '\n');

  return TRUE;
}

/* A message comes whole or not at all. */
static gboolean
add_row (DeskSearchRow *row, gpointer user_data, GError **error)
{
  Copy *self = user_data;
  gboolean ok = TRUE;

  if (self->count == MAX_MESSAGES || self->text->len + row->payload.size > MAX_BYTES)
    return desk_fail (error, DESK_ERROR_QUEUE_FULL, "full");

  switch (self->kind)
    {
    case DESK_LOG_COPY_TOPICS:
      g_string_append (self->text, row->topic);
      g_string_append_c (self->text, '\n');
      break;
    case DESK_LOG_COPY_PAYLOADS:
      ok = add_payload (self, &row->payload, error);
      break;
    case DESK_LOG_COPY_LINES:
    default:
      ok = desk_json_line_append (row, self->text, error);
    }
  self->count++;

  return ok;
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Copy *self = task_data;
  GError *error = NULL;

  if (desk_search_run_scope_sync (self->log_path, self->scope, add_row, self, cancellable, &error)
      || (g_error_matches (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL) && self->count > 0))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void
on_copied (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GtkWidget *from = GTK_WIDGET (object);
  Copy *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *count = desk_format_count (self->count);
  g_autofree char *all = desk_format_count (self->expected);
  g_autofree char *words = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      desk_toast (from, g_error_matches (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL)
                            ? _ ("Too large for the clipboard; export it to a file")
                            : error->message);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), self->text->str);
  if (self->count < self->expected)
    words = g_strdup_printf (_ ("Copied the first %s of %s messages; export them to have all"), count, all);
  else
    words = g_strdup_printf (ngettext ("Copied %s message", "Copied %s messages", self->count), count);
  desk_toast (from, words);
}

/**
 * desk_log_copy:
 * @from: a widget of the page
 * @log_path: a log file
 * @scope: which messages
 * @expected: how many they are
 * @kind: what of them
 *
 * Puts messages on the clipboard, 10,000 and 16 MiB at most, and says so.
 */
void
desk_log_copy (GtkWidget *from, const char *log_path, DeskLogScope *scope, guint64 expected, DeskLogCopyKind kind)
{
  g_autoptr (GTask) task = NULL;
  Copy *self;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_new0 (Copy, 1);
  self->log_path = g_strdup (log_path);
  self->scope = desk_log_scope_ref (scope);
  self->expected = expected;
  self->kind = kind;
  self->text = g_string_new (NULL);
  task = g_task_new (from, NULL, on_copied, NULL);
  g_task_set_source_tag (task, desk_log_copy);
  g_task_set_task_data (task, self, copy_free);
  desk_task_run_in_thread (task, copy_in_thread);
}
