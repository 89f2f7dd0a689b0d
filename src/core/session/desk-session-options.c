/* desk-session-options.c: from a profile to what the network thread needs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-session-options.h"

static char *
dup_if_any (const char *text)
{
  return text[0] != '\0' ? g_strdup (text) : NULL;
}

static DeskTlsOptions *
tls_options_from_profile (DeskProfile *profile)
{
  DeskTlsOptions *tls = desk_tls_options_new ();
  const char *alpn = desk_profile_get_tls_alpn (profile);

  tls->verify = desk_profile_get_tls_verify (profile);
  tls->ca_file = dup_if_any (desk_profile_get_tls_ca_file (profile));
  tls->certificate_file = dup_if_any (desk_profile_get_tls_certificate_file (profile));
  tls->key_file = dup_if_any (desk_profile_get_tls_key_file (profile));
  tls->server_name = dup_if_any (desk_profile_get_tls_server_name (profile));
  tls->trusted = dup_if_any (desk_profile_get_tls_trusted (profile));
  if (alpn[0] != '\0')
    {
      tls->alpn = g_strsplit (alpn, ",", -1);
      for (char **protocol = tls->alpn; *protocol != NULL; protocol++)
        g_strstrip (*protocol);
    }

  return tls;
}

static DeskProxyOptions *
proxy_options_from_profile (DeskProfile *profile)
{
  g_autofree char *host = dup_if_any (desk_profile_get_proxy_host (profile));
  DeskProxyOptions *proxy = desk_proxy_options_new (desk_profile_get_proxy (profile), host,
                                                    (guint16) desk_profile_get_proxy_port (profile));

  proxy->username = dup_if_any (desk_profile_get_proxy_username (profile));

  return proxy;
}

static void
add_string_if_any (DeskProperties *properties, DeskPropertyId id, const char *text)
{
  if (text[0] != '\0')
    desk_properties_add_string (properties, id, text, -1);
}

static void
add_pairs (DeskProperties *properties, DeskProperties *pairs)
{
  for (guint i = 0; pairs != NULL && i < desk_properties_get_length (pairs); i++)
    {
      const DeskProperty *pair = desk_properties_get (pairs, i);

      desk_properties_add_pair (properties, pair->name, -1, pair->string, -1);
    }
}

/* What has its default is not said (MQTT 5.0 section 3.1.3.2). */
static DeskProperties *
make_will_properties (const DeskProfileWill *will)
{
  DeskProperties *properties = desk_properties_new ();

  if (will->delay > 0)
    desk_properties_add_number (properties, DESK_PROP_WILL_DELAY_INTERVAL, will->delay);
  if (will->is_text)
    desk_properties_add_number (properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  if (will->message_expiry >= 0)
    desk_properties_add_number (properties, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, (guint32) will->message_expiry);
  add_string_if_any (properties, DESK_PROP_CONTENT_TYPE, will->content_type);
  add_string_if_any (properties, DESK_PROP_RESPONSE_TOPIC, will->response_topic);
  if (will->correlation_data[0] != '\0')
    {
      g_autoptr (GBytes) data = g_bytes_new (will->correlation_data, strlen (will->correlation_data));

      desk_properties_add_bytes (properties, DESK_PROP_CORRELATION_DATA, data);
    }
  add_pairs (properties, will->user_properties);

  return properties;
}

static DeskWill *
make_will (const DeskProfileWill *from, const char *topic)
{
  gboolean is_file = g_str_equal (from->encoding, "file");
  /* The profile was checked: what cannot be decoded is not in it. */
  g_autoptr (GBytes) payload = is_file ? NULL : desk_profile_decode (from->payload, from->encoding, NULL);
  DeskWill *will = desk_will_new (topic, payload);

  if (is_file)
    will->payload_file = g_strdup (from->payload);
  will->qos = (guint8) from->qos;
  will->retained = from->retained;
  will->properties = make_will_properties (from);

  return will;
}

static void
fill_mqtt5 (DeskMqtt5Options *mqtt5, const DeskProfileMqtt5 *from)
{
  if (from->session_never_expires)
    mqtt5->session_expiry = G_MAXUINT32;
  else if (from->session_expiry >= 0)
    mqtt5->session_expiry = from->session_expiry;
  mqtt5->receive_maximum = (guint16) from->receive_maximum;
  mqtt5->topic_alias_maximum = (guint16) from->topic_alias_maximum;
  mqtt5->request_response_information = from->request_response_information;
  mqtt5->request_problem_information = from->request_problem_information;
  mqtt5->user_properties = from->user_properties != NULL ? desk_properties_ref (from->user_properties) : NULL;
  mqtt5->authentication_method = dup_if_any (from->authentication_method);
}

/**
 * desk_connect_options_from_profile:
 * @profile: a profile
 * @client_id: the client ID to use; that of the profile may be empty
 * @password: (nullable): the password; before MQTT 5 it is only sent with a user
 *   name (MQTT 3.1.1 section 3.1.2.9, MQTT 5.0 section 3.1.2.9)
 * @passphrase: (nullable): what protects the key of the client certificate
 * @proxy_password: (nullable): the password for the proxy
 * @headers: (nullable): the headers of WebSocket that are secret
 *
 * Gathers what one attempt to connect needs, with the values of variables.
 *
 * Returns: (transfer full): the options
 */
DeskConnectOptions *
desk_connect_options_from_profile (DeskProfile *profile,
                                   const char  *client_id,
                                   const char  *password,
                                   const char  *passphrase,
                                   const char  *proxy_password,
                                   const char  *headers)
{
  g_autoptr (DeskConnectOptions) options = desk_connect_options_new ();
  g_autofree char *host = desk_profile_expand_known (profile, desk_profile_get_host (profile));
  g_autofree char *username = desk_profile_expand_known (profile, desk_profile_get_username (profile));

  if (desk_profile_get_uses_socket (profile))
    options->endpoint = desk_endpoint_new ("unix", desk_profile_get_socket_path (profile), 0);
  else
    options->endpoint = desk_endpoint_new (desk_profile_get_transport (profile), host,
                                         (guint16) desk_profile_get_port (profile));
  if (desk_profile_get_uses_tls (profile))
    {
      options->endpoint->tls = tls_options_from_profile (profile);
      options->endpoint->tls->passphrase = g_strdup (passphrase);
    }
  options->endpoint->proxy = proxy_options_from_profile (profile);
  options->endpoint->proxy->password = g_strdup (proxy_password);
  if (desk_profile_get_uses_websocket (profile))
    {
      options->endpoint->websocket = desk_websocket_options_new (desk_profile_get_websocket_path (profile));
      options->endpoint->websocket->headers = desk_profile_dup_websocket_headers (profile, headers);
    }
  options->version = desk_profile_get_mqtt_version (profile);
  options->client_id = g_strdup (client_id);
  options->username = username[0] != '\0' ? g_strdup (username) : NULL;
  if (username[0] != '\0' || options->version == DESK_MQTT_5)
    options->password = g_strdup (password);
  options->clean_start = desk_profile_get_clean_start (profile);
  options->keep_alive = (guint16) desk_profile_get_keep_alive (profile);
  options->connect_timeout = desk_profile_get_connect_timeout (profile);
  options->max_packet = desk_profile_get_maximum_packet_size (profile);
  options->max_in_flight = (guint16) desk_profile_get_max_in_flight (profile);
  if (desk_profile_get_will (profile)->enabled)
    {
      g_autofree char *topic = desk_profile_expand_known (profile, desk_profile_get_will (profile)->topic);

      options->will = make_will (desk_profile_get_will (profile), topic);
    }
  fill_mqtt5 (options->mqtt5, desk_profile_get_mqtt5 (profile));

  return g_steal_pointer (&options);
}

/**
 * desk_connect_options_set_authentication:
 * @options: options made from @profile
 * @profile: a profile
 * @secret: (nullable): the authentication data, encoded as the profile says
 *
 * Adds what goes with the authentication method of MQTT 5.
 */
void
desk_connect_options_set_authentication (DeskConnectOptions *options, DeskProfile *profile, const char *secret)
{
  if (secret != NULL)
    options->mqtt5->authentication_data
        = desk_profile_decode (secret, desk_profile_get_mqtt5 (profile)->authentication_encoding, NULL);
}
