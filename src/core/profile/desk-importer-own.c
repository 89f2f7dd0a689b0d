/* desk-importer-own.c: the profiles that MqttDesk itself exports
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-importer.h"
#include "desk-profile-draft-private.h"
#include "desk-profile-private.h"

#define VERSION 1

static JsonObject *
get_root (const DeskImportSource *source)
{
  return source->json != NULL && JSON_NODE_HOLDS_OBJECT (source->json) ? json_node_get_object (source->json) : NULL;
}

static gboolean
recognises (const DeskImportSource *source)
{
  JsonObject *root = get_root (source);
  gint64 version;

  return root != NULL && desk_importer_get_number (root, "version", &version)
         && desk_importer_get_array (root, "profiles") != NULL;
}

static void
take_secrets (DeskProfileDraft *draft, JsonObject *secrets)
{
  static const char *const labels[] = {
    N_ ("Password"), N_ ("Passphrase"), N_ ("Password for the proxy"), N_ ("Authentication data"), N_ ("Headers")
  };

  for (guint i = 0; _desk_profile_secret_names[i] != NULL; i++)
    if (desk_importer_get_text (secrets, _desk_profile_secret_names[i]) != NULL)
      desk_profile_draft_take_secret (draft, (DeskSecret) i, _ (labels[i]),
                                      desk_importer_get_text (secrets, _desk_profile_secret_names[i]));
}

/* It becomes a profile of its own, whatever its id was. */
static void
read_profile (JsonNode *node, GPtrArray *drafts)
{
  static const char *const own[] = { "id", "last_used", DESK_SECRETS_MEMBER, DESK_GRANTS_MEMBER };
  JsonObject *original = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (JsonObject) object = _desk_profile_copy_members (original);
  g_autoptr (DeskProfile) profile = NULL;
  g_autoptr (DeskProfileDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    json_object_remove_member (object, own[i]);
  if (original != NULL)
    profile = desk_profile_new_from_json (object, &error);
  else
    desk_fail (&error, DESK_ERROR_INVALID_PROFILE, _ ("It has to be an object."));
  if (profile == NULL)
    {
      draft = desk_profile_draft_new (desk_importer_own.product);
      desk_profile_draft_take_name (draft, desk_importer_get_text (object, "name"));
      desk_profile_draft_refuse (draft, error->message);
    }
  else
    {
      g_autofree char *address = desk_profile_dup_address (profile);

      draft = desk_profile_draft_new_for (desk_importer_own.product, profile);
      _desk_profile_draft_note_value (draft, _ ("Broker"), address);
      if (desk_profile_get_tls_trusted (profile)[0] != '\0')
        _desk_profile_draft_note_value (draft, _ ("Trusted certificate"), desk_profile_get_tls_trusted (profile));
      if (desk_profile_get_connect_at_start (profile))
        _desk_profile_draft_note_value (draft, _ ("Connect at start"), _ ("yes"));
      if (original != NULL && desk_importer_get_object (original, DESK_SECRETS_MEMBER) != NULL)
        take_secrets (draft, desk_importer_get_object (original, DESK_SECRETS_MEMBER));
      desk_profile_draft_finish (draft);
    }
  g_ptr_array_add (drafts, g_steal_pointer (&draft));
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  JsonObject *root = get_root (source);
  JsonArray *profiles = desk_importer_get_array (root, "profiles");
  gint64 version = VERSION;

  if (desk_importer_get_number (root, "version", &version) && version > VERSION)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("It was written by a newer version of MqttDesk."));
  for (guint i = 0; i < MIN (json_array_get_length (profiles), DESK_IMPORT_MAX_CONNECTIONS); i++)
    read_profile (json_array_get_element (profiles, i), drafts);

  return TRUE;
}

const DeskImporter desk_importer_own = { "MqttDesk", NULL, NULL, recognises, read_connections };
