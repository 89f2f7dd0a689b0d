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

#define DEFAULT_RECONNECT_PERIOD 4000 /* ms */

/* An array of connections, which may hold the messages too; a backup has the
 * folders ("collections") among them. */

static gboolean
is_folder (JsonObject *object)
{
  gboolean is_collection = FALSE;

  return desk_importer_get_boolean (object, "isCollection", &is_collection) && is_collection;
}

/* What MQTTX exports besides JSON, by what each of its connections has; nothing
 * else is looked for in there. (nullable): its name */
static const char *
find_other_format (const DeskImportSource *source)
{
  const char *text = source->text + strspn (source->text, " \t\r\n");
  const char *line_end = strchr (text, '\n');
  g_autofree char *line = line_end != NULL ? g_strndup (text, (gsize) (line_end - text)) : g_strdup (text);

  if (*text == '<')
    return strstr (text, "<oneConnection>") != NULL ? "XML" : NULL;
  if (g_str_has_prefix (text, "- "))
    return strstr (text, "clientId: ") != NULL && strstr (text, "mqttVersion: ") != NULL ? "YAML" : NULL;

  return strstr (line, "clientId") != NULL && strstr (line, "mqttVersion") != NULL && strchr (line, ',') != NULL
             ? "CSV" : NULL;
}

static gboolean
recognises (const DeskImportSource *source)
{
  JsonArray *array;
  JsonNode *first;

  if (source->json == NULL)
    return find_other_format (source) != NULL;
  if (!JSON_NODE_HOLDS_ARRAY (source->json))
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

typedef void (*TakePropertyFunc) (DeskProfileDraft *draft, const DeskProperty *property);

/* Which members are which properties */
static const struct
{
  const char *member;
  DeskPropertyId id;
} numbers[] = {
  { "sessionExpiryInterval", DESK_PROP_SESSION_EXPIRY_INTERVAL },
  { "receiveMaximum", DESK_PROP_RECEIVE_MAXIMUM },
  { "maximumPacketSize", DESK_PROP_MAXIMUM_PACKET_SIZE },
  { "topicAliasMaximum", DESK_PROP_TOPIC_ALIAS_MAXIMUM },
  { "willDelayInterval", DESK_PROP_WILL_DELAY_INTERVAL },
  { "messageExpiryInterval", DESK_PROP_MESSAGE_EXPIRY_INTERVAL },
}, switches[] = {
  { "requestResponseInformation", DESK_PROP_REQUEST_RESPONSE_INFORMATION },
  { "requestProblemInformation", DESK_PROP_REQUEST_PROBLEM_INFORMATION },
  { "payloadFormatIndicator", DESK_PROP_PAYLOAD_FORMAT_INDICATOR },
}, texts[] = {
  { "authenticationMethod", DESK_PROP_AUTHENTICATION_METHOD },
  { "contentType", DESK_PROP_CONTENT_TYPE },
  { "responseTopic", DESK_PROP_RESPONSE_TOPIC },
  { "correlationData", DESK_PROP_CORRELATION_DATA },
};

static void
take_pair (DeskProfileDraft *draft, TakePropertyFunc take, const char *name, JsonNode *node)
{
  DeskProperty property = { .id = DESK_PROP_USER_PROPERTY, .name = (char *) name };

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return;
  property.string = (char *) json_node_get_string (node);
  take (draft, &property);
}

/* Each has a text or several. */
static void
take_pairs (DeskProfileDraft *draft, TakePropertyFunc take, JsonObject *pairs)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, pairs);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_ARRAY (node))
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        take_pair (draft, take, name, json_array_get_element (json_node_get_array (node), i));
    else
      take_pair (draft, take, name, node);
}

