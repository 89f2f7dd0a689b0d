/* desk-root-drop.c: a tab that is let go of over the bare background of X11
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where nothing lies over the root window (Openbox and i3 leave it bare), GDK takes it for the target of a tab, and
 * then leaves the drop to nobody: the tab would stay where the mouse was, and in no window.
 */
#define G_LOG_DOMAIN "desk-ui"

#include "config.h"

#include <gtk/gtk.h>

#include "desk-root-drop.h"

/* ms within which a target that exists asks for what was dropped, which is at once */
#define PATIENCE 200

#define ROOT_DROP "application/x-rootwindow-drop"

static void
stop_waiting (GdkDrag *drag)
{
  guint source = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (drag), ROOT_DROP));

  if (source != 0)
    g_source_remove (source);
}

static void
on_finished (GdkDrag *drag, gpointer user_data)
{
  stop_waiting (drag);
}

static void
on_cancelled (GdkDrag *drag, GdkDragCancelReason reason, gpointer user_data)
{
  stop_waiting (drag);
}

/* As if it had been let go of where nothing takes it: libadwaita opens a window then. */
static gboolean
give_up (gpointer user_data)
{
  GdkDrag *drag = user_data;

  g_object_steal_data (G_OBJECT (drag), ROOT_DROP);
  g_signal_emit_by_name (drag, "cancel", GDK_DRAG_CANCEL_NO_TARGET);

  return G_SOURCE_REMOVE;
}

static gboolean
on_drop_performed (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GdkDrag *drag = g_value_get_object (&values[0]);
  guint source;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (gdk_drag_get_display (drag)), "GdkX11Display")
      || !gdk_content_formats_contain_mime_type (gdk_drag_get_formats (drag), ROOT_DROP)
      || g_object_get_data (G_OBJECT (drag), ROOT_DROP) != NULL)
    return TRUE;

  source = g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE, give_up, g_object_ref (drag), g_object_unref);
  g_object_set_data (G_OBJECT (drag), ROOT_DROP, GUINT_TO_POINTER (source));
  g_signal_connect (drag, "dnd-finished", G_CALLBACK (on_finished), NULL);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_cancelled), NULL);

  return TRUE;
}

/**
 * desk_root_drop_init:
 *
 * Has tabs that are dropped on the bare background of X11 become windows; to be called once.
 */
void
desk_root_drop_init (void)
{
  gpointer drags = g_type_class_ref (GDK_TYPE_DRAG);

  g_signal_add_emission_hook (g_signal_lookup ("drop-performed", GDK_TYPE_DRAG), 0, on_drop_performed, NULL, NULL);
  g_type_class_unref (drags);
}
