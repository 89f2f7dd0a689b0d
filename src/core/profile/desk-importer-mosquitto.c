/* desk-importer-mosquitto.c: the options of mosquitto_sub, mosquitto_pub and mosquitto_rr
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

#define MAX_COMMAND 65536 /* bytes of a command line */
#define MAX_OPTIONS 10000

/* A file with an option a line (everything behind the first space is its
 * value), or a command line as it is typed in a shell. */

typedef struct
{
  DeskProfileDraft *draft;
  gboolean publishes;   /* topics are for publishing */
  const char *host;     /* (nullable) */
  const char *qos;      /* (nullable) */
  GPtrArray *topics;    /* (unowned) of unowned */
  GStringChunk *kept;   /* (unowned): what came out of an address */
  gint64 port;          /* 0: none given */
  gboolean tls;
  gboolean tls_given;   /* by an option, not only by the port */
  gboolean websocket;
  const char *unix_path; /* (nullable) */
} Reading;

typedef void (*TakeFunc) (Reading *self, const char *value);

typedef struct
{
  const char *brief;   /* (nullable) */
  const char *name;
  guint n_values;
  TakeFunc take;       /* (nullable): it is about messages and output, not about the connection */
} Option;

static gint64
to_number (const char *value)
{
  gint64 number;

  return g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL) ? number : -1;
}

static void
take_host (Reading *self, const char *value)
{
  self->host = value;
}

static void
take_port (Reading *self, const char *value)
{
  self->port = to_number (value);
}

static void
take_unix (Reading *self, const char *value)
{
  self->unix_path = value;
}

static void
take_username (Reading *self, const char *value)
{
  desk_profile_draft_take_text (self->draft, "username", _ ("User name"), value);
}

static void
take_password (Reading *self, const char *value)
{
  desk_profile_draft_take_secret (self->draft, DESK_SECRET_PASSWORD, _ ("Password"), value);
}

static void
take_client_id (Reading *self, const char *value)
{
  desk_profile_draft_take_text (self->draft, "client-id", _ ("Client ID"), value);
}

static void
leave_id_prefix (Reading *self, const char *value)
{
  desk_profile_draft_leave (self->draft, _ ("Beginning of the client ID"),
                            _ ("A random client ID is used. Enter one in the editor if the broker needs it."));
}

static void
take_topic (Reading *self, const char *value)
{
  g_ptr_array_add (self->topics, (gpointer) value);
}

static void
take_qos (Reading *self, const char *value)
{
  self->qos = value;
}

static void
take_keep_alive (Reading *self, const char *value)
{
  desk_profile_draft_take_number (self->draft, "keep-alive", _ ("Keep-alive"), to_number (value));
}

static void
take_persistent (Reading *self, const char *value)
{
  desk_profile_draft_take_boolean (self->draft, "clean-start", _ ("Clean start"), FALSE);
}

static void
take_version (Reading *self, const char *value)
{
  const char *number = g_str_has_prefix (value, "mqttv") ? value + strlen ("mqttv") : value;

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
take_url (Reading *self, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filter = NULL;
  char *password = NULL;
  g_autoptr (DeskProfile) profile = desk_profile_new_from_uri (value, &password, &filter, &error);

  if (profile == NULL)
    {
      desk_profile_draft_leave (self->draft, _ ("Address"), error->message);
      return;
    }
  self->host = g_string_chunk_insert (self->kept, desk_profile_get_host (profile));
  self->port = desk_profile_get_port (profile);
  self->tls = self->tls_given = desk_profile_get_uses_tls (profile);
  self->websocket = g_str_has_prefix (desk_profile_get_transport (profile), "ws");
  take_username (self, desk_profile_get_username (profile));
  take_password (self, password);
  if (filter != NULL)
    take_topic (self, g_string_chunk_insert (self->kept, filter));
  g_clear_pointer (&password, desk_secrets_free);
}

static void
use_tls (Reading *self)
{
  self->tls = self->tls_given = TRUE;
}

static void
take_ca_file (Reading *self, const char *value)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-ca-file", _ ("CA file"), value);
}

static void
take_ca_folder (Reading *self, const char *value)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-ca-file", _ ("CA folder"), value);
}

static void
take_certificate (Reading *self, const char *value)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-certificate-file", _ ("Client certificate"), value);
}

static void
take_key (Reading *self, const char *value)
{
  use_tls (self);
  desk_profile_draft_take_file (self->draft, "tls-key-file", _ ("Key"), value);
}

static void
take_system_authorities (Reading *self, const char *value)
{
  use_tls (self);
}

static void
take_alpn (Reading *self, const char *value)
{
  desk_profile_draft_take_text (self->draft, "tls-alpn", _ ("ALPN protocols"), value);
}

/* Mosquitto still checks who signed the certificate then; that is not what our switch does. */
static void
leave_insecure (Reading *self, const char *value)
{
  desk_profile_draft_leave (self->draft, _ ("Without a check of the host name"),
                            _ ("MqttDesk checks it. Enter the name of the certificate as “Server name” if it is not "
                               "the host’s."));
}

static void
leave_psk (Reading *self, const char *value)
{
  use_tls (self);
  desk_profile_draft_leave (self->draft, _ ("Pre-shared key"), _ ("MqttDesk has no such setting."));
}

static void
leave_tls_detail (Reading *self, const char *value)
{
  desk_profile_draft_leave (self->draft, _ ("Details of TLS"), _ ("MqttDesk takes TLS 1.2 and newer as the system has "
                                                                  "it."));
}

