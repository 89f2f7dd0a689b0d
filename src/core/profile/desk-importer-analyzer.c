/* desk-importer-analyzer.c: the brokers that MQTTAnalyzer shares (.mqttbroker)
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-importer.h"

#define VERSION 1

/* One broker a file; certificates are inside, as base64. */

static gboolean
recognises (const DeskImportSource *source)
{
  JsonObject *broker = source->json != NULL && JSON_NODE_HOLDS_OBJECT (source->json)
                           ? desk_importer_get_object (json_node_get_object (source->json), "broker")
                           : NULL;

  return broker != NULL && json_object_has_member (broker, "hostname");
}

static void
take_address (DeskProfileDraft *draft, JsonObject *broker)
{
  gboolean websocket = g_strcmp0 (desk_importer_get_text (broker, "protocolMethod"), "websocket") == 0;
  gboolean ssl = FALSE;
  gint64 port = 0;

  if (json_object_has_member (broker, "port") && !desk_importer_get_number (broker, "port", &port))
    port = -1;
  desk_importer_get_boolean (broker, "ssl", &ssl);
  desk_profile_draft_take_address (draft, websocket ? (ssl ? "wss" : "ws") : (ssl ? "mqtts" : "mqtt"),
                                   desk_importer_get_text (broker, "hostname"), port);
  if (websocket)
    desk_importer_take_path (draft, broker, "basePath");
  desk_profile_draft_take_version (draft, g_strcmp0 (desk_importer_get_text (broker, "protocolVersion"), "mqtt5") == 0
                                              ? DESK_MQTT_5 : DESK_MQTT_3_1_1);
}

static void
take_certificate (DeskProfileDraft *draft, JsonObject *certificate)
{
  static const struct
  {
    const char *type;
    const char *property;
    const char *label;
  } types[] = {
    { "serverCA", "tls-ca-file", N_ ("CA file") },
    { "client", "tls-certificate-file", N_ ("Client certificate") },
    { "clientKey", "tls-key-file", N_ ("Key") },
  };
  const char *type = desk_importer_get_text (certificate, "type");
  const char *data = desk_importer_get_text (certificate, "data");
  const char *name = desk_importer_get_text (certificate, "name");

  if (g_strcmp0 (type, "p12") == 0 && data != NULL)
    {
      desk_profile_draft_take_embedded_store (draft, _ ("Client certificate"), data);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i].type) == 0)
      {
        if (data != NULL)
          desk_profile_draft_take_embedded (draft, types[i].property, _ (types[i].label), data);
        else
          desk_profile_draft_leave (draft, _ (types[i].label),
                                    _ ("It was exported without it. Choose the file in the editor."));
        return;
      }
  desk_profile_draft_leave (draft, name != NULL ? name : _ ("Certificate"),
                            _ ("MqttDesk does not know this kind of certificate."));
}

static void
take_tls (DeskProfileDraft *draft, JsonObject *broker)
{
  const char *auth = desk_importer_get_text (broker, "authType");
  JsonArray *certificates = desk_importer_get_array (broker, "certificates");
  gboolean untrusted = FALSE;

  if (!desk_profile_get_uses_tls (desk_profile_draft_get_profile (draft)))
    return;
  if (desk_importer_get_boolean (broker, "untrustedSSL", &untrusted))
    desk_profile_draft_take_boolean (draft, "tls-verify", _ ("Verify the broker’s certificate"), !untrusted);
  desk_importer_take_text (draft, broker, "alpn", "tls-alpn", _ ("ALPN protocols"));
  for (guint i = 0; certificates != NULL && i < json_array_get_length (certificates); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (certificates, i)))
      take_certificate (draft, json_array_get_object_element (certificates, i));
  if (g_strcmp0 (auth, "certificate") == 0 || g_strcmp0 (auth, "both") == 0)
    desk_profile_draft_take_secret (draft, DESK_SECRET_PASSPHRASE, _ ("Passphrase"),
                                    desk_importer_get_text (broker, "certClientKeyPassword"));
}

static void
take_user (DeskProfileDraft *draft, JsonObject *broker)
{
  const char *auth = desk_importer_get_text (broker, "authType");

  if (g_strcmp0 (auth, "usernamePassword") != 0 && g_strcmp0 (auth, "both") != 0)
    return;
  desk_importer_take_text (draft, broker, "username", "username", _ ("User name"));
  desk_profile_draft_take_secret (draft, DESK_SECRET_PASSWORD, _ ("Password"),
                                  desk_importer_get_text (broker, "password"));
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  static const char *const known[] = {
    "alias", "hostname", "port", "protocolMethod", "protocolVersion", "basePath", "ssl", "untrustedSSL", "alpn",
    "authType", "username", "password", "clientID", "subscriptions", "certificates", "certClientKeyPassword",
    "category", "limitTopic", "limitMessagesBatch", NULL
  };
  JsonObject *root = json_node_get_object (source->json);
  JsonObject *broker = desk_importer_get_object (root, "broker");
  g_autoptr (DeskProfileDraft) draft = desk_profile_draft_new (desk_importer_analyzer.product);
  gint64 version = VERSION;

  if (desk_importer_get_number (root, "version", &version) && version > VERSION)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("It was written by a newer version of %s than MqttDesk knows."),
                      desk_importer_analyzer.product);

  desk_profile_draft_take_name (draft, desk_importer_get_text (broker, "alias"));
  take_address (draft, broker);
  desk_importer_take_text (draft, broker, "clientID", "client-id", _ ("Client ID"));
  take_user (draft, broker);
  take_tls (draft, broker);
  desk_importer_take_text (draft, broker, "category", "folder", _ ("Folder"));
  desk_importer_take_subscriptions (draft, desk_importer_get_array (broker, "subscriptions"));
  desk_importer_leave_unknown (draft, broker, known);
  desk_profile_draft_finish (draft);
  g_ptr_array_add (drafts, g_steal_pointer (&draft));

  return TRUE;
}

const DeskImporter desk_importer_analyzer = { "MQTTAnalyzer", NULL, NULL, recognises, read_connections };
