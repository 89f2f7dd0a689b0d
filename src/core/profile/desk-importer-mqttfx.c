/* desk-importer-mqttfx.c: the settings of MQTT.fx
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-importer.h"

#define MAX_DEPTH 32
#define MAX_VALUES 500  /* elements with a text in one profile */
#define MAX_TOPICS 50   /* recent ones become subscriptions */
#define MAX_TEXT 65536  /* bytes of one element; the rest is not kept */

/* XML, as /configuration/connectionProfiles/connectionProfile. What is in a
 * profile depends on the version and is not documented, so elements are taken by
 * their own name, wherever in the profile they are. GMarkup knows neither
 * document types nor entities of one's own, and does not recurse. */
typedef struct
{
  GPtrArray *drafts;     /* (unowned) */
  GPtrArray *names;      /* (owned): of the open elements */
  GString *text;         /* (owned): of the innermost one */
  GHashTable *values;    /* (owned) (nullable): by the name of the element, within a profile */
  GPtrArray *order;      /* (owned): the names in it, as they came */
  GPtrArray *topics;     /* (owned): that were subscribed to */
  guint n_messages;      /* that were saved to be published */
} Reading;

/* What is a secret, so that it is wiped */
static void
free_value (gpointer value)
{
  desk_secrets_free (value);
}

static gboolean
is_inside (Reading *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->names, i), name))
      return TRUE;

  return FALSE;
}

static const char *
take (Reading *self, const char *name)
{
  return g_hash_table_lookup (self->values, name);
}

