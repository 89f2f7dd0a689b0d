/* desk-profile-import-add.c: turns the connections of other programs into profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-import"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-profile-import.h"
#include "desk-task.h"

typedef struct
{
  DeskProfileStore *store; /* (owned) */
  GPtrArray *drafts;       /* (owned): those that are wanted */
  guint draft;             /* the one whose secrets are being stored */
  guint secret;
  guint n_added;
  GError *error;           /* (owned) (nullable): the first that went wrong */
} Addition;

static void
addition_free (gpointer data)
{
  Addition *self = data;

  g_object_unref (self->store);
  g_ptr_array_unref (self->drafts);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
is_taken (GPtrArray *drafts, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (desk_profile_get_name (desk_profile_draft_get_profile (g_ptr_array_index (drafts, i))), name))
      return TRUE;

  return FALSE;
}

static void
resolve_name (GPtrArray *drafts, guint index, DeskProfileStore *store)
{
  DeskProfileDraft *draft = g_ptr_array_index (drafts, index);
  DeskProfile *profile = desk_profile_draft_get_profile (draft);
  g_autofree char *wanted = g_strdup (desk_profile_get_name (profile));
  g_autofree char *name = desk_profile_store_unique_name (store, wanted);
  g_autofree char *words = NULL;

  for (guint i = 2; is_taken (drafts, index, name) || desk_profile_store_find (store, name) != NULL; i++)
    {
      g_free (name);
      name = desk_profile_number_name (wanted, i);
    }
  if (g_str_equal (name, wanted))
    return;
  desk_profile_set_name (profile, name);
  words = g_strdup_printf (_ ("There is a profile of this name, so this one becomes “%s”."), name);
  desk_profile_draft_leave (draft, _ ("Name"), words);
}

static gboolean
is_same (DeskProfile *one, DeskProfile *other)
{
  return g_ascii_strcasecmp (desk_profile_get_host (one), desk_profile_get_host (other)) == 0
         && desk_profile_get_port (one) == desk_profile_get_port (other)
         && g_str_equal (desk_profile_get_transport (one), desk_profile_get_transport (other))
         && g_str_equal (desk_profile_get_username (one), desk_profile_get_username (other))
         && g_str_equal (desk_profile_get_client_id (one), desk_profile_get_client_id (other));
}

static void
find_same (DeskProfileDraft *draft, DeskProfileStore *store)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (is_same (profile, desk_profile_draft_get_profile (draft)))
        {
          g_autofree char *words = g_strdup_printf (_ ("“%s” leads to the same broker with the same user, so this "
                                                       "one is not selected."),
                                                    desk_profile_get_name (profile));

          desk_profile_draft_leave (draft, _ ("Already there"), words);
          desk_profile_draft_set_selected (draft, FALSE);
          return;
        }
    }
}

/**
 * desk_profile_import_compare:
 * @drafts: (element-type DeskProfileDraft): connections of other programs
 * @store: the saved profiles
 *
 * Gives each a name that no profile and no other draft has, and does not
 * select those that are there already. Says so in what each leaves.
 */
void
desk_profile_import_compare (GPtrArray *drafts, DeskProfileStore *store)
{
  g_return_if_fail (DESK_IS_PROFILE_STORE (store));

  for (guint i = 0; i < drafts->len; i++)
    {
      DeskProfileDraft *draft = g_ptr_array_index (drafts, i);

      if (desk_profile_draft_get_problem (draft) != NULL)
        continue;
      find_same (draft, store);
      resolve_name (drafts, i, store);
    }
}

static void store_next (GTask *task);

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Addition *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!desk_secrets_store_finish (result, &error) && self->error == NULL)
    self->error = g_error_new (DESK_ERROR, DESK_ERROR_NO_KEYRING, _ ("The passwords were not kept. %s"),
                               error->message);
  self->secret++;
  store_next (task);
}

/* One after the other: the keyring may ask to be unlocked, once. Without one there is no point in going on. */
static void
store_next (GTask *task)
{
  Addition *self = g_task_get_task_data (task);

  for (; self->draft < self->drafts->len; self->draft++, self->secret = 0)
    {
      DeskProfileDraft *draft = g_ptr_array_index (self->drafts, self->draft);
      DeskProfile *profile = desk_profile_draft_get_profile (draft);

      if (self->error == NULL && self->secret < desk_profile_draft_get_n_secrets (draft))
        {
          DeskSecret secret;
          const char *value = desk_profile_draft_get_secret (draft, self->secret, &secret);

          desk_secrets_store_async (desk_profile_get_id (profile), secret, desk_profile_get_name (profile), value,
                                    g_task_get_cancellable (task), on_stored, g_object_ref (task));
          return;
        }
      desk_profile_store_add (self->store, profile);
      self->n_added++;
    }

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Addition *self = data;

  for (guint i = 0; i < self->drafts->len && self->error == NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!desk_profile_draft_write_files (g_ptr_array_index (self->drafts, i), &error))
        g_set_error (&self->error, DESK_ERROR, DESK_ERROR_FAILED, _ ("Certificates could not be kept. %s"),
                     error->message);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  store_next (task);
}

/**
 * desk_profile_import_add_async:
 * @drafts: (element-type DeskProfileDraft): connections of other programs
 * @store: the saved profiles
 * @cancellable: (nullable): stops asking the keyring
 * @callback: called when done
 * @user_data: for @callback
 *
 * Adds those that are selected to the profiles, their secrets to the keyring
 * and their certificates to files.
 */
void
desk_profile_import_add_async (GPtrArray          *drafts,
                               DeskProfileStore   *store,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) writing = NULL;
  Addition *self = g_new0 (Addition, 1);

  g_task_set_source_tag (task, desk_profile_import_add_async);
  self->store = g_object_ref (store);
  self->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < drafts->len; i++)
    if (desk_profile_draft_get_selected (g_ptr_array_index (drafts, i)))
      g_ptr_array_add (self->drafts, g_object_ref (g_ptr_array_index (drafts, i)));
  g_task_set_task_data (task, self, addition_free);

  writing = g_task_new (NULL, NULL, on_written, task);
  g_task_set_source_tag (writing, write_in_thread);
  g_task_set_task_data (writing, self, NULL);
  desk_task_run_in_thread (writing, write_in_thread);
}

/**
 * desk_profile_import_add_finish:
 * @result: what the callback got
 * @n_added: (out) (optional): how many profiles were added, also if something went wrong
 * @error: %DESK_ERROR_NO_KEYRING: the profiles are there without their passwords;
 *   %DESK_ERROR_FAILED: without certificates that were in the file
 *
 * Returns: whether everything was taken over
 */
gboolean
desk_profile_import_add_finish (GAsyncResult *result, guint *n_added, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_profile_import_add_async), FALSE);

  if (n_added != NULL)
    *n_added = ((Addition *) g_task_get_task_data (G_TASK (result)))->n_added;

  return g_task_propagate_boolean (G_TASK (result), error);
}