static void
take_properties (DeskProfileDraft *draft, TakePropertyFunc take, JsonObject *properties)
{
  JsonObject *pairs = desk_importer_get_object (properties, "userProperties");
  gint64 number;
  gboolean is_on;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (desk_importer_get_number (properties, numbers[i].member, &number) && number >= 0 && number <= G_MAXUINT32)
      take (draft, &(DeskProperty) { .id = numbers[i].id, .number = (guint32) number });
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (desk_importer_get_boolean (properties, switches[i].member, &is_on))
      take (draft, &(DeskProperty) { .id = switches[i].id, .number = is_on ? 1 : 0 });
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = desk_importer_get_text (properties, texts[i].member);

      if (text != NULL && *text != '\0')
        take (draft, &(DeskProperty) { .id = texts[i].id, .string = (char *) text });
    }
  if (pairs != NULL)
    take_pairs (draft, take, pairs);
}

static void
take_will (DeskProfileDraft *draft, JsonObject *will)
{
  JsonObject *properties = desk_importer_get_object (will, "properties");
  gint64 qos = 0;
  gboolean retained = FALSE;

  desk_importer_get_number (will, "lastWillQos", &qos);
  desk_importer_get_boolean (will, "lastWillRetain", &retained);
  desk_profile_draft_take_will (draft, desk_importer_get_text (will, "lastWillTopic"),
                                desk_importer_get_text (will, "lastWillPayload"), qos, retained);
  if (properties != NULL && desk_profile_get_mqtt_version (desk_profile_draft_get_profile (draft)) == DESK_MQTT_5)
    take_properties (draft, desk_profile_draft_take_will_property, properties);
}

/* Old versions have the properties of CONNECT among the members of the connection. */
static const char *const connect_members[] = {
  "sessionExpiryInterval", "receiveMaximum", "maximumPacketSize", "topicAliasMaximum", "requestResponseInformation",
  "requestProblemInformation", "userProperties", "authenticationMethod", "authenticationData", NULL
};

static JsonObject *
gather_properties (JsonObject *object)
{
  JsonObject *properties = desk_importer_get_object (object, "properties");
  JsonObject *all = json_object_new ();

  for (gsize i = 0; connect_members[i] != NULL; i++)
    {
      JsonNode *node = properties != NULL ? json_object_get_member (properties, connect_members[i]) : NULL;

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        node = json_object_get_member (object, connect_members[i]);
      if (node != NULL)
        json_object_set_member (all, connect_members[i], json_node_copy (node));
    }

  return all;
}

/* What is for MQTT 5 alone is kept by the other program when the version is changed; here it is not. */
static void
take_mqtt5 (DeskProfileDraft *draft, JsonObject *object)
{
  g_autoptr (JsonObject) properties = gather_properties (object);

  if (desk_profile_get_mqtt_version (desk_profile_draft_get_profile (draft)) != DESK_MQTT_5)
    return;
  take_properties (draft, desk_profile_draft_take_connect_property, properties);
  if (desk_importer_get_object (properties, "authenticationData") != NULL)
    desk_profile_draft_leave (draft, _ ("Authentication data"), _ ("Enter it in the editor."));
}

static void
take_subscription (DeskProfileDraft *draft, JsonObject *object)
{
  const char *topic = desk_importer_get_text (object, "topic");
  DeskSubscribeOptions options = { 0 };
  gint64 qos = 0, handling = 0, identifier = 0;
  gboolean disabled = FALSE;

  desk_importer_get_number (object, "qos", &qos);
  if (desk_importer_get_boolean (object, "disabled", &disabled) && disabled)
    {
      desk_profile_draft_leave (draft, topic != NULL ? topic : "", _ ("This subscription is off."));
      return;
    }
  desk_importer_get_boolean (object, "nl", &options.no_local);
  desk_importer_get_boolean (object, "rap", &options.retain_as_published);
  if (desk_importer_get_number (object, "rh", &handling) && handling >= 0 && handling <= 2)
    options.retain_handling = (guint) handling;
  if (desk_importer_get_number (object, "subscriptionIdentifier", &identifier) && identifier > 0
      && identifier <= DESK_MAX_SUBSCRIPTION_IDENTIFIER)
    options.identifier = (guint) identifier;
  desk_profile_draft_take_subscription (draft, topic, qos);
  if (topic != NULL)
    desk_profile_draft_take_options (draft, topic, &options, desk_importer_get_text (object, "alias"));
}

