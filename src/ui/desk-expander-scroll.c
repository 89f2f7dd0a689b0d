/* desk-expander-scroll.c: brings what an expander row opens into view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-expander-scroll"

#include "config.h"

#include "desk-expander-scroll.h"

#include <adwaita.h>

/* Left free below what was opened, px */
#define MARGIN 12

/* Frames after the end of the animation in which the last height is still to come */
#define LAST_FRAMES 2

#define FRAMES_KEY "desk-expander-scroll"

static GtkRevealer *
find_revealer (GtkWidget *widget)
{
  if (GTK_IS_REVEALER (widget))
    return GTK_REVEALER (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRevealer *found = find_revealer (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* So far that the end of the row is seen, and never so far that its beginning is not. */
static void
scroll_to (GtkWidget *row, GtkWidget *scrolled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  graphene_rect_t bounds;
  double top, overhang;

  if (!gtk_widget_compute_bounds (row, scrolled, &bounds))
    return;
  top = bounds.origin.y;
  overhang = top + bounds.size.height + MARGIN - gtk_widget_get_height (scrolled);
  if (overhang > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + MIN (overhang, MAX (top, 0)));
}

static gboolean
on_frame (GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkRevealer *revealer = find_revealer (row);
  guint frames = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), FRAMES_KEY));

  if (scrolled == NULL || revealer == NULL || !gtk_revealer_get_reveal_child (revealer))
    return G_SOURCE_REMOVE;

  scroll_to (row, scrolled);
  if (!gtk_revealer_get_child_revealed (revealer))
    return G_SOURCE_CONTINUE;
  g_object_set_data (G_OBJECT (row), FRAMES_KEY, GUINT_TO_POINTER (frames + 1));

  return frames < LAST_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
on_expanded (GtkWidget *row)
{
  g_assert (ADW_IS_EXPANDER_ROW (row));

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)) || !gtk_widget_get_mapped (row))
    return;
  g_object_set_data (G_OBJECT (row), FRAMES_KEY, NULL);
  gtk_widget_add_tick_callback (row, on_frame, NULL, NULL);
}

/**
 * desk_expander_scroll_follow:
 * @form: a widget inside a #GtkScrolledWindow
 *
 * Has each #AdwExpanderRow that @form holds now scroll when it is opened, so
 * that what it holds does not stay below the edge of the window.
 */
void
desk_expander_scroll_follow (GtkWidget *form)
{
  g_return_if_fail (GTK_IS_WIDGET (form));

  if (ADW_IS_EXPANDER_ROW (form))
    g_signal_connect (form, "notify::expanded", G_CALLBACK (on_expanded), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (form); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    desk_expander_scroll_follow (child);
}
