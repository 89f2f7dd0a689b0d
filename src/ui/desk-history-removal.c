/* desk-history-removal.c: deletes what the log of a profile holds, after asking
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-history-removal"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-history-removal.h"
#include "desk-log-history.h"
#include "desk-toast.h"

#define DELETE "delete"

typedef struct
{
  char *name;                /* of the profile */
  char *path;
  DeskLog *log;              /* (owned) (nullable): NULL if it is not open here */
  GtkWidget *from;           /* (nullable): cleared when it goes */
  GtkWidget *dialog;         /* (nullable): cleared when it goes */
  GCancellable *cancellable; /* (owned): of measuring */
} Removal;

static void
removal_clear (gpointer data)
{
  Removal *self = data;

  if (self->from != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->from), (gpointer *) &self->from);
  if (self->dialog != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->log);
  g_free (self->name);
  g_free (self->path);
}

static void
removal_unref (Removal *self)
{
  g_rc_box_release_full (self, removal_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, removal_unref)

static void
tell (Removal *self, const char *words)
{
  if (self->from != NULL)
    desk_toast (self->from, words);
}

static void
finish (Removal *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (error != NULL)
    words = g_strdup_printf (_ ("The history of “%s” was not deleted. %s"), self->name, error->message);
  else
    /* Translators: %s is the name of a profile */
    words = g_strdup_printf (_ ("History of “%s” deleted"), self->name);
  tell (self, words);
}

static void
on_deleted_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Removal) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_log_delete_history_finish (DESK_LOG (source), result, &error);
  finish (self, error);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Removal) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_log_history_delete_finish (result, &error);
  finish (self, error);
}

static void
on_response (Removal *self, const char *response)
{
  g_cancellable_cancel (self->cancellable);
  if (!g_str_equal (response, DELETE))
    return;

  if (self->log != NULL && desk_log_is_open (self->log))
    desk_log_delete_history_async (self->log, NULL, on_deleted_open, g_rc_box_acquire (self));
  else
    desk_log_history_delete_async (self->path, NULL, on_deleted, g_rc_box_acquire (self));
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Removal) self = user_data;
  g_autofree char *count = NULL;
  g_autofree char *size = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *words = NULL;
  guint64 n_messages, bytes;

  if (!desk_log_history_measure_finish (result, &n_messages, &bytes, NULL) || self->dialog == NULL)
    return;

  count = desk_format_count (n_messages);
  size = g_format_size (bytes);
  messages = g_strdup_printf (ngettext ("%s message", "%s messages", (gulong) n_messages), count);
  /* Translators: a number of messages, and their size on disk as in “2.1 GB” */
  words = g_strdup_printf (_ ("%s, %s on disk. They cannot be brought back. The profile and its "
                              "subscriptions stay, and new messages are logged as before."),
                           messages, size);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self->dialog), words);
}

static void
closure_unref (gpointer data, GClosure *closure)
{
  removal_unref (data);
}

/**
 * desk_history_remove:
 * @profile: whose history
 * @log: (nullable): its log if that is open here
 * @from: a widget in the window that asks, where a toast tells how it went
 *
 * Asks whether all that the log holds shall be deleted, and does so. With the
 * log open it goes on in the emptied file.
 */
void
desk_history_remove (DeskProfile *profile, DeskLog *log, GtkWidget *from)
{
  g_autoptr (Removal) self = NULL;
  g_autofree char *heading = NULL;

  g_return_if_fail (DESK_IS_PROFILE (profile));
  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_rc_box_new0 (Removal);
  self->name = g_strdup (desk_profile_get_name (profile));
  self->path = log != NULL ? g_strdup (desk_log_get_path (log))
                           : desk_log_default_path (desk_profile_get_id (profile));
  self->log = log != NULL ? g_object_ref (log) : NULL;
  self->from = from;
  g_object_add_weak_pointer (G_OBJECT (from), (gpointer *) &self->from);
  self->cancellable = g_cancellable_new ();

  heading = g_strdup_printf (_ ("Delete the history of “%s”?"), self->name);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), heading,
                                         _ ("All messages in its log cannot be brought back."));
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("_Cancel"), DELETE,
                                    _ ("_Delete history"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), DELETE,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  g_signal_connect_data (self->dialog, "response", G_CALLBACK (on_response), g_rc_box_acquire (self), closure_unref,
                         G_CONNECT_SWAPPED);
  desk_log_history_measure_async (self->path, self->cancellable, on_measured, g_rc_box_acquire (self));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
