/* desk-trust-question.c: asks whether a certificate that failed is to be trusted
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-trust-question"

#include "config.h"

#include "desk-trust-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-error.h"

typedef struct
{
  GtkWindow *parent;     /* (owned) */
  DeskProfile *profile;  /* (owned) */
  char *fingerprint;     /* (owned) */
  DeskTrustFunc func;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->profile);
  g_free (self->fingerprint);
  g_free (self);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *self = user_data;

  if (g_strcmp0 (response, "trust") != 0)
    return;
  g_object_set (self->profile, "tls-trusted", self->fingerprint, NULL);
  self->func (self->parent);
}

/**
 * desk_trust_question_ask:
 * @parent: the window; argument of @func
 * @session: whose last attempt failed by a certificate
 * @func: goes on when the person trusts it
 *
 * Shows the fingerprint of the certificate, by which alone a person can tell
 * the broker from somebody in between, and notes in the profile that this one
 * is trusted.
 */
void
desk_trust_question_ask (GtkWindow *parent, DeskSession *session, DeskTrustFunc func)
{
  const GError *error = desk_session_get_error (session);
  const char *fingerprint = desk_error_get_fingerprint (error);
  DeskProfile *profile = desk_session_get_profile (session);
  GtkWidget *dialog, *label;
  Question *question;

  if (fingerprint == NULL)
    return;

  dialog = adw_message_dialog_new (parent, _ ("Trust this certificate?"), error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "trust", _ ("_Trust"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "trust", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  label = gtk_label_new (NULL);
  {
    g_autofree char *words = g_strdup_printf (
        _ ("Compare its SHA-256 with that of the broker’s certificate. If they differ, somebody is in between.\n\n%s"),
        fingerprint);

    gtk_label_set_text (GTK_LABEL (label), words);
  }
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), label);

  question = g_new0 (Question, 1);
  *question = (Question) { g_object_ref (parent), g_object_ref (profile), g_strdup (fingerprint), func };
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
