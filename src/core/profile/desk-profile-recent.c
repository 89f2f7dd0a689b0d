/* desk-profile-recent.c: what a person entered lately for a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

static const char *const members[] = {
  [DESK_RECENT_TOPICS] = "topics",
  [DESK_RECENT_FILTERS] = "filters",
};

/**
 * desk_profile_dup_recent:
 * @self: a profile
 * @kind: which list
 *
 * Returns: (transfer full): up to 20 texts, the newest first
 */
char **
desk_profile_dup_recent (DeskProfile *self, DeskRecentKind kind)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (kind < DESK_N_RECENT, NULL);

  return g_strdupv (self->recent[kind]);
}

/* Takes @texts over. */
static void
replace (DeskProfile *self, DeskRecentKind kind, char **texts)
{
  g_strfreev (self->recent[kind]);
  self->recent[kind] = texts;
  g_signal_emit_by_name (self, "part-changed");
}

/**
 * desk_profile_remember:
 * @self: a profile
 * @kind: which list
 * @text: what was entered
 *
 * Puts @text first in a list; the oldest of more than 20 goes.
 */
void
desk_profile_remember (DeskProfile *self, DeskRecentKind kind, const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **known;
  guint n = 1;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (kind < DESK_N_RECENT);
  g_return_if_fail (text != NULL);

  known = self->recent[kind];
  if (g_strcmp0 (known[0], text) == 0)
    return;

  g_strv_builder_add (builder, text);
  for (guint i = 0; known[i] != NULL && n < DESK_RECENT_MAX; i++)
    {
      if (g_str_equal (known[i], text))
        continue;
      g_strv_builder_add (builder, known[i]);
      n++;
    }
  replace (self, kind, g_strv_builder_end (builder));
}

/**
 * desk_profile_clear_recent:
 * @self: a profile
 * @kind: which list
 *
 * Forgets all of it.
 */
void
desk_profile_clear_recent (DeskProfile *self, DeskRecentKind kind)
{
  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (kind < DESK_N_RECENT);

  if (self->recent[kind][0] != NULL)
    replace (self, kind, g_new0 (char *, 1));
}

static void
init (DeskProfile *self)
{
  for (guint i = 0; i < DESK_N_RECENT; i++)
    self->recent[i] = g_new0 (char *, 1);
}

static void
clear (DeskProfile *self)
{
  for (guint i = 0; i < DESK_N_RECENT; i++)
    g_clear_pointer (&self->recent[i], g_strfreev);
}

static void
read_list (DeskProfile *self, DeskRecentKind kind, JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < MIN (length, DESK_RECENT_MAX); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }
  g_strfreev (self->recent[kind]);
  self->recent[kind] = g_strv_builder_end (builder);
}

/* What makes no sense is left out: nobody shall lose a profile for it. */
static gboolean
read_recent (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      for (guint i = 0; i < DESK_N_RECENT; i++)
        read_list (self, i, json_object_get_member (json_node_get_object (node), members[i]));
    }

  return TRUE;
}

static JsonNode *
write_recent (DeskProfile *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;

  for (guint i = 0; i < DESK_N_RECENT; i++)
    {
      JsonArray *array;

      if (self->recent[i][0] == NULL)
        continue;
      array = json_array_new ();
      for (char **text = self->recent[i]; *text != NULL; text++)
        json_array_add_string_element (array, *text);
      json_object_set_array_member (object, members[i], array);
    }
  if (json_object_get_size (object) == 0)
    {
      json_object_unref (object);
      return NULL;
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/* A copy is another connection, and what somebody did is not for others to read. */
static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  return FALSE;
}

const DeskProfilePart _desk_profile_recent = {
  DESK_RECENT_MEMBER, init, clear, read_recent, write_recent, copy,
};