static gboolean
is_on (Reading *self, const char *name)
{
  const char *value = take (self, name);

  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

static void
take_number (Reading *self, DeskProfileDraft *draft, const char *name, const char *property, const char *label)
{
  const char *value = take (self, name);
  gint64 number;

  if (value == NULL)
    return;
  if (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    desk_profile_draft_take_number (draft, property, label, number);
  else
    desk_profile_draft_leave (draft, label, _ ("It is not a number."));
}

static void
take_switch (Reading *self, DeskProfileDraft *draft, const char *name, const char *property, const char *label)
{
  if (take (self, name) != NULL)
    desk_profile_draft_take_boolean (draft, property, label, is_on (self, name));
}

/* The number is Paho's: 0 stands for 3.1.1, and 3.1 if a broker refuses that. */
static void
take_version (Reading *self, DeskProfileDraft *draft)
{
  const char *version = take (self, "mqttVersion");

  if (version == NULL || g_str_equal (version, "0") || g_str_equal (version, "4") || g_str_equal (version, "3.1.1"))
    desk_profile_draft_take_version (draft, DESK_MQTT_3_1_1);
  else if (g_str_equal (version, "3") || g_str_equal (version, "3.1"))
    desk_profile_draft_take_version (draft, DESK_MQTT_3_1);
  else if (g_str_has_prefix (version, "5"))
    desk_profile_draft_take_version (draft, DESK_MQTT_5);
  else
    desk_profile_draft_leave (draft, _ ("MQTT version"), _ ("MqttDesk does not know this version."));
}

static gboolean
uses_tls (Reading *self, gint64 port)
{
  if (take (self, "enableSSLTLS") != NULL)
    return is_on (self, "enableSSLTLS");

  return port == DESK_PROFILE_DEFAULT_TLS_PORT || is_on (self, "useServerSignedCertificate")
         || is_on (self, "useSelfCreatedCA") || is_on (self, "useCertificateFiles");
}

static void
take_address (Reading *self, DeskProfileDraft *draft)
{
  const char *text = take (self, "brokerPort");
  gint64 port = 0;

  if (text != NULL && !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &port, NULL))
    port = -1;
  desk_profile_draft_take_address (draft, uses_tls (self, port) ? "mqtts" : "mqtt", take (self, "brokerAddress"),
                                   port);
}

static gboolean
is_pkcs12 (const char *path)
{
  g_autofree char *lower = g_utf8_strdown (path, -1);

  return g_str_has_suffix (lower, ".p12") || g_str_has_suffix (lower, ".pfx");
}

static void
take_client_keystore (Reading *self, DeskProfileDraft *draft)
{
  desk_profile_draft_take_file (draft, "tls-certificate-file", _ ("Client certificate"),
                                take (self, "clientKeystoreFile"));
  desk_profile_draft_take_secret (draft, DESK_SECRET_PASSPHRASE, _ ("Passphrase"),
                                  take (self, "clientKeystorePassword"));
}

static void
leave_keystore (Reading *self, DeskProfileDraft *draft, const char *name, const char *label)
{
  if (take (self, name) != NULL)
    desk_profile_draft_leave (draft, label, _ ("A Java keystore cannot be read. Export what is in it as PEM or "
                                               "PKCS#12, and choose that file in the editor."));
}

static void
take_tls (Reading *self, DeskProfileDraft *draft)
{
  /* Without a word about the kind, what is there counts. */
  gboolean any = take (self, "useCertificateFiles") == NULL && take (self, "useSelfCreatedCA") == NULL;

  if (!desk_profile_get_uses_tls (desk_profile_draft_get_profile (draft)))
    return;
  if (take (self, "enabledHostnameVerification") != NULL && !is_on (self, "enabledHostnameVerification"))
    desk_profile_draft_leave (draft, _ ("Without a check of the host name"),
                              _ ("MqttDesk checks it. Enter the name of the certificate as “Server name” if it is "
                                 "not the host’s."));
  if (is_on (self, "useSelfCreatedCA"))
    desk_profile_draft_take_file (draft, "tls-ca-file", _ ("CA file"), take (self, "selfCreatedCaFile"));
  if (any || is_on (self, "useCertificateFiles"))
    {
      desk_profile_draft_take_file (draft, "tls-ca-file", _ ("CA file"), take (self, "caFile"));
      desk_profile_draft_take_file (draft, "tls-certificate-file", _ ("Client certificate"),
                                    take (self, "clientCertificateFile"));
      desk_profile_draft_take_file (draft, "tls-key-file", _ ("Key"), take (self, "clientKeyFile"));
      desk_profile_draft_take_secret (draft, DESK_SECRET_PASSPHRASE, _ ("Passphrase"),
                                      take (self, "clientKeyPassword"));
    }
  if (is_on (self, "useTrustedKeystoreFile"))
    leave_keystore (self, draft, "trustedKeystoreOnlyFile", _ ("CA keystore"));
  if (is_on (self, "useKeystoreFiles"))
    {
      leave_keystore (self, draft, "trustedKeystoreFile", _ ("CA keystore"));
      if (take (self, "clientKeystoreFile") != NULL && is_pkcs12 (take (self, "clientKeystoreFile")))
        take_client_keystore (self, draft);
      else
        leave_keystore (self, draft, "clientKeystoreFile", _ ("Client keystore"));
    }
}

static void
take_proxy (Reading *self, DeskProfileDraft *draft)
{
  const char *port = take (self, "httpProxyPort");
  gint64 number = 0;

  if (!is_on (self, "useProxy"))
    return;
  if (port != NULL && !g_ascii_string_to_signed (port, 10, G_MININT64, G_MAXINT64, &number, NULL))
    number = -1;
  desk_profile_draft_take_proxy (draft, "http", take (self, "httpProxyHost"), number, take (self, "httpProxyUser"));
  desk_profile_draft_take_secret (draft, DESK_SECRET_PROXY_PASSWORD, _ ("Password for the proxy"),
                                  take (self, "httpProxyPassword"));
}

static void
take_will (Reading *self, DeskProfileDraft *draft)
{
  const char *message = take (self, "lastWillMessage");
  const char *qos = take (self, "lwtQos");
  gint64 number = 0;

  if (qos != NULL && !g_ascii_string_to_signed (qos, 10, G_MININT64, G_MAXINT64, &number, NULL))
    number = -1;
  desk_profile_draft_take_will (draft, take (self, "lastWillDestination"),
                                message != NULL ? message : take (self, "lastWillPayload"), number,
                                is_on (self, "lwtRetained"));
}

static void
take_topics (Reading *self, DeskProfileDraft *draft)
{
  for (guint i = 0; i < MIN (self->topics->len, MAX_TOPICS); i++)
    desk_profile_draft_take_subscription (draft, g_ptr_array_index (self->topics, i), 0);
  if (self->topics->len > MAX_TOPICS)
    desk_profile_draft_leave (draft, _ ("Recent topics"), _ ("Only the first 50 become subscriptions."));
}

static void
leave_rest (Reading *self, DeskProfileDraft *draft)
{
  static const char *const known[] = {
    "profileName", "profileType", "brokerAddress", "brokerPort", "clientId", "userName", "password",
    "connectionTimeout", "keepAliveInterval", "mqttVersion", "cleanSession", "automaticReconnect", "maxInflight",
    "enableSSLTLS", "enabledHostnameVerification", "sslTlsProtocol", "useServerSignedCertificate",
    "useSelfCreatedCA", "selfCreatedCaFile", "useTrustedKeystoreFile", "trustedKeystoreOnlyFile",
    "trustedKeystoreOnlyPassword", "useCertificateFiles", "caFile", "clientCertificateFile", "clientKeyFile",
    "clientKeyPassword", "certificateFilesPemFormat", "useKeystoreFiles", "trustedKeystoreFile",
    "trustedKeystorePassword", "clientKeystoreFile", "clientKeystorePassword", "clientKeyPairPassword", "useProxy",
    "httpProxyHost", "httpProxyPort", "httpProxyUser", "httpProxyPassword", "lastWillDestination", "lastWillMessage",
    "lastWillPayload", "lwtQos", "lwtRetained", NULL
  };

  if (self->n_messages > 0)
    desk_profile_draft_leave (draft, _ ("Predefined messages"), _ ("Only settings are taken."));
  for (guint i = 0; i < self->order->len; i++)
    {
      const char *name = g_ptr_array_index (self->order, i);

      if (!g_strv_contains (known, name))
        desk_profile_draft_leave (draft, name, _ ("MqttDesk does not know this setting."));
    }
}

static DeskProfileDraft *
make_draft (Reading *self)
{
  DeskProfileDraft *draft = desk_profile_draft_new (desk_importer_mqttfx.product);

  desk_profile_draft_take_name (draft, take (self, "profileName"));
  take_address (self, draft);
  take_version (self, draft);
  desk_profile_draft_take_text (draft, "client-id", _ ("Client ID"), take (self, "clientId"));
  desk_profile_draft_take_text (draft, "username", _ ("User name"), take (self, "userName"));
  desk_profile_draft_take_secret (draft, DESK_SECRET_PASSWORD, _ ("Password"), take (self, "password"));
  take_switch (self, draft, "cleanSession", "clean-start", _ ("Clean start"));
  take_switch (self, draft, "automaticReconnect", "reconnect", _ ("Reconnect"));
  take_number (self, draft, "keepAliveInterval", "keep-alive", _ ("Keep-alive"));
  take_number (self, draft, "connectionTimeout", "connect-timeout", _ ("Connect timeout"));
  take_number (self, draft, "maxInflight", "max-in-flight", _ ("Messages on their way at once"));
  take_tls (self, draft);
  take_proxy (self, draft);
  take_will (self, draft);
  take_topics (self, draft);
  leave_rest (self, draft);
  desk_profile_draft_finish (draft);

  return draft;
}

static void
begin_profile (Reading *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
  g_ptr_array_set_size (self->order, 0);
  g_ptr_array_set_size (self->topics, 0);
  self->n_messages = 0;
}

static void
end_profile (Reading *self)
{
  if (self->drafts->len < DESK_IMPORT_MAX_CONNECTIONS)
    g_ptr_array_add (self->drafts, make_draft (self));
  g_ptr_array_set_size (self->order, 0);
  g_clear_pointer (&self->values, g_hash_table_unref);
}

static void
on_start (GMarkupParseContext *context, const char *name, const char **attribute_names,
          const char **attribute_values, gpointer user_data, GError **error)
{
  Reading *self = user_data;

  if (self->names->len >= MAX_DEPTH)
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It is nested too deeply."));
      return;
    }
  if (g_str_equal (name, "connectionProfile") && self->values == NULL)
    begin_profile (self);
  g_ptr_array_add (self->names, g_strdup (name));
  g_string_truncate (self->text, 0);
}

