/* desk-filtered-rows.c: which row of a filtered log is which message
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-filtered-model-private.h"

/**
 * desk_filtered_model_get_position_of_id:
 * @self: a list
 * @id: id of a message
 *
 * Returns: its position, or %G_MAXUINT (which is GTK_INVALID_LIST_POSITION) if
 *   it is not in the list
 */
guint
desk_filtered_model_get_position_of_id (DeskFilteredModel *self, gint64 id)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), G_MAXUINT);

  if (self->matches == NULL)
    return desk_log_model_get_position_of_id (self->model, id);
  if (!desk_match_set_contains (self->matches, id))
    return G_MAXUINT;

  return desk_match_set_get_rank (self->matches, id);
}

/**
 * desk_filtered_model_get_id:
 * @self: a list
 * @position: of a row; less than the number of rows
 *
 * Returns: id of its message, found without reading the message
 */
gint64
desk_filtered_model_get_id (DeskFilteredModel *self, guint position)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), 0);
  g_return_val_if_fail (position < g_list_model_get_n_items (G_LIST_MODEL (self)), 0);

  if (self->matches == NULL)
    return desk_log_model_get_first_id (self->model) + position;

  return desk_match_set_select (self->matches, position);
}

/**
 * desk_filtered_model_get_rank:
 * @self: a list
 * @id: any id
 *
 * Returns: number of rows whose message has a lower id
 */
guint
desk_filtered_model_get_rank (DeskFilteredModel *self, gint64 id)
{
  gint64 first, last;

  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), 0);

  if (self->matches != NULL)
    return desk_match_set_get_rank (self->matches, id);

  first = desk_log_model_get_first_id (self->model);
  last = desk_log_model_get_last_id (self->model);
  return id <= first ? 0 : (guint) (MIN (id, last + 1) - first);
}

/**
 * desk_filtered_model_get_excluded:
 * @self: a list
 * @kept: (out) (transfer none) (nullable): as given with them
 *
 * Returns: (transfer none) (nullable): the topic filters whose messages are
 *   hidden; see desk_filtered_model_set_excluded()
 */
const char *const *
desk_filtered_model_get_excluded (DeskFilteredModel *self, const char *const **kept)
{
  g_return_val_if_fail (DESK_IS_FILTERED_MODEL (self), NULL);

  *kept = (const char *const *) self->kept;
  return (const char *const *) self->excluded;
}
