/* desk-launch.c: what the command line asks of the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-launch"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-launch.h"
#include "desk-profile-store.h"
#include "desk-secrets.h"
#include "desk-target.h"
#include "desk-topic.h"

typedef struct
{
  char *connect;
  char *password_file;
  char **filters;
  char **rest;
  gboolean ask;
  gboolean demo;
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->connect);
  g_free (options->password_file);
  g_strfreev (options->filters);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (char **arguments, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "connect", 0, 0, G_OPTION_ARG_STRING, &options->connect,
      N_ ("Connect to a saved profile (its name or id) or an address"), N_ ("PROFILE|URI") },
    { "subscribe", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->filters,
      N_ ("Subscribe to a topic filter once connected; may be repeated"), N_ ("FILTER") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file,
      N_ ("Read the password from the first line of a file; “-” is standard input"), N_ ("FILE") },
    { "ask", 0, 0, G_OPTION_ARG_NONE, &options->ask,
      N_ ("Show where the address leads and ask before connecting, as for a link"), NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &options->demo,
      N_ ("Start a private broker with simulated devices and connect to it"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Print the version and exit"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, N_ ("[URI]") },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) copy = g_strdupv (arguments);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, _ ("A native MQTT client. The verbs record, publish, search, export, import and check work without a window."));

  return g_option_context_parse_strv (context, &copy, error);
}

static gboolean
check_options (const Options *options, GError **error)
{
  guint n_rest = options->rest != NULL ? g_strv_length (options->rest) : 0;
  guint n_targets = n_rest + (options->connect != NULL) + (options->demo != FALSE);

  if (n_rest > 0 && !options->ask && !desk_target_is_address (options->rest[0]))
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("“%s” is not a verb and not an address. An address looks like mqtt://host:port."),
                      options->rest[0]);
  if (n_targets > 1)
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("Give one profile, one address or --demo, not several of them."));
  if (n_targets == 0 && options->filters != NULL)
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("--subscribe needs a profile or an address to connect to."));
  if (n_targets == 0 && options->password_file != NULL)
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("--password-file needs a profile or an address to connect to."));

  for (guint i = 0; options->filters != NULL && options->filters[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (!desk_topic_filter_check (options->filters[i], &local_error))
        return desk_fail (error, DESK_ERROR_INVALID_FILTER, _ ("The topic filter “%s” cannot be used. %s"),
                          options->filters[i], local_error->message);
    }

  return TRUE;
}

static void
add_filters (GVariantDict *request, const Options *options, const char *topic_filter)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) filters = NULL;

  if (topic_filter != NULL)
    g_strv_builder_add (builder, topic_filter);
  if (options->filters != NULL)
    g_strv_builder_addv (builder, (const char **) options->filters);
  filters = g_strv_builder_end (builder);
  if (filters[0] != NULL)
    g_variant_dict_insert_value (request, "subscribe",
                                 g_variant_new_strv ((const char *const *) filters, -1));
}

/* With the user, without the password: that travels on its own. */
static char *
dup_uri (DeskProfile *profile)
{
  const char *username = desk_profile_get_username (profile);
  g_autofree char *user = g_uri_escape_string (username, NULL, FALSE);
  g_autofree char *address = desk_profile_dup_address (profile);
  const char *host = strstr (address, "://") + strlen ("://");

  if (*username == '\0')
    return g_steal_pointer (&address);

  return g_strdup_printf ("%.*s%s@%s", (int) (host - address), address, user, host);
}

static gboolean
add_target (GVariantDict *request, const Options *options, const char *target, GError **error)
{
  g_autofree char *path = desk_profile_store_default_path ();
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (DeskProfile) profile = NULL;
  g_autofree char *topic_filter = NULL;
  char *in_uri = NULL;
  char *password = NULL;

  if (strstr (target, "://") == NULL && !desk_profile_store_load (store, error))
    return FALSE;
  profile = desk_target_resolve (store, target, &in_uri, &topic_filter, error);
  if (profile == NULL)
    return FALSE;
  if (!desk_target_read_password (options->password_file, &password, error))
    {
      g_clear_pointer (&in_uri, desk_secrets_free);
      return FALSE;
    }

  if (desk_profile_get_temporary (profile))
    {
      g_autofree char *uri = dup_uri (profile);

      g_variant_dict_insert (request, "uri", "s", uri);
    }
  else
    g_variant_dict_insert (request, "profile", "s", desk_profile_get_id (profile));

  /* A file was asked for by name; a URI names this connection; the environment is for all. */
  if (in_uri != NULL && options->password_file == NULL)
    g_variant_dict_insert (request, "password", "s", in_uri);
  else if (password != NULL)
    g_variant_dict_insert (request, "password", "s", password);
  g_clear_pointer (&in_uri, desk_secrets_free);
  g_clear_pointer (&password, desk_secrets_free);
  add_filters (request, options, topic_filter);

  return TRUE;
}

/* A link comes from the desktop, where nobody reads what is printed: what is
 * wrong with it is said in the window. It names no profile, and gets no password
 * but its own. */
static void
add_link (GVariantDict *request, const Options *options, const char *link)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = NULL;
  g_autofree char *topic_filter = NULL;
  g_autofree char *uri = NULL;
  char *password = NULL;

  if (strstr (link, "://") != NULL)
    profile = desk_profile_new_from_uri (link, &password, &topic_filter, &error);
  else
    desk_fail (&error, DESK_ERROR_INVALID_URI, _ ("An address looks like mqtt://host:port."));
  if (profile == NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("The link cannot be followed. %s"), error->message);

      g_variant_dict_insert (request, "problem", "s", words);
      return;
    }

  uri = dup_uri (profile);
  g_variant_dict_insert (request, "uri", "s", uri);
  g_variant_dict_insert (request, "ask", "b", TRUE);
  if (password != NULL)
    g_variant_dict_insert (request, "password", "s", password);
  g_clear_pointer (&password, desk_secrets_free);
  add_filters (request, options, topic_filter);
}

/**
 * desk_launch_parse:
 * @arguments: the arguments, the program's name first
 * @launch: (out caller-allocates): what they ask for
 * @error: what is wrong with them, in one line
 *
 * Decides here and now, without a window, whether the arguments make sense.
 * It reads the saved profiles and may read a password from standard input.
 *
 * Returns: %FALSE if they do not
 */
gboolean
desk_launch_parse (char **arguments, DeskLaunch *launch, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (GVariantDict) request = G_VARIANT_DICT_INIT (NULL);
  const char *target;

  g_return_val_if_fail (arguments != NULL, FALSE);
  g_return_val_if_fail (launch != NULL, FALSE);

  launch->version = FALSE;
  launch->request = NULL;
  if (!parse_options (arguments, &options, error))
    return FALSE;
  if (options.version)
    {
      launch->version = TRUE;
      return TRUE;
    }
  if (!check_options (&options, error))
    return FALSE;

  target = options.connect != NULL ? options.connect : options.rest != NULL ? options.rest[0] : NULL;
  if (target != NULL && options.ask)
    add_link (&request, &options, target);
  else if (target != NULL && !add_target (&request, &options, target, error))
    return FALSE;
  if (options.demo)
    {
      g_variant_dict_insert (&request, "demo", "b", TRUE);
      add_filters (&request, &options, NULL);
    }
  if (target != NULL || options.demo)
    launch->request = g_variant_ref_sink (g_variant_dict_end (&request));

  return TRUE;
}