static void
keep_value (Reading *self, const char *name, const char *value)
{
  if (is_inside (self, "preDefinedMessages"))
    self->n_messages++;
  else if (is_inside (self, "recentSubscriptionTopics"))
    {
      if ((g_str_equal (name, "name") || g_str_equal (name, "topic")) && self->topics->len <= MAX_TOPICS)
        g_ptr_array_add (self->topics, g_strdup (value));
    }
  else if (!is_inside (self, "recentPublishTopics") && self->order->len < MAX_VALUES
           && !g_hash_table_contains (self->values, name))
    {
      char *key = g_strdup (name);

      g_hash_table_insert (self->values, key, g_strdup (value));
      g_ptr_array_add (self->order, key);
    }
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  g_autofree char *value = g_strstrip (g_strdup (self->text->str));

  if (self->values != NULL && *value != '\0')
    keep_value (self, name, value);
  explicit_bzero (value, strlen (value));
  g_string_truncate (self->text, 0);
  g_ptr_array_set_size (self->names, (int) self->names->len - 1);
  if (self->values != NULL && !is_inside (self, "connectionProfile") && g_str_equal (name, "connectionProfile"))
    end_profile (self);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Reading *self = user_data;

  if (self->text->len < MAX_TEXT)
    g_string_append_len (self->text, text, (gssize) MIN (length, MAX_TEXT));
}

