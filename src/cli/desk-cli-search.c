/* desk-cli-search.c: writes what a query matches as JSON lines
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>

#include "desk-cli-private.h"
#include "desk-json-line.h"
#include "desk-log.h"
#include "desk-secrets.h"
#include "desk-target.h"

#define VERB "search"

/* Output is collected up to here before it is written. */
#define BUFFER_SIZE (256 * 1024)

static gboolean
write_row (DeskSearchRow *row, gpointer user_data, GError **error)
{
  return desk_json_line_write (row, user_data, NULL, error);
}

/* Finds the log that a profile's name or id stands for. */
static char *
find_log (const char *name, GError **error)
{
  g_autofree char *path = desk_profile_store_default_path ();
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (DeskProfile) profile = NULL;
  g_autofree char *topic_filter = NULL;
  char *password = NULL;

  if (!desk_profile_store_load (store, error))
    return NULL;
  profile = desk_target_resolve (store, name, &password, &topic_filter, error);
  g_clear_pointer (&password, desk_secrets_free);

  return profile != NULL ? desk_log_default_path (desk_profile_get_id (profile)) : NULL;
}

/* Whoever reads our output may have seen enough: that is no failure. */
static gboolean
is_closed_pipe (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

static int
search (const char *path, DeskFilter *filter)
{
  g_autoptr (GOutputStream) raw = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) stream = g_buffered_output_stream_new_sized (raw, BUFFER_SIZE);
  g_autoptr (GError) error = NULL;

  if ((desk_search_run_sync (path, filter, write_row, stream, NULL, &error)
       && g_output_stream_flush (stream, NULL, &error))
      || is_closed_pipe (error))
    return DESK_EXIT_OK;
  desk_cli_say ("%s", error->message);

  return DESK_EXIT_FAILED;
}

/**
 * desk_cli_search:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `search (PROFILE|--log FILE) QUERY`: writes the messages of a log that match
 * a filter line as JSON lines, oldest first.
 *
 * Returns: the exit status
 */
int
desk_cli_search (int argc, char **argv)
{
  g_autofree char *path = NULL;
  GOptionEntry entries[] = {
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("Search this log instead of a profile’s own"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (DeskFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!desk_cli_parse (VERB, _ ("PROFILE|--log FILE QUERY — write matching messages as JSON lines"), entries, &argc, &argv,
                       &status))
    return status;
  if (argc != (path != NULL ? 2 : 3))
    return desk_cli_usage (VERB, _ ("name one profile or --log FILE, and one query; see “mqtt-desk search --help”"));

  filter = desk_filter_parse (argv[argc - 1], NULL, NULL, &error);
  if (filter == NULL)
    return desk_cli_usage (VERB, _ ("the query cannot be understood: %s"), error->message);
  if (path == NULL)
    path = find_log (argv[1], &error);
  if (path == NULL)
    return desk_cli_usage (VERB, "%s", error->message);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return desk_cli_usage (VERB, _ ("there is no log “%s”"), path);

  return search (path, filter);
}
