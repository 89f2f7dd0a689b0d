/* desk-cli-publish.c: publishes one message without a window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "desk-cli-target.h"
#include "desk-batch.h"
#include "desk-session-options.h"
#include "desk-error.h"
#include "desk-packet-reader.h"
#include "desk-topic.h"

#define VERB "publish"
#define TOKEN 1

/* MQTT 3.1.1 section 3.1.3.1: what every broker takes */
#define SAFE_CLIENT_ID 23
#define SUFFIX "-pub-%04x"
#define SUFFIX_LENGTH 9

/* Filled by the network thread, looked at when the loop has ended. */
typedef struct
{
  GMainLoop *loop;
  DeskClient *client;
  const char *topic;
  GBytes *payload;
  guint8 qos;
  gboolean retained;
  gboolean published;
  GError *error; /* (owned) (nullable) */
} Publishing;

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

static void
on_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  Publishing *publishing = user_data;

  desk_client_publish (publishing->client, TOKEN, publishing->topic, publishing->payload, publishing->qos,
                       publishing->retained, NULL);
}

static void
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static void
on_lost (const GError *error, gpointer user_data)
{
  Publishing *publishing = user_data;

  if (error != NULL && publishing->error == NULL && !publishing->published)
    publishing->error = g_error_copy (error);
  /* The loop may not run yet, and would then not hear of it. */
  g_idle_add_once (quit, publishing->loop);
}

static void
on_messages (DeskBatch *batch, gpointer user_data)
{
  desk_batch_free (batch);
}

static void
on_subscribed (guint64 token, guint8 code, const GError *error, gpointer user_data)
{
}

static void
on_unsubscribed (guint64 token, const GError *error, gpointer user_data)
{
}

static void
on_published (guint64 token, gboolean acknowledged, guint8 reason, const GError *error, gpointer user_data)
{
  Publishing *publishing = user_data;

  if (error != NULL && publishing->error == NULL)
    publishing->error = g_error_copy (error);
  publishing->published = error == NULL;
  desk_client_disconnect (publishing->client);
}

static GBytes *
read_payload (const char *text, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  FILE *file;
  gsize length;

  if (path == NULL)
    return g_bytes_new (text, text != NULL ? strlen (text) : 0);

  file = strcmp (path, "-") == 0 ? stdin : fopen (path, "re");
  if (file == NULL)
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("could not read “%s”: %s"), path, g_strerror (errno));
      return NULL;
    }
  while ((length = fread (buffer, 1, sizeof buffer, file)) > 0 && bytes->len <= DESK_PACKET_MAX)
    g_byte_array_append (bytes, buffer, (guint) length);
  if (file != stdin)
    fclose (file);
  if (bytes->len > DESK_PACKET_MAX)
    {
      desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE, _ ("“%s” is larger than the 256 MiB that MQTT can carry"), path);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* A name beside that of the profile: a window that is connected stays so, and rules
 * of the broker about the beginning of the name hold for both. */
static char *
make_client_id (DeskProfile *profile)
{
  g_autofree char *own = desk_profile_expand_known (profile, desk_profile_get_client_id (profile));
  glong length = g_utf8_strlen (own, -1);
  g_autofree char *begin = NULL;

  if (length == 0)
    return desk_profile_generate_client_id ();
  begin = g_utf8_substring (own, 0, length <= SAFE_CLIENT_ID ? MIN (length, SAFE_CLIENT_ID - SUFFIX_LENGTH) : length);

  return g_strdup_printf ("%s" SUFFIX, begin, (guint) g_random_int_range (0, 0x10000));
}

/* It takes no message that waits for the profile, and leaves nothing behind. */
static DeskConnectOptions *
make_options (DeskCliTarget *target)
{
  g_autofree char *client_id = make_client_id (target->profile);
  DeskConnectOptions *options
      = desk_connect_options_from_profile (target->profile, client_id, target->password, target->passphrase,
                                           target->proxy_password, target->headers);

  desk_connect_options_set_authentication (options, target->profile, target->authentication);
  options->clean_start = TRUE;
  options->mqtt5->session_expiry = 0;
  g_clear_pointer (&options->will, desk_will_free);

  return options;
}

static int
run (Publishing *publishing, DeskCliTarget *target)
{
  static const DeskClientFuncs funcs = {
    .step = on_step,
    .connected = on_connected,
    .lost = on_lost,
    .messages = on_messages,
    .subscribed = on_subscribed,
    .unsubscribed = on_unsubscribed,
    .published = on_published,
  };
  g_autoptr (DeskConnectOptions) options = make_options (target);

  publishing->client = desk_client_new (&funcs, publishing);
  desk_client_connect (publishing->client, options);
  g_main_loop_run (publishing->loop);
  g_clear_pointer (&publishing->client, desk_client_free);

  if (publishing->error != NULL)
    desk_cli_say ("%s", publishing->error->message);

  return publishing->published ? DESK_EXIT_OK : DESK_EXIT_FAILED;
}

/**
 * desk_cli_publish:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `publish (PROFILE|URI) TOPIC [-m TEXT|-f FILE]`: publishes one message and
 * waits until it is sent (QoS 0) or acknowledged. It writes no log and has a
 * client ID of its own, since a window may be connected at the same time.
 *
 * Returns: the exit status
 */
int
desk_cli_publish (int argc, char **argv)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *mqtt_version = NULL;
  g_autofree char *password_file = NULL;
  int qos = 0;
  gboolean retained = FALSE;
  GOptionEntry entries[] = {
    { "message", 'm', 0, G_OPTION_ARG_STRING, &text, N_ ("Publish this text"), N_ ("TEXT") },
    { "file", 'f', 0, G_OPTION_ARG_FILENAME, &path, N_ ("Publish the bytes of this file (-: standard input)"), N_ ("FILE") },
    { "qos", 'q', 0, G_OPTION_ARG_INT, &qos, N_ ("QoS: 0, 1 or 2"), N_ ("QOS") },
    { "retain", 'r', 0, G_OPTION_ARG_NONE, &retained, N_ ("Ask the broker to retain the message"), NULL },
    { "mqtt-version", 0, 0, G_OPTION_ARG_STRING, &mqtt_version, N_ ("MQTT version: 3.1, 3.1.1 or 5"), N_ ("VERSION") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("Read the password from a file (-: standard input)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (DeskCliTarget) target = { 0 };
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GError) error = NULL;
  Publishing publishing = { 0 };
  int status;

  if (!desk_cli_parse (VERB, _ ("PROFILE|URI TOPIC — publish one message"), entries, &argc, &argv, &status))
    return status;
  if (argc != 3)
    return desk_cli_usage (VERB, _ ("name a profile or URI and a topic; see “mqtt-desk publish --help”"));
  if (text != NULL && path != NULL)
    return desk_cli_usage (VERB, _ ("use either -m or -f, not both"));
  if (!desk_topic_check (argv[2], &error))
    return desk_cli_usage (VERB, _ ("the topic cannot be used: %s"), error->message);
  if (!desk_cli_parse_qos (VERB, qos, &status)
      || !desk_cli_target_init (&target, VERB, argv[1], password_file, mqtt_version, &status))
    return status;
  payload = read_payload (text, path, &error);
  if (payload == NULL)
    return desk_cli_usage (VERB, "%s", error->message);

  loop = g_main_loop_new (NULL, FALSE);
  publishing = (Publishing) {
    .loop = loop,
    .topic = argv[2],
    .payload = payload,
    .qos = (guint8) qos,
    .retained = retained,
  };
  status = run (&publishing, &target);
  g_clear_error (&publishing.error);

  return status;
}
