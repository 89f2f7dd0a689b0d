/* window-scene.h: a window of the program, as its tests set it up
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui-scene.h"

#include "desk-application.h"
#include "desk-window.h"

/* One for all: only one can be on the bus. */
static DeskApplication *application;

typedef struct
{
  DeskProfileStore *store;
  DeskWindow *window; /* (unowned) (nullable) */
  AdwTabView *tab_view; /* (unowned) */
} Scene;

static inline void
set_up (Scene *scene, gconstpointer data)
{
  g_autofree char *path = unused_profiles_path ();

  scene->store = desk_profile_store_new (path);
  scene->window = desk_window_new (GTK_APPLICATION (application), scene->store);
  follow_to_the_end (GTK_WIDGET (scene->window), &scene->window);
  scene->tab_view = ADW_TAB_VIEW (find_widget (GTK_WIDGET (scene->window), ADW_TYPE_TAB_VIEW, NULL));
  present_and_settle (GTK_WINDOW (scene->window));
}

static inline void
tear_down (Scene *scene, gconstpointer data)
{
  if (scene->window != NULL)
    gtk_window_close (GTK_WINDOW (scene->window));
  wait_until (scene->window == NULL);
  g_assert_true (desk_profile_store_flush (scene->store, NULL));
  g_object_unref (scene->store);
}

static inline GtkWidget *
get_child (Scene *scene)
{
  return adw_tab_page_get_child (adw_tab_view_get_selected_page (scene->tab_view));
}

static inline gboolean
is_enabled (Scene *scene, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (scene->window), action);
}
