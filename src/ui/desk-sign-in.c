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
  GtkWindow *parent;          /* (weak): while a secret is looked for */
  GtkWindow *dialog;          /* (weak): while it is asked for */
  guint stage;                /* in the order of stages[]: which one is looked for */
  char *tried[DESK_N_SECRETS]; /* (owned) (nullable): the secrets that the session has, to be wiped */
  gboolean looking_up;
  gboolean was_given;         /* nobody needs to be asked for the password */
};

G_DEFINE_FINAL_TYPE (DeskSignIn, desk_sign_in, G_TYPE_OBJECT)

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const GError *
get_error (DeskSignIn *self)
{
  return desk_session_get_error (self->session);
}

static DeskProfile *
get_profile (DeskSignIn *self)
{
  return desk_session_get_profile (self->session);
}

static gboolean
needs_passphrase (DeskSignIn *self)
{
  DeskProfile *profile = get_profile (self);

  return desk_profile_get_uses_tls (profile) && *desk_profile_get_tls_certificate_file (profile) != '\0';
}

static gboolean
was_passphrase_refused (DeskSignIn *self)
{
  return g_error_matches (get_error (self), DESK_ERROR, DESK_ERROR_PASSPHRASE);
}

static gboolean
needs_proxy_password (DeskSignIn *self)
{
  DeskProfile *profile = get_profile (self);

  return !g_str_equal (desk_profile_get_proxy (profile), "none")
         && *desk_profile_get_proxy_username (profile) != '\0';
}

static gboolean
was_proxy_password_refused (DeskSignIn *self)
{
  return g_error_matches (get_error (self), DESK_ERROR, DESK_ERROR_PROXY_AUTH);
}

static gboolean
has_username (DeskSignIn *self)
{
  return *desk_profile_get_username (get_profile (self)) != '\0';
}

static gboolean
was_password_refused (DeskSignIn *self)
{
  return has_username (self)
         && (g_error_matches (get_error (self), DESK_ERROR, DESK_ERROR_BAD_CREDENTIALS)
             || g_error_matches (get_error (self), DESK_ERROR, DESK_ERROR_NOT_AUTHORIZED));
}

/* Before MQTT 5 a password goes only with a user name (MQTT 3.1.1 section 3.1.2.9). */
static gboolean
needs_password (DeskSignIn *self)
{
  if (self->was_given && !was_password_refused (self))
    return FALSE;

  return has_username (self)
         || (desk_profile_get_mqtt_version (get_profile (self)) == DESK_MQTT_5
             && !desk_profile_get_temporary (get_profile (self)));
}

static gboolean
needs_authentication (DeskSignIn *self)
{
  DeskProfile *profile = get_profile (self);

  return desk_profile_get_mqtt_version (profile) == DESK_MQTT_5 && !desk_profile_get_temporary (profile)
         && *desk_profile_get_mqtt5 (profile)->authentication_method != '\0';
}

static gboolean
needs_headers (DeskSignIn *self)
{
  return desk_profile_has_secret_headers (get_profile (self));
}

static gboolean
never (DeskSignIn *self)
{
  return FALSE;
}

/* The secrets, in the order in which a connection needs them. A key without a
 * passphrase has none in the keyring either; one that wants another says so
 * when it is read. */
static const struct
{
  DeskSecret secret;
  gboolean (*needed) (DeskSignIn *self);
  gboolean (*refused) (DeskSignIn *self);   /* by the last attempt */
  gboolean (*expected) (DeskSignIn *self);  /* whether a person is asked for it though nobody refused anything */
  void (*use) (DeskSession *session, const char *text);
} stages[] = {
  { DESK_SECRET_PROXY_PASSWORD, needs_proxy_password, was_proxy_password_refused, needs_proxy_password,
    desk_session_set_proxy_password },
  { DESK_SECRET_PASSPHRASE, needs_passphrase, was_passphrase_refused, never, desk_session_set_passphrase },
  /* They are typed in the editor; a server that misses one says so. */
  { DESK_SECRET_HEADERS, needs_headers, never, never, desk_session_set_headers },
  { DESK_SECRET_PASSWORD, needs_password, was_password_refused, has_username, desk_session_set_password },
  { DESK_SECRET_AUTHENTICATION, needs_authentication, never, never, desk_session_set_authentication },
};

