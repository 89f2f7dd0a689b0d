/* desk-log-names.c: what a screen reader hears of the rows of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-names.h"

#define DELAY 150 /* ms until a screen reader can hear what a row shows now */

/* Each accessible name costs a message on the bus, and in a flood a row would
 * get thirty a second: those that changed get theirs together, a few times a
 * second. */
struct _DeskLogNames
{
  GHashTable *rows; /* (owned) (element-type DeskLogRow): whose names are those of earlier messages */
  guint source;     /* 0: there is none */
};

static gboolean
name_rows (gpointer user_data)
{
  DeskLogNames *self = user_data;
  GHashTableIter iter;
  gpointer row;

  self->source = 0;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      g_autofree char *words = desk_log_row_describe (row);
      GtkWidget *list_item = gtk_widget_get_parent (row);

      /* The list's own widget around the row is what gets the focus. */
      if (list_item != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_hash_table_iter_remove (&iter);
    }

  return G_SOURCE_REMOVE;
}

/**
 * desk_log_names_new:
 *
 * Returns: (transfer full): names for the rows of one list
 */
DeskLogNames *
desk_log_names_new (void)
{
  DeskLogNames *self = g_new0 (DeskLogNames, 1);

  self->rows = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * desk_log_names_free:
 * @self: (transfer full): names
 */
void
desk_log_names_free (DeskLogNames *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_unref (self->rows);
  g_free (self);
}

/**
 * desk_log_names_add:
 * @self: names
 * @row: a row whose message has changed; it has to be removed before it goes
 *
 * Gives @row a new accessible name soon.
 */
void
desk_log_names_add (DeskLogNames *self, DeskLogRow *row)
{
  g_return_if_fail (self != NULL);

  g_hash_table_add (self->rows, row);
  if (self->source == 0)
    self->source = g_timeout_add (DELAY, name_rows, self);
}

/**
 * desk_log_names_remove:
 * @self: names
 * @row: a row that shows no message any more
 */
void
desk_log_names_remove (DeskLogNames *self, DeskLogRow *row)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove (self->rows, row);
}
