/* desk-sign-in.c: gets the secrets that a session needs, then starts it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-sign-in"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-password-dialog.h"
#include "desk-secrets.h"
#include "desk-sign-in.h"

struct _DeskSignIn
{
  GObject parent_instance;

  DeskSession *session;       /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  GtkWindow *parent;          /* (weak): while a password is looked for */
  GtkWindow *dialog;          /* (weak): while it is asked for */
  char *tried;                /* (owned) (nullable): the password that the session has, to be wiped */
  char *tried_passphrase;     /* (owned) (nullable): the passphrase that it has, to be wiped */
  gboolean looking_up;
  gboolean was_given;         /* nobody needs to be asked for @tried */
};

G_DEFINE_FINAL_TYPE (DeskSignIn, desk_sign_in, G_TYPE_OBJECT)

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
use_password (DeskSignIn *self, const char *password)
{
  g_clear_pointer (&self->tried, desk_secrets_free);
  self->tried = g_strdup (password);
  desk_session_set_password (self->session, password);
}

static void
use_passphrase (DeskSignIn *self, const char *passphrase)
{
  g_clear_pointer (&self->tried_passphrase, desk_secrets_free);
  self->tried_passphrase = g_strdup (passphrase);
  desk_session_set_passphrase (self->session, passphrase);
}

static gboolean
was_refused (DeskSignIn *self)
{
  const GError *error = desk_session_get_error (self->session);

  return g_error_matches (error, DESK_ERROR, DESK_ERROR_BAD_CREDENTIALS)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_AUTHORIZED);
}

static void
on_password_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSignIn) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_secrets_store_finish (result, &error))
    {
      g_autofree char *notice = g_strdup_printf (_ ("The password was not saved: %s"), error->message);

      g_signal_emit (self, signals[SIGNAL_NOTICE], 0, notice);
    }
}

static void on_response (DeskSignIn *self, const char *response, DeskPasswordDialog *dialog);

static void
ask (DeskSignIn *self, DeskSecret secret, const char *why, gboolean can_remember)
{
  DeskPasswordDialog *dialog
      = desk_password_dialog_new (desk_session_get_profile (self->session), secret, why, can_remember);

  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (self->dialog, self->parent);
  gtk_window_present (self->dialog);
}

static void
on_password_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  char *password = desk_secrets_lookup_finish (result, &error);
  const char *username = desk_profile_get_username (desk_session_get_profile (self->session));

  self->looking_up = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&password, desk_secrets_free);
      return;
    }

  /* A password that was changed in the keyring since it was refused is tried. */
  if (*username != '\0' && was_refused (self) && (password == NULL || g_strcmp0 (password, self->tried) == 0))
    ask (self, DESK_SECRET_PASSWORD, _ ("The broker refused what it got the last time."), error == NULL);
  else if (password != NULL || *username == '\0')
    {
      use_password (self, password);
      desk_session_start (self->session);
    }
  else if (error != NULL)
    ask (self, DESK_SECRET_PASSWORD, error->message, FALSE);
  else
    ask (self, DESK_SECRET_PASSWORD, _ ("None is saved for this profile."), TRUE);

  g_clear_pointer (&password, desk_secrets_free);
}

static void
find_password (DeskSignIn *self)
{
  DeskProfile *profile = desk_session_get_profile (self->session);
  gboolean has_username = *desk_profile_get_username (profile) != '\0';

  if (self->was_given && !was_refused (self))
    desk_session_start (self->session);
  else if (desk_profile_get_temporary (profile) && has_username)
    ask (self, DESK_SECRET_PASSWORD,
         was_refused (self) ? _ ("The broker refused what it got the last time.")
                            : _ ("The address names a user but no password."),
         FALSE);
  /* Before MQTT 5 a password goes only with a user name (MQTT 3.1.1 section 3.1.2.9). */
  else if (desk_profile_get_temporary (profile)
           || (!has_username && desk_profile_get_mqtt_version (profile) != DESK_MQTT_5))
    desk_session_start (self->session);
  else
    {
      self->looking_up = TRUE;
      desk_secrets_lookup_async (desk_profile_get_id (profile), DESK_SECRET_PASSWORD, self->cancellable,
                                 on_password_found, g_object_ref (self));
    }
}

