/* desk-profile-filters.c: the filter lines that a person saved for a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *name;          /* (owned) */
  char *text;          /* (owned) */
  JsonObject *members; /* (owned) (nullable): as read, for what we do not know */
} SavedFilter;

static void
saved_filter_free (gpointer data)
{
  SavedFilter *filter = data;

  g_free (filter->name);
  g_free (filter->text);
  g_clear_pointer (&filter->members, json_object_unref);
  g_free (filter);
}

static void
add_filter (DeskProfile *self, const char *name, const char *text, JsonObject *members)
{
  SavedFilter *filter = g_new0 (SavedFilter, 1);

  filter->name = g_strdup (name);
  filter->text = g_strdup (text);
  filter->members = members != NULL ? _desk_profile_copy_members (members) : NULL;
  g_ptr_array_add (self->filters, filter);
}

/**
 * desk_profile_get_n_filters:
 * @self: a profile
 *
 * Returns: how many filter lines are saved
 */
guint
desk_profile_get_n_filters (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return self->filters->len;
}

/**
 * desk_profile_get_filter:
 * @self: a profile
 * @index: which one, in the order they were saved
 * @text: (out) (transfer none) (optional): the filter line
 *
 * Returns: (transfer none): its name
 */
const char *
desk_profile_get_filter (DeskProfile *self, guint index, const char **text)
{
  const SavedFilter *filter;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (index < self->filters->len, NULL);

  filter = g_ptr_array_index (self->filters, index);
  if (text != NULL)
    *text = filter->text;

  return filter->name;
}

/**
 * desk_profile_find_filter:
 * @self: a profile
 * @name: of a saved filter line
 *
 * Returns: its index, or -1
 */
int
desk_profile_find_filter (DeskProfile *self, const char *name)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), -1);
  g_return_val_if_fail (name != NULL, -1);

  for (guint i = 0; i < self->filters->len; i++)
    {
      const SavedFilter *filter = g_ptr_array_index (self->filters, i);

      if (g_str_equal (filter->name, name))
        return (int) i;
    }

  return -1;
}

/**
 * desk_profile_set_filter:
 * @self: a profile
 * @name: what to call it, not empty
 * @text: a filter line
 *
 * Saves a filter line at the end, or changes the one of this name.
 */
void
desk_profile_set_filter (DeskProfile *self, const char *name, const char *text)
{
  int index;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (name != NULL && *name != '\0');
  g_return_if_fail (text != NULL);

  index = desk_profile_find_filter (self, name);
  if (index >= 0)
    {
      SavedFilter *filter = g_ptr_array_index (self->filters, index);

      if (g_str_equal (filter->text, text))
        return;
      g_free (filter->text);
      filter->text = g_strdup (text);
    }
  else
    {
      add_filter (self, name, text, NULL);
    }
  g_signal_emit_by_name (self, "filters-changed");
}

/**
 * desk_profile_insert_filter:
 * @self: a profile
 * @index: where to; the end if there are fewer
 * @name: what to call it, not empty
 * @text: a filter line
 *
 * Saves a filter line at a place of the list, where it may have been before.
 *
 * Returns: %FALSE if the name is taken, and then nothing happens
 */
gboolean
desk_profile_insert_filter (DeskProfile *self, guint index, const char *name, const char *text)
{
  SavedFilter *filter;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (name != NULL && *name != '\0', FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (desk_profile_find_filter (self, name) >= 0)
    return FALSE;
  add_filter (self, name, text, NULL);
  filter = g_ptr_array_steal_index (self->filters, self->filters->len - 1);
  g_ptr_array_insert (self->filters, (int) MIN (index, self->filters->len), filter);
  g_signal_emit_by_name (self, "filters-changed");

  return TRUE;
}

/**
 * desk_profile_rename_filter:
 * @self: a profile
 * @name: of a saved filter line
 * @new_name: what to call it, not empty
 *
 * Returns: %FALSE if there is none of that name, or the new one is taken, and
 *   then nothing happens
 */
gboolean
desk_profile_rename_filter (DeskProfile *self, const char *name, const char *new_name)
{
  SavedFilter *filter;
  int index;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (new_name != NULL && *new_name != '\0', FALSE);

  index = desk_profile_find_filter (self, name);
  if (index < 0 || desk_profile_find_filter (self, new_name) >= 0)
    return FALSE;
  filter = g_ptr_array_index (self->filters, index);
  g_free (filter->name);
  filter->name = g_strdup (new_name);
  g_signal_emit_by_name (self, "filters-changed");

  return TRUE;
}

/**
 * desk_profile_remove_filter:
 * @self: a profile
 * @name: of a saved filter line, which need not be there
 */
void
desk_profile_remove_filter (DeskProfile *self, const char *name)
{
  int index;

  g_return_if_fail (DESK_IS_PROFILE (self));
  g_return_if_fail (name != NULL);

  index = desk_profile_find_filter (self, name);
  if (index < 0)
    return;
  g_ptr_array_remove_index (self->filters, (guint) index);
  g_signal_emit_by_name (self, "filters-changed");
}

static void
init (DeskProfile *self)
{
  self->filters = g_ptr_array_new_with_free_func (saved_filter_free);
}

static void
clear (DeskProfile *self)
{
  g_ptr_array_unref (self->filters);
}

/* What the line says is the log's business. */
static gboolean
read_filter (DeskProfile *self, JsonNode *node, const char *path, GError **error)
{
  static const char *const names[] = { "name", "filter" };
  const char *values[G_N_ELEMENTS (names)];
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _desk_record_fail_type (error, path, JSON_TYPE_OBJECT);
  object = json_node_get_object (node);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *value = json_object_get_member (object, names[i]);
      g_autofree char *name = g_strconcat (path, ".", names[i], NULL);

      if (value == NULL || !_desk_record_holds (value, G_TYPE_STRING))
        return _desk_record_fail_type (error, name, G_TYPE_STRING);
      values[i] = json_node_get_string (value);
    }
  if (*values[0] == '\0' || desk_profile_find_filter (self, values[0]) >= 0)
    {
      g_autofree char *name = g_strconcat (path, ".name", NULL);

      return _desk_record_fail (error, name, _ ("each saved filter has a name of its own."));
    }
  add_filter (self, values[0], values[1], object);

  return TRUE;
}

static gboolean
read_filters (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  return _desk_profile_read_array (self, node, name, read_filter, error);
}

static JsonNode *
write_filters (DeskProfile *self)
{
  JsonNode *node;
  JsonArray *array;

  if (self->filters->len == 0)
    return NULL;

  node = json_node_new (JSON_NODE_ARRAY);
  array = json_array_new ();
  for (guint i = 0; i < self->filters->len; i++)
    {
      const SavedFilter *filter = g_ptr_array_index (self->filters, i);
      JsonObject *object = _desk_profile_copy_members (filter->members);

      json_object_set_string_member (object, "name", filter->name);
      json_object_set_string_member (object, "filter", filter->text);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  g_ptr_array_set_size (self->filters, 0);
  for (guint i = 0; i < other->filters->len; i++)
    {
      const SavedFilter *filter = g_ptr_array_index (other->filters, i);

      add_filter (self, filter->name, filter->text, filter->members);
    }

  return TRUE;
}

const DeskProfilePart _desk_profile_filters = {
  "filters", init, clear, read_filters, write_filters, copy,
};
