/* desk-cli.c: the headless verbs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-cli-private.h"

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
} verbs[] = {
  { "record", desk_cli_record },
  { "publish", desk_cli_publish },
  { "search", desk_cli_search },
  { "export", desk_cli_export },
  { "import", desk_cli_import },
  { "check", desk_cli_check },
};

/**
 * desk_cli_run:
 * @argc: number of arguments
 * @argv: arguments as main() got them
 * @status: (out): the exit status, if a verb ran
 *
 * Runs a headless verb (record, publish, search, export, import, check) if the
 * first argument names one.
 *
 * Returns: %FALSE if it names none and a window is wanted
 */
gboolean
desk_cli_run (int argc, char **argv, int *status)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      {
        *status = verbs[i].run (argc - 1, argv + 1);
        return TRUE;
      }

  return FALSE;
}

/* Writes one line for the person to stderr. */
void
desk_cli_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("mqtt-desk: %s\n", text);
}

/* Says what is wrong with the arguments. Returns: the exit status for that */
int
desk_cli_usage (const char *verb, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("mqtt-desk %s: %s\n", verb, text);

  return DESK_EXIT_USAGE;
}

/* Reads the options of a verb out of its arguments; what is left are its
 * parameters. Returns: FALSE if @status is the end of it already */
gboolean
desk_cli_parse (const char *verb, const char *parameters, GOptionEntry *entries, int *argc, char ***argv, int *status)
{
  g_autofree char *parameter_string = g_strdup_printf ("%s", parameters);
  g_autoptr (GOptionContext) context = g_option_context_new (parameter_string);
  g_autofree char *program = g_strdup_printf ("mqtt-desk %s", verb);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      /* A query may begin with a hyphen, as may a topic. */
      if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        *status = desk_cli_usage (verb, _ ("%s; put “--” before what is none, or see “mqtt-desk %s --help”"),
                                  error->message, verb);
      else
        *status = desk_cli_usage (verb, _ ("%s; see “mqtt-desk %s --help”"), error->message, verb);
      return FALSE;
    }
  /* What follows “--” are parameters, even with a hyphen in front. It is left where a parameter stood before. */
  for (int i = 1; i < *argc; i++)
    {
      if (strcmp ((*argv)[i], "--") != 0)
        continue;
      memmove (*argv + i, *argv + i + 1, (gsize) (*argc - i) * sizeof **argv);
      (*argc)--;
      break;
    }

  return TRUE;
}
