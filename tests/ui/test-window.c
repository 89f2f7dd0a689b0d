/* test-window.c: tabs, header and actions of the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-scene.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "desk-connection-page.h"
#include "desk-error.h"
#include "desk-password-dialog.h"
#include "desk-preferences-window.h"
#include "desk-security-button.h"
#include "desk-start-page.h"
#include "desk-state-button.h"

static DeskSession *
get_session (Scene *scene)
{
  return desk_connection_page_get_session (DESK_CONNECTION_PAGE (get_child (scene)));
}

static void
activate (Scene *scene, const char *action, const char *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (scene->window), action,
                                  parameter != NULL ? g_variant_new_string (parameter) : NULL);
}

static void
test_start (Scene *scene, gconstpointer data)
{
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 1);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
  g_assert_false (is_enabled (scene, "connect"));
  g_assert_false (is_enabled (scene, "disconnect"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->window)), ==, "MqttDesk");

  /* There is one start page, however often it is asked for. */
  activate (scene, "show-start", NULL);
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 1);

  activate (scene, "close-tab", NULL);
  wait_until (scene->window == NULL);
}

/* Nothing listens at port 1. */
static void
test_refused (Scene *scene, gconstpointer data)
{
  activate (scene, "quick-connect", "mqtt://127.0.0.1:1");
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 1);
  g_assert_true (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->window)), ==, "127.0.0.1:1");
  g_assert_nonnull (
      find_widget (GTK_WIDGET (scene->window), GTK_TYPE_LABEL, "mqtt://127.0.0.1:1 · MQTT 3.1.1"));

  wait_until (desk_session_get_state (get_session (scene)) == DESK_SESSION_WAITING);
  g_assert_error (desk_session_get_error (get_session (scene)), DESK_ERROR, DESK_ERROR_REFUSED);
  g_assert_nonnull (find_widget (GTK_WIDGET (scene->window), GTK_TYPE_LABEL,
                                 desk_session_get_error (get_session (scene))->message));
  g_assert_true (is_enabled (scene, "try-now"));
  g_assert_true (is_enabled (scene, "disconnect"));
  g_assert_false (is_enabled (scene, "connect"));

  activate (scene, "disconnect", NULL);
  wait_until (desk_session_get_state (get_session (scene)) == DESK_SESSION_DISCONNECTED);
  g_assert_true (is_enabled (scene, "connect"));
  g_assert_false (is_enabled (scene, "try-now"));
}

/* Whatever the connection button says */
static void
test_narrow (Scene *scene, gconstpointer data)
{
  int minimum;

  activate (scene, "quick-connect", "127.0.0.1:1");
  wait_until (desk_session_get_state (get_session (scene)) == DESK_SESSION_WAITING);
  gtk_widget_measure (GTK_WIDGET (scene->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  activate (scene, "disconnect", NULL);
  wait_until (desk_session_get_state (get_session (scene)) == DESK_SESSION_DISCONNECTED);
  gtk_widget_measure (GTK_WIDGET (scene->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  /* With a lock and an icon beside the title, too */
  gtk_widget_set_visible (find_widget (GTK_WIDGET (scene->window), DESK_TYPE_SECURITY_BUTTON, NULL), TRUE);
  g_object_set (desk_session_get_profile (get_session (scene)), "icon", "machine", NULL);
  gtk_widget_measure (GTK_WIDGET (scene->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_one_tab_a_profile (Scene *scene, gconstpointer data)
{
  activate (scene, "quick-connect", "127.0.0.1:1");
  activate (scene, "show-start", NULL);
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 2);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));

  activate (scene, "quick-connect", "127.0.0.1:2");
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 2);
  activate (scene, "quick-connect", "127.0.0.1:1");
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 2);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->window)), ==, "127.0.0.1:1");
}

/* Its log is still being closed when the same profile is opened again. */
static void
test_reopen (Scene *scene, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      activate (scene, "quick-connect", "127.0.0.1:1");
      wait_until (adw_tab_view_get_n_pages (scene->tab_view) == 1
                  && DESK_IS_CONNECTION_PAGE (get_child (scene)));
      wait_until (desk_session_get_error (get_session (scene)) != NULL);
      g_assert_no_error (desk_session_get_log_error (get_session (scene)));
      activate (scene, "close-tab", NULL);
      g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
    }
}

