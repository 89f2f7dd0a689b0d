/* desk-secrets.c: passwords in the keyring
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-secrets"

#include "config.h"

#include "desk-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "desk-error.h"

/* The items of the program, as other tools see them; it must never change. */
static const SecretSchema schema = {
  APP_ID, SECRET_SCHEMA_NONE,
  {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

#define KIND_PASSWORD "password"

/* What libsecret says is for programmers: the person needs to know which of
 * the few things it is, and what to do. */
static void
propagate (GTask *task, GError *error)
{
  g_autoptr (GError) cause = error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
           || g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                             _ ("The keyring is locked and could not be unlocked. Unlock it in “Passwords and Keys”, "
                                "or enter the password each time you connect."));
  else if (cause->domain == G_DBUS_ERROR || cause->domain == G_IO_ERROR)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                             _ ("This session has no keyring to keep passwords in. Install and start one, such as "
                                "GNOME Keyring or KWallet, or enter the password each time you connect."));
  else
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                             _ ("The keyring could not be used: %s. Enter the password each time you connect."),
                             cause->message);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    propagate (task, error);
  else
    g_task_return_pointer (task, password, (GDestroyNotify) secret_password_free);
}

/**
 * desk_secrets_lookup_async:
 * @profile_id: a profile's id
 * @cancellable: (nullable): cancels it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the keyring for a profile's password. The keyring may ask the person
 * to unlock it.
 */
void
desk_secrets_lookup_async (const char         *profile_id,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (profile_id != NULL);

  g_task_set_source_tag (task, desk_secrets_lookup_async);
  secret_password_lookup (&schema, cancellable, on_looked_up, task,
                          "profile", profile_id, "kind", KIND_PASSWORD, NULL);
}

/**
 * desk_secrets_lookup_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_NO_KEYRING, or that it was cancelled
 *
 * Returns: (transfer full) (nullable): the password, for desk_secrets_free();
 *   %NULL without an error if none is kept
 */
char *
desk_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_secrets_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    propagate (task, error);
}

/**
 * desk_secrets_store_async:
 * @profile_id: a profile's id
 * @label: what the keyring shows, for a person
 * @password: the password
 * @cancellable: (nullable): cancels it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps a profile's password in the keyring, in place of an earlier one. The
 * keyring may ask the person to unlock it.
 */
void
desk_secrets_store_async (const char         *profile_id,
                          const char         *label,
                          const char         *password,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (profile_id != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (password != NULL);

  g_task_set_source_tag (task, desk_secrets_store_async);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, cancellable, on_stored, task,
                         "profile", profile_id, "kind", KIND_PASSWORD, NULL);
}

/**
 * desk_secrets_store_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_NO_KEYRING, or that it was cancelled
 *
 * Returns: whether the password is kept
 */
gboolean
desk_secrets_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_secrets_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without an error: there was none. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    propagate (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * desk_secrets_clear_async:
 * @profile_id: a profile's id
 * @cancellable: (nullable): cancels it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Removes a profile's password from the keyring, if there is one.
 */
void
desk_secrets_clear_async (const char         *profile_id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (profile_id != NULL);

  g_task_set_source_tag (task, desk_secrets_clear_async);
  secret_password_clear (&schema, cancellable, on_cleared, task,
                         "profile", profile_id, "kind", KIND_PASSWORD, NULL);
}

/**
 * desk_secrets_clear_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_NO_KEYRING, or that it was cancelled
 *
 * Returns: whether no password is kept any more
 */
gboolean
desk_secrets_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_secrets_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_secrets_free:
 * @password: (transfer full) (nullable): a password
 *
 * Overwrites a password in memory and frees it.
 */
void
desk_secrets_free (char *password)
{
  secret_password_free (password);
}