static void
on_response (DeskSignIn *self, const char *response, DeskPasswordDialog *dialog)
{
  DeskProfile *profile = desk_session_get_profile (self->session);
  DeskSecret secret = desk_password_dialog_get_secret (dialog);
  const char *text = desk_password_dialog_get_password (dialog);

  if (g_strcmp0 (response, "connect") != 0)
    return;

  if (desk_password_dialog_get_remember (dialog))
    desk_secrets_store_async (desk_profile_get_id (profile), secret, desk_profile_get_name (profile), text,
                              NULL, on_password_stored, g_object_ref (self));
  if (secret == DESK_SECRET_PASSPHRASE)
    {
      use_passphrase (self, text);
      /* The next dialog, if there is one, takes the place of this. */
      g_clear_weak_pointer (&self->dialog);
      find_password (self);
      return;
    }

  use_password (self, text);
  /* An address that was typed has nothing else to keep its password in. */
  self->was_given = desk_profile_get_temporary (profile);
  desk_session_start (self->session);
}

/* A key without a passphrase has none in the keyring either; one that wants
 * another says so when it is read. */
static void
on_passphrase_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  char *passphrase = desk_secrets_lookup_finish (result, &error);
  const GError *reason = desk_session_get_error (self->session);

  self->looking_up = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&passphrase, desk_secrets_free);
      return;
    }

  if (g_error_matches (reason, DESK_ERROR, DESK_ERROR_PASSPHRASE)
      && (passphrase == NULL || g_strcmp0 (passphrase, self->tried_passphrase) == 0))
    ask (self, DESK_SECRET_PASSPHRASE, reason->message, error == NULL);
  else
    {
      /* What was typed is kept when the keyring has none. */
      if (passphrase != NULL)
        use_passphrase (self, passphrase);
      find_password (self);
    }
  g_clear_pointer (&passphrase, desk_secrets_free);
}

static void
desk_sign_in_dispose (GObject *object)
{
  DeskSignIn *self = DESK_SIGN_IN (object);

  g_cancellable_cancel (self->cancellable);
  if (self->dialog != NULL)
    {
      /* It would answer while it is taken apart. */
      g_signal_handlers_disconnect_by_func (self->dialog, on_response, self);
      gtk_window_destroy (self->dialog);
    }
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_sign_in_parent_class)->dispose (object);
}

static void
desk_sign_in_finalize (GObject *object)
{
  DeskSignIn *self = DESK_SIGN_IN (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tried, desk_secrets_free);
  g_clear_pointer (&self->tried_passphrase, desk_secrets_free);

  G_OBJECT_CLASS (desk_sign_in_parent_class)->finalize (object);
}

static void
desk_sign_in_class_init (DeskSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_sign_in_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_sign_in_finalize;

  signals[SIGNAL_NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_sign_in_init (DeskSignIn *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * desk_sign_in_new:
 * @session: what is to be started
 *
 * Returns: (transfer full): a new sign-in
 */
DeskSignIn *
desk_sign_in_new (DeskSession *session)
{
  DeskSignIn *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_SIGN_IN, NULL);
  self->session = g_object_ref (session);

  return self;
}

/**
 * desk_sign_in_set_password:
 * @password: (nullable): from the command line or a URI
 *
 * Gives the session a password, so that nobody is asked unless it is refused.
 */
void
desk_sign_in_set_password (DeskSignIn *self, const char *password)
{
  g_return_if_fail (DESK_IS_SIGN_IN (self));

  use_password (self, password);
  self->was_given = password != NULL;
}

/**
 * desk_sign_in_start:
 * @parent: where to ask
 *
 * Starts the session. A secret comes from where it was set, from the keyring,
 * or from the person: when there is none for the profile's user name, or when
 * the last one was refused.
 */
void
desk_sign_in_start (DeskSignIn *self, GtkWindow *parent)
{
  DeskProfile *profile;

  g_return_if_fail (DESK_IS_SIGN_IN (self));

  profile = desk_session_get_profile (self->session);
  g_set_weak_pointer (&self->parent, parent);

  if (self->dialog != NULL)
    gtk_window_present (self->dialog);
  else if (self->looking_up)
    return;
  else if (desk_profile_get_uses_tls (profile) && *desk_profile_get_tls_certificate_file (profile) != '\0')
    {
      self->looking_up = TRUE;
      desk_secrets_lookup_async (desk_profile_get_id (profile), DESK_SECRET_PASSPHRASE, self->cancellable,
                                 on_passphrase_found, g_object_ref (self));
    }
  else
    find_password (self);
}
