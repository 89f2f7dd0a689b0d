/* desk-cli-target.c: the broker and the password of a headless verb
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-cli-target.h"
#include "desk-secrets.h"
#include "desk-target.h"

typedef struct
{
  GMainLoop *loop;
  char *password;
  gboolean is_needed; /* else nobody is told that there is no keyring */
} Lookup;

static void
on_looked_up (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Lookup *lookup = user_data;

  lookup->password = desk_secrets_lookup_finish (result, &error);
  if (error != NULL && lookup->is_needed)
    desk_cli_say ("%s", error->message);
  g_main_loop_quit (lookup->loop);
}

static char *
look_up (DeskProfile *profile, DeskSecret secret)
{
  g_autoptr (GMainLoop) loop = NULL;
  /* In MQTT 5 a password may stand alone, but seldom does. */
  Lookup lookup = { .is_needed = secret != DESK_SECRET_PASSWORD || desk_profile_get_username (profile)[0] != '\0' };

  loop = lookup.loop = g_main_loop_new (NULL, FALSE);
  desk_secrets_lookup_async (desk_profile_get_id (profile), secret, NULL, on_looked_up, &lookup);
  g_main_loop_run (loop);

  return lookup.password;
}

static gboolean
set_version (DeskProfile *profile, const char *verb, const char *mqtt_version, int *status)
{
  static const struct
  {
    const char *text;
    DeskMqttVersion version;
  } versions[] = {
    { "3.1", DESK_MQTT_3_1 },
    { "3.1.1", DESK_MQTT_3_1_1 },
    { "5", DESK_MQTT_5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    if (strcmp (versions[i].text, mqtt_version) == 0)
      {
        g_object_set (profile, "mqtt-version", (int) versions[i].version, NULL);
        return TRUE;
      }
  *status = desk_cli_usage (verb, _ ("“%s” is no MQTT version; use 3.1, 3.1.1 or 5"), mqtt_version);

  return FALSE;
}

/* Finds out where to connect. Blanks a password in @argument at once.
 * Returns: FALSE if that failed, with a line said and @status set */
gboolean
desk_cli_target_init (DeskCliTarget *self,
                      const char    *verb,
                      char          *argument,
                      const char    *password_file,
                      const char    *mqtt_version,
                      int           *status)
{
  g_autofree char *text = g_strdup (argument);
  g_autofree char *path = desk_profile_store_default_path ();
  g_autoptr (DeskProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  desk_target_blank_password (argument);
  self->store = desk_profile_store_new (path);
  if (!desk_profile_store_load (self->store, &error))
    {
      desk_cli_say ("%s", error->message);
      g_clear_error (&error);
    }

  profile = desk_target_resolve (self->store, text, &self->password, &self->topic_filter, &error);
  desk_secrets_free (g_steal_pointer (&text));
  if (profile == NULL)
    {
      *status = desk_cli_usage (verb, "%s", error->message);
      return FALSE;
    }
  self->profile = desk_profile_copy (profile);
  if (mqtt_version != NULL && !set_version (self->profile, verb, mqtt_version, status))
    return FALSE;

  if (password_file != NULL || self->password == NULL)
    {
      char *password = NULL;

      if (!desk_target_read_password (password_file, &password, &error))
        {
          *status = desk_cli_usage (verb, "%s", error->message);
          return FALSE;
        }
      if (password != NULL)
        {
          desk_secrets_free (self->password);
          self->password = password;
        }
    }
  desk_target_forget_environment ();
  /* The keyring is asked last, and only for what a saved profile needs. */
  if (self->password == NULL && !desk_profile_get_temporary (profile)
      && (desk_profile_get_username (profile)[0] != '\0'
          || desk_profile_get_mqtt_version (self->profile) == DESK_MQTT_5))
    self->password = look_up (profile, DESK_SECRET_PASSWORD);
  if (!desk_profile_get_temporary (profile) && desk_profile_get_uses_tls (profile)
      && desk_profile_get_tls_certificate_file (profile)[0] != '\0')
    self->passphrase = look_up (profile, DESK_SECRET_PASSPHRASE);
  if (!desk_profile_get_temporary (profile) && desk_profile_get_proxy_username (profile)[0] != '\0'
      && strcmp (desk_profile_get_proxy (profile), "none") != 0)
    self->proxy_password = look_up (profile, DESK_SECRET_PROXY_PASSWORD);
  if (!desk_profile_get_temporary (profile) && desk_profile_has_secret_headers (profile))
    self->headers = look_up (profile, DESK_SECRET_HEADERS);
  if (!desk_profile_get_temporary (profile) && desk_profile_get_mqtt_version (self->profile) == DESK_MQTT_5
      && desk_profile_get_mqtt5 (profile)->authentication_method[0] != '\0')
    self->authentication = look_up (profile, DESK_SECRET_AUTHENTICATION);

  return TRUE;
}

void
desk_cli_target_clear (DeskCliTarget *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->password, desk_secrets_free);
  g_clear_pointer (&self->passphrase, desk_secrets_free);
  g_clear_pointer (&self->proxy_password, desk_secrets_free);
  g_clear_pointer (&self->headers, desk_secrets_free);
  g_clear_pointer (&self->authentication, desk_secrets_free);
  g_clear_pointer (&self->topic_filter, g_free);
}

/* Returns: FALSE if @qos is none, with a line said and @status set */
gboolean
desk_cli_parse_qos (const char *verb, int qos, int *status)
{
  if (qos >= 0 && qos <= 2)
    return TRUE;
  *status = desk_cli_usage (verb, _ ("the QoS must be 0, 1 or 2"));

  return FALSE;
}
