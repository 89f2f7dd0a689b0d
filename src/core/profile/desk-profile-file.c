/* desk-profile-file.c: profiles.json on disk
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-file"

#include "config.h"

#include "desk-profile-file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-json-scanner.h"
#include "desk-profile-private.h"

#define VERSION 1
#define MAX_SIZE (16 * 1024 * 1024) /* bytes: thousands of profiles, and no trouble to parse */

/**
 * desk_profile_file_new:
 *
 * Returns: (transfer full): what a file without profiles holds
 */
DeskProfileFile *
desk_profile_file_new (void)
{
  DeskProfileFile *self = g_new0 (DeskProfileFile, 1);

  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
  self->broken = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  return self;
}

/**
 * desk_profile_file_free:
 * @self: (transfer full): contents
 *
 * Frees contents.
 */
void
desk_profile_file_free (DeskProfileFile *self)
{
  g_ptr_array_unref (self->profiles);
  g_ptr_array_unref (self->broken);
  g_clear_pointer (&self->members, json_object_unref);
  g_free (self->problem);
  g_free (self);
}

/* json-glib recurses without a limit and takes more than JSON, so the text is
 * checked before it may see it. */
static gboolean
check_json (const char *text, gsize length, GError **error)
{
  DeskJsonScanner scanner;
  DeskJsonToken token;
  g_autofree char *reason = NULL;

  desk_json_scanner_init (&scanner, text, length, FALSE);
  do
    token = desk_json_scanner_next (&scanner);
  while (token < DESK_JSON_END);
  if (token == DESK_JSON_END)
    return TRUE;

  reason = desk_json_scanner_describe (&scanner);

  return desk_fail (error, DESK_ERROR_FAILED, _ ("It is not valid JSON: %s."), reason);
}

static gboolean
read_text (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  struct stat status;

  if (stat (path, &status) != 0)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("It cannot be read: %s."), g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return desk_fail (error, DESK_ERROR_FAILED, _ ("It is not a file."));
  if (status.st_size > MAX_SIZE)
    {
      g_autofree char *size = g_format_size (MAX_SIZE);

      return desk_fail (error, DESK_ERROR_FAILED, _ ("It is larger than %s."), size);
    }
  if (!g_file_get_contents (path, text, length, &local_error))
    return desk_fail (error, DESK_ERROR_FAILED, _ ("It cannot be read: %s."), local_error->message);

  return TRUE;
}

static JsonObject *
parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *version;
  JsonObject *object;

  if (!check_json (text, length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It is not valid JSON: %s."), local_error->message);
      return NULL;
    }

  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It does not hold profiles."));
      return NULL;
    }
  object = json_node_get_object (json_parser_get_root (parser));

  version = json_object_get_member (object, "version");
  if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64 || json_node_get_int (version) < 1
      || !json_object_has_member (object, "profiles")
      || !JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "profiles")))
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It does not hold profiles."));
      return NULL;
    }
  if (json_node_get_int (version) > VERSION)
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It was written by a newer version of MqttDesk."));
      return NULL;
    }

  return json_object_ref (object);
}

static gboolean
has_id (const DeskProfileFile *self, const char *id)
{
  for (guint i = 0; i < self->profiles->len; i++)
    if (g_str_equal (desk_profile_get_id (g_ptr_array_index (self->profiles, i)), id))
      return TRUE;

  return FALSE;
}

static DeskProfile *
read_profile (DeskProfileFile *self, JsonNode *node, GError **error)
{
  g_autoptr (DeskProfile) profile = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("It has to be an object."));
      return NULL;
    }
  object = json_node_get_object (node);

  profile = desk_profile_new_from_json (object, error);
  if (profile == NULL)
    return NULL;
  if (has_id (self, desk_profile_get_id (profile)))
    {
      desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Its “id” is that of another profile."));
      return NULL;
    }
  if (!json_object_has_member (object, "id"))
    self->unsaved = TRUE;

  return g_steal_pointer (&profile);
}

