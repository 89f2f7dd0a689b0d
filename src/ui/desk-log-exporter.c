/* desk-log-exporter.c: shows an export while it runs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-exporter"

#include "config.h"

#include "desk-log-exporter.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-toast.h"
#include "desk-work-strip.h"

#define FAILED_KEY "desk-export-failed" /* of a strip that says why */

/* One export with its strip. The strip may go first, when its page is closed:
 * then the export ends as well, and nobody is told. */
typedef struct
{
  GtkBox *where;             /* (owned) */
  GtkWidget *strip;          /* (owned) */
  DeskLogExport *export;     /* (owned) */
  GFile *file;               /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint64 expected;
  gboolean ended;
  gboolean gone;             /* whether the strip is on no page any more */
} Exporter;

static void
exporter_free (Exporter *self)
{
  g_signal_handlers_disconnect_by_data (self->strip, self);
  g_signal_handlers_disconnect_by_data (self->export, self);
  g_object_set_data (G_OBJECT (self->strip), FAILED_KEY, NULL);
  if (!self->gone)
    gtk_box_remove (self->where, self->strip);
  g_object_unref (self->where);
  g_object_unref (self->strip);
  g_object_unref (self->export);
  g_object_unref (self->file);
  g_object_unref (self->cancellable);
  g_free (self);
}

static char *
get_name (Exporter *self)
{
  g_autofree char *base = g_file_get_basename (self->file);

  return g_filename_display_name (base);
}

static void
update (Exporter *self)
{
  guint64 count = desk_log_export_get_count (self->export);
  g_autofree char *done = desk_format_count (count);
  g_autofree char *all = desk_format_count (MAX (count, self->expected));
  g_autofree char *name = get_name (self);
  g_autofree char *words = NULL;

  /* Translators: a number, another number, the name of a file */
  words = g_strdup_printf (_ ("Exporting %s of %s messages to “%s”"), done, all, name);
  desk_work_strip_set_text (DESK_WORK_STRIP (self->strip), words);
  desk_work_strip_set_share (DESK_WORK_STRIP (self->strip),
                             self->expected > 0 ? (double) count / (double) self->expected : 0);
}

static void
on_stop (Exporter *self)
{
  if (self->ended)
    exporter_free (self);
  else
    g_cancellable_cancel (self->cancellable);
}

static void
on_unrealize (Exporter *self)
{
  self->gone = TRUE;
  if (self->ended)
    exporter_free (self);
  else
    g_cancellable_cancel (self->cancellable);
}

static void
tell_done (Exporter *self)
{
  guint64 n = desk_log_export_get_count (self->export);
  g_autofree char *count = desk_format_count (n);
  g_autofree char *uri = g_file_get_uri (self->file);
  g_autofree char *words = NULL;
  AdwToast *toast;

  words = g_strdup_printf (ngettext ("Exported %s message", "Exported %s messages", (gulong) MIN (n, G_MAXULONG)),
                           count);
  toast = desk_toast (GTK_WIDGET (self->where), words);
  if (toast == NULL)
    return;
  adw_toast_set_button_label (toast, _ ("_Open folder"));
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_set_action_name (toast, "log.show-file");
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exporter *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  self->ended = TRUE;
  if (desk_log_export_finish (self->export, result, &error))
    tell_done (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    desk_toast (GTK_WIDGET (self->where), _ ("Export cancelled; no file was written"));
  else if (!self->gone)
    {
      /* Translators: followed by the reason, a sentence */
      words = g_strdup_printf (_ ("Could not export. %s"), error->message);
      desk_work_strip_fail (DESK_WORK_STRIP (self->strip), words);
      g_object_set_data (G_OBJECT (self->strip), FAILED_KEY, self);
      return;
    }
  exporter_free (self);
}

/* Whoever tries again has read why it failed before. */
static void
remove_failed (GtkBox *where)
{
  GtkWidget *strip = gtk_widget_get_first_child (GTK_WIDGET (where));

  while (strip != NULL)
    {
      Exporter *failed = g_object_get_data (G_OBJECT (strip), FAILED_KEY);

      strip = gtk_widget_get_next_sibling (strip);
      if (failed != NULL)
        exporter_free (failed);
    }
}

/**
 * desk_log_exporter_start:
 * @where: where to show how far it is
 * @export: an export that has not begun
 * @file: where to
 * @expected: how many messages there are to be exported
 *
 * Runs an export. It can be cancelled; a toast says when it is done.
 */
void
desk_log_exporter_start (GtkBox *where, DeskLogExport *export, GFile *file, guint64 expected)
{
  Exporter *self;

  g_return_if_fail (GTK_IS_BOX (where));
  g_return_if_fail (DESK_IS_LOG_EXPORT (export));
  g_return_if_fail (G_IS_FILE (file));

  remove_failed (where);
  self = g_new0 (Exporter, 1);
  self->where = g_object_ref (where);
  self->strip = g_object_ref_sink (desk_work_strip_new ());
  self->export = g_object_ref (export);
  self->file = g_object_ref (file);
  self->cancellable = g_cancellable_new ();
  self->expected = expected;

  gtk_box_append (where, self->strip);
  g_signal_connect_swapped (self->strip, "stop", G_CALLBACK (on_stop), self);
  g_signal_connect_swapped (self->strip, "unrealize", G_CALLBACK (on_unrealize), self);
  g_signal_connect_swapped (export, "notify::count", G_CALLBACK (update), self);
  update (self);
  desk_log_export_async (export, file, self->cancellable, on_exported, self);
}

/* Where no file manager answers, the folder alone is shown. */
static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *uri = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *folder_uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (answer == NULL && folder_uri != NULL)
    gtk_show_uri (NULL, folder_uri, GDK_CURRENT_TIME);
}

/**
 * desk_log_exporter_show:
 * @from: a widget of the window
 * @uri: of a file
 *
 * Shows the file in its folder, with the file manager.
 */
void
desk_log_exporter_show (GtkWidget *from, const char *uri)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  const char *const uris[] = { uri, NULL };

  if (bus != NULL)
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_shown, g_strdup (uri));
}
