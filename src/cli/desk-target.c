/* desk-target.c: the broker that an argument names, and its password
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-target"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-secrets.h"
#include "desk-target.h"

#define PASSWORD_VARIABLE "MQTT_DESK_PASSWORD"

/* No password is longer on the wire (MQTT 5.0 section 1.5.6); a line end may follow it. */
#define PASSWORD_MAX 65535
#define PASSWORD_FILE_MAX (PASSWORD_MAX + 2)

/**
 * desk_target_is_address:
 * @target: what somebody named to connect to
 *
 * Without its scheme, only a host that has a dot or a port is told from the
 * name of a profile; who gives a user writes all of the URI.
 *
 * Returns: whether it is written like a URI, `host.example` or `host:port`
 */
gboolean
desk_target_is_address (const char *target)
{
  g_return_val_if_fail (target != NULL, FALSE);

  if (strstr (target, "://") != NULL)
    return TRUE;

  return strpbrk (target, ".:") != NULL && strpbrk (target, " \t@") == NULL;
}

/**
 * desk_target_resolve:
 * @store: the saved profiles
 * @target: a profile's name or id, or an address; see desk_target_is_address()
 * @password: (out) (transfer full) (nullable): the one in the URI, for
 *   desk_secrets_free()
 * @topic_filter: (out) (transfer full) (nullable): the one in the URI
 * @error: %DESK_ERROR_UNKNOWN_PROFILE or %DESK_ERROR_INVALID_URI
 *
 * Returns: (transfer full): the profile, a temporary one for an address
 */
DeskProfile *
desk_target_resolve (DeskProfileStore *store,
                     const char       *target,
                     char            **password,
                     char            **topic_filter,
                     GError          **error)
{
  DeskProfile *profile;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  profile = desk_profile_store_find (store, target);
  if (profile != NULL)
    return g_object_ref (profile);
  if (desk_target_is_address (target))
    return desk_profile_new_from_uri (target, password, topic_filter, error);

  desk_fail (error, DESK_ERROR_UNKNOWN_PROFILE,
             _ ("No profile is called “%s”. Name a saved profile, or give an address as mqtt://host:port."),
                target);

  return NULL;
}

/* The first line counts, as an editor or `echo` ends it. */
static gboolean
read_file (const char *file, char **password, GError **error)
{
  gboolean from_stdin = g_str_equal (file, "-");
  FILE *stream = from_stdin ? stdin : fopen (file, "re");
  char *buffer;
  gsize length;
  gboolean failed;

  if (stream == NULL)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("The password file “%s” cannot be read: %s."), file,
                      g_strerror (errno));

  buffer = g_malloc0 (PASSWORD_FILE_MAX + 1);
  length = fread (buffer, 1, PASSWORD_FILE_MAX, stream);
  failed = ferror (stream);
  if (!from_stdin)
    fclose (stream);

  if (failed || memchr (buffer, '\0', length) != NULL)
    {
      desk_secrets_free (buffer);
      return desk_fail (error, DESK_ERROR_FAILED,
                        _ ("The password file “%s” holds no text that can be read."), file);
    }

  buffer[strcspn (buffer, "\r\n")] = '\0';
  if (strlen (buffer) > PASSWORD_MAX)
    {
      desk_secrets_free (buffer);
      return desk_fail (error, DESK_ERROR_FAILED,
                        _ ("The password in “%s” is longer than the 65,535 bytes that MQTT allows."), file);
    }
  *password = buffer;

  return TRUE;
}

/**
 * desk_target_read_password:
 * @file: (nullable): a file's name; "-" for standard input
 * @password: (out) (transfer full) (nullable): the first line of @file, or
 *   what the environment holds, for desk_secrets_free(); %NULL if neither is there
 * @error: %DESK_ERROR_FAILED
 *
 * Reads a password from where other programs do not see it. It may block.
 *
 * Returns: %FALSE if @file cannot be read
 */
gboolean
desk_target_read_password (const char *file, char **password, GError **error)
{
  g_return_val_if_fail (password != NULL, FALSE);

  if (file != NULL)
    return read_file (file, password, error);

  *password = g_strdup (g_getenv (PASSWORD_VARIABLE));

  return TRUE;
}

/**
 * desk_target_blank_password:
 * @argument: one of the arguments that main() got, changed in place
 *
 * Overwrites the password of a URI, so that a list of processes does not show
 * it any longer.
 */
void
desk_target_blank_password (char *argument)
{
  char *authority, *colon, *at;

  g_return_if_fail (argument != NULL);

  authority = strstr (argument, "://");
  if (authority == NULL)
    return;

  /* Up to the last “@” of all: a password may hold a “/” or “@” that ought to be escaped. */
  authority += strlen ("://");
  colon = strchr (authority, ':');
  at = strrchr (authority, '@');
  if (colon != NULL && at != NULL && colon < at)
    memset (colon + 1, '*', (gsize) (at - colon - 1));
}

/**
 * desk_target_forget_environment:
 *
 * Takes the password out of the environment, once it was read: neither the
 * file system of processes shows it any longer, nor is it handed on to
 * programs that this one starts.
 */
void
desk_target_forget_environment (void)
{
  char *value = getenv (PASSWORD_VARIABLE);

  if (value == NULL)
    return;
  /* What /proc/PID/environ shows is this very memory. */
  explicit_bzero (value, strlen (value));
  unsetenv (PASSWORD_VARIABLE);
}
