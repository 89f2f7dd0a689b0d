/* desk-profile-filters.c: the filter lines that a person saved for a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

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
      _desk_profile_add_filter (self, name, text, NULL);
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
  _desk_profile_add_filter (self, name, text, NULL);
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

JsonObject *
_desk_profile_get_filter_members (DeskProfile *self, guint index)
{
  const SavedFilter *filter = g_ptr_array_index (self->filters, index);

  return filter->members;
}

void
_desk_profile_add_filter (DeskProfile *self, const char *name, const char *text, JsonObject *members)
{
  SavedFilter *filter = g_new0 (SavedFilter, 1);

  filter->name = g_strdup (name);
  filter->text = g_strdup (text);
  filter->members = members != NULL ? _desk_profile_copy_members (members) : NULL;
  g_ptr_array_add (self->filters, filter);
}

GPtrArray *
_desk_profile_new_filters (void)
{
  return g_ptr_array_new_with_free_func (saved_filter_free);
}
