/* desk-cli-import.c: makes a log of a file with messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "desk-cli-private.h"
#include "desk-log-import.h"
#include "desk-log-scratch.h"

#define VERB "import"

/**
 * desk_cli_import:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `import FILE LOG`: makes a new log of JSON Lines, as this program exports them
 * or mosquitto_sub writes them with -F %j. Lines that are no messages are left
 * out and said on stderr.
 *
 * Returns: the exit status
 */
int
desk_cli_import (int argc, char **argv)
{
  GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (DeskImportReport) report = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  int status;

  if (!desk_cli_parse (VERB, _ ("FILE LOG — make a log of messages in JSON lines"), entries, &argc, &argv, &status))
    return status;
  if (argc != 3)
    return desk_cli_usage (VERB, _ ("name one file and the log to make; see “mqtt-desk import --help”"));
  if (!g_file_test (argv[1], G_FILE_TEST_EXISTS))
    {
      desk_cli_say (_ ("There is no file “%s” to import."), argv[1]);
      return DESK_EXIT_FAILED;
    }
  if (g_file_test (argv[2], G_FILE_TEST_EXISTS))
    return desk_cli_usage (VERB, _ ("there is a file “%s” already; name a new one"), argv[2]);

  file = g_file_new_for_commandline_arg (argv[1]);
  if (!desk_log_import_sync (file, argv[2], &report, NULL, &error))
    {
      desk_cli_say ("%s", error->message);
      return DESK_EXIT_FAILED;
    }
  words = desk_import_report_describe (&report);
  if (report.n_messages == 0 && words != NULL)
    {
      desk_log_scratch_remove (argv[2]);
      desk_cli_say (_ ("There is no message in “%s”. %s"), argv[1], words);
      return DESK_EXIT_FAILED;
    }
  if (words != NULL)
    desk_cli_say ("%s", words);

  return DESK_EXIT_OK;
}
