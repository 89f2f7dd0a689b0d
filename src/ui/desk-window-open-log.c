/* desk-window-open-log.c: files with messages, each in a tab of its own
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-connection-page.h"
#include "desk-format.h"
#include "desk-log-import.h"
#include "desk-log-scratch.h"
#include "desk-toast.h"
#include "desk-window-private.h"

/* A file is copied into a log that only its tab knows: it can be searched like
 * any other, and the file stays as it is. The copy goes with the session. */
#define SCRATCH_KEY "desk-scratch-log"

#define SLOW 1000 /* ms after which a person wants to know what takes so long */

typedef struct
{
  DeskWindow *window; /* (owned) */
  char *name;         /* of the file */
  char *path;         /* of the copy */
  GCancellable *cancellable; /* (owned): the window is gone, or nobody wants to wait */
  AdwToast *toast;    /* (owned) (nullable): says that it takes long */
  guint slow_source;  /* 0: it was said, or is over */
} Opening;

static void
opening_free (Opening *self)
{
  g_clear_handle_id (&self->slow_source, g_source_remove);
  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self->cancellable);
  g_clear_object (&self->toast);
  g_signal_handlers_disconnect_by_data (self->window, self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->window);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}

static gboolean
on_slow (gpointer user_data)
{
  Opening *self = user_data;
  g_autofree char *words = g_strdup_printf (_ ("Opening “%s”…"), self->name);

  self->slow_source = 0;
  if (g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_REMOVE;
  self->toast = g_object_ref (desk_toast (GTK_WIDGET (self->window->tab_view), words));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _ ("_Cancel"));
  g_signal_connect_swapped (self->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
forget (gpointer data)
{
  desk_log_scratch_remove (data);
  g_free (data);
}

static void
show (Opening *self)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autoptr (DeskSession) session = NULL;
  DeskTab *tab;

  /* Nothing of what somebody opens is too old or too much. */
  g_object_set (profile, "name", self->name, "host", "localhost", "log-max-days", DESK_PROFILE_MAX_LOG_DAYS,
                "log-max-bytes", G_MAXINT64, NULL);
  session = desk_session_new (profile, self->path);
  g_object_set_data_full (G_OBJECT (session), SCRATCH_KEY, g_strdup (self->path), forget);
  tab = _desk_window_add_tab (self->window, session);
  /* An entry that goes grey with the keyboard in it is never told that it lost it (GTK 4.8). */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  desk_tab_set_offline (tab);
  gtk_widget_grab_focus (adw_tab_page_get_child (desk_tab_get_page (tab)));
  _desk_window_update_header (self->window);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *self = user_data;
  g_auto (DeskImportReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *count = NULL;

  if (!desk_log_import_finish (result, &report, &error))
    {
      /* It may have come to its end in the moment in which it was cancelled. */
      desk_log_scratch_remove (self->path);
      words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                  ? g_strdup_printf (_ ("“%s” was not opened"), self->name)
                  : g_strdup_printf (_ ("“%s” could not be opened: %s"), self->name, error->message);
    }
  else if (report.n_messages == 0)
    {
      g_autofree char *bad = desk_import_report_describe (&report);

      desk_log_scratch_remove (self->path);
      words = g_strdup_printf (_ ("There is no message in “%s”. %s"), self->name, bad != NULL ? bad : "");
    }
  else if (!self->window->is_closing)
    {
      show (self);
      count = desk_format_count (report.n_messages);
      words = desk_import_report_describe (&report);
      if (words == NULL)
        words = g_strdup_printf (ngettext ("Opened %s message", "Opened %s messages",
                                           (gulong) MIN (report.n_messages, G_MAXULONG)),
                                 count);
    }
  else
    desk_log_scratch_remove (self->path);
  if (words != NULL && !self->window->is_closing)
    desk_window_toast (self->window, words);
  opening_free (self);
}

/**
 * desk_window_open_log:
 * @self: a window
 * @file: JSON Lines of ours or of mosquitto_sub, or a log of ours
 *
 * Opens a file in a tab without a connection. While a long one is read, a toast
 * says so, and can end it.
 */
void
desk_window_open_log (DeskWindow *self, GFile *file)
{
  g_autofree char *base = NULL;
  Opening *opening;

  g_return_if_fail (DESK_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->name = g_filename_display_name (base);
  opening->path = desk_log_scratch_new ();
  opening->cancellable = g_cancellable_new ();
  opening->slow_source = g_timeout_add (SLOW, on_slow, opening);
  g_signal_connect_swapped (self, "destroy", G_CALLBACK (g_cancellable_cancel), opening->cancellable);
  desk_log_import_async (file, opening->path, opening->cancellable, on_imported, opening);
}

static void
on_response (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  DeskWindow *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    desk_window_open_log (self, file);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
  g_object_unref (self);
}

void
_desk_window_ask_log (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Open log file"), GTK_WINDOW (user_data),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
                                                               _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), g_object_ref (user_data));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
_desk_window_open_log_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  desk_window_open_log (DESK_WINDOW (user_data), file);
}