static void
test_actions_on_profiles (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile
    = g_object_new (DESK_TYPE_PROFILE, "name", "Home", "host", "127.0.0.1", "port", 1, NULL);
  const char *id = desk_profile_get_id (profile);

  desk_profile_store_add (scene->store, profile);
  activate (scene, "duplicate-profile", id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (scene->store)), ==, 2);

  activate (scene, "delete-profile", id);
  g_assert_null (desk_profile_store_find (scene->store, id));
  activate (scene, "open-profile", id);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));

  desk_profile_store_insert (scene->store, 0, profile);
  g_assert_cmpint (desk_profile_get_last_used (profile), ==, 0);
  activate (scene, "open-profile", id);
  g_assert_true (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  g_assert_cmpint (desk_profile_get_last_used (profile), >, 0);
  g_assert_false (is_enabled (scene, "save-profile"));
}

static void
test_save_quick_connection (Scene *scene, gconstpointer data)
{
  activate (scene, "quick-connect", "127.0.0.1:1");
  g_assert_true (is_enabled (scene, "save-profile"));
  activate (scene, "save-profile", NULL);
  g_assert_nonnull (desk_profile_store_find (scene->store, "127.0.0.1:1"));
}

static GtkWindow *
find_transient (Scene *scene)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (scene->window)
        && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static GtkWidget *
find_dialog (Scene *scene)
{
  GtkWindow *dialog = find_transient (scene);

  return dialog != NULL && DESK_IS_PASSWORD_DIALOG (dialog) ? GTK_WIDGET (dialog) : NULL;
}

static void
test_password (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = g_object_new (DESK_TYPE_PROFILE, "name", "Home", "host", "127.0.0.1",
                                                  "port", 1, "username", "me", NULL);
  GtkWidget *dialog;

  desk_profile_store_add (scene->store, profile);
  activate (scene, "open-profile", desk_profile_get_id (profile));
  wait_until (find_dialog (scene) != NULL);
  wait_until (gtk_window_is_active (GTK_WINDOW (find_dialog (scene))));
  g_signal_emit_by_name (find_widget (find_dialog (scene), GTK_TYPE_BUTTON, "_Cancel"), "clicked");
  wait_until (find_dialog (scene) == NULL);
  g_assert_cmpint (desk_session_get_state (get_session (scene)), ==, DESK_SESSION_DISCONNECTED);
  g_assert_no_error (desk_session_get_error (get_session (scene)));

  /* Asked again, and answered this time; the keyring shall keep it. */
  activate (scene, "connect", NULL);
  wait_until (find_dialog (scene) != NULL);
  dialog = find_dialog (scene);
  wait_until (gtk_window_is_active (GTK_WINDOW (dialog)));
  type_text (find_widget (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL), "s3cret");
  gtk_switch_set_active (GTK_SWITCH (find_widget (dialog, GTK_TYPE_SWITCH, NULL)), TRUE);
  g_signal_emit_by_name (find_widget (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL), "entry-activated");
  g_assert_null (find_dialog (scene));
  wait_until (desk_session_get_error (get_session (scene)) != NULL);
  activate (scene, "disconnect", NULL);
  wait_until (desk_session_get_state (get_session (scene)) == DESK_SESSION_DISCONNECTED);

  /* Nobody is asked any more. */
  activate (scene, "connect", NULL);
  wait_until (desk_session_get_state (get_session (scene)) == DESK_SESSION_WAITING);
  g_assert_null (find_dialog (scene));
}

static void
test_close_while_asking (Scene *scene, gconstpointer data)
{
  activate (scene, "quick-connect", "me@127.0.0.1:1");
  wait_until (find_dialog (scene) != NULL);
  wait_until (gtk_window_is_active (GTK_WINDOW (find_dialog (scene))));
  activate (scene, "close-tab", NULL);
  g_assert_null (find_dialog (scene));
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
}

