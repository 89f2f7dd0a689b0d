/* desk-profile-websocket.c: how a profile wants WebSocket to be asked for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"

/* Servers take some 8 KiB for all the headers together. */
#define MAX_PATH 4000
#define MAX_NAME 100
#define MAX_VALUE 8000

/* What a name is made of (RFC 9110 section 5.6.2) */
#define TOKEN G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "!#$%&'*+-.^_`|~"

/**
 * desk_profile_get_websocket_path:
 * @self: a profile
 *
 * Returns: where on the server, perhaps with a query; empty: where most brokers
 *   have it
 */
const char *
desk_profile_get_websocket_path (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_WEBSOCKET_PATH]);
}

/**
 * desk_profile_get_websocket_headers:
 * @self: a profile
 *
 * Returns: headers of the handshake, a line for each: "Name: value", or "Name"
 *   where the keyring has the value (#DESK_SECRET_HEADERS)
 */
const char *
desk_profile_get_websocket_headers (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_WEBSOCKET_HEADERS]);
}

/* Splits "Name: value". Returns: whether there is a value */
static gboolean
split_line (const char *line, char **name, char **value)
{
  const char *colon = strchr (line, ':');

  *name = g_strstrip (colon != NULL ? g_strndup (line, (gsize) (colon - line)) : g_strdup (line));
  *value = g_strstrip (g_strdup (colon != NULL ? colon + 1 : ""));

  return colon != NULL;
}

/**
 * desk_profile_has_secret_headers:
 * @self: a profile
 *
 * Returns: whether the keyring has to be asked for the value of a header
 */
gboolean
desk_profile_has_secret_headers (DeskProfile *self)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  if (!desk_profile_get_uses_websocket (self))
    return FALSE;
  lines = g_strsplit (desk_profile_get_websocket_headers (self), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && strchr (*line, ':') == NULL)
      return TRUE;

  return FALSE;
}

/**
 * desk_profile_dup_websocket_headers:
 * @self: a profile
 * @secrets: (nullable): what the keyring has: lines "Name: value" in the order of
 *   the profile
 *
 * Puts the headers of the handshake together. One whose value is not known is
 * left out: the server says that it misses it.
 *
 * Returns: (transfer full): names and values by turns; wipe them
 */
char **
desk_profile_dup_websocket_headers (DeskProfile *self, const char *secrets)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  const char *rest = secrets != NULL ? secrets : "";

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  lines = g_strsplit (desk_profile_get_websocket_headers (self), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;
      gsize length;

      if (split_line (*line, &name, &value))
        {
          g_strv_builder_add_many (builder, name, value, NULL);
          continue;
        }
      length = strlen (name);
      if (length > 0 && strncmp (rest, name, length) == 0 && rest[length] == ':')
        {
          gsize end = strcspn (rest, "\n");
          char *secret = g_strstrip (g_strndup (rest + length + 1, end - length - 1));

          g_strv_builder_add_many (builder, name, secret, NULL);
          explicit_bzero (secret, strlen (secret));
          g_free (secret);
          rest += end + (rest[end] != '\0');
        }
    }

  return g_strv_builder_end (builder);
}

/**
 * desk_profile_hide_websocket_headers:
 * @lines: headers as a profile has them
 * @known: (nullable): what the keyring has for them, or would have
 * @secrets: (out) (nullable) (transfer full): what it is to have, to be wiped;
 *   %NULL if there is nothing
 *
 * Takes the values that are secrets by the names of their headers out of what
 * somebody wrote by hand.
 *
 * Returns: (transfer full): the lines without them
 */