static void
on_other (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  if (length >= 9 && g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0)
    desk_fail (error, DESK_ERROR_FAILED, _ ("It declares a document type, which no file of %s does."),
               desk_importer_mqttfx.product);
}

static gboolean
recognises (const DeskImportSource *source)
{
  const char *text = source->text;

  while (g_ascii_isspace (*text))
    text++;

  return *text == '<' && strstr (text, "<connectionProfile") != NULL;
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, on_other, NULL };
  Reading self = {
    .drafts = drafts,
    .names = g_ptr_array_new_with_free_func (g_free),
    .text = g_string_new (NULL),
    .order = g_ptr_array_new (),
    .topics = g_ptr_array_new_with_free_func (g_free),
  };
  GMarkupParseContext *context
      = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  g_autoptr (GError) local_error = NULL;
  gboolean succeeded = g_markup_parse_context_parse (context, source->text, (gssize) source->length, &local_error)
                       && g_markup_parse_context_end_parse (context, &local_error);

  if (!succeeded && local_error->domain == DESK_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (!succeeded)
    desk_fail (error, DESK_ERROR_FAILED, _ ("It is not valid XML: %s."), local_error->message);
  g_markup_parse_context_free (context);
  g_ptr_array_unref (self.names);
  explicit_bzero (self.text->str, self.text->allocated_len);
  g_string_free (self.text, TRUE);
  g_clear_pointer (&self.values, g_hash_table_unref);
  g_ptr_array_unref (self.order);
  g_ptr_array_unref (self.topics);

  return succeeded;
}

static const char *const home_paths[] = { "MQTT-FX/mqttfx-config.xml", NULL };

const DeskImporter desk_importer_mqttfx = { "MQTT.fx", "home", home_paths, recognises, read_connections };
