/* editor-scene.h: a profile editor, as its tests open it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui-scene.h"

#include "desk-profile-editor.h"

typedef struct
{
  DeskProfileStore *store;
  GtkWidget *editor; /* (unowned) */
  DeskProfile *saved;
} Scene;

/* In the order of “Connection” */
enum
{
  MQTT,
  MQTTS,
  WS,
  WSS,
  UNIX
};

static inline void
on_saved (Scene *scene, DeskProfile *profile)
{
  g_set_object (&scene->saved, profile);
}

static inline void
on_notice (gpointer listener, const char *words)
{
  g_test_fail_printf ("%s", words);
}

static inline void
open_editor (Scene *scene, DeskProfile *profile)
{
  g_autoptr (GObject) listener = g_object_new (G_TYPE_OBJECT, NULL);

  scene->editor = GTK_WIDGET (desk_profile_editor_new (scene->store, profile, on_notice, listener));
  g_signal_connect_swapped (scene->editor, "saved", G_CALLBACK (on_saved), scene);
  follow_to_the_end (scene->editor, &scene->editor);
  present_and_settle (GTK_WINDOW (scene->editor));
}

static inline void
set_up (Scene *scene, gconstpointer data)
{
  g_autofree char *path = unused_profiles_path ();

  scene->store = desk_profile_store_new (path);
}

static inline void
tear_down (Scene *scene, gconstpointer data)
{
  if (scene->editor != NULL)
    gtk_window_destroy (GTK_WINDOW (scene->editor));
  wait_until (scene->editor == NULL);
  g_assert_true (desk_profile_store_flush (scene->store, NULL));
  g_clear_object (&scene->saved);
  /* A save that has been written may still have to be reported. */
  g_object_add_weak_pointer (G_OBJECT (scene->store), (gpointer *) &scene->store);
  g_object_unref (scene->store);
  wait_until (scene->store == NULL);
}

static inline GtkWidget *
get_row (Scene *scene, const char *title)
{
  GtkWidget *row = find_widget (scene->editor, ADW_TYPE_PREFERENCES_ROW, title);

  g_assert_nonnull (row);

  return row;
}

/* The words that stand below an entry row; NULL if there are none. */
static inline const char *
get_words_below (Scene *scene, const char *title)
{
  GtkWidget *below = gtk_widget_get_next_sibling (get_row (scene, title));

  g_assert_true (gtk_widget_has_css_class (below, "field-words"));
  if (!gtk_widget_get_visible (below))
    return NULL;

  return gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (below))));
}

static inline gboolean
is_marked (Scene *scene, const char *title)
{
  gboolean marked = gtk_widget_has_css_class (get_row (scene, title), "error");

  if (marked)
    g_assert_cmpstr (get_words_below (scene, title), !=, NULL);

  return marked;
}

static inline gboolean
can_save (Scene *scene)
{
  return gtk_widget_get_sensitive (find_widget (scene->editor, GTK_TYPE_BUTTON, "Save"));
}
