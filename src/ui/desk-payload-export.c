/* desk-payload-export.c: a payload leaves the program whole
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-payload-export"

#include "config.h"

#include "desk-payload-export.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-message.h"
#include "desk-save-chooser.h"
#include "desk-task.h"
#include "desk-toast.h"

#define NAME_MAX_BYTES 100

/* Everything here may end after the widget that began it: each operation holds
 * a reference to it, and a toast on a page that is gone is not shown. */

/**
 * desk_payload_export_name:
 * @topic: of a message
 * @extension: of the file, without a dot
 *
 * Makes a file name out of a topic: letters, digits, dot, hyphen and
 * underscore, no dot in front, at most 100 bytes and the extension.
 *
 * Returns: (transfer full): the name
 */
char *
desk_payload_export_name (const char *topic, const char *extension)
{
  GString *name = g_string_new (NULL);
  gsize length = strlen (topic);

  /* The end tells most. */
  for (const char *p = topic + (length > NAME_MAX_BYTES ? length - NAME_MAX_BYTES : 0); *p != '\0'; p++)
    g_string_append_c (name, g_ascii_isalnum (*p) || *p == '-' || *p == '.' ? *p : '_');
  while (name->len > 0 && (name->str[0] == '.' || name->str[0] == '_'))
    g_string_erase (name, 0, 1);
  if (name->len == 0)
    g_string_append (name, "payload");
  g_string_append_printf (name, ".%s", extension);

  return g_string_free (name, FALSE);
}

static void
check_text_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  gsize length;
  const char *bytes = g_bytes_get_data (task_data, &length);

  g_task_return_boolean (task, bytes == NULL || g_utf8_validate_len (bytes, length, NULL));
}

/* The clipboard gets the bytes themselves, which it hands out piece by piece:
 * a string would be converted, whole, each time that somebody pastes it. */
static GdkContentProvider *
make_content (GBytes *payload, gboolean is_text)
{
  GdkContentProvider *kinds[2];

  if (!is_text)
    return gdk_content_provider_new_for_bytes ("application/octet-stream", payload);

  kinds[0] = gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", payload);
  kinds[1] = gdk_content_provider_new_for_bytes ("text/plain", payload);

  return gdk_content_provider_new_union (kinds, G_N_ELEMENTS (kinds));
}

static void
on_text_checked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GtkWidget *from = GTK_WIDGET (object);
  GBytes *payload = g_task_get_task_data (G_TASK (result));
  gboolean is_text = g_task_propagate_boolean (G_TASK (result), NULL);
  g_autoptr (GdkContentProvider) content = make_content (payload, is_text);
  g_autofree char *size = g_format_size (g_bytes_get_size (payload));
  g_autofree char *words = NULL;

  gdk_clipboard_set_content (gtk_widget_get_clipboard (from), content);
  if (is_text)
    words = g_strdup_printf (_ ("Copied %s as text"), size);
  else
    words = g_strdup_printf (_ ("Copied %s as binary data: programs that only take text cannot paste it"), size);
  desk_toast (from, words);
}

/**
 * desk_payload_export_copy_bytes:
 * @from: a widget of the page
 * @payload: what to copy
 *
 * Puts a payload on the clipboard, as text if it is text, and says so.
 */
void
desk_payload_export_copy_bytes (GtkWidget *from, GBytes *payload)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));

  task = g_task_new (from, NULL, on_text_checked, NULL);
  g_task_set_source_tag (task, desk_payload_export_copy_bytes);
  g_task_set_task_data (task, g_bytes_ref (payload), (GDestroyNotify) g_bytes_unref);
  desk_task_run_in_thread (task, check_text_in_thread);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMessage) message = desk_log_read_message_finish (DESK_LOG (object), result, &error);

  if (message == NULL)
    desk_toast (from, error->message);
  else
    desk_payload_export_copy_bytes (from, message->payload);
}

/**
 * desk_payload_export_copy:
 * @from: a widget of the page
 * @log: where the message is
 * @id: the message
 *
 * Puts the whole payload on the clipboard, as text if it is text, and says so.
 */
void
desk_payload_export_copy (GtkWidget *from, DeskLog *log, gint64 id)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_LOG (log));

  desk_log_read_message_async (log, id, G_MAXSIZE, NULL, on_read, g_object_ref (from));
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  desk_log_save_payload_finish (DESK_LOG (object), result, &error);
  desk_saving_end (user_data, error);
}

/**
 * desk_payload_export_save:
 * @from: a widget of the page
 * @log: where the message is
 * @id: the message
 * @file: where to; an existing file is replaced
 *
 * Writes all bytes of the payload, and says so.
 */
void
desk_payload_export_save (GtkWidget *from, DeskLog *log, gint64 id, GFile *file)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_LOG (log));
  g_return_if_fail (G_IS_FILE (file));

  desk_log_save_payload_async (log, id, file, NULL, on_saved, desk_saving_begin (from, file));
}

static void
on_bytes_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (object), result, NULL, &error);
  desk_saving_end (user_data, error);
}

static void
save_bytes (GtkWidget *from, GBytes *payload, GFile *file)
{
  g_file_replace_contents_bytes_async (file, payload, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_bytes_saved,
                                       desk_saving_begin (from, file));
}

/* What the file chooser has to remember until it is answered. */
typedef struct
{
  GtkWidget *from; /* (owned) */
  DeskLog *log;    /* (owned) (nullable): where the payload is, if it is not here */
  gint64 id;
  GBytes *payload; /* (owned) (nullable) */
} Question;

static void
on_chosen (GFile *file, gpointer user_data)
{
  Question *self = user_data;

  if (file != NULL && self->payload != NULL)
    save_bytes (self->from, self->payload, file);
  else if (file != NULL)
    desk_payload_export_save (self->from, self->log, self->id, file);
  g_object_unref (self->from);
  g_clear_object (&self->log);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self);
}

static void
ask (Question *question, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (question->from);

  desk_save_chooser_ask (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Save payload"), _ ("_Save"), name,
                         on_chosen, question);
}

/**
 * desk_payload_export_ask:
 * @from: a widget of the page
 * @log: where the message is
 * @id: the message
 * @name: proposed for the file
 *
 * Asks where to save the payload, and saves it there.
 */
void
desk_payload_export_ask (GtkWidget *from, DeskLog *log, gint64 id, const char *name)
{
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_LOG (log));

  question = g_new0 (Question, 1);
  *question = (Question) { .from = g_object_ref (from), .log = g_object_ref (log), .id = id };
  ask (question, name);
}

/**
 * desk_payload_export_ask_bytes:
 * @from: a widget of the page
 * @payload: what to save
 * @name: proposed for the file
 *
 * Asks where to save a payload, and saves it there.
 */
void
desk_payload_export_ask_bytes (GtkWidget *from, GBytes *payload, const char *name)
{
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (from));

  question = g_new0 (Question, 1);
  *question = (Question) { .from = g_object_ref (from), .payload = g_bytes_ref (payload) };
  ask (question, name);
}
