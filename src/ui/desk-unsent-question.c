/* desk-unsent-question.c: asks before messages that wait to be sent are lost
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-unsent-question"

#include "config.h"

#include "desk-unsent-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-format.h"

/**
 * desk_unsent_question_ask:
 * @parent: the window that they belong to
 * @n_waiting: how many messages wait in an outbox, at least one
 * @discard: called with @object if they may be lost
 * @keep: called with @object if not
 * @object: a GObject; nothing is called once it is gone
 *
 * The outbox of a session ends with it, so who closes it is asked.
 */
void
desk_unsent_question_ask (GtkWindow *parent, guint n_waiting, GCallback discard, GCallback keep, gpointer object)
{
  g_autofree char *count = desk_format_count (n_waiting);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%s message has not been sent", "%s messages have not been sent", n_waiting), count);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading,
                                              _ ("What waits in the outbox is lost when its connection is closed. "
                                                 "It is sent as soon as the broker can be reached."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep waiting"), "discard",
                                    _ ("_Close and discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response::discard", discard, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::keep", keep, object, G_CONNECT_SWAPPED);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}
