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
#include "desk-importer-mosquitto-private.h"

#define MAX_COMMAND 65536 /* bytes of a command line */
#define MAX_OPTIONS 10000

/* A file with an option a line (everything behind the first space is its
 * value), or a command line as it is typed in a shell. */

typedef DeskMosquittoReading Reading;

static void
take_topics (Reading *self)
{
  for (guint i = 0; i < self->topics->len; i++)
    if (!self->publishes)
      desk_profile_draft_take_subscription (self->draft, g_ptr_array_index (self->topics, i),
                                            self->qos != NULL ? _desk_mosquitto_to_number (self->qos) : 0);
    else
      desk_profile_draft_leave (self->draft, _ ("Topic to publish on"), _ ("Only settings are taken."));
}

/* Without MQTT 5 they mean nothing. */
static void
take_properties (Reading *self)
{
  if (desk_profile_get_mqtt_version (desk_profile_draft_get_profile (self->draft)) != DESK_MQTT_5)
    return;
  for (guint i = 0; i < self->properties->len; i++)
    {
      const DeskMosquittoProperty *one = &g_array_index (self->properties, DeskMosquittoProperty, i);

      if (one->of_will)
        desk_profile_draft_take_will_property (self->draft, &one->property);
      else
        desk_profile_draft_take_connect_property (self->draft, &one->property);
    }
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
  if (self->websocket)
    desk_profile_draft_take_text (self->draft, "websocket-path", _ ("Path"), self->websocket_path);
  take_topics (self);
  desk_profile_draft_take_will (self->draft, self->will_topic, self->will_payload,
                                self->will_qos != NULL ? _desk_mosquitto_to_number (self->will_qos) : 0, self->will_retained);
  take_properties (self);
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

  return is_program (first) || (first[0] == '-' && _desk_mosquitto_is_option (first))
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
  g_autoptr (GArray) properties = g_array_new (FALSE, TRUE, sizeof (DeskMosquittoProperty));
  Reading self = { .topics = topics, .kept = kept, .properties = properties };
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
  _desk_mosquitto_take_arguments (&self, first != NULL ? first + 1 : arguments);
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
