/* main.c: starts the window or a headless verb
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <locale.h>
#include <signal.h>

#include <glib/gi18n.h>

#include "desk-application.h"
#include "desk-cli.h"
#include "desk-launch.h"
#include "desk-target.h"

/* Arguments that make no sense, as the headless verbs have it */
#define STATUS_BAD_ARGUMENTS 2

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
  g_auto (GStrv) arguments = g_strdupv (argv);
  gboolean in_build_tree = runs_from_build_tree ();
  DeskLaunch launch;
  gboolean parsed;
  g_autoptr (GError) error = NULL;
  int status;

  /* The copy is not what a list of processes shows. */
  for (int i = 1; i < argc; i++)
    desk_target_blank_password (argv[i]);

  if (in_build_tree)
    g_setenv ("GSETTINGS_SCHEMA_DIR", BUILD_ROOT "/data", FALSE);

  /* A file that may not become larger is a full disk, and no reason to end. */
  signal (SIGXFSZ, SIG_IGN);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, in_build_tree ? BUILD_ROOT "/po" : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (desk_cli_run (argc, arguments, &status))
    return status;

  /* Mistakes are told here, whether or not another process has the window already. */
  parsed = desk_launch_parse (arguments, &launch, &error);
  desk_target_forget_environment ();
  if (!parsed)
    {
      g_printerr ("mqtt-desk: %s\n", error->message);
      return STATUS_BAD_ARGUMENTS;
    }
  if (launch.version)
    {
      g_print ("mqtt-desk %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }

  application = desk_application_new (launch.request);
  g_clear_pointer (&launch.request, g_variant_unref);

  return g_application_run (G_APPLICATION (application), 1, arguments);
}