static void
read_profiles (DeskProfileFile *self, JsonArray *array)
{
  g_autoptr (GString) problem = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (GError) error = NULL;
      DeskProfile *profile = read_profile (self, node, &error);

      if (profile != NULL)
        {
          g_ptr_array_add (self->profiles, profile);
          continue;
        }
      if (problem->len > 0)
        g_string_append_c (problem, '\n');
      g_string_append_printf (problem, _ ("Profile number %u of the file was left out: %s"),
                              i + 1, error->message);
      g_ptr_array_add (self->broken, json_node_ref (node));
    }

  if (problem->len > 0)
    self->problem = g_strdup (problem->str);
}

/**
 * desk_profile_file_read:
 * @path: the file; it need not exist
 * @error: %DESK_ERROR_FAILED with a sentence about "it", the file
 *
 * Reads a file of profiles. One profile that cannot be read does not cost the
 * others: it is kept in the file and reported as a problem.
 *
 * Returns: (transfer full): the contents; %NULL if nothing can be read
 */
DeskProfileFile *
desk_profile_file_read (const char *path, GError **error)
{
  g_autoptr (DeskProfileFile) self = desk_profile_file_new ();
  g_autofree char *text = NULL;
  struct stat status;
  gsize length;

  /* What cannot be looked at may be there all the same. */
  if (stat (path, &status) != 0 && errno == ENOENT)
    return g_steal_pointer (&self);

  if (!read_text (path, &text, &length, error))
    return NULL;
  self->members = parse (text, length, error);
  if (self->members == NULL)
    return NULL;
  read_profiles (self, json_object_get_array_member (self->members, "profiles"));

  return g_steal_pointer (&self);
}

/**
 * desk_profile_file_to_string:
 * @self: contents
 *
 * Writes them as JSON: first the profiles, then what could not be read as one.
 *
 * Returns: (transfer full): the text of the file
 */
char *
desk_profile_file_to_string (const DeskProfileFile *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonArray *array = json_array_new ();
  JsonObject *object;

  for (guint i = 0; i < self->profiles->len; i++)
    json_array_add_object_element (array, desk_profile_to_json (g_ptr_array_index (self->profiles, i)));
  for (guint i = 0; i < self->broken->len; i++)
    json_array_add_element (array, json_node_copy (g_ptr_array_index (self->broken, i)));

  object = _desk_profile_copy_members (self->members);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_array_member (object, "profiles", array);
  json_node_take_object (root, object);
  text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/**
 * desk_profile_file_save:
 * @path: the file; its folder is made if it is missing
 * @contents: the text
 * @error: %DESK_ERROR_FAILED, with what to do
 *
 * Replaces the file in one step and waits until it is on the disk. Only this
 * person may read it (0600, a new folder 0700). Blocks.
 *
 * Returns: whether it was saved
 */
gboolean
desk_profile_file_save (const char *path, const char *contents, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *resolved = realpath (path, NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("The profiles could not be saved: the folder “%s” could not be made: %s."),
                      folder, g_strerror (errno));

  /* A link stays one, and the file it points to is replaced. */
  if (!g_file_set_contents_full (resolved != NULL ? resolved : path, contents, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local_error))
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("The profiles could not be saved: %s. They are kept until the program ends; the "
                         "next change tries again."),
                      local_error->message);

  return TRUE;
}

/**
 * desk_profile_file_set_aside:
 * @path: a file that cannot be read
 * @error: %DESK_ERROR_FAILED
 *
 * Renames a file in its folder, never onto another one.
 *
 * Returns: (transfer full): its new path, or %NULL
 */
char *
desk_profile_file_set_aside (const char *path, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);

  for (guint number = 1;; number++)
    {
      g_autofree char *name = g_strdup_printf ("%s.set-aside-%u", path, number);
      g_autoptr (GFile) to = g_file_new_for_path (name);
      g_autoptr (GError) local_error = NULL;

      if (g_file_move (from, to, G_FILE_COPY_NOFOLLOW_SYMLINKS | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                       NULL, NULL, NULL, &local_error))
        return g_steal_pointer (&name);
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          desk_fail (error, DESK_ERROR_FAILED,
                     _ ("It could not be renamed either: %s."), local_error->message);
          return NULL;
        }
    }
}
