/* desk-profile-import.c: reads the files of other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-import"

#include "config.h"

#include "desk-profile-import.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-importer.h"
#include "desk-json-scanner.h"
#include "desk-task.h"

#define MAX_SIZE (32 * 1024 * 1024) /* bytes: thousands of connections, or some with their messages */
#define PIECE (256 * 1024)          /* bytes read at once */

/* In the order in which they are asked whether a file is theirs */
static const DeskImporter *const importers[] = {
  &desk_importer_own,
  &desk_importer_mqttfx,
  &desk_importer_mqttx,
  &desk_importer_explorer,
  &desk_importer_analyzer,
  &desk_importer_mosquitto,
};

/**
 * desk_import_found_free:
 * @self: (transfer full): what was found
 *
 * Frees it.
 */
void
desk_import_found_free (DeskImportFound *self)
{
  g_object_unref (self->file);
  g_ptr_array_unref (self->drafts);
  g_free (self);
}

/**
 * desk_profile_import_dup_products:
 *
 * Returns: (transfer full): the programs whose files can be read, with commas between
 */
char *
desk_profile_import_dup_products (void)
{
  GString *products = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    g_string_append_printf (products, "%s%s", i > 0 ? ", " : "", importers[i]->product);

  return g_string_free (products, FALSE);
}

/* json-glib recurses without a limit and takes more than JSON, so the text is checked before. */
static JsonNode *
parse_json (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *reason = NULL;
  DeskJsonScanner scanner;
  DeskJsonToken token;

  desk_json_scanner_init (&scanner, text, length, FALSE);
  do
    token = desk_json_scanner_next (&scanner);
  while (token < DESK_JSON_END);
  if (token != DESK_JSON_END)
    {
      reason = desk_json_scanner_describe (&scanner);
      desk_fail (error, DESK_ERROR_FAILED, _ ("It is not valid JSON: %s."), reason);
      return NULL;
    }

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It is not valid JSON: %s."), local_error->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static gboolean
looks_like_json (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '{' || *text == '[';
}

/**
 * desk_profile_import_read_text:
 * @text: what is in a file
 * @length: bytes
 * @name: the file's name; empty for what was pasted
 * @error: %DESK_ERROR_FAILED with a sentence about "it", the file
 *
 * Tells by its contents what a file is, and reads the connections in it.
 * Blocks.
 *
 * Returns: (transfer full) (element-type DeskProfileDraft): at least one, or %NULL
 */
GPtrArray *
desk_profile_import_read_text (const char *text, gsize length, const char *name, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode) json = NULL;
  DeskImportSource source = { name, text, length, NULL };

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      source.text += 3;
      source.length -= 3;
    }
  if (!g_utf8_validate_len (source.text, source.length, NULL))
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It is not a text in UTF-8."));
      return NULL;
    }
  if (looks_like_json (source.text))
    {
      source.json = json = parse_json (source.text, source.length, error);
      if (json == NULL)
        return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    if (importers[i]->recognises (&source))
      {
        if (!importers[i]->read (&source, drafts, error))
          return NULL;
        if (drafts->len > 0)
          return g_steal_pointer (&drafts);
        desk_fail (error, DESK_ERROR_FAILED, _ ("It is a file of %s, but there is no connection in it."),
                   importers[i]->product);
        return NULL;
      }

  {
    g_autofree char *products = desk_profile_import_dup_products ();

    desk_fail (error, DESK_ERROR_FAILED,
               _ ("It is not a file with connections that MqttDesk can read. It reads those of %s."), products);
  }

  return NULL;
}

