/* desk-unsaved-question.c: asks before what was filled in is lost
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-unsaved-question"

#include "config.h"

#include "desk-unsaved-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * desk_unsaved_question_ask:
 * @parent: the editor
 * @name: of the profile; empty: it has none yet
 * @can_save: whether what is filled in is right
 * @discard: called with @object if it may be lost
 * @save: called with @object if it shall be saved
 * @object: a GObject; nothing is called once it is gone
 *
 * Escape and the closing of a window are easily pressed by mistake.
 */
void
desk_unsaved_question_ask (GtkWindow  *parent,
                           const char *name,
                           gboolean    can_save,
                           GCallback   discard,
                           GCallback   save,
                           gpointer    object)
{
  g_autofree char *heading = *name != '\0' ? g_strdup_printf (_ ("Save changes to “%s”?"), name)
                                           : g_strdup (_ ("Save the new profile?"));
  const char *body = can_save ? _ ("What you filled in is lost otherwise.")
                              : _ ("Correct the marked fields to save it. What you filled in is lost when the "
                                   "window closes.");
  GtkWidget *dialog = adw_message_dialog_new (parent, can_save ? heading : _ ("Discard what you filled in?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep editing"), "discard",
                                    _ ("_Discard"), NULL);
  if (can_save)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "save", _ ("_Save"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), can_save ? "save" : "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response::discard", discard, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::save", save, object, G_CONNECT_SWAPPED);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}
