/* main.c: starts the window or a headless verb
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "desk-application.h"
#include "desk-cli.h"

int
main (int argc, char *argv[])
{
  g_autoptr (DeskApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (desk_cli_run (argc, argv, &status))
    return status;

  application = desk_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
