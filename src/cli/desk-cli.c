/* desk-cli.c: the headless verbs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-cli.h"

/**
 * desk_cli_run:
 * @argc: number of arguments
 * @argv: arguments as main() got them
 * @status: (out): the exit status, if a verb ran
 *
 * Runs a headless verb (record, publish, search) if the arguments name one.
 *
 * Returns: %FALSE if they name none and a window is wanted
 */
gboolean
desk_cli_run (int argc, char **argv, int *status)
{
  return FALSE;
}
