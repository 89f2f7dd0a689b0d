/* desk-importer-explorer.c: the settings of MQTT Explorer
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-importer.h"

#define CONNECTIONS "ConnectionManager_connections"

/* An object with a connection for each id, among other settings. Certificates
 * are inside, as base64. Old versions have topic filters instead of objects as
 * subscriptions; all of them ask for QoS 0 there. */

static gboolean
recognises (const DeskImportSource *source)
{
  return source->json != NULL && JSON_NODE_HOLDS_OBJECT (source->json)
         && desk_importer_get_object (json_node_get_object (source->json), CONNECTIONS) != NULL;
}

static void
take_address (DeskProfileDraft *draft, JsonObject *object)
{
  const char *protocol = desk_importer_get_text (object, "protocol");
  gboolean encryption = FALSE;
  gboolean websocket = g_strcmp0 (protocol, "ws") == 0 || g_strcmp0 (protocol, "wss") == 0;
  gint64 port = 0;

  if (json_object_has_member (object, "port") && !desk_importer_get_number (object, "port", &port))
    port = -1;
  desk_importer_get_boolean (object, "encryption", &encryption);
  desk_profile_draft_take_address (draft,
                                   websocket ? (encryption ? "wss" : "ws") : (encryption ? "mqtts" : "mqtt"),
                                   desk_importer_get_text (object, "host"), port);
  if (websocket)
    desk_importer_take_path (draft, object, "basePath");
}

static void
take_certificate (DeskProfileDraft *draft,
                  JsonObject       *object,
                  const char       *member,
                  const char       *property,
                  const char       *label)
{
  JsonObject *certificate = desk_importer_get_object (object, member);

  if (certificate != NULL)
    desk_profile_draft_take_embedded (draft, property, label, desk_importer_get_text (certificate, "data"));
}

static DeskProfileDraft *
read_connection (JsonObject *object)
{
  static const char *const known[] = {
    "configVersion", "type", "id", "name", "protocol", "host", "port", "basePath", "username", "password",
    "encryption", "certValidation", "clientId", "selfSignedCertificate", "clientCertificate", "clientKey",
    "subscriptions", "order", NULL
  };
  DeskProfileDraft *draft = desk_profile_draft_new (desk_importer_explorer.product);

  desk_profile_draft_take_name (draft, desk_importer_get_text (object, "name"));
  take_address (draft, object);
  desk_importer_take_text (draft, object, "clientId", "client-id", _ ("Client ID"));
  desk_importer_take_text (draft, object, "username", "username", _ ("User name"));
  desk_profile_draft_take_secret (draft, DESK_SECRET_PASSWORD, _ ("Password"),
                                  desk_importer_get_text (object, "password"));
  if (desk_profile_get_uses_tls (desk_profile_draft_get_profile (draft)))
    {
      desk_importer_take_boolean (draft, object, "certValidation", "tls-verify",
                                  _ ("Verify the broker’s certificate"));
      take_certificate (draft, object, "selfSignedCertificate", "tls-ca-file", _ ("CA file"));
      take_certificate (draft, object, "clientCertificate", "tls-certificate-file", _ ("Client certificate"));
      take_certificate (draft, object, "clientKey", "tls-key-file", _ ("Key"));
    }
  desk_importer_take_subscriptions (draft, desk_importer_get_array (object, "subscriptions"));
  desk_importer_leave_unknown (draft, object, known);
  desk_profile_draft_finish (draft);

  return draft;
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  JsonObject *connections = desk_importer_get_object (json_node_get_object (source->json), CONNECTIONS);
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, connections);
  while (json_object_iter_next_ordered (&iter, &id, &node) && drafts->len < DESK_IMPORT_MAX_CONNECTIONS)
    if (JSON_NODE_HOLDS_OBJECT (node))
      g_ptr_array_add (drafts, read_connection (json_node_get_object (node)));

  return TRUE;
}

static const char *const config_paths[] = { "MQTT-Explorer/settings.json", NULL };

const DeskImporter desk_importer_explorer = { "MQTT Explorer", "config", config_paths, recognises, read_connections };
