/* desk-password-dialog.c: asks for a secret of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-password-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-password-dialog.h"

struct _DeskPasswordDialog
{
  AdwMessageDialog parent_instance;

  AdwEntryRow *password_row;
  GtkWidget *remember_row;
  GtkSwitch *remember;
  DeskSecret secret;
};

G_DEFINE_FINAL_TYPE (DeskPasswordDialog, desk_password_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
on_entry_activated (DeskPasswordDialog *self)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self), "connect");
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
desk_password_dialog_dispose (GObject *object)
{
  /* libadwaita 1.2 crashes when a password row goes while it has the focus. */
  gtk_window_set_focus (GTK_WINDOW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_PASSWORD_DIALOG);

  G_OBJECT_CLASS (desk_password_dialog_parent_class)->dispose (object);
}

static void
desk_password_dialog_class_init (DeskPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_password_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPasswordDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPasswordDialog, remember_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPasswordDialog, remember);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
}

static void
desk_password_dialog_init (DeskPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_password_dialog_new:
 * @profile: what is to be connected
 * @secret: what is asked for
 * @why: why the person is asked, in words; plain text
 * @can_remember: whether the keyring can take it
 *
 * Returns: (transfer full): a new dialog
 */
DeskPasswordDialog *
desk_password_dialog_new (DeskProfile *profile, DeskSecret secret, const char *why, gboolean can_remember)
{
  DeskPasswordDialog *self;
  g_autofree char *body = NULL;
  g_autofree char *address = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (why != NULL, NULL);

  self = g_object_new (DESK_TYPE_PASSWORD_DIALOG, NULL);
  self->secret = secret;
  address = desk_profile_dup_address (profile);
  if (secret == DESK_SECRET_PASSPHRASE)
    {
      adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Passphrase needed"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password_row), _ ("Passphrase"));
      /* Translators: the first %s is the address of a broker, the second a sentence */
      body = g_strdup_printf (_ ("For the client certificate at %s. %s"), address, why);
    }
  else if (secret == DESK_SECRET_PROXY_PASSWORD)
    {
      adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Password of the proxy needed"));
      /* Translators: the first %s is a user name, the second the address of a broker, the third a sentence */
      body = g_strdup_printf (_ ("For “%s” at the proxy that leads to %s. %s"),
                              desk_profile_get_proxy_username (profile), address, why);
    }
  else
    {
      /* Translators: the first %s is a user name, the second the address of a broker, the third a sentence */
      body = g_strdup_printf (_ ("For “%s” at %s. %s"), desk_profile_get_username (profile), address, why);
    }
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  gtk_widget_set_visible (self->remember_row, can_remember);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));

  return self;
}

/**
 * desk_password_dialog_get_secret:
 *
 * Returns: what is asked for
 */
DeskSecret
desk_password_dialog_get_secret (DeskPasswordDialog *self)
{
  g_return_val_if_fail (DESK_IS_PASSWORD_DIALOG (self), DESK_SECRET_PASSWORD);

  return self->secret;
}

/**
 * desk_password_dialog_get_password:
 *
 * Returns: what was entered
 */
const char *
desk_password_dialog_get_password (DeskPasswordDialog *self)
{
  g_return_val_if_fail (DESK_IS_PASSWORD_DIALOG (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->password_row));
}

/**
 * desk_password_dialog_get_remember:
 *
 * Returns: whether the keyring shall keep it
 */
gboolean
desk_password_dialog_get_remember (DeskPasswordDialog *self)
{
  g_return_val_if_fail (DESK_IS_PASSWORD_DIALOG (self), FALSE);

  return gtk_widget_get_visible (self->remember_row) && gtk_switch_get_active (self->remember);
}
