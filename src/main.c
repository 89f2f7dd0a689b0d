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

/* A program started from its build tree has neither its settings schema nor
 * its translations where an installed one finds them. */
static gboolean
runs_from_build_tree (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return g_strcmp0 (program, BUILD_ROOT "/src/mqtt-desk") == 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (DeskApplication) application = NULL;
  gboolean in_build_tree = runs_from_build_tree ();
  int status;

  if (in_build_tree)
    g_setenv ("GSETTINGS_SCHEMA_DIR", BUILD_ROOT "/data", FALSE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, in_build_tree ? BUILD_ROOT "/po" : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (desk_cli_run (argc, argv, &status))
    return status;

  application = desk_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
