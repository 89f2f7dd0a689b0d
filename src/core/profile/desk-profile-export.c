/* desk-profile-export.c: profiles leave the program
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-export"

#include "config.h"

#include "desk-profile-export.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-profile-private.h"
#include "desk-secrets.h"
#include "desk-task.h"

#define VERSION 1

/* In the order of DeskSecret */
const char *const _desk_profile_secret_names[] = {
  "password", "key_passphrase", "proxy_password", "authentication_data", "websocket_headers", NULL
};

typedef struct
{
  GFile *file;         /* (owned) */
  GPtrArray *ids;      /* (owned): of the profiles */
  JsonArray *profiles; /* (owned): as they will be in the file */
  gboolean with_secrets;
  guint profile;       /* whose secret is looked for */
  guint secret;
  char *contents;      /* (owned) (nullable): to be wiped */
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->file);
  g_ptr_array_unref (self->ids);
  json_array_unref (self->profiles);
  if (self->contents != NULL)
    explicit_bzero (self->contents, strlen (self->contents));
  g_free (self->contents);
  g_free (self);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  g_autoptr (GError) error = NULL;

  /* Nobody else may read it: a person who wants to share it can. */
  if (g_file_replace_contents (self->file, self->contents, strlen (self->contents), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_FAILED, _ ("The profiles could not be exported: %s"),
                             error->message);
}

static void
write_file (GTask *task)
{
  Export *self = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "version", VERSION);
  json_object_set_array_member (object, "profiles", json_array_ref (self->profiles));
  json_node_take_object (root, object);
  text = json_to_string (root, TRUE);
  self->contents = g_strconcat (text, "\n", NULL);
  explicit_bzero (text, strlen (text));
  desk_task_run_in_thread (task, write_in_thread);
}

static void look_up_next (GTask *task);

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *secret = desk_secrets_lookup_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NO_KEYRING,
                               _ ("The profiles were not exported, since their passwords could not be read. %s"),
                               error->message);
      return;
    }
  if (secret != NULL)
    {
      JsonObject *profile = json_array_get_object_element (self->profiles, self->profile);

      if (!json_object_has_member (profile, DESK_SECRETS_MEMBER))
        json_object_set_object_member (profile, DESK_SECRETS_MEMBER, json_object_new ());
      json_object_set_string_member (json_object_get_object_member (profile, DESK_SECRETS_MEMBER),
                                     _desk_profile_secret_names[self->secret], secret);
      desk_secrets_free (secret);
    }

  if (_desk_profile_secret_names[++self->secret] == NULL)
    {
      self->secret = 0;
      self->profile++;
    }
  look_up_next (task);
}

static void
look_up_next (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  if (!self->with_secrets || self->profile >= self->ids->len)
    write_file (task);
  else
    desk_secrets_lookup_async (g_ptr_array_index (self->ids, self->profile), (DeskSecret) self->secret,
                               g_task_get_cancellable (task), on_looked_up, g_object_ref (task));
}

/* Somebody may have written one into profiles.json by hand. */
static void
hide_headers (DeskProfile *profile, JsonObject *object)
{
  char *secrets = NULL;
  g_autofree char *shown
      = desk_profile_hide_websocket_headers (desk_profile_get_websocket_headers (profile), NULL, &secrets);

  if (secrets == NULL)
    return;
  json_object_set_string_member (object, "websocket_headers", shown);
  desk_secrets_free (secrets);
}

/**
 * desk_profile_export_async:
 * @profiles: (element-type DeskProfile): what to export
 * @with_secrets: whether passwords and passphrases go into the file, as text
 * @file: where to; it is replaced
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes profiles into a file that only this person may read.
 */
void
desk_profile_export_async (GPtrArray          *profiles,
                           gboolean            with_secrets,
                           GFile              *file,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  static const char *const own[] = { "id", "last_used", DESK_SECRETS_MEMBER, DESK_GRANTS_MEMBER,
                                    DESK_RECENT_MEMBER };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);

  g_task_set_source_tag (task, desk_profile_export_async);
  self->file = g_object_ref (file);
  self->with_secrets = with_secrets;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->profiles = json_array_new ();
  for (guint i = 0; i < profiles->len; i++)
    {
      DeskProfile *profile = g_ptr_array_index (profiles, i);
      JsonObject *object = desk_profile_to_json (profile);

      for (gsize j = 0; j < G_N_ELEMENTS (own); j++)
        json_object_remove_member (object, own[j]);
      if (!with_secrets)
        hide_headers (profile, object);
      json_array_add_object_element (self->profiles, object);
      g_ptr_array_add (self->ids, g_strdup (desk_profile_get_id (profile)));
    }
  g_task_set_task_data (task, self, export_free);
  look_up_next (task);
}

/**
 * desk_profile_export_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_NO_KEYRING, %DESK_ERROR_FAILED, for a person
 *
 * Returns: whether the file was written
 */
gboolean
desk_profile_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_profile_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
