/* desk-importer-mqttx.c: what MQTTX exports as JSON
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-importer.h"

/* An array of connections, which may hold the messages too; a backup has the
 * folders ("collections") among them. */

static gboolean
is_folder (JsonObject *object)
{
  gboolean is_collection = FALSE;

  return desk_importer_get_boolean (object, "isCollection", &is_collection) && is_collection;
}

static gboolean
recognises (const DeskImportSource *source)
{
  JsonArray *array;
  JsonNode *first;

  if (source->json == NULL || !JSON_NODE_HOLDS_ARRAY (source->json))
    return FALSE;
  array = json_node_get_array (source->json);
  first = json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first)
         && (is_folder (json_node_get_object (first))
             || json_object_has_member (json_node_get_object (first), "clientId"));
}

static void
take_address (DeskProfileDraft *draft, JsonObject *object)
{
  const char *protocol = desk_importer_get_text (object, "protocol");
  const char *transport = protocol != NULL ? protocol : "mqtt";
  gboolean ssl = FALSE;
  gint64 port = 0;

  if (json_object_has_member (object, "port") && !desk_importer_get_number (object, "port", &port))
    port = -1;
  /* Old versions have the switch alone. */
  if (desk_importer_get_boolean (object, "ssl", &ssl) && ssl)
    transport = g_str_equal (transport, "mqtt") ? "mqtts" : g_str_equal (transport, "ws") ? "wss" : transport;
  desk_profile_draft_take_address (draft, transport, desk_importer_get_text (object, "host"), port);
  if (g_str_has_prefix (transport, "ws"))
    desk_importer_take_path (draft, object, "path");
}

static void
take_version (DeskProfileDraft *draft, JsonObject *object)
{
  const char *version = desk_importer_get_text (object, "mqttVersion");

  if (g_strcmp0 (version, "5.0") == 0 || g_strcmp0 (version, "5") == 0)
    desk_profile_draft_take_version (draft, DESK_MQTT_5);
  else if (g_strcmp0 (version, "3.1") == 0)
    desk_profile_draft_take_version (draft, DESK_MQTT_3_1);
  else if (version == NULL || g_str_equal (version, "3.1.1"))
    desk_profile_draft_take_version (draft, DESK_MQTT_3_1_1);
  else
    desk_profile_draft_leave (draft, _ ("MQTT version"), _ ("MqttDesk does not know this version."));
}

static void
take_tls (DeskProfileDraft *draft, JsonObject *object)
{
  if (!desk_profile_get_uses_tls (desk_profile_draft_get_profile (draft)))
    return;
  desk_importer_take_boolean (draft, object, "rejectUnauthorized", "tls-verify", _ ("Verify the broker’s certificate"));
  desk_importer_take_text (draft, object, "ALPNProtocols", "tls-alpn", _ ("ALPN protocols"));
  if (g_strcmp0 (desk_importer_get_text (object, "certType"), "self") != 0)
    return;
  desk_profile_draft_take_file (draft, "tls-ca-file", _ ("CA file"), desk_importer_get_text (object, "ca"));
  desk_profile_draft_take_file (draft, "tls-certificate-file", _ ("Client certificate"),
                                desk_importer_get_text (object, "cert"));
  desk_profile_draft_take_file (draft, "tls-key-file", _ ("Key"), desk_importer_get_text (object, "key"));
}

static void
leave_rest (DeskProfileDraft *draft, JsonObject *object)
{
  static const char *const known[] = {
    "id", "clientId", "clientIdWithTime", "name", "clean", "protocol", "host", "port", "path", "keepalive",
    "connectTimeout", "reconnect", "reconnectPeriod", "username", "password", "ssl", "certType",
    "rejectUnauthorized", "ALPNProtocols", "ca", "cert", "key", "mqttVersion", "parentId", "orderId",
    "isCollection", "unreadMessageCount", "createAt", "updateAt", "properties", "will", "subscriptions",
    "messages", "pushProps", NULL
  };
  JsonArray *messages = desk_importer_get_array (object, "messages");
  gboolean with_time = FALSE;

  if (desk_importer_get_boolean (object, "clientIdWithTime", &with_time) && with_time)
    desk_profile_draft_leave (draft, _ ("Client ID with a time"),
                              _ ("The client ID is taken as it is. Leave it empty for a new one at each connection."));
  if (messages != NULL && json_array_get_length (messages) > 0)
    desk_profile_draft_leave (draft, _ ("Messages"), _ ("Only settings are taken."));
  desk_importer_leave_unknown (draft, object, known);
}

static DeskProfileDraft *
read_connection (JsonObject *object)
{
  DeskProfileDraft *draft = desk_profile_draft_new (desk_importer_mqttx.product);

  desk_profile_draft_take_name (draft, desk_importer_get_text (object, "name"));
  take_address (draft, object);
  take_version (draft, object);
  desk_importer_take_text (draft, object, "clientId", "client-id", _ ("Client ID"));
  desk_importer_take_text (draft, object, "username", "username", _ ("User name"));
  desk_profile_draft_take_secret (draft, DESK_SECRET_PASSWORD, _ ("Password"),
                                  desk_importer_get_text (object, "password"));
  desk_importer_take_boolean (draft, object, "clean", "clean-start", _ ("Clean start"));
  desk_importer_take_number (draft, object, "keepalive", "keep-alive", _ ("Keep-alive"));
  desk_importer_take_number (draft, object, "connectTimeout", "connect-timeout", _ ("Connect timeout"));
  desk_importer_take_boolean (draft, object, "reconnect", "reconnect", _ ("Reconnect"));
  take_tls (draft, object);
  desk_importer_take_subscriptions (draft, desk_importer_get_array (object, "subscriptions"));
  leave_rest (draft, object);
  desk_profile_draft_finish (draft);

  return draft;
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  JsonArray *array = json_node_get_array (source->json);

  for (guint i = 0; i < json_array_get_length (array) && drafts->len < DESK_IMPORT_MAX_CONNECTIONS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && !is_folder (json_node_get_object (node)))
        g_ptr_array_add (drafts, read_connection (json_node_get_object (node)));
    }

  return TRUE;
}

const DeskImporter desk_importer_mqttx = { "MQTTX", NULL, NULL, recognises, read_connections };