static void
test_demo (Scene *scene, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (scene->window);

  activate (scene, "demo", NULL);
  g_assert_false (is_enabled (scene, "demo"));
  wait_until (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Demo");
  wait_until (desk_session_get_n_received (get_session (scene)) > 10);

  /* There is one demo. */
  activate (scene, "show-start", NULL);
  activate (scene, "demo", NULL);
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 2);
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Demo");

  /* The next one begins while the log of this one is still being closed. */
  activate (scene, "close-tab", NULL);
  activate (scene, "demo", NULL);
  wait_until (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  wait_until (desk_session_get_n_received (get_session (scene)) > 10);
  g_assert_no_error (desk_session_get_log_error (get_session (scene)));
}

static void
test_bad_address (Scene *scene, gconstpointer data)
{
  activate (scene, "quick-connect", "<i>two</i> words");
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
}

static void
test_preferences (Scene *scene, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");
  GtkWidget *preferences = GTK_WIDGET (desk_preferences_window_new ());
  GtkWidget *size = find_widget (preferences, ADW_TYPE_ENTRY_ROW, "Largest size of a log");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (size)), ==, "2 GiB");
  /* Nothing is deleted on the way to what a person types. */
  type_text (size, "20");
  type_text (size, "20 GB");
  g_assert_cmpuint (g_settings_get_uint64 (settings, "log-max-bytes"), ==, G_GUINT64_CONSTANT (2147483648));
  g_signal_emit_by_name (size, "apply");
  g_assert_cmpuint (g_settings_get_uint64 (settings, "log-max-bytes"), ==, G_GUINT64_CONSTANT (20000000000));

  type_text (size, "1,5 GB and more");
  g_assert_true (gtk_widget_has_css_class (size, "error"));
  g_signal_emit_by_name (size, "apply");
  g_assert_cmpuint (g_settings_get_uint64 (settings, "log-max-bytes"), ==, G_GUINT64_CONSTANT (20000000000));
  type_text (size, "500 mib");
  g_assert_false (gtk_widget_has_css_class (size, "error"));
  g_signal_emit_by_name (size, "apply");
  g_assert_cmpuint (g_settings_get_uint64 (settings, "log-max-bytes"), ==, 500 * 1024 * 1024);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (size)), ==, "500 MiB");

  type_text (size, "");
  g_signal_emit_by_name (size, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (size)), ==, "2 GiB");
  g_settings_set_uint64 (settings, "log-max-bytes", 16777216);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (size)), ==, "16 MiB");
  g_settings_reset (settings, "log-max-bytes");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_windows_of_application (Scene *scene, gconstpointer data)
{
  static const char *const actions[] = { "about", "preferences", "shortcuts" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_test_message ("%s", actions[i]);
      g_assert_null (find_transient (scene));
      g_action_group_activate_action (G_ACTION_GROUP (application), actions[i], NULL);
      g_assert_nonnull (find_transient (scene));
      wait_until (gtk_window_is_active (find_transient (scene)));
      gtk_window_close (find_transient (scene));
      wait_until (find_transient (scene) == NULL);
    }
}

static void
write_file (const char *name, const char *text, char **path, char **uri)
{
  g_autoptr (GFile) file = NULL;

  *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  file = g_file_new_for_path (*path);
  *uri = g_file_get_uri (file);
  g_assert_true (g_file_set_contents (*path, text, -1, NULL));
}

static gboolean
is_in_filter_bar (Scene *scene)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (scene->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, g_type_from_name ("DeskFilterBar")) != NULL;
}

/* Whoever has subscriptions already looks for something next. */
static void
test_focus_with_subscriptions (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile
    = g_object_new (DESK_TYPE_PROFILE, "name", "Home", "host", "127.0.0.1", "port", 1, NULL);
  const char *filters[] = { "home/#", NULL };

  desk_window_open (scene->window, profile, NULL, filters);
  wait_until (adw_tab_view_get_n_pages (scene->tab_view) == 1 && DESK_IS_CONNECTION_PAGE (get_child (scene)));
  g_assert_true (is_in_filter_bar (scene));
}

