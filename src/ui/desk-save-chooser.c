/* desk-save-chooser.c: where a file is to be saved, and what became of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-save-chooser"

#include "config.h"

#include "desk-save-chooser.h"

#include <glib/gi18n.h>

#include "desk-toast.h"

/* What the file chooser has to remember until it is answered */
typedef struct
{
  DeskSaveFunc func;
  gpointer user_data;
} Question;

static void
on_response (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  question->func (file, question->user_data);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

/**
 * desk_save_chooser_ask:
 * @parent: (nullable): the window that it belongs to
 * @title: what is saved, translated
 * @accept: the button that does it, translated, with a mnemonic
 * @name: proposed for the file
 * @func: is told where to
 * @user_data: for @func
 *
 * Asks where to save something, by the portal where there is one.
 */
void
desk_save_chooser_ask (GtkWindow   *parent,
                       const char  *title,
                       const char  *accept,
                       const char  *name,
                       DeskSaveFunc func,
                       gpointer     user_data)
{
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, accept, _ ("_Cancel"));
  Question *question = g_new0 (Question, 1);

  *question = (Question) { func, user_data };
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

struct _DeskSaving
{
  GtkWidget *from; /* (owned) */
  char *name;      /* (owned) */
};

/**
 * desk_saving_begin:
 * @from: a widget of the page where the end is told
 * @file: what is written now
 *
 * Returns: (transfer full): to be given to desk_saving_end()
 */
DeskSaving *
desk_saving_begin (GtkWidget *from, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  DeskSaving *self = g_new0 (DeskSaving, 1);

  self->from = g_object_ref (from);
  self->name = g_filename_display_name (base);

  return self;
}

/**
 * desk_saving_end:
 * @self: (transfer full): a file that was being written
 * @error: (nullable): what went wrong
 *
 * Says in a toast that the file is saved, or why it is not.
 */
void
desk_saving_end (DeskSaving *self, const GError *error)
{
  g_autofree char *words = error == NULL
                               ? g_strdup_printf (_ ("Saved “%s”"), self->name)
                               : g_strdup_printf (_ ("Could not save “%s”: %s"), self->name, error->message);

  desk_toast (self->from, words);
  g_object_unref (self->from);
  g_free (self->name);
  g_free (self);
}
