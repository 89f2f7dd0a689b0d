/* desk-folder-dialog.c: asks for the name of a folder
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-folder-dialog"

#include "config.h"

#include "desk-folder-dialog.h"

#include <glib/gi18n.h>

#define MAX_NAME 200 /* characters */

typedef struct
{
  DeskFolderFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  GtkEditable *entry; /* (unowned) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_free (question);
}

static char *
get_name (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));
}

static void
on_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "accept", name[0] != '\0');
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autofree char *name = get_name (question);

  if (g_str_equal (response, "accept") && name[0] != '\0')
    question->func (name, question->user_data);
}

/**
 * desk_folder_dialog_ask:
 * @parent: a window
 * @heading: what it is about
 * @name: what to begin with
 * @accept: what the button says
 * @func: is called with the name, unless a person cancels
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data in any case
 *
 * Asks for a name.
 */
void
desk_folder_dialog_ask (GtkWindow      *parent,
                        const char     *heading,
                        const char     *name,
                        const char     *accept,
                        DeskFolderFunc  func,
                        gpointer        user_data,
                        GDestroyNotify  destroy)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);
  GtkWidget *entry = gtk_entry_new ();
  Question *question = g_new0 (Question, 1);

  *question = (Question) { func, user_data, destroy, GTK_EDITABLE (entry) };
  g_object_set_data_full (G_OBJECT (dialog), "desk-question", question, question_free);

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_NAME);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "accept", accept);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  g_signal_connect (entry, "changed", G_CALLBACK (on_changed), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  on_changed (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