static void
use (DeskSignIn *self, guint stage, const char *text)
{
  char **tried = &self->tried[stages[stage].secret];

  g_clear_pointer (tried, desk_secrets_free);
  *tried = g_strdup (text);
  stages[stage].use (self->session, text);
}

static void
on_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
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
ask (DeskSignIn *self, const char *why, gboolean can_remember)
{
  DeskPasswordDialog *dialog
      = desk_password_dialog_new (get_profile (self), stages[self->stage].secret, why, can_remember);

  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (self->dialog, self->parent);
  gtk_window_present (self->dialog);
}

/* What a broker says of a refusal may be anything; the others are sentences of ours. */
static const char *
get_reason (DeskSignIn *self)
{
  return stages[self->stage].secret == DESK_SECRET_PASSWORD ? _ ("The broker refused what it got the last time.")
                                                            : get_error (self)->message;
}

static void on_found (GObject *source, GAsyncResult *result, gpointer user_data);

/* Goes on with the first secret from the stage on that is needed. */
static void
find_next (DeskSignIn *self)
{
  gboolean temporary = desk_profile_get_temporary (get_profile (self));

  while (self->stage < G_N_ELEMENTS (stages) && !stages[self->stage].needed (self))
    self->stage++;

  if (self->stage == G_N_ELEMENTS (stages))
    desk_session_start (self->session);
  /* An address that was typed has nothing in the keyring. */
  else if (temporary && stages[self->stage].refused (self))
    ask (self, get_reason (self), FALSE);
  else if (temporary)
    ask (self, _ ("The address names a user but no password."), FALSE);
  else
    {
      self->looking_up = TRUE;
      desk_secrets_lookup_async (desk_profile_get_id (get_profile (self)), stages[self->stage].secret,
                                 self->cancellable, on_found, g_object_ref (self));
    }
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = desk_secrets_lookup_finish (result, &error);
  gboolean refused;

  self->looking_up = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&text, desk_secrets_free);
      return;
    }

  /* One that was changed in the keyring since it was refused is tried. */
  refused = stages[self->stage].refused (self)
            && (text == NULL || g_strcmp0 (text, self->tried[stages[self->stage].secret]) == 0);
  if (refused)
    ask (self, get_reason (self), error == NULL);
  else if (text == NULL && stages[self->stage].expected (self))
    ask (self, error != NULL ? error->message : _ ("None is saved for this profile."), error == NULL);
  else
    {
      /* A passphrase that was typed is kept when the keyring has none. */
      if (text != NULL || stages[self->stage].secret != DESK_SECRET_PASSPHRASE)
        use (self, self->stage, text);
      self->stage++;
      find_next (self);
    }
  g_clear_pointer (&text, desk_secrets_free);
}

static void
on_response (DeskSignIn *self, const char *response, DeskPasswordDialog *dialog)
{
  DeskProfile *profile = get_profile (self);
  DeskSecret secret = desk_password_dialog_get_secret (dialog);
  const char *text = desk_password_dialog_get_password (dialog);

  if (g_strcmp0 (response, "connect") != 0)
    return;

  if (desk_password_dialog_get_remember (dialog))
    desk_secrets_store_async (desk_profile_get_id (profile), secret, desk_profile_get_name (profile), text,
                              NULL, on_secret_stored, g_object_ref (self));
  use (self, self->stage, text);
  /* An address that was typed has nothing else to keep its password in. */
  if (secret == DESK_SECRET_PASSWORD)
    self->was_given = desk_profile_get_temporary (profile);
  /* The next dialog, if there is one, takes the place of this. */
  g_clear_weak_pointer (&self->dialog);
  self->stage++;
  find_next (self);
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
  for (guint i = 0; i < DESK_N_SECRETS; i++)
    g_clear_pointer (&self->tried[i], desk_secrets_free);

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

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i].secret == DESK_SECRET_PASSWORD)
      use (self, i, password);
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
  g_return_if_fail (DESK_IS_SIGN_IN (self));

  g_set_weak_pointer (&self->parent, parent);
  if (self->dialog != NULL)
    gtk_window_present (self->dialog);
  else if (!self->looking_up)
    {
      self->stage = 0;
      find_next (self);
    }
}