/* (nullable): up to MAX_SIZE bytes, and a NUL behind them */
static GByteArray *
read_bytes (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;
  gssize n;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_REGULAR)
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("It is not a file."));
      return NULL;
    }
  stream = g_file_read (file, cancellable, &local_error);
  do
    {
      g_byte_array_set_size (bytes, bytes->len + PIECE);
      n = stream != NULL ? g_input_stream_read (G_INPUT_STREAM (stream), bytes->data + bytes->len - PIECE, PIECE,
                                                cancellable, &local_error)
                         : -1;
      g_byte_array_set_size (bytes, bytes->len - PIECE + (guint) MAX (n, 0));
    }
  while (n > 0 && bytes->len <= MAX_SIZE);

  if (n < 0)
    desk_fail (error, DESK_ERROR_FAILED, _ ("It cannot be read: %s."), local_error->message);
  else if (bytes->len > MAX_SIZE)
    {
      g_autofree char *size = g_format_size (MAX_SIZE);

      desk_fail (error, DESK_ERROR_FAILED, _ ("It is larger than %s. Export it again without messages."), size);
    }
  if (n != 0 || bytes->len > MAX_SIZE)
    return NULL;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return g_steal_pointer (&bytes);
}

/**
 * desk_profile_import_read:
 * @file: a file
 * @error: %DESK_ERROR_FAILED with a sentence about "it", the file
 *
 * Reads a file of up to 32 MiB. There may be passwords in it, so what was read
 * is wiped. Blocks.
 *
 * Returns: (transfer full) (element-type DeskProfileDraft): at least one, or %NULL
 */
GPtrArray *
desk_profile_import_read (GFile *file, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  GPtrArray *drafts;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  bytes = read_bytes (file, NULL, error);
  if (bytes == NULL)
    return NULL;
  base = g_file_get_basename (file);
  name = g_filename_display_name (base != NULL ? base : "");
  drafts = desk_profile_import_read_text ((const char *) bytes->data, bytes->len - 1, name, error);
  explicit_bzero (bytes->data, bytes->len);

  return drafts;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *drafts = desk_profile_import_read (data, &error);

  if (drafts != NULL)
    g_task_return_pointer (task, drafts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * desk_profile_import_read_async:
 * @file: a file
 * @cancellable: (nullable): forgets it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a file in a thread of its own.
 */
void
desk_profile_import_read_async (GFile              *file,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_profile_import_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  desk_task_run_in_thread (task, read_in_thread);
}

/**
 * desk_profile_import_read_finish:
 * @result: what the callback got
 * @error: %DESK_ERROR_FAILED with a sentence about "it", the file
 *
 * Returns: (transfer full) (element-type DeskProfileDraft): at least one, or %NULL
 */
GPtrArray *
desk_profile_import_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_profile_import_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static GFile *
find_place (const DeskImporter *importer, const char *path)
{
  const char *folder = g_str_equal (importer->folder, "home") ? g_get_home_dir () : g_get_user_config_dir ();
  g_autofree char *full = g_build_filename (folder, path, NULL);

  return g_file_test (full, G_FILE_TEST_IS_REGULAR) ? g_file_new_for_path (full) : NULL;
}

static void
look_at (const DeskImporter *importer, const char *path, GPtrArray *all)
{
  g_autoptr (GFile) file = find_place (importer, path);
  g_autoptr (GPtrArray) drafts = file != NULL ? desk_profile_import_read (file, NULL) : NULL;
  DeskImportFound *found;

  if (drafts == NULL)
    return;
  found = g_new0 (DeskImportFound, 1);
  *found = (DeskImportFound) { g_steal_pointer (&file), importer->product, g_steal_pointer (&drafts) };
  g_ptr_array_add (all, found);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_import_found_free);

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    for (gsize j = 0; importers[i]->paths != NULL && importers[i]->paths[j] != NULL; j++)
      look_at (importers[i], importers[i]->paths[j], all);
  g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * desk_profile_import_find_async:
 * @cancellable: (nullable): forgets it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks where the other programs keep their settings, in a thread of its own.
 * What cannot be read is not found.
 */
void
desk_profile_import_find_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_profile_import_find_async);
  desk_task_run_in_thread (task, find_in_thread);
}

/**
 * desk_profile_import_find_finish:
 * @result: what the callback got
 * @error: that it was cancelled
 *
 * Returns: (transfer full) (element-type DeskImportFound): what was found, perhaps nothing
 */
GPtrArray *
desk_profile_import_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, desk_profile_import_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