static void
take_subscriptions (DeskProfileDraft *draft, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        take_subscription (draft, json_node_get_object (node));
      else
        desk_profile_draft_leave (draft, _ ("Subscription"), _ ("It is not an object."));
    }
}

static void
leave_rest (DeskProfileDraft *draft, JsonObject *object)
{
  static const char *const known[] = {
    "id", "clientId", "clientIdWithTime", "name", "clean", "protocol", "host", "port", "path", "keepalive",
    "connectTimeout", "reconnect", "reconnectPeriod", "username", "password", "ssl", "certType",
    "rejectUnauthorized", "ALPNProtocols", "ca", "cert", "key", "mqttVersion", "parentId", "orderId",
    "isCollection", "unreadMessageCount", "createAt", "updateAt", "properties", "will", "subscriptions",
    "messages", "pushProps", "sessionExpiryInterval", "receiveMaximum", "maximumPacketSize", "topicAliasMaximum",
    "requestResponseInformation", "requestProblemInformation", "userProperties", "authenticationMethod",
    "authenticationData", NULL
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

/* The wait before the first try, in milliseconds */
static void
take_reconnect_period (DeskProfileDraft *draft, JsonObject *object)
{
  gint64 period;

  if (desk_importer_get_number (object, "reconnectPeriod", &period) && period > 0 && period != DEFAULT_RECONNECT_PERIOD)
    desk_profile_draft_take_number (draft, "reconnect-delay", _ ("Wait before reconnecting"),
                                    period / 1000 + (period % 1000 > 0));
}

/* A folder within a folder is one, too: profiles have no deeper ones. */
static void
take_folder (DeskProfileDraft *draft, JsonObject *object, GHashTable *folders)
{
  const char *parent = desk_importer_get_text (object, "parentId");
  const char *folder = parent != NULL ? g_hash_table_lookup (folders, parent) : NULL;

  desk_profile_draft_take_text (draft, "folder", _ ("Folder"), folder);
}

static DeskProfileDraft *
read_connection (JsonObject *object, GHashTable *folders)
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
  take_reconnect_period (draft, object);
  take_folder (draft, object, folders);
  take_tls (draft, object);
  take_mqtt5 (draft, object);
  if (desk_importer_get_object (object, "will") != NULL)
    take_will (draft, desk_importer_get_object (object, "will"));
  take_subscriptions (draft, desk_importer_get_array (object, "subscriptions"));
  leave_rest (draft, object);
  desk_profile_draft_finish (draft);

  return draft;
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  g_autoptr (GHashTable) folders = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) connections = g_ptr_array_new ();
  JsonArray *array;

  if (source->json == NULL)
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("It is an export of MQTTX as %s. MQTTX can also export JSON: choose that there."),
                      find_other_format (source));
  array = json_node_get_array (source->json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = object != NULL ? desk_importer_get_text (object, "id") : NULL;

      if (object != NULL && !is_folder (object))
        g_ptr_array_add (connections, object);
      else if (id != NULL && desk_importer_get_text (object, "name") != NULL)
        g_hash_table_insert (folders, (gpointer) id, (gpointer) desk_importer_get_text (object, "name"));
    }
  for (guint i = 0; i < MIN (connections->len, DESK_IMPORT_MAX_CONNECTIONS); i++)
    g_ptr_array_add (drafts, read_connection (g_ptr_array_index (connections, i), folders));

  return TRUE;
}

const DeskImporter desk_importer_mqttx = { "MQTTX", NULL, NULL, recognises, read_connections };
