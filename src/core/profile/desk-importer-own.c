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
    N_ ("Password"), N_ ("Passphrase"), N_ ("Password for the proxy"), N_ ("Authentication data")
  };

  for (guint i = 0; _desk_profile_secret_names[i] != NULL; i++)
    if (i != DESK_SECRET_HEADERS && desk_importer_get_text (secrets, _desk_profile_secret_names[i]) != NULL)
      desk_profile_draft_take_secret (draft, (DeskSecret) i, _ (labels[i]),
                                      desk_importer_get_text (secrets, _desk_profile_secret_names[i]));
}

/* Also those that stand openly among the others */
static void
take_headers (DeskProfileDraft *draft, JsonObject *secrets)
{
  DeskProfile *profile = desk_profile_draft_get_profile (draft);
  const char *known
      = secrets != NULL ? desk_importer_get_text (secrets, _desk_profile_secret_names[DESK_SECRET_HEADERS]) : NULL;
  char *hidden = NULL;
  g_autofree char *shown
      = desk_profile_hide_websocket_headers (desk_profile_get_websocket_headers (profile), known, &hidden);

  g_object_set (profile, "websocket-headers", shown, NULL);
  desk_profile_draft_take_secret (draft, DESK_SECRET_HEADERS, _ ("Headers"), hidden);
  g_clear_pointer (&hidden, desk_secrets_free);
}

static void
note_file (DeskProfileDraft *draft, const char *label, const char *path)
{
  if (*path != '\0')
    _desk_profile_draft_note_value (draft, label, path);
}

/* A file may come from anybody, so a person is told of what leads elsewhere,
 * makes a connection less safe, or hands something on. */
static void
note_risks (DeskProfileDraft *draft, DeskProfile *profile)
{
  const DeskProfileWill *will = desk_profile_get_will (profile);

  if (desk_profile_get_uses_tls (profile))
    {
      if (!desk_profile_get_tls_verify (profile))
        _desk_profile_draft_note_value (draft, _ ("Verify the broker’s certificate"), _ ("off"));
      note_file (draft, _ ("Trusted certificate"), desk_profile_get_tls_trusted (profile));
      note_file (draft, _ ("CA file"), desk_profile_get_tls_ca_file (profile));
      note_file (draft, _ ("Client certificate"), desk_profile_get_tls_certificate_file (profile));
      note_file (draft, _ ("Key"), desk_profile_get_tls_key_file (profile));
    }
  if (*desk_profile_get_proxy_host (profile) != '\0')
    {
      g_autofree char *proxy = g_strdup_printf ("%s:%u", desk_profile_get_proxy_host (profile),
                                                desk_profile_get_proxy_port (profile));

      _desk_profile_draft_note_value (draft, _ ("Proxy"), proxy);
    }
  if (will->enabled && g_str_equal (will->encoding, "file"))
    {
      /* Translators: path of a file, and the topic to which it is published */
      g_autofree char *words = g_strdup_printf (_ ("the file “%s” to “%s”"), will->payload, will->topic);

      _desk_profile_draft_note_value (draft, _ ("Last will"), words);
    }
  else if (will->enabled)
    _desk_profile_draft_note_value (draft, _ ("Last will"), will->topic);
  if (desk_profile_get_connect_at_start (profile))
    _desk_profile_draft_note_value (draft, _ ("Connect at start"), _ ("yes"));
}

/* It becomes a profile of its own, whatever its id was. */
static void
read_profile (JsonNode *node, GPtrArray *drafts)
{
  static const char *const own[] = { "id", "last_used", DESK_SECRETS_MEMBER, DESK_GRANTS_MEMBER,
                                    DESK_RECENT_MEMBER };
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
      note_risks (draft, profile);
      if (desk_importer_get_object (original, DESK_SECRETS_MEMBER) != NULL)
        take_secrets (draft, desk_importer_get_object (original, DESK_SECRETS_MEMBER));
      take_headers (draft, desk_importer_get_object (original, DESK_SECRETS_MEMBER));
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
