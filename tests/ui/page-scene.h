/* page-scene.h: what the tests of the connection page share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "ui-scene.h"

#include "desk-batch.h"
#include "desk-connection-page.h"
#include "desk-payload-pane.h"

/* A page in a window, on a session that nobody has connected, with a log of its own. */
typedef struct
{
  DeskSession *session; /* (owned) */
  DeskLog *log;         /* (unowned): of the session */
  GtkWidget *page;      /* (unowned) */
  GtkWidget *window;    /* (unowned) */
  const char *hidden_at_first; /* (nullable): a boolean property of the page */
  guint n_fed;
  gboolean closed;
} PageScene;

/* To be called first: with the style sheet that an application would load */
static inline void
page_scene_init (int *argc, char ***argv)
{
  GtkCssProvider *style = gtk_css_provider_new ();

  ui_scene_init (argc, argv);
  gtk_css_provider_load_from_resource (style, "/com/example/MqttDesk/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (style);
}

static inline void
page_scene_set_up (PageScene *scene, int width, int height)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  /* Nothing listens at port 1. */
  g_object_set (profile, "name", "Plant floor", "host", "127.0.0.1", "port", 1, NULL);
  scene->session = desk_session_new (profile, path);
  scene->log = desk_session_get_log (scene->session);
  scene->page = desk_connection_page_new (scene->session);
  scene->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (scene->window), scene->page);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), width, height);
  if (scene->hidden_at_first != NULL)
    g_object_set (scene->page, scene->hidden_at_first, FALSE, NULL);
  present_and_settle (GTK_WINDOW (scene->window));
  wait_until (desk_log_is_open (scene->log));
}

static inline void
page_scene_on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (desk_session_close_finish (DESK_SESSION (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static inline void
page_scene_tear_down (PageScene *scene)
{
  GtkWidget *page = scene->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (page == NULL);
  desk_session_close_async (scene->session, page_scene_on_closed, &scene->closed);
  wait_until (scene->closed);
  g_assert_finalize_object (scene->session);
}

static inline void
page_scene_feed_bytes (PageScene *scene, const char *topic_name, gconstpointer payload, gsize length)
{
  g_autoptr (GRefString) topic = g_ref_string_new (topic_name);
  DeskBatch *batch = desk_batch_new ();
  gint64 last = desk_log_get_last_id (scene->log);

  desk_batch_append (batch, g_get_real_time (), topic, 0, NULL, payload, length);
  desk_log_append (scene->log, batch);
  wait_until (desk_log_get_last_id (scene->log) == last + 1);
  scene->n_fed++;
}

/* @n messages with numbered payloads, the first of a log has number 1, and every second is on topic a/even */
static inline void
page_scene_feed (PageScene *scene, guint n)
{
  g_autoptr (GRefString) odd = g_ref_string_new ("a/odd");
  g_autoptr (GRefString) even = g_ref_string_new ("a/even");
  DeskBatch *batch = desk_batch_new ();
  gint64 last = desk_log_get_last_id (scene->log);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *payload = g_strdup_printf ("number %u", ++scene->n_fed);

      desk_batch_append (batch, g_get_real_time (), scene->n_fed % 2 == 0 ? even : odd, 0, NULL, payload,
                         strlen (payload));
    }
  desk_log_append (scene->log, batch);
  wait_until (desk_log_get_last_id (scene->log) == last + n);
}

/* The list of messages, not one of a popover */
static inline GtkListView *
page_scene_get_list (PageScene *scene)
{
  GtkWidget *view = find_widget (scene->page, g_type_from_name ("DeskLogView"), NULL);

  return GTK_LIST_VIEW (find_widget (view, GTK_TYPE_LIST_VIEW, NULL));
}

static inline GListModel *
page_scene_get_rows (PageScene *scene)
{
  return G_LIST_MODEL (gtk_list_view_get_model (page_scene_get_list (scene)));
}

/* Returns: the rows, when @n more are there */
static inline GtkSelectionModel *
page_scene_feed_rows (PageScene *scene, guint n)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (page_scene_get_rows (scene));
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (selection));

  page_scene_feed (scene, n);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == n_before + n);

  return selection;
}

static inline GtkAdjustment *
page_scene_get_adjustment (PageScene *scene)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (page_scene_get_list (scene)));
}

/* Whether the rows are laid out and the last one is in view */
static inline gboolean
page_scene_is_at_end (PageScene *scene)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);
  double end = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);

  return upper > 15 * g_list_model_get_n_items (page_scene_get_rows (scene)) && end >= upper - 1;
}

static inline void
page_scene_activate (PageScene *scene, const char *action)
{
  g_assert_true (gtk_widget_activate_action (scene->page, action, NULL));
}

static inline gboolean
page_scene_get_flag (PageScene *scene, const char *property)
{
  gboolean value;

  g_object_get (scene->page, property, &value, NULL);

  return value;
}

/* Presses a key on the controllers of @widget, as GTK would. */
static inline gboolean
press_key (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

/* An editable or other widget of a part of the page, by the part's type */
static inline GtkWidget *
page_scene_find (PageScene *scene, const char *part, GType type)
{
  return find_widget (find_widget (scene->page, g_type_from_name (part), NULL), type, NULL);
}

/* The first row on the screen shows a message and not a placeholder. */
static inline gboolean
page_scene_has_label (PageScene *scene, const char *text)
{
  GtkWidget *label = find_widget (scene->page, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}
