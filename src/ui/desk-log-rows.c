/* desk-log-rows.c: makes, colours and names the rows of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-rows.h"

#define NAME_DELAY 150 /* ms until a screen reader can hear what a row shows now */

/* Each accessible name costs a message on the bus, and in a flood a row would
 * get thirty a second: those that changed get theirs together, a few times a
 * second. */
struct _DeskLogRows
{
  GObject parent_instance;
  GtkListView *list;          /* (unowned): owns whoever owns this */
  DeskLogColumns *columns;    /* (owned) */
  DeskSession *session;       /* (owned) (nullable) */
  GHashTable *unnamed;        /* (owned) (element-type DeskLogRow): whose names are those of earlier messages */
  guint name_source;          /* 0: there is none */
};

G_DEFINE_FINAL_TYPE (DeskLogRows, desk_log_rows, G_TYPE_OBJECT)

static gboolean
name_rows (gpointer user_data)
{
  DeskLogRows *self = user_data;
  GHashTableIter iter;
  gpointer row;

  self->name_source = 0;
  g_hash_table_iter_init (&iter, self->unnamed);
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

static void
dress (DeskLogRows *self, DeskLogRow *row)
{
  DeskLogItem *item = desk_log_row_get_item (row);
  DeskSubscription *subscription = NULL;

  if (self->session != NULL && item != NULL && desk_log_item_get_loaded (item))
    subscription = desk_session_find_subscription (self->session, desk_log_item_get_topic (item));
  desk_log_row_set_colour (row, subscription != NULL ? desk_subscription_get_colour (subscription)
                                                     : DESK_LOG_ROW_NO_COLOUR);

  g_hash_table_add (self->unnamed, row);
  if (self->name_source == 0)
    self->name_source = g_timeout_add (NAME_DELAY, name_rows, self);
}

static void
on_setup (DeskLogRows *self, GtkListItem *list_item)
{
  GtkWidget *row = desk_log_row_new (self->columns);

  g_assert (DESK_IS_LOG_ROWS (self));

  g_signal_connect_object (row, "loaded", G_CALLBACK (dress), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
on_bind (DeskLogRows *self, GtkListItem *list_item)
{
  DeskLogRow *row = DESK_LOG_ROW (gtk_list_item_get_child (list_item));

  g_assert (DESK_IS_LOG_ROWS (self));

  desk_log_row_set_item (row, gtk_list_item_get_item (list_item));
  dress (self, row);
}

static void
on_unbind (DeskLogRows *self, GtkListItem *list_item)
{
  DeskLogRow *row = DESK_LOG_ROW (gtk_list_item_get_child (list_item));

  g_assert (DESK_IS_LOG_ROWS (self));

  desk_log_row_set_item (row, NULL);
  g_hash_table_remove (self->unnamed, row);
}

static void
desk_log_rows_dispose (GObject *object)
{
  DeskLogRows *self = DESK_LOG_ROWS (object);

  g_clear_handle_id (&self->name_source, g_source_remove);
  g_hash_table_remove_all (self->unnamed);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_log_rows_parent_class)->dispose (object);
}

static void
desk_log_rows_finalize (GObject *object)
{
  DeskLogRows *self = DESK_LOG_ROWS (object);

  g_hash_table_unref (self->unnamed);
  g_object_unref (self->columns);

  G_OBJECT_CLASS (desk_log_rows_parent_class)->finalize (object);
}

static void
desk_log_rows_class_init (DeskLogRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_log_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_log_rows_finalize;
}

static void
desk_log_rows_init (DeskLogRows *self)
{
  self->unnamed = g_hash_table_new (NULL, NULL);
}

/**
 * desk_log_rows_new:
 * @list: a list of #DeskLogItem; it has to live as long as this
 * @columns: where the parts of a row lie
 *
 * Returns: (transfer full): what makes the rows of @list
 */
DeskLogRows *
desk_log_rows_new (GtkListView *list, DeskLogColumns *columns)
{
  DeskLogRows *self = g_object_new (DESK_TYPE_LOG_ROWS, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->list = list;
  self->columns = g_object_ref (columns);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (list, factory);

  return self;
}

/**
 * desk_log_rows_set_session:
 * @self: rows
 * @session: whose subscriptions give the rows their colours
 */
void
desk_log_rows_set_session (DeskLogRows *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_LOG_ROWS (self));

  if (g_set_object (&self->session, session))
    desk_log_rows_update_colours (self);
}

static DeskLogRow *
next_row (GtkWidget **child)
{
  while (*child != NULL)
    {
      GtkWidget *row = gtk_widget_get_first_child (*child);

      *child = gtk_widget_get_next_sibling (*child);
      if (DESK_IS_LOG_ROW (row))
        return DESK_LOG_ROW (row);
    }

  return NULL;
}

/**
 * desk_log_rows_update_colours:
 * @self: rows
 *
 * Looks again which subscription each row belongs to.
 */
void
desk_log_rows_update_colours (DeskLogRows *self)
{
  GtkWidget *child;
  DeskLogRow *row;

  g_return_if_fail (DESK_IS_LOG_ROWS (self));

  child = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  while ((row = next_row (&child)) != NULL)
    dress (self, row);
}

/**
 * desk_log_rows_redraw:
 * @self: rows
 *
 * Draws the rows again, as they are.
 */
void
desk_log_rows_redraw (DeskLogRows *self)
{
  GtkWidget *child;
  DeskLogRow *row;

  g_return_if_fail (DESK_IS_LOG_ROWS (self));

  child = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  while ((row = next_row (&child)) != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (row));
}

/**
 * desk_log_rows_find:
 * @self: rows
 * @item: a message
 *
 * Returns: (transfer none) (nullable): the row that shows @item; far from what
 *   is in view there is none
 */
DeskLogRow *
desk_log_rows_find (DeskLogRows *self, DeskLogItem *item)
{
  GtkWidget *child;
  DeskLogRow *row;

  g_return_val_if_fail (DESK_IS_LOG_ROWS (self), NULL);

  child = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  while ((row = next_row (&child)) != NULL && desk_log_row_get_item (row) != item)
    continue;

  return row;
}

/**
 * desk_log_rows_find_at:
 * @self: rows
 * @x: in the list, px
 * @y: in the list, px
 *
 * Returns: (transfer none) (nullable): the row at that point
 */
DeskLogRow *
desk_log_rows_find_at (DeskLogRows *self, double x, double y)
{
  GtkWidget *row;

  g_return_val_if_fail (DESK_IS_LOG_ROWS (self), NULL);

  row = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  if (row != NULL && !DESK_IS_LOG_ROW (row))
    row = gtk_widget_get_first_child (row);

  return DESK_IS_LOG_ROW (row) ? DESK_LOG_ROW (row) : NULL;
}
