/* desk-cli-check.c: checks a connection without a window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "desk-check.h"
#include "desk-cli-target.h"
#include "desk-session-options.h"

#define VERB "check"

static int
run (const DeskConnectOptions *options, gboolean probe)
{
  g_autoptr (DeskCheck) check = desk_check_new (options);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *text = NULL;

  desk_check_set_probe (check, probe);
  g_signal_connect_swapped (check, "finished", G_CALLBACK (g_main_loop_quit), loop);
  desk_check_start (check);
  g_main_loop_run (loop);
  text = desk_check_dup_text (check);
  g_print ("%s", text);

  return desk_check_get_passed (check) ? DESK_EXIT_OK : DESK_EXIT_FAILED;
}

/**
 * desk_cli_check:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `check (PROFILE|URI)`: finds out step by step why there is no connection, and
 * prints what was found as text, without secrets. At the end it subscribes to a
 * topic of its own and publishes a message to it, unless it gets `--no-probe`.
 *
 * Returns: the exit status: 0 if the connection works
 */
int
desk_cli_check (int argc, char **argv)
{
  g_autofree char *mqtt_version = NULL;
  g_autofree char *password_file = NULL;
  gboolean no_probe = FALSE;
  GOptionEntry entries[] = {
    { "mqtt-version", 0, 0, G_OPTION_ARG_STRING, &mqtt_version, N_ ("MQTT version: 3.1, 3.1.1 or 5"), N_ ("VERSION") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("Read the password from a file (-: standard input)"), N_ ("FILE") },
    { "no-probe", 0, 0, G_OPTION_ARG_NONE, &no_probe, N_ ("Neither subscribe nor publish"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (DeskCliTarget) target = { 0 };
  g_autoptr (DeskConnectOptions) options = NULL;
  g_autofree char *client_id = NULL;
  int status;

  if (!desk_cli_parse (VERB, _ ("PROFILE|URI — find out why there is no connection\n\n"
                                   "At the end it subscribes to a topic of its own, mqttdesk/check/ and a random "
                                   "number,\nand publishes one message to it, not retained; not so with "
                                   "--no-probe."),
                       entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return desk_cli_usage (VERB, _ ("name a profile or URI; see “mqtt-desk check --help”"));
  if (!desk_cli_target_init (&target, VERB, argv[1], password_file, mqtt_version, &status))
    return status;

  client_id = desk_profile_expand_known (target.profile, desk_profile_get_client_id (target.profile));
  options = desk_connect_options_from_profile (target.profile, client_id, target.password, target.passphrase,
                                               target.proxy_password, target.headers);
  desk_connect_options_set_authentication (options, target.profile, target.authentication);

  return run (options, !no_probe);
}