static void
leave_proxy (Reading *self, const char *value)
{
  desk_profile_draft_leave (self->draft, _ ("Proxy"), _ ("MqttDesk has no such setting."));
}

static void
leave_will (Reading *self, const char *value)
{
  desk_profile_draft_leave (self->draft, _ ("Last will"), _ ("MqttDesk has no such setting."));
}

static void
leave_property (Reading *self, const char *value)
{
  desk_profile_draft_leave (self->draft, _ ("MQTT 5 property"), _ ("MqttDesk has no such setting."));
}

static void
take_websocket (Reading *self, const char *value)
{
  self->websocket = TRUE;
}

static void
leave_address (Reading *self, const char *value)
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
  { NULL, "--proxy", 1, leave_proxy },
  { NULL, "--will-topic", 1, leave_will },
  { NULL, "--will-payload", 1, NULL },
  { NULL, "--will-qos", 1, NULL },
  { NULL, "--will-retain", 0, NULL },
  { "-x", "--session-expiry-interval", 1, leave_property },
  { "-D", "--property", 3, leave_property },
  { "-A", NULL, 1, leave_address },
  { "-M", "--max-inflight", 1, NULL },
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

static void
take_arguments (Reading *self, char **arguments)
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
        option->take (self, arguments[i + 1]);
      i += 1 + MIN (n_values, n_left);
    }
}

static void
take_topics (Reading *self)
{
  for (guint i = 0; i < self->topics->len; i++)
    if (!self->publishes)
      desk_profile_draft_take_subscription (self->draft, g_ptr_array_index (self->topics, i),
                                            self->qos != NULL ? to_number (self->qos) : 0);
    else
      desk_profile_draft_leave (self->draft, _ ("Topic to publish on"), _ ("Only settings are taken."));
}

static void
finish (Reading *self)
{
  /* What is registered for MQTT over TLS, and Mosquitto takes it so too */
  if (self->port == DESK_PROFILE_DEFAULT_TLS_PORT)
    self->tls = TRUE;
  if (self->unix_path != NULL)
    desk_profile_draft_take_address (self->draft, "unix", self->unix_path, 0);
  else
    desk_profile_draft_take_address (self->draft,
                                     self->websocket ? (self->tls ? "wss" : "ws") : (self->tls ? "mqtts" : "mqtt"),
                                     self->host != NULL ? self->host : "localhost", self->port);
  take_topics (self);
  desk_profile_draft_finish (self->draft);
}

/* (transfer full) (nullable): the words of a file with an option a line */
static char **
split_file (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_OPTIONS);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **line = lines; *line != NULL; line++)
    {
      char *value = strchr (g_strstrip (*line), ' ');

      if (**line == '\0' || **line == '#')
        continue;
      if (value != NULL)
        *value++ = '\0';
      g_strv_builder_add (words, *line);
      if (value != NULL)
        g_strv_builder_add (words, g_strchug (value));
    }

  return g_strv_builder_end (words);
}

static gboolean
is_program (const char *word)
{
  const char *slash = strrchr (word, '/');

  return g_str_has_prefix (slash != NULL ? slash + 1 : word, "mosquitto_");
}

/* (nullable): in "$ sudo docker exec broker mosquitto_sub -v", for instance, not the first word */
static char **
find_program (char **arguments)
{
  for (char **argument = arguments; *argument != NULL; argument++)
    if (is_program (*argument))
      return argument;

  return NULL;
}

static gboolean
recognises (const DeskImportSource *source)
{
  g_autofree char *first = NULL;
  const char *text = source->text;

  if (source->json != NULL)
    return FALSE;
  while (g_ascii_isspace (*text) || *text == '#')
    text += *text == '#' ? strcspn (text, "\n") : 1;
  first = g_strndup (text, strcspn (text, " \t\r\n"));

  return is_program (first) || (first[0] == '-' && find_option (first) != NULL)
         || (*source->name == '\0' && strstr (text, "mosquitto_") != NULL);
}

static gboolean
read_connections (const DeskImportSource *source, GPtrArray *drafts, GError **error)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) topics = g_ptr_array_new ();
  g_autofree char *text = g_strstrip (g_strdup (source->text));
  g_autoptr (GStringChunk) kept = g_string_chunk_new (256);
  Reading self = { .topics = topics, .kept = kept };
  char **first;

  if (source->length > MAX_COMMAND)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("It is too long for the options of mosquitto_sub."));
  if (*source->name != '\0' && !is_program (text))
    arguments = split_file (text);
  else if (!g_shell_parse_argv (text, NULL, &arguments, &local_error))
    return desk_fail (error, DESK_ERROR_FAILED, _ ("Its quotation marks do not fit together."));

  first = find_program (arguments);
  self.publishes = strstr (first != NULL ? *first : source->name, "mosquitto_pub") != NULL;
  self.draft = desk_profile_draft_new (desk_importer_mosquitto.product);
  take_arguments (&self, first != NULL ? first + 1 : arguments);
  finish (&self);
  g_ptr_array_add (drafts, self.draft);
  /* There may be a password among them. */
  for (char **argument = arguments; *argument != NULL; argument++)
    explicit_bzero (*argument, strlen (*argument));
  explicit_bzero (text, strlen (text));

  return TRUE;
}

static const char *const config_paths[] = { "mosquitto_sub", "mosquitto_pub", "mosquitto_rr", NULL };

const DeskImporter desk_importer_mosquitto = {
  "mosquitto_sub", "config", config_paths, recognises, read_connections
};
