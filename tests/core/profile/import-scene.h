/* import-scene.h: what the tests of imported connections share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "desk-error.h"
#include "desk-profile-import.h"

static inline GPtrArray *
read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "profile", "foreign", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = desk_profile_import_read (file, &error);

  g_assert_no_error (error);

  return drafts;
}

static inline GPtrArray *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = desk_profile_import_read_text (text, strlen (text), "", &error);

  g_assert_no_error (error);

  return drafts;
}

static inline void
assert_refused (const char *text, gsize length, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_profile_import_read_text (text, length, "", &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static inline DeskProfile *
get_profile (GPtrArray *drafts, guint index)
{
  return desk_profile_draft_get_profile (g_ptr_array_index (drafts, index));
}

static inline gboolean
has_line (const char *const *lines, const char *part)
{
  for (gsize i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], part) != NULL)
      return TRUE;
  for (gsize i = 0; lines[i] != NULL; i++)
    g_test_message ("%s", lines[i]);

  return FALSE;
}

#define takes(drafts, index, part)                                                                          \
  g_assert_true (has_line (desk_profile_draft_get_taken (g_ptr_array_index (drafts, index)), part))
#define leaves(drafts, index, part)                                                                         \
  g_assert_true (has_line (desk_profile_draft_get_left (g_ptr_array_index (drafts, index)), part))

static inline void
assert_secret (GPtrArray *drafts, guint index, DeskSecret wanted, const char *value)
{
  DeskProfileDraft *draft = g_ptr_array_index (drafts, index);

  for (guint i = 0; i < desk_profile_draft_get_n_secrets (draft); i++)
    {
      DeskSecret secret;
      const char *found = desk_profile_draft_get_secret (draft, i, &secret);

      if (secret == wanted)
        {
          g_assert_cmpstr (found, ==, value);
          value = NULL;
        }
    }
  g_assert_null (value);
}

/* A secret is in no line and in no member. */
static inline void
assert_hidden (GPtrArray *drafts, const char *secret)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      DeskProfileDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr (JsonObject) object = desk_profile_to_json (desk_profile_draft_get_profile (draft));
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autofree char *json = json_to_string (node, FALSE);

      g_assert_null (strstr (json, secret));
      for (const char *const *line = desk_profile_draft_get_taken (draft); *line != NULL; line++)
        g_assert_null (strstr (*line, secret));
      for (const char *const *line = desk_profile_draft_get_left (draft); *line != NULL; line++)
        g_assert_null (strstr (*line, secret));
    }
}
