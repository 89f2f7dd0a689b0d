/* desk-log-view-place.c: brings a place of the log into view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-view"

#include "config.h"

#include "desk-log-view-private.h"

#include "desk-log-row.h"

/* What happens in the frames after a row was scrolled to: in the first it gets
 * its widget and place, in the second that is moved, in the third it is there. */
typedef enum
{
  STAGE_LAYOUT,
  STAGE_MOVE,
  STAGE_FOCUS,
} Stage;

/**
 * desk_log_view_get_adjustment:
 * @self: a view
 *
 * Returns: (transfer none): which part of its rows is seen
 */
GtkAdjustment *
desk_log_view_get_adjustment (DeskLogView *self)
{
  g_return_val_if_fail (DESK_IS_LOG_VIEW (self), NULL);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (_desk_log_view_get_list (self)));
}

/**
 * desk_log_view_scroll_to:
 * @self: a view
 * @position: of a row
 *
 * Brings a row into view. The list's own action does it, since setting the
 * adjustment right after a list was shown moves it but binds no rows (GTK 4.8).
 */
void
desk_log_view_scroll_to (DeskLogView *self, guint position)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  gtk_widget_activate_action (GTK_WIDGET (_desk_log_view_get_list (self)), "list.scroll-to-item", "u", position);
}

/**
 * desk_log_view_scroll_around:
 * @self: a view
 * @position: of a row
 *
 * Brings a row into view and, unless it is there already, some before and after
 * it: at the edge one would not see what is around it.
 */
void
desk_log_view_scroll_around (DeskLogView *self, guint position)
{
  GtkAdjustment *adjustment;
  guint n, margin;
  double value, page, height;

  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (desk_log_view_get_selection (self)));
  adjustment = desk_log_view_get_adjustment (self);
  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  /* All rows have the same height. */
  height = desk_log_columns_get_row_height (desk_log_view_get_columns (self),
                                            gtk_widget_get_width (GTK_WIDGET (_desk_log_view_get_list (self))));
  margin = (guint) (page / height / 3);
  if (position * height < value)
    desk_log_view_scroll_to (self, position > margin ? position - margin : 0);
  else if ((position + 1) * height > value + page)
    desk_log_view_scroll_to (self, MIN (position + margin, n - 1));
}

/**
 * desk_log_view_show_selected:
 * @self: a view
 *
 * Brings the selected row into view, if there is one and it is not following.
 */
void
desk_log_view_show_selected (DeskLogView *self)
{
  guint position;

  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  position = desk_log_selection_get_current_position (desk_log_view_get_selection (self));
  if (!desk_log_view_get_following (self) && position != GTK_INVALID_LIST_POSITION)
    desk_log_view_scroll_to (self, position);
}

/* The list's child whose row shows the message at @position, if it has one */
static GtkWidget *
find_child (DeskLogView *self, guint position)
{
  g_autoptr (DeskLogItem) item
      = g_list_model_get_item (G_LIST_MODEL (desk_log_view_get_selection (self)), position);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (_desk_log_view_get_list (self)));

  while (child != NULL
         && (!DESK_IS_LOG_ROW (gtk_widget_get_first_child (child))
             || desk_log_row_get_item (DESK_LOG_ROW (gtk_widget_get_first_child (child))) != item))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/**
 * desk_log_view_focus_list:
 * @self: a view
 *
 * Moves the keyboard focus to the selected row, or to the last one: a list
 * by itself may give it to its first row, which is not in view.
 */
void
desk_log_view_focus_list (DeskLogView *self)
{
  DeskLogSelection *selection;
  GtkWidget *child;
  guint n;

  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  selection = desk_log_view_get_selection (self);
  n = g_list_model_get_n_items (G_LIST_MODEL (selection));
  child = find_child (self, MIN (desk_log_selection_get_current_position (selection), n - 1));
  gtk_widget_grab_focus (child != NULL ? child : GTK_WIDGET (_desk_log_view_get_list (self)));
}

/* Shows a third of what is seen above the row, two thirds below it. */
static void
settle (DeskLogView *self, GtkWidget *child)
{
  GtkAdjustment *adjustment = desk_log_view_get_adjustment (self);
  GtkWidget *list = GTK_WIDGET (_desk_log_view_get_list (self));
  double page = gtk_adjustment_get_page_size (adjustment);
  double y;

  gtk_widget_translate_coordinates (child, list, 0, 0, NULL, &y);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - page / 3);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  DeskLogView *self = DESK_LOG_VIEW (widget);
  Stage *stage = user_data;
  guint position = desk_log_selection_get_current_position (desk_log_view_get_selection (self));
  GtkWidget *child = position != GTK_INVALID_LIST_POSITION ? find_child (self, position) : NULL;

  if (*stage == STAGE_LAYOUT)
    {
      *stage = STAGE_MOVE;
      return G_SOURCE_CONTINUE;
    }
  if (child != NULL && *stage == STAGE_MOVE)
    settle (self, child);
  else if (child != NULL)
    gtk_widget_grab_focus (child);
  /* Whoever comes to the end of the rows this way has not asked to be taken along. */
  desk_log_view_set_following (self, FALSE);

  return (*stage)++ == STAGE_MOVE ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * desk_log_view_go_to:
 * @self: a view
 * @position: of a row; one past the end is the last
 *
 * Stops following, selects a row, shows it with what came before and after, and
 * gives it the keyboard focus.
 */
void
desk_log_view_go_to (DeskLogView *self, guint position)
{
  DeskLogSelection *selection;
  guint n_rows;

  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  selection = desk_log_view_get_selection (self);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (selection));
  if (n_rows == 0)
    return;

  position = MIN (position, n_rows - 1);
  desk_log_view_set_following (self, FALSE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), position, TRUE);
  desk_log_view_scroll_to (self, position);
  /* The rest needs the widget of the row: a list that gets the focus without it scrolls to where it was. */
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, g_new0 (Stage, 1), g_free);
}
