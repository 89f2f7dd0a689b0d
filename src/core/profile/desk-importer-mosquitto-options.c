/* desk-importer-mosquitto-options.c: what each option of mosquitto_sub and its like says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-importer"

#include "config.h"

#include "desk-importer-mosquitto-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef DeskMosquittoReading Reading;
typedef DeskMosquittoProperty Property;

typedef void (*TakeFunc) (Reading *self, char **values);

typedef struct
{
  const char *brief;   /* (nullable) */
  const char *name;
  guint n_values;
  TakeFunc take;       /* (nullable): it is about messages and output, not about the connection */
} Option;

/* -1: it is none */
gint64
_desk_mosquitto_to_number (const char *value)
{
  gint64 number;

  return g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL) ? number : -1;
}

static void
take_host (Reading *self, char **values)
{
  self->host = values[0];
}

static void
take_port (Reading *self, char **values)
{
  self->port = _desk_mosquitto_to_number (values[0]);
}

static void
take_unix (Reading *self, char **values)
{
  self->unix_path = values[0];
}

static void
take_username (Reading *self, char **values)
{
  desk_profile_draft_take_text (self->draft, "username", _ ("User name"), values[0]);
}

static void
take_password (Reading *self, char **values)
{
  desk_profile_draft_take_secret (self->draft, DESK_SECRET_PASSWORD, _ ("Password"), values[0]);
}

static void
take_client_id (Reading *self, char **values)
{
  desk_profile_draft_take_text (self->draft, "client-id", _ ("Client ID"), values[0]);
}

static void
leave_id_prefix (Reading *self, char **values)
{
  desk_profile_draft_leave (self->draft, _ ("Beginning of the client ID"),
                            _ ("A random client ID is used. Enter one in the editor if the broker needs it."));
}

static void
take_topic (Reading *self, char **values)
{
  g_ptr_array_add (self->topics, (gpointer) values[0]);
}

static void
take_qos (Reading *self, char **values)
{
  self->qos = values[0];
}

static void
take_keep_alive (Reading *self, char **values)
{
  desk_profile_draft_take_number (self->draft, "keep-alive", _ ("Keep-alive"), _desk_mosquitto_to_number (values[0]));
}

static void
take_max_in_flight (Reading *self, char **values)
{
  desk_profile_draft_take_number (self->draft, "max-in-flight", _ ("Messages on their way at once"),
                                  _desk_mosquitto_to_number (values[0]));
}

static void
take_persistent (Reading *self, char **values)
{
  desk_profile_draft_take_boolean (self->draft, "clean-start", _ ("Clean start"), FALSE);
}

static void
take_version (Reading *self, char **values)
{
  const char *number = g_str_has_prefix (values[0], "mqttv") ? values[0] + strlen ("mqttv") : values[0];

  if (g_str_equal (number, "5"))
    desk_profile_draft_take_version (self->draft, DESK_MQTT_5);
  else if (g_str_equal (number, "311"))
    desk_profile_draft_take_version (self->draft, DESK_MQTT_3_1_1);
  else if (g_str_equal (number, "31"))
    desk_profile_draft_take_version (self->draft, DESK_MQTT_3_1);
  else
    desk_profile_draft_leave (self->draft, _ ("MQTT version"), _ ("MqttDesk does not know this version."));
}

/* The same form of address as ours */
static void
take_url (Reading *self, char **values)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filter = NULL;
  char *password = NULL;
  g_autoptr (DeskProfile) profile = desk_profile_new_from_uri (values[0], &password, &filter, &error);

  if (profile == NULL)
    {
      desk_profile_draft_leave (self->draft, _ ("Address"), error->message);
      return;
    }
  self->host = g_string_chunk_insert (self->kept, desk_profile_get_host (profile));
  self->port = desk_profile_get_port (profile);
  self->tls = desk_profile_get_uses_tls (profile);
  self->websocket = desk_profile_get_uses_websocket (profile);
  self->websocket_path = g_string_chunk_insert (self->kept, desk_profile_get_websocket_path (profile));
  if (desk_profile_get_uses_socket (profile))
    self->unix_path = g_string_chunk_insert (self->kept, desk_profile_get_socket_path (profile));
  desk_profile_draft_take_text (self->draft, "username", _ ("User name"), desk_profile_get_username (profile));
  desk_profile_draft_take_secret (self->draft, DESK_SECRET_PASSWORD, _ ("Password"), password);
  if (filter != NULL)
    g_ptr_array_add (self->topics, g_string_chunk_insert (self->kept, filter));
  g_clear_pointer (&password, desk_secrets_free);
}

static void
use_tls (Reading *self)
{
  self->tls = TRUE;
}

static void
take_ca_file (Reading *self, char **values)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-ca-file", _ ("CA file"), values[0]);
}

static void
take_ca_folder (Reading *self, char **values)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-ca-file", _ ("CA folder"), values[0]);
}

static void
take_certificate (Reading *self, char **values)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-certificate-file", _ ("Client certificate"), values[0]);
}