char *
desk_profile_hide_websocket_headers (const char *lines, const char *known, char **secrets)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  g_auto (GStrv) kept = g_strsplit (known != NULL ? known : "", "\n", -1);
  GString *shown = g_string_new (NULL);
  GString *hidden = g_string_new (NULL);
  char **next = kept;

  for (char **line = split; *line != NULL; line++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;
      gboolean is_open = split_line (*line, &name, &value);
      gboolean is_secret = is_open && desk_profile_is_secret_header (name);

      if (line != split)
        g_string_append_c (shown, '\n');
      g_string_append (shown, is_secret ? name : *line);
      if (is_secret)
        g_string_append_printf (hidden, "%s%s: %s", hidden->len > 0 ? "\n" : "", name, value);
      else if (!is_open && *name != '\0' && *next != NULL && g_str_has_prefix (*next, name))
        g_string_append_printf (hidden, "%s%s", hidden->len > 0 ? "\n" : "", *next++);
      explicit_bzero (value, strlen (value));
    }
  for (char **line = kept; *line != NULL; line++)
    explicit_bzero (*line, strlen (*line));

  *secrets = g_string_free (hidden, hidden->len == 0);

  return g_string_free (shown, FALSE);
}

/**
 * desk_profile_is_secret_header:
 * @name: a header's name
 *
 * Returns: whether its value is a secret by its name, which has no place in
 *   profiles.json
 */
gboolean
desk_profile_is_secret_header (const char *name)
{
  static const char *const parts[] = { "auth", "cookie", "key", "pass", "secret", "signature", "token" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (lower, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * desk_profile_check_websocket_path:
 * @path: a path as a person enters it; empty: the default
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a path with or without a query (RFC 3986 sections 3.3 and 3.4). What
 * is not ASCII has to be escaped, as in an address.
 *
 * Returns: whether it can be asked for
 */
gboolean
desk_profile_check_websocket_path (const char *path, GError **error)
{
  if (path[0] == '\0')
    return TRUE;
  if (path[0] != '/')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Let the path begin with “/”, as in /mqtt."));
  if (strlen (path) > MAX_PATH)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter at most %'d characters."), MAX_PATH);

  for (const char *p = path; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || *p == '#')
      return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                        _ ("Write spaces, “#” and letters beyond ASCII as %%20, %%23 and so on."));

  return TRUE;
}

/* What the handshake sends itself, or what would change its meaning */
static gboolean
is_ours (const char *name)
{
  static const char *const names[] = {
    "upgrade", "connection", "content-length", "transfer-encoding", "te", "trailer", "expect",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return g_ascii_strncasecmp (name, "sec-websocket-", strlen ("sec-websocket-")) == 0;
}

/**
 * desk_profile_check_websocket_header:
 * @name: a header's name
 * @value: its value; may be empty
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a header (RFC 9110 sections 5.1 and 5.5): above all, it must not hold
 * a line break.
 *
 * Returns: whether it can be sent
 */
gboolean
desk_profile_check_websocket_header (const char *name, const char *value, GError **error)
{
  gsize length = strlen (name);

  if (length == 0)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter the header’s name."));
  if (length > MAX_NAME)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter at most %d characters."), MAX_NAME);
  if (strspn (name, TOKEN) != length)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("A header’s name has only letters, digits and hyphens, without the colon."));
  if (is_ours (name))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” is set by WebSocket itself. Remove it."), name);
  if (strlen (value) > MAX_VALUE)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter at most %'d characters."), MAX_VALUE);
  for (const char *p = value; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\t')
      return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                        _ ("The value of a header is one line without control characters."));

  return TRUE;
}

/**
 * desk_profile_check_websocket_headers:
 * @lines: headers as a profile has them
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the member
 *
 * Checks all the headers of a profile. A value that is a secret by its name is
 * taken from a file that somebody wrote by hand; the editor moves it.
 *
 * Returns: whether they can be sent
 */
gboolean
desk_profile_check_websocket_headers (const char *lines, GError **error)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (char **line = split; *line != NULL; line++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      split_line (*line, &name, &value);
      if (**line != '\0' && !desk_profile_check_websocket_header (name, value, error))
        return FALSE;
    }

  return TRUE;
}
