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


/* The items of the program, as other tools see them; it must never change. They
 * are found by their attributes alone: GNOME Keyring, as long as it is locked,
 * finds nothing by the name, and nobody would be asked to unlock it. */
static const SecretSchema schema = {
  APP_ID, SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* The attribute "kind" by #DeskSecret */
static const char *const kinds[] = { "password", "key-passphrase", "proxy-password", "authentication-data",
                                     "websocket-headers" };

static void
return_locked (GTask *task)
{
  g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                           _ ("The keyring is locked, or there is none yet, and it could not be opened. "
                              "Unlock it in “Passwords and Keys”, or enter the password each time you connect."));
}

static gboolean
is_absence (const GError *error)
{
  return error->domain == G_IO_ERROR
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED);
}

/* All but the first are what becomes of a keyring that was to be made where nobody
 * can be asked for its password. */
static gboolean
is_locked (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
         || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

/* What libsecret says is for programmers: the person needs to know which of
 * the few things it is, and what to do. */
static void
return_failure (GTask *task, GError *error)
{
  g_autoptr (GError) cause = error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else if (is_absence (cause))
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                             _ ("This session has no keyring to keep passwords in. Install and start one, "
                                "such as GNOME Keyring or KWallet, or enter the password each time you connect."));
  else if (is_locked (cause))
    return_locked (task);
  else
    {
      g_dbus_error_strip_remote_error (cause);
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                               _ ("The keyring could not be used: %s. Enter the password each time you "
                                  "connect."),
                               cause->message);
    }
}

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SecretRetrievable *item = SECRET_RETRIEVABLE (source);
  SecretValue *value = secret_retrievable_retrieve_secret_finish (item, result, &error);

  if (value == NULL)
    return_failure (task, error);
  else
    g_task_return_pointer (task, secret_value_unref_to_password (value, NULL),
                           (GDestroyNotify) secret_password_free);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (items == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_retrievable_retrieve_secret (items->data, g_task_get_cancellable (task), on_retrieved,
                                        g_object_ref (task));
  g_list_free_full (items, g_object_unref);
}

/**
 * desk_secrets_lookup_async:
 * @profile_id: a profile's id
 * @secret: which of its secrets
 * @cancellable: (nullable): cancels it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the keyring for a profile's secret. The keyring may ask the person
 * to unlock it.
 */
void
desk_secrets_lookup_async (const char         *profile_id,
                           DeskSecret          secret,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (profile_id != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_secrets_lookup_async);
  /* Not secret_password_lookup(): that finds nothing where the keyring stays
   * locked, as if no password had ever been saved. */
  secret_password_search (&schema, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS, cancellable, on_found,
                          task, "profile", profile_id, "kind", kinds[secret], NULL);
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
    return_failure (task, error);
}

/* Returns: (transfer full): by what a person finds the item again */
static char *
describe (DeskSecret secret, const char *profile)
{
  switch (secret)
    {
    case DESK_SECRET_PASSPHRASE:
      /* Translators: name of an item in the keyring; %s is the name of a profile */
      return g_strdup_printf (_ ("MqttDesk: passphrase of the key of “%s”"), profile);
    case DESK_SECRET_PROXY_PASSWORD:
      /* Translators: name of an item in the keyring; %s is the name of a profile */
      return g_strdup_printf (_ ("MqttDesk: password for the proxy of “%s”"), profile);
    case DESK_SECRET_AUTHENTICATION:
      /* Translators: name of an item in the keyring; %s is the name of a profile */
      return g_strdup_printf (_ ("MqttDesk: authentication data of “%s”"), profile);
    case DESK_SECRET_HEADERS:
      /* Translators: name of an item in the keyring; %s is the name of a profile */
      return g_strdup_printf (_ ("MqttDesk: WebSocket headers of “%s”"), profile);
    case DESK_SECRET_PASSWORD:
    default:
      /* Translators: name of an item in the keyring; %s is the name of a profile */
      return g_strdup_printf (_ ("MqttDesk: password of “%s”"), profile);
    }
}

/**
 * desk_secrets_store_async:
 * @profile_id: a profile's id
 * @secret: which of its secrets
 * @label: what a person calls the profile; the keyring shows it with the kind
 *   of the secret
 * @password: the secret itself
 * @cancellable: (nullable): cancels it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps a profile's secret in the keyring, in place of an earlier one. The
 * keyring may ask the person to unlock it.
 */
void
desk_secrets_store_async (const char         *profile_id,
                          DeskSecret          secret,
                          const char         *label,
                          const char         *password,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autofree char *words = NULL;
  GTask *task;

  g_return_if_fail (profile_id != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (password != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_secrets_store_async);
  words = describe (secret, label);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, words, password, cancellable, on_stored, task,
                         "profile", profile_id, "kind", kinds[secret], NULL);
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

/* What is removed */
typedef struct
{
  char *profile_id; /* (owned) */
  DeskSecret secret;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_free (self->profile_id);
  g_free (self);
}

static void
on_searched_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (items != NULL)
    return_locked (task);
  else
    g_task_return_boolean (task, TRUE);
  g_list_free_full (items, g_object_unref);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Removal *removal = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    return_failure (task, error);
  else
    /* Nothing was removed: there was nothing, or it is locked. */
    secret_password_search (&schema, SECRET_SEARCH_NONE, g_task_get_cancellable (task), on_searched_again,
                            g_object_ref (task), "profile", removal->profile_id,
                            "kind", kinds[removal->secret], NULL);
}

/**
 * desk_secrets_clear_async:
 * @profile_id: a profile's id
 * @secret: which of its secrets
 * @cancellable: (nullable): cancels it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Removes a profile's secret from the keyring, if there is one.
 */
void
desk_secrets_clear_async (const char         *profile_id,
                          DeskSecret          secret,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;
  Removal *removal;

  g_return_if_fail (profile_id != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_secrets_clear_async);
  removal = g_new0 (Removal, 1);
  *removal = (Removal) { g_strdup (profile_id), secret };
  g_task_set_task_data (task, removal, removal_free);
  secret_password_clear (&schema, cancellable, on_cleared, task,
                         "profile", profile_id, "kind", kinds[secret], NULL);
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