static void
take_key (Reading *self, char **values)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-key-file", _ ("Key"), values[0]);
}

static void
take_system_authorities (Reading *self, char **values)
{
  use_tls (self);
}

static void
take_alpn (Reading *self, char **values)
{
  desk_profile_draft_take_text (self->draft, "tls-alpn", _ ("ALPN protocols"), values[0]);
}

/* Mosquitto still checks who signed the certificate then; that is not what our switch does. */
static void
leave_insecure (Reading *self, char **values)
{
  desk_profile_draft_leave (self->draft, _ ("Without a check of the host name"),
                            _ ("MqttDesk checks it. Enter the name of the certificate as “Server name” if it is not "
                               "the host’s."));
}

static void
leave_psk (Reading *self, char **values)
{
  use_tls (self);
  desk_profile_draft_leave (self->draft, _ ("Pre-shared key"), _ ("MqttDesk has no such setting."));
}

static void
leave_tls_detail (Reading *self, char **values)
{
  desk_profile_draft_leave (self->draft, _ ("Details of TLS"), _ ("MqttDesk takes TLS 1.2 and newer as the system has "
                                                                  "it."));
}

/* socks5h://[username[:password]@]hostname[:port] */
static void
take_proxy (Reading *self, char **values)
{
  g_autofree char *scheme = NULL, *user = NULL, *password = NULL, *host = NULL;
  int port = 0;

  if (!g_uri_split_with_user (values[0], G_URI_FLAGS_HAS_PASSWORD, &scheme, &user, &password, NULL, &host, &port, NULL,
                              NULL, NULL, NULL)
      || !g_str_has_prefix (scheme != NULL ? scheme : "", "socks5"))
    {
      desk_profile_draft_leave (self->draft, _ ("Proxy"), _ ("Its address cannot be understood."));
      return;
    }
  desk_profile_draft_take_proxy (self->draft, "socks5", host, MAX (port, 0), user);
  desk_profile_draft_take_secret (self->draft, DESK_SECRET_PROXY_PASSWORD, _ ("Password for the proxy"), password);
  if (password != NULL)
    explicit_bzero (password, strlen (password));
}

static void
take_will_topic (Reading *self, char **values)
{
  self->will_topic = values[0];
}

static void
take_will_payload (Reading *self, char **values)
{
  self->will_payload = values[0];
}

static void
take_will_qos (Reading *self, char **values)
{
  self->will_qos = values[0];
}

static void
take_will_retained (Reading *self, char **values)
{
  self->will_retained = TRUE;
}

static void
leave_property (Reading *self, const char *name)
{
  desk_profile_draft_leave (self->draft, name, _ ("It is no number that this property can have."));
}

static void
add_number (Reading *self, gboolean of_will, DeskPropertyId id, const char *name, const char *value)
{
  gint64 number = g_str_equal (value, "-1") ? G_MAXUINT32 : _desk_mosquitto_to_number (value);

  if (number < 0 || number > G_MAXUINT32)
    leave_property (self, name);
  else
    g_array_append_vals (self->properties, &(Property) { of_will, { .id = id, .number = (guint32) number } }, 1);
}

static void
take_session_expiry (Reading *self, char **values)
{
  add_number (self, FALSE, DESK_PROP_SESSION_EXPIRY_INTERVAL, _ ("Session expiry"), values[0]);
}

/* command, identifier and value; a user property has a name before its value */
static void
take_property (Reading *self, char **values)
{
  gboolean of_will = g_str_equal (values[0], "will");
  const char *name;
  DeskPropertyKind kind;

  if (!of_will && !g_str_equal (values[0], "connect"))
    return;
  for (guint id = 1; id <= DESK_PROP_SHARED_SUBSCRIPTION_AVAILABLE; id++)
    if (desk_property_lookup (id, &name, &kind) && g_str_equal (name, values[1]))
      {
        Property one = { of_will, { .id = id, .string = values[kind == DESK_PROPERTY_PAIR ? 3 : 2] } };

        if (kind == DESK_PROPERTY_PAIR)
          one.property.name = values[2];
        if (id == DESK_PROP_AUTHENTICATION_DATA)
          desk_profile_draft_leave (self->draft, _ ("Authentication data"), _ ("Enter it in the editor."));
        else if (kind == DESK_PROPERTY_STRING || kind == DESK_PROPERTY_PAIR || kind == DESK_PROPERTY_BINARY)
          g_array_append_val (self->properties, one);
        else
          add_number (self, of_will, id, name, values[2]);
        return;
      }
  desk_profile_draft_leave (self->draft, values[1], _ ("MqttDesk does not know this property."));
}

static void
take_websocket (Reading *self, char **values)
{
  self->websocket = TRUE;
}

static void
leave_address (Reading *self, char **values)
{
  desk_profile_draft_leave (self->draft, _ ("Local address"), _ ("The system chooses it."));
}

