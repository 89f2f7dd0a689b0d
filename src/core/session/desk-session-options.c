/* desk-session-options.c: from a profile to what the network thread needs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

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

/**
 * desk_connect_options_from_profile:
 * @profile: a profile
 * @client_id: the client ID to use; that of the profile may be empty
 * @password: (nullable): the password; only sent with a user name, as MQTT
 *   3.1.1 wants it (section 3.1.2.9)
 * @passphrase: (nullable): what protects the key of the client certificate
 * @proxy_password: (nullable): the password for the proxy
 *
 * Gathers what one attempt to connect needs.
 *
 * Returns: (transfer full): the options
 */
DeskConnectOptions *
desk_connect_options_from_profile (DeskProfile *profile,
                                   const char  *client_id,
                                   const char  *password,
                                   const char  *passphrase,
                                   const char  *proxy_password)
{
  g_autoptr (DeskConnectOptions) options = desk_connect_options_new ();
  const char *username = desk_profile_get_username (profile);

  options->endpoint = desk_endpoint_new (desk_profile_get_transport (profile),
                                         desk_profile_get_host (profile),
                                         (guint16) desk_profile_get_port (profile));
  if (desk_profile_get_uses_tls (profile))
    {
      options->endpoint->tls = tls_options_from_profile (profile);
      options->endpoint->tls->passphrase = g_strdup (passphrase);
    }
  options->endpoint->proxy = proxy_options_from_profile (profile);
  options->endpoint->proxy->password = g_strdup (proxy_password);
  if (desk_profile_get_uses_websocket (profile))
    options->endpoint->websocket = desk_websocket_options_new (desk_profile_get_websocket_path (profile));
  options->version = desk_profile_get_mqtt_version (profile);
  options->client_id = g_strdup (client_id);
  options->username = username[0] != '\0' ? g_strdup (username) : NULL;
  options->password = username[0] != '\0' ? g_strdup (password) : NULL;
  options->clean_start = desk_profile_get_clean_start (profile);
  options->keep_alive = (guint16) desk_profile_get_keep_alive (profile);
  options->connect_timeout = desk_profile_get_connect_timeout (profile);
  options->max_packet = desk_profile_get_maximum_packet_size (profile);

  return g_steal_pointer (&options);
}