/* The entry for a topic filter is not in view then. */
static void
test_focus_beside_topics (Scene *scene, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");

  g_settings_set_string (settings, "left-page", "topics");
  activate (scene, "quick-connect", "127.0.0.1:1");
  wait_until (adw_tab_view_get_n_pages (scene->tab_view) == 1 && DESK_IS_CONNECTION_PAGE (get_child (scene)));
  g_assert_true (is_in_filter_bar (scene));
  g_settings_reset (settings, "left-page");
}

static guint
count_opened (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "mqtt-desk", "opened", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Messages of any age, in a tab that cannot be connected; what it made goes with it. */
static void
test_open_log (Scene *scene, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  GtkWidget *list;

  write_file ("old.jsonl",
              "{\"tst\":\"1999-11-24T19:51:23Z\",\"topic\":\"a/b\",\"payload\":\"one\"}\n"
              "{\"tst\":\"2001-11-24T19:51:23Z\",\"topic\":\"a/b\",\"payload\":\"two\"}\n",
              &path, &uri);
  activate (scene, "open-log-file", uri);
  wait_until (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  list = find_widget (find_widget (get_child (scene), g_type_from_name ("DeskLogView"), NULL), GTK_TYPE_LIST_VIEW,
                      NULL);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) == 2);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->window)), ==, "old.jsonl");
  /* The keyboard is with the rows, also once what such a tab does not have is hidden. */
  wait_until (!gtk_widget_get_mapped (find_widget (get_child (scene), g_type_from_name ("DeskSubscriptionPane"), NULL)));
  g_assert_true (is_in_filter_bar (scene));
  g_assert_false (is_enabled (scene, "connect"));
  g_assert_false (is_enabled (scene, "save-profile"));
  g_assert_cmpuint (count_opened (), >, 0);

  activate (scene, "close-tab", NULL);
  wait_until (count_opened () == 0);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
}

/* Writes messages into a pipe for as long as somebody reads them. */
static gpointer
write_forever (gpointer path)
{
  static const char line[] = "{\"tst\":\"2001-11-24T19:51:23Z\",\"topic\":\"a/b\",\"payload\":\"one\"}\n";
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, line, sizeof line - 1) > 0)
    continue;
  close (fd);

  return NULL;
}

