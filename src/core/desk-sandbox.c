/* desk-sandbox.c: what a Flatpak does not let the program see
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"

/* What a shell takes as it is */
#define PLAIN G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/._-+,@%"

/* It is in every Flatpak, and nowhere else (flatpak-run(1)). */
static const char *info_file = "/.flatpak-info";

/**
 * desk_sandbox_is_flatpak:
 *
 * Returns: whether the program runs in a Flatpak
 */
gboolean
desk_sandbox_is_flatpak (void)
{
  return g_file_test (info_file, G_FILE_TEST_EXISTS);
}

/**
 * desk_sandbox_set_info_file:
 * @path: a file; it has to stay in memory
 *
 * Lets a test say whether it runs in a Flatpak: if there is this file.
 */
void
desk_sandbox_set_info_file (const char *path)
{
  info_file = path;
}

/* What belongs to the program is there as it is outside. */
static gboolean
is_own (const char *path)
{
  const char *const folders[] = { g_get_user_config_dir (), g_get_user_data_dir (), g_get_user_cache_dir (), "/app" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      gsize length = strlen (folders[i]);

      if (strncmp (path, folders[i], length) == 0 && (path[length] == '/' || path[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}

/**
 * desk_sandbox_dup_override:
 * @path: of a file or a socket, absolute
 * @read_only: whether it is enough to read it
 *
 * Returns: (transfer full) (nullable): the command that lets the program see the
 *   folder of @path; %NULL if no sandbox hides it
 */
char *
desk_sandbox_dup_override (const char *path, gboolean read_only)
{
  g_autofree char *folder = NULL;
  g_autofree char *argument = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!desk_sandbox_is_flatpak () || !g_path_is_absolute (path) || is_own (path))
    return NULL;
  folder = g_path_get_dirname (path);
  argument = strspn (folder, PLAIN) == strlen (folder) ? g_strdup (folder) : g_shell_quote (folder);

  return g_strdup_printf ("flatpak override --user --filesystem=%s%s " APP_ID, argument, read_only ? ":ro" : "");
}

/**
 * desk_sandbox_fail_to_read:
 * @error: (optional): set if a sandbox hides the file
 * @code: of #DeskError
 * @path: of a file or folder that shall be read
 *
 * Tells what to do about a file that is out of reach because the program runs in
 * a sandbox: that it is not there would be the wrong thing to say.
 *
 * Returns: whether @error was set
 */
gboolean
desk_sandbox_fail_to_read (GError **error, int code, const char *path)
{
  g_autofree char *command = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (access (path, R_OK) == 0 || (errno != ENOENT && errno != EACCES && errno != EPERM))
    return FALSE;
  command = desk_sandbox_dup_override (path, TRUE);
  if (command == NULL)
    return FALSE;

  /* Translators: the path of a file, and a command to be entered in a terminal */
  desk_fail (error, code,
             _ ("“%s” cannot be read from inside the Flatpak. Choose it with the button beside its path, or allow its "
                "folder with “%s” and start MqttDesk again."),
             path, command);

  return TRUE;
}