static const Option options[] = {
  { "-h", "--host", 1, take_host },
  { "-p", "--port", 1, take_port },
  { NULL, "--unix", 1, take_unix },
  { "-L", "--url", 1, take_url },
  { NULL, "--ws", 0, take_websocket },
  { "-u", "--username", 1, take_username },
  { "-P", "--pw", 1, take_password },
  { "-i", "--id", 1, take_client_id },
  { "-I", "--id-prefix", 1, leave_id_prefix },
  { "-t", "--topic", 1, take_topic },
  { "-q", "--qos", 1, take_qos },
  { "-k", "--keepalive", 1, take_keep_alive },
  { "-c", "--disable-clean-session", 0, take_persistent },
  { "-V", "--protocol-version", 1, take_version },
  { NULL, "--cafile", 1, take_ca_file },
  { NULL, "--capath", 1, take_ca_folder },
  { NULL, "--cert", 1, take_certificate },
  { NULL, "--key", 1, take_key },
  { NULL, "--tls-use-os-certs", 0, take_system_authorities },
  { NULL, "--tls-alpn", 1, take_alpn },
  { NULL, "--insecure", 0, leave_insecure },
  { NULL, "--psk", 1, leave_psk },
  { NULL, "--psk-identity", 1, NULL },
  { NULL, "--ciphers", 1, leave_tls_detail },
  { NULL, "--tls-version", 1, leave_tls_detail },
  { NULL, "--keyform", 1, leave_tls_detail },
  { NULL, "--tls-engine", 1, leave_tls_detail },
  { NULL, "--tls-engine-kpass-sha1", 1, leave_tls_detail },
  { NULL, "--tls-keylog", 1, leave_tls_detail },
  { NULL, "--proxy", 1, take_proxy },
  { NULL, "--will-topic", 1, take_will_topic },
  { NULL, "--will-payload", 1, take_will_payload },
  { NULL, "--will-qos", 1, take_will_qos },
  { NULL, "--will-retain", 0, take_will_retained },
  { "-x", "--session-expiry-interval", 1, take_session_expiry },
  { "-D", "--property", 3, take_property },
  { "-A", NULL, 1, leave_address },
  { "-M", "--max-inflight", 1, take_max_in_flight },
  { "-S", NULL, 0, NULL },
  { NULL, "--nodelay", 0, NULL },
  { "-C", NULL, 1, NULL },
  { "-d", "--debug", 0, NULL },
  { "-E", NULL, 0, NULL },
  { "-e", NULL, 1, NULL },
  { "-F", NULL, 1, NULL },
  { "-f", "--file", 1, NULL },
  { "-l", "--stdin-line", 0, NULL },
  { "-m", "--message", 1, NULL },
  { "-N", NULL, 0, NULL },
  { "-n", "--null-message", 0, NULL },
  { "-R", NULL, 0, NULL },
  { "-r", "--retain", 0, NULL },
  { "-s", "--stdin-file", 0, NULL },
  { "-T", "--filter-out", 1, NULL },
  { "-U", "--unsubscribe", 1, NULL },
  { "-v", "--verbose", 0, NULL },
  { "-W", NULL, 1, NULL },
  { NULL, "--pretty", 0, NULL },
  { NULL, "--quiet", 0, NULL },
  { NULL, "--random-filter", 1, NULL },
  { NULL, "--repeat", 1, NULL },
  { NULL, "--repeat-delay", 1, NULL },
  { NULL, "--retain-handling", 1, NULL },
  { NULL, "--retain-as-published", 0, NULL },
  { NULL, "--retained-only", 0, NULL },
  { NULL, "--remove-retained", 0, NULL },
};

static const Option *
find_option (const char *argument)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_strcmp0 (argument, options[i].brief) == 0 || g_strcmp0 (argument, options[i].name) == 0)
      return &options[i];

  return NULL;
}

gboolean
_desk_mosquitto_is_option (const char *argument)
{
  return find_option (argument) != NULL;
}

void
_desk_mosquitto_take_arguments (Reading *self, char **arguments)
{
  /* What a shell would do with the output is none of our business. */
  static const char *const operators[] = { "|", "||", "&", "&&", ";", ">", ">>", "2>", "2>&1", NULL };

  for (guint i = 0; arguments[i] != NULL && !g_strv_contains (operators, arguments[i]);)
    {
      const Option *option = find_option (arguments[i]);
      guint n_left = g_strv_length (arguments + i + 1);
      guint n_values = option != NULL ? option->n_values : 0;

      /* A user property has a name and a value. */
      if (n_values == 3 && n_left >= 2 && g_str_equal (arguments[i + 2], "user-property"))
        n_values = 4;
      if (option == NULL)
        desk_profile_draft_leave (self->draft, arguments[i], _ ("MqttDesk does not know this option."));
      else if (n_left < n_values)
        desk_profile_draft_leave (self->draft, arguments[i], _ ("Its value is missing."));
      else if (option->take != NULL)
        option->take (self, arguments + i + 1);
      i += 1 + MIN (n_values, n_left);
    }
}
