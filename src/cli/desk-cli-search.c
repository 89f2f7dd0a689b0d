/* desk-cli-search.c: writes what a query matches, and logs as files
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>

#include "desk-cli-private.h"
#include "desk-log-export.h"
#include "desk-log.h"
#include "desk-secrets.h"
#include "desk-target.h"

#define SEARCH "search"
#define EXPORT "export"

/* Output is collected up to here before it is written. */
#define BUFFER_SIZE (256 * 1024)

/* What the options of both verbs say */
typedef struct
{
  char *log;    /* (nullable) */
  char *format; /* (nullable) */
  char *output; /* (nullable) */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->log);
  g_free (options->format);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Finds the profile whose name or id, or the broker whose address, is @name. */
static DeskProfile *
find_profile (const char *name, GError **error)
{
  g_autofree char *path = desk_profile_store_default_path ();
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autofree char *topic_filter = NULL;
  char *password = NULL;
  DeskProfile *profile;

  if (!desk_profile_store_load (store, error))
    return NULL;
  profile = desk_target_resolve (store, name, &password, &topic_filter, error);
  g_clear_pointer (&password, desk_secrets_free);

  return profile;
}

/* Whoever reads our output may have seen enough: that is no failure. */
static gboolean
is_closed_pipe (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

static gboolean
write_stdout (DeskLogExport *export, GError **error)
{
  g_autoptr (GOutputStream) raw = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) stream = g_buffered_output_stream_new_sized (raw, BUFFER_SIZE);

  return desk_log_export_to_stream (export, stream, NULL, error);
}

static gboolean
write_file (DeskLogExport *export, const char *output, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);

  return desk_log_export_to_file (export, file, NULL, error);
}

static int
run (const char *path, DeskFilter *filter, const DeskExportFormat *format, const char *output)
{
  g_autoptr (DeskLogScope) scope = desk_log_scope_new (filter, NULL, NULL, NULL);
  g_autoptr (DeskLogExport) export = desk_log_export_new (path, scope, format);
  g_autoptr (GError) error = NULL;

  if ((output != NULL ? write_file (export, output, &error) : write_stdout (export, &error))
      || is_closed_pipe (error))
    return DESK_EXIT_OK;
  desk_cli_say ("%s", error->message);

  return DESK_EXIT_FAILED;
}

/* A format by its name, else by the ending of the file, else the first one */
static const DeskExportFormat *
choose_format (const Options *options)
{
  const DeskExportFormat *const *formats = desk_export_formats ();

  if (options->format != NULL)
    return desk_export_format_find (options->format);
  for (guint i = 0; options->output != NULL && formats[i] != NULL; i++)
    {
      g_autofree char *ending = g_strconcat (".", formats[i]->extension, NULL);

      if (g_str_has_suffix (options->output, ending))
        return formats[i];
    }

  return formats[0];
}

/* Returns: the exit status */
static int
write_matches (const char *verb, Options *options, const char *name, const char *query)
{
  const DeskExportFormat *format = choose_format (options);
  g_autoptr (DeskProfile) profile = NULL;
  g_autoptr (DeskFilter) filter = NULL;
  g_autoptr (GError) error = NULL;

  if (format == NULL)
    return desk_cli_usage (verb, _ ("there is no format “%s”: use jsonl, csv or sqlite"), options->format);
  if (g_strcmp0 (options->output, "-") == 0)
    g_clear_pointer (&options->output, g_free);
  if (format->needs_file && options->output == NULL)
    return desk_cli_usage (verb, _ ("the format “%s” needs a file: add --output FILE"), format->id);

  if (options->log == NULL && (profile = find_profile (name, &error)) == NULL)
    return desk_cli_usage (verb, "%s", error->message);
  filter = desk_cli_parse_query (verb, query, profile);
  if (filter == NULL)
    return DESK_EXIT_USAGE;
  if (profile != NULL)
    options->log = desk_log_default_path (desk_profile_get_id (profile));
  if (!g_file_test (options->log, G_FILE_TEST_IS_REGULAR))
    return desk_cli_usage (verb, _ ("there is no log “%s”"), options->log);

  return run (options->log, filter, format, options->output);
}

/**
 * desk_cli_search:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `search (PROFILE|--log FILE) [--format FORMAT] [--output FILE] QUERY`: writes
 * the messages of a log that match a filter line, oldest first, as JSON lines if
 * no other format is asked for.
 *
 * Returns: the exit status
 */
int
desk_cli_search (int argc, char **argv)
{
  g_auto (Options) options = { NULL, };
  GOptionEntry entries[] = {
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &options.log, N_ ("Search this log instead of a profile’s own"),
      N_ ("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("Write jsonl (the default), csv or sqlite"),
      N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write to this file when all is found"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!desk_cli_parse (SEARCH, _ ("PROFILE|--log FILE QUERY — write matching messages as JSON lines"), entries,
                       &argc, &argv, &status))
    return status;
  if (argc != (options.log != NULL ? 2 : 3))
    return desk_cli_usage (SEARCH, _ ("name one profile or --log FILE, and one query; see “mqtt-desk search --help”"));

  return write_matches (SEARCH, &options, argv[1], argv[argc - 1]);
}

/**
 * desk_cli_export:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `export (PROFILE|--log FILE) [--format FORMAT] FILE`: writes a whole log to a
 * file, `-` being the standard output. The ending of the file tells the format if
 * none is given.
 *
 * Returns: the exit status
 */
int
desk_cli_export (int argc, char **argv)
{
  g_auto (Options) options = { NULL, };
  GOptionEntry entries[] = {
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &options.log, N_ ("Export this log instead of a profile’s own"),
      N_ ("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("Write jsonl, csv or sqlite; else the ending of the file decides"), N_ ("FORMAT") },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!desk_cli_parse (EXPORT, _ ("PROFILE|--log FILE FILE — write a log to a file"), entries, &argc, &argv, &status))
    return status;
  if (argc != (options.log != NULL ? 2 : 3))
    return desk_cli_usage (EXPORT, _ ("name one profile or --log FILE, and the file to write; see “mqtt-desk export --help”"));
  options.output = g_strdup (argv[argc - 1]);

  return write_matches (EXPORT, &options, argv[1], "");
}
