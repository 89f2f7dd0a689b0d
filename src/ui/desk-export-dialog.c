/* desk-export-dialog.c: asks what to export, and how
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-export-dialog"

#include "config.h"

#include "desk-export-dialog.h"

#include <glib/gi18n.h>

#include "desk-save-chooser.h"

struct _DeskExportDialog
{
  AdwMessageDialog parent_instance;
  AdwComboRow *what_row;   /* (unowned) */
  AdwComboRow *format_row; /* (unowned) */
  GtkLabel *hint;          /* (unowned): what the format is good for */
  char *name;              /* proposed for the file, without its ending */
};

G_DEFINE_FINAL_TYPE (DeskExportDialog, desk_export_dialog, ADW_TYPE_MESSAGE_DIALOG)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const DeskExportFormat *
get_format (DeskExportDialog *self)
{
  return desk_export_formats ()[adw_combo_row_get_selected (self->format_row)];
}

static const char *
explain_format (const DeskExportFormat *format)
{
  if (g_str_equal (format->id, "csv"))
    return _ ("For LibreOffice, Excel and other programs; nothing in it is taken for a formula");
  if (g_str_equal (format->id, "sqlite"))
    return _ ("Opens again in this program, and in everything that reads SQLite");

  return _ ("One message a line, with all that it carried");
}

static void
on_format_changed (DeskExportDialog *self)
{
  g_assert (DESK_IS_EXPORT_DIALOG (self));

  if (adw_combo_row_get_selected (self->format_row) != GTK_INVALID_LIST_POSITION)
    gtk_label_set_text (self->hint, explain_format (get_format (self)));
}

/* The dialog stays until the file is known, though hidden: it holds what was chosen. */
static void
on_file_chosen (GFile *file, gpointer user_data)
{
  DeskExportDialog *self = user_data;

  if (file != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (int) adw_combo_row_get_selected (self->what_row),
                   get_format (self)->id, file);
  g_object_unref (self);
}

static void
desk_export_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  DeskExportDialog *self = DESK_EXPORT_DIALOG (dialog);
  g_autofree char *name = NULL;

  if (!g_str_equal (response, "export"))
    return;

  name = g_strdup_printf ("%s.%s", self->name, get_format (self)->extension);
  desk_save_chooser_ask (gtk_window_get_transient_for (GTK_WINDOW (self)), _ ("Export messages"), _ ("_Export"), name,
                         on_file_chosen, g_object_ref (self));
}

static void
desk_export_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (desk_export_dialog_parent_class)->dispose (object);
}

static void
desk_export_dialog_finalize (GObject *object)
{
  g_free (DESK_EXPORT_DIALOG (object)->name);

  G_OBJECT_CLASS (desk_export_dialog_parent_class)->finalize (object);
}

static void
desk_export_dialog_class_init (DeskExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_export_dialog_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = desk_export_dialog_response;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskExportDialog, what_row);
  gtk_widget_class_bind_template_child (widget_class, DeskExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, DeskExportDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_format_changed);
}

static void
desk_export_dialog_init (DeskExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_export_dialog_new:
 * @parent: the window that it belongs to
 * @selection: the rows of a log
 * @name: proposed for the file, without its ending
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
desk_export_dialog_new (GtkWindow *parent, DeskLogSelection *selection, const char *name)
{
  DeskExportDialog *self = g_object_new (DESK_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) formats = gtk_string_list_new (NULL);

  self->name = g_strdup (name);
  for (guint i = 0; i < DESK_LOG_N_CHOICES; i++)
    {
      g_autofree char *words = desk_log_choice_describe ((DeskLogChoice) i, selection);

      gtk_string_list_append (choices, words);
    }
  for (guint i = 0; desk_export_formats ()[i] != NULL; i++)
    gtk_string_list_append (formats, _ (desk_export_formats ()[i]->name));
  adw_combo_row_set_model (self->what_row, G_LIST_MODEL (choices));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (formats));
  on_format_changed (self);

  adw_combo_row_set_selected (self->what_row, desk_log_choice_guess (selection));

  return GTK_WINDOW (self);
}
