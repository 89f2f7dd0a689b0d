/* desk-topic-values.c: the last messages of some nodes of a topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-reader.h"
#include "desk-topic-values.h"

/* Milliseconds that a value waits for a file which is being recovered */
#define READ_TIMEOUT 1000

struct _DeskTopicValues
{
  DeskTopicTree *tree; /* (unowned) */
  char *path;
  DeskLogReader *reader; /* (owned) (nullable) */
};

/**
 * desk_topic_values_new:
 * @tree: a tree, which must outlive this
 * @path: the log file
 *
 * Returns: (transfer full): a reader of values
 */
DeskTopicValues *
desk_topic_values_new (DeskTopicTree *tree, const char *path)
{
  DeskTopicValues *self = g_new0 (DeskTopicValues, 1);

  self->tree = tree;
  self->path = g_strdup (path);

  return self;
}

void
desk_topic_values_free (DeskTopicValues *self)
{
  g_clear_pointer (&self->reader, desk_log_reader_free);
  g_free (self->path);
  g_free (self);
}

static void
value_clear (gpointer data)
{
  DeskTopicValue *value = data;

  g_clear_pointer (&value->preview, g_bytes_unref);
}

/**
 * desk_topic_values_new_array:
 *
 * Returns: (transfer full) (element-type DeskTopicValue): an array that owns
 *   the previews of its values
 */
GArray *
desk_topic_values_new_array (void)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (DeskTopicValue));

  g_array_set_clear_func (values, value_clear);

  return values;
}

static gboolean
read_value (DeskTopicValues *self, DeskTopicValue *value)
{
  g_autoptr (GArray) rows = NULL;
  const DeskLogRow *row;

  if (self->reader == NULL)
    self->reader = desk_log_reader_new (self->path, READ_TIMEOUT, NULL);
  if (self->reader == NULL)
    return FALSE;

  rows = desk_log_reader_read_rows (self->reader, value->id, value->id, G_MAXINT64, NULL);
  if (rows == NULL || rows->len == 0)
    return FALSE;

  row = &g_array_index (rows, DeskLogRow, 0);
  value->size = row->size;
  value->preview = g_bytes_ref (row->preview);

  return TRUE;
}

/**
 * desk_topic_values_read:
 * @self: a reader of values
 * @wanted: (element-type DeskTopicValue): nodes, each with the id of the
 *   message that is known of it
 *
 * Reads the last messages of those that have a newer one.
 *
 * Returns: (transfer full) (element-type DeskTopicValue): those
 */
GArray *
desk_topic_values_read (DeskTopicValues *self, GArray *wanted)
{
  GArray *values = desk_topic_values_new_array ();

  for (guint i = 0; i < wanted->len; i++)
    {
      DeskTopicValue value = g_array_index (wanted, DeskTopicValue, i);
      DeskTopicFigures figures;

      desk_topic_tree_lock (self->tree);
      desk_topic_tree_get_figures (self->tree, value.node, &figures);
      desk_topic_tree_unlock (self->tree);
      if (!figures.is_topic || figures.last_id == value.id)
        continue;
      value.id = figures.last_id;
      if (read_value (self, &value))
        g_array_append_val (values, value);
    }

  return values;
}
