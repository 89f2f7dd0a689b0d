/* ui-scene.h: what the tests of widgets share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

/* Runs the main loop until @condition holds; a condition that never does fails the test. */
#define wait_until(condition)                                                                              \
  G_STMT_START                                                                                             \
  {                                                                                                        \
    gboolean expired_ = FALSE;                                                                             \
    guint timeout_ = g_timeout_add_seconds (20, wait_expired, &expired_);                                  \
    while (!(condition) && !expired_)                                                                      \
      g_main_context_iteration (NULL, TRUE);                                                               \
    if (!expired_)                                                                                         \
      g_source_remove (timeout_);                                                                          \
    g_assert_true (condition);                                                                             \
  }                                                                                                        \
  G_STMT_END

static inline gboolean
wait_expired (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* The first descendant of @widget that is a @type and is seen with @text as title or label (NULL: any). */
static inline GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *text)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      const char *shown = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                          : ADW_IS_PREFERENCES_ROW (widget)
                              ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))
                          : GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget))
                                                   : NULL;

      if (text == NULL || g_strcmp0 (shown, text) == 0)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static inline guint
count_widgets (GtkWidget *widget, GType type)
{
  guint count = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_widgets (child, type);

  return count;
}

static inline void
type_text (GtkWidget *editable, const char *text)
{
  g_assert_true (GTK_IS_EDITABLE (editable));
  gtk_editable_set_text (GTK_EDITABLE (editable), text);
}

static inline void
forget (gpointer data)
{
  *(gpointer *) data = NULL;
}

/* Sets *@pointer to NULL when @widget is finalized, not as soon as it is disposed of: nothing may keep it. */
static inline void
follow_to_the_end (GtkWidget *widget, gpointer pointer)
{
  g_object_set_data_full (G_OBJECT (widget), "followed", pointer, forget);
}

static inline void
on_clipboard_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* (transfer full): what is on the clipboard, as soon as it is text */
static inline char *
read_clipboard (GtkWidget *widget)
{
  g_autofree char **text = g_new0 (char *, 1);

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_clipboard_text, text);
  wait_until (*text != NULL);

  return *text;
}

/* Shows a window and waits until the window manager is done with it: GTK 4.8 crashes when a window is
 * destroyed before its last ConfigureNotify has come. */
static inline void
present_and_settle (GtkWindow *window)
{
  gtk_window_present (window);
  wait_until (gtk_window_is_active (window));
}

/* Real keys and a real mouse, in the active window: xdotool with these arguments, which end with NULL */
static inline void
send_input (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (argv, (gpointer) "xdotool");
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                               &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static inline void
send_key (const char *key)
{
  send_input ((const char *const[]) { "key", key, NULL });
}

/* Presses a button of the mouse, 1 to 3, on the middle of a widget. */
static inline void
send_click (GtkWidget *widget, const char *button)
{
  GtkNative *native = gtk_widget_get_native (widget);
  g_autofree char *place_x = NULL;
  g_autofree char *place_y = NULL;
  double x, y, shadow_x, shadow_y;

  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), gtk_widget_get_width (widget) / 2.0,
                                                   gtk_widget_get_height (widget) / 2.0, &x, &y));
  gtk_native_get_surface_transform (native, &shadow_x, &shadow_y);
  place_x = g_strdup_printf ("%d", (int) (x + shadow_x));
  place_y = g_strdup_printf ("%d", (int) (y + shadow_y));
  send_input ((const char *const[]) { "getactivewindow", "mousemove", "--window", "%1", place_x, place_y, "click",
                                      button, NULL });
}

/* (transfer full): a file of profiles that no other test has */
static inline char *
unused_profiles_path (void)
{
  g_autofree char *name = g_uuid_string_random ();

  return g_build_filename (g_get_user_config_dir (), name, "profiles.json", NULL);
}

/* A keyring of the test's own; to be called first. The folders are those of the
 * display that the test runs on: G_TEST_OPTION_ISOLATE_DIRS would hide what
 * GTK needs to tell that an icon is an SVG. */
static inline void
ui_scene_init (int *argc, char ***argv)
{
  g_autofree char *keyring = g_build_filename (g_get_user_data_dir (), "test.keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (argc, argv, NULL);
  adw_init ();
}
