/* desk-profile-drag.c: profiles that are dragged to another place
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-drag"

#include "config.h"

#include "desk-profile-drag.h"

static GtkWidget *
get_widget (gpointer controller)
{
  return gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, DeskProfile *profile)
{
  return gdk_content_provider_new_typed (DESK_TYPE_PROFILE, profile);
}

static void
on_begin (GtkDragSource *source, GdkDrag *drag, DeskProfile *profile)
{
  GtkWidget *name = gtk_label_new (desk_profile_get_name (profile));

  gtk_widget_add_css_class (name, "dragged-profile");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), name);
}

/**
 * desk_profile_drag_add_source:
 * @row: a row
 * @profile: what it shows
 *
 * Lets a person drag the row.
 */
void
desk_profile_drag_add_source (GtkWidget *row, DeskProfile *profile)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_prepare), profile, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_begin), profile, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static gboolean
is_lower_half (GtkWidget *row, double y)
{
  return y > gtk_widget_get_height (row) / 2.0;
}

static void
unmark (GtkWidget *widget)
{
  gtk_widget_remove_css_class (widget, "drop-before");
  gtk_widget_remove_css_class (widget, "drop-after");
  gtk_widget_remove_css_class (widget, "drop-into");
}

static GdkDragAction
on_row_motion (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  GtkWidget *row = get_widget (target);

  unmark (row);
  gtk_widget_add_css_class (row, is_lower_half (row, y) ? "drop-after" : "drop-before");

  return GDK_ACTION_MOVE;
}

static void
on_leave (GtkDropTarget *target)
{
  unmark (get_widget (target));
}

static gboolean
on_row_drop (GtkDropTarget *target, const GValue *value, double x, double y, DeskProfile *neighbour)
{
  GtkWidget *row = get_widget (target);

  unmark (row);

  return gtk_widget_activate_action (row, "win.place-profile", "(ssb)",
                                     desk_profile_get_id (g_value_get_object (value)),
                                     desk_profile_get_id (neighbour), is_lower_half (row, y));
}

/**
 * desk_profile_drag_add_profile_target:
 * @row: a row
 * @profile: what it shows
 *
 * Takes profiles that are dropped on the row: they go before or after it.
 */
void
desk_profile_drag_add_profile_target (GtkWidget *row, DeskProfile *profile)
{
  GtkDropTarget *target = gtk_drop_target_new (DESK_TYPE_PROFILE, GDK_ACTION_MOVE);

  g_signal_connect (target, "motion", G_CALLBACK (on_row_motion), NULL);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_row_drop), profile, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static GdkDragAction
on_folder_motion (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  gtk_widget_add_css_class (get_widget (target), "drop-into");

  return GDK_ACTION_MOVE;
}

static gboolean
on_folder_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer folder)
{
  GtkWidget *widget = get_widget (target);

  unmark (widget);

  return gtk_widget_activate_action (widget, "win.move-to-folder", "(ss)",
                                     desk_profile_get_id (g_value_get_object (value)), folder);
}

static void
free_folder (gpointer folder, GClosure *closure)
{
  g_free (folder);
}

/**
 * desk_profile_drag_add_folder_target:
 * @widget: what stands for a folder
 * @folder: its name; empty: no folder
 *
 * Takes profiles that are dropped on the widget into the folder.
 */
void
desk_profile_drag_add_folder_target (GtkWidget *widget, const char *folder)
{
  GtkDropTarget *target = gtk_drop_target_new (DESK_TYPE_PROFILE, GDK_ACTION_MOVE);

  g_signal_connect (target, "motion", G_CALLBACK (on_folder_motion), NULL);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), NULL);
  g_signal_connect_data (target, "drop", G_CALLBACK (on_folder_drop), g_strdup (folder), free_folder, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
