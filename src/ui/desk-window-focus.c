/* desk-window-focus.c: where the keyboard is when a tab or a profile comes into view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include "desk-start-page.h"
#include "desk-window-private.h"

#define FOCUS_KEY "desk-window-focus"

/* AdwTabView itself remembers a focus only when it is in the page as another one is chosen: not when a button
 * of the header was pressed in between. */

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *ancestor)
{
  return widget != NULL && (widget == ancestor || gtk_widget_is_ancestor (widget, ancestor));
}

/* What had the focus last in each page. @self->tab_view is NULL while the window goes. */
static void
on_focus_changed (DeskWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  AdwTabPage *page = self->tab_view != NULL ? adw_tab_view_get_selected_page (self->tab_view) : NULL;
  GWeakRef *last;

  if (page == NULL || !is_within (focus, adw_tab_page_get_child (page)))
    return;

  last = g_new0 (GWeakRef, 1);
  g_weak_ref_init (last, focus);
  g_object_set_data_full (G_OBJECT (page), FOCUS_KEY, last, weak_ref_free);
}

/* Brings the keyboard to where it was in the selected page, else to its first place. */
void
_desk_window_focus_page (DeskWindow *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);
  GtkWidget *child = page != NULL ? adw_tab_page_get_child (page) : NULL;
  GWeakRef *last = page != NULL ? g_object_get_data (G_OBJECT (page), FOCUS_KEY) : NULL;
  g_autoptr (GtkWidget) widget = last != NULL ? g_weak_ref_get (last) : NULL;

  if (child == NULL || is_within (gtk_window_get_focus (GTK_WINDOW (self)), child))
    return;
  if (is_within (widget, child) && gtk_widget_get_mapped (widget) && gtk_widget_grab_focus (widget))
    return;
  if (!gtk_widget_grab_focus (child))
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

/* In the bar the arrow keys go from tab to tab. */
static void
on_page_selected (DeskWindow *self)
{
  if (self->tab_view != NULL && !is_within (gtk_window_get_focus (GTK_WINDOW (self)), GTK_WIDGET (self->tab_bar)))
    _desk_window_focus_page (self);
}

/* The row of a profile in the list of the start page, if that is in view */
void
_desk_window_focus_profile (DeskWindow *self, DeskProfile *profile)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);
  GtkWidget *child = page != NULL ? adw_tab_page_get_child (page) : NULL;

  if (!DESK_IS_START_PAGE (child) || !desk_start_page_focus_profile (DESK_START_PAGE (child), profile))
    _desk_window_focus_page (self);
}

void
_desk_window_init_focus (DeskWindow *self)
{
  g_signal_connect_object (self, "notify::focus-widget", G_CALLBACK (on_focus_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tab_view, "notify::selected-page", G_CALLBACK (on_page_selected), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