/* What takes long says so, and can be ended; nothing is left of it. */
static void
test_open_for_long (Scene *scene, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "long.jsonl", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GThread *writer;
  GtkWidget *words, *button;

  signal (SIGPIPE, SIG_IGN);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  writer = g_thread_new ("messages", write_forever, path);
  activate (scene, "open-log-file", uri);
  wait_until ((words = find_widget (GTK_WIDGET (scene->window), GTK_TYPE_LABEL, "Opening “long.jsonl”…")) != NULL);
  g_assert_cmpuint (count_opened (), >, 0);
  wait_until (gtk_widget_get_mapped (words));
  button = find_widget (GTK_WIDGET (scene->window), GTK_TYPE_BUTTON, "_Cancel");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_until (find_widget (GTK_WIDGET (scene->window), GTK_TYPE_LABEL, "“long.jsonl” was not opened") != NULL);
  wait_until (count_opened () == 0);
  g_thread_join (writer);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_open_nothing (Scene *scene, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;

  write_file ("bad.jsonl", "{\"topic\":\"a\"}\n", &path, &uri);
  activate (scene, "open-log-file", uri);
  wait_until (find_widget (GTK_WIDGET (scene->window), GTK_TYPE_LABEL,
                           "There is no message in “bad.jsonl”. 1 line is no message and was left out. Line 1: it "
                           "lacks a topic, a time or a payload.")
              != NULL);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
  wait_until (count_opened () == 0);
}

/* What waits to be sent is lost with its connection, so one is asked. */
static void
test_close_with_unsent (Scene *scene, gconstpointer data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  GtkWindow *question;

  activate (scene, "quick-connect", "mqtt://127.0.0.1:1");
  desk_session_publish (get_session (scene), "a", payload, 1, FALSE, NULL, NULL);
  desk_session_publish (get_session (scene), "b", payload, 1, FALSE, NULL, NULL);

  activate (scene, "close-tab", NULL);
  wait_until ((question = find_transient (scene)) != NULL);
  g_assert_nonnull (find_widget (GTK_WIDGET (question), GTK_TYPE_LABEL, "2 messages have not been sent"));
  gtk_window_close (question);
  wait_until (find_transient (scene) == NULL);
  g_assert_nonnull (scene->window);
  g_assert_cmpuint (desk_session_get_n_waiting (get_session (scene)), ==, 2);

  gtk_window_close (GTK_WINDOW (scene->window));
  wait_until ((question = find_transient (scene)) != NULL);
  gtk_window_close (question);
  wait_until (find_transient (scene) == NULL);

  /* A tab that is one of several */
  activate (scene, "show-start", NULL);
  adw_tab_view_set_selected_page (scene->tab_view, adw_tab_view_get_nth_page (scene->tab_view, 0));
  g_assert_true (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  activate (scene, "close-tab", NULL);
  wait_until ((question = find_transient (scene)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "discard");
  gtk_window_destroy (question);
  wait_until (adw_tab_view_get_n_pages (scene->tab_view) == 1 && DESK_IS_START_PAGE (get_child (scene)));

  activate (scene, "quick-connect", "mqtt://127.0.0.1:2");
  desk_session_publish (get_session (scene), "a", payload, 1, FALSE, NULL, NULL);
  gtk_window_close (GTK_WINDOW (scene->window));
  wait_until ((question = find_transient (scene)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "discard");
  gtk_window_destroy (question);
  wait_until (scene->window == NULL);
}

#define add(path, function) g_test_add ("/window/" path, Scene, NULL, set_up, function, tear_down)

/* Whoever asks for the keys wants those for what is in view. */
static void
test_shortcuts_of_page (Scene *scene, gconstpointer data)
{
  GtkWindow *shortcuts = GTK_WINDOW (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (scene->window)));
  static const char *const sections[] = { "general", "messages", "general" };

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *shown = NULL;

      if (i > 0)
        activate (scene, i == 1 ? "quick-connect" : "show-start", i == 1 ? "127.0.0.1:1" : NULL);
      g_action_group_activate_action (G_ACTION_GROUP (application), "shortcuts", NULL);
      wait_until (gtk_window_is_active (shortcuts));
      g_object_get (shortcuts, "section-name", &shown, NULL);
      g_assert_cmpstr (shown, ==, sections[i]);
      gtk_window_close (shortcuts);
      wait_until (gtk_window_is_active (GTK_WINDOW (scene->window)));
    }
}

/* The window of shortcuts has to fit on the screen of a laptop, whatever part of it is in view. */
static void
test_shortcuts_fit (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/com/example/MqttDesk/gtk/help-overlay.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));
  static const char *const sections[] = { "general", "connection", "messages" };

  gtk_window_set_modal (window, FALSE);
  present_and_settle (window);
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *shown = NULL;
      int width, height;

      g_object_set (window, "section-name", sections[i], NULL);
      g_object_get (window, "section-name", &shown, NULL);
      g_assert_cmpstr (shown, ==, sections[i]);
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      g_test_message ("%s: %d × %d", sections[i], width, height);
      g_assert_cmpint (height, <=, 720);
      g_assert_cmpint (width, <=, 1280);
    }
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_scene_init (&argc, &argv);
  application = desk_application_new (NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  add ("start", test_start);
  add ("refused", test_refused);
  add ("narrow", test_narrow);
  add ("one-tab-a-profile", test_one_tab_a_profile);
  add ("reopen", test_reopen);
  add ("actions-on-profiles", test_actions_on_profiles);
  add ("save-quick-connection", test_save_quick_connection);
  add ("password", test_password);
  add ("close-while-asking", test_close_while_asking);
  add ("close-with-unsent", test_close_with_unsent);
  add ("demo", test_demo);
  add ("bad-address", test_bad_address);
  add ("focus-with-subscriptions", test_focus_with_subscriptions);
  add ("focus-beside-topics", test_focus_beside_topics);
  add ("open-log", test_open_log);
  add ("open-for-long", test_open_for_long);
  add ("open-nothing", test_open_nothing);
  add ("preferences", test_preferences);
  add ("windows-of-application", test_windows_of_application);
  add ("shortcuts-of-page", test_shortcuts_of_page);
  g_test_add_func ("/window/shortcuts-fit", test_shortcuts_fit);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
