/* test-windows.c: several windows, and tabs that go from one to another
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include "desk-application.h"
#include "desk-connection-page.h"
#include "desk-profile-editor.h"
#include "desk-profile-row.h"
#include "desk-start-page.h"
#include "desk-window.h"

/* One for all: only one can be on the bus. */
static DeskApplication *application;

typedef struct
{
  DeskProfileStore *store;
  DeskWindow *first;  /* (unowned) (nullable) */
  DeskWindow *second; /* (unowned) (nullable) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autofree char *path = unused_profiles_path ();

  scene->store = desk_profile_store_new (path);
  scene->first = desk_window_new (GTK_APPLICATION (application), scene->store);
  follow_to_the_end (GTK_WIDGET (scene->first), &scene->first);
  present_and_settle (GTK_WINDOW (scene->first));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  if (scene->first != NULL)
    gtk_window_close (GTK_WINDOW (scene->first));
  if (scene->second != NULL)
    gtk_window_close (GTK_WINDOW (scene->second));
  wait_until (scene->first == NULL && scene->second == NULL);
  g_assert_true (desk_profile_store_flush (scene->store, NULL));
  g_object_unref (scene->store);
}

static AdwTabView *
get_view (DeskWindow *window)
{
  return ADW_TAB_VIEW (find_widget (GTK_WIDGET (window), ADW_TYPE_TAB_VIEW, NULL));
}

static GtkWidget *
get_child (DeskWindow *window)
{
  return adw_tab_page_get_child (adw_tab_view_get_selected_page (get_view (window)));
}

static gboolean
has_bar (DeskWindow *window)
{
  return adw_tab_bar_get_tabs_revealed (ADW_TAB_BAR (find_widget (GTK_WIDGET (window), ADW_TYPE_TAB_BAR, NULL)));
}

static DeskSession *
get_session (DeskWindow *window)
{
  return desk_connection_page_get_session (DESK_CONNECTION_PAGE (get_child (window)));
}

static void
activate (DeskWindow *window, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action, parameter);
}

static void
connect_to (DeskWindow *window, const char *address)
{
  activate (window, "quick-connect", g_variant_new_string (address));
}

/* The window that is there besides the first */
static void
find_second (Scene *scene)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    if (DESK_IS_WINDOW (l->data) && l->data != (gpointer) scene->first)
      scene->second = l->data;
  g_assert_nonnull (scene->second);
  follow_to_the_end (GTK_WIDGET (scene->second), &scene->second);
  wait_until (gtk_window_is_active (GTK_WINDOW (scene->second)));
}

/* A connection that cannot be made, in a window of its own */
static void
move_a_connection (Scene *scene)
{
  activate (scene->first, "show-start", NULL);
  connect_to (scene->first, "127.0.0.1:1");
  activate (scene->first, "show-start", NULL);
  activate (scene->first, "show-tab", g_variant_new_int32 (1));
  g_assert_true (DESK_IS_CONNECTION_PAGE (get_child (scene->first)));
  activate (scene->first, "move-tab", NULL);
  find_second (scene);
}

static void
test_new_window (Scene *scene, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  find_second (scene);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene->second)));
}

static void
test_show_tab (Scene *scene, gconstpointer data)
{
  connect_to (scene->first, "127.0.0.1:1");
  connect_to (scene->first, "127.0.0.1:2");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->first)), ==, "127.0.0.1:2");
  activate (scene->first, "show-tab", g_variant_new_int32 (1));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->first)), ==, "127.0.0.1:1");
  activate (scene->first, "show-tab", g_variant_new_int32 (9));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->first)), ==, "127.0.0.1:1");
}

/* (nullable): the first descendant with this tooltip */
static GtkWidget *
find_described (GtkWidget *widget, const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_described (child, tooltip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_focus (Scene *scene)
{
  return gtk_window_get_focus (GTK_WINDOW (scene->first));
}

/* The keyboard is where it was in the tab, whatever had it in between. */
static void
test_focus (Scene *scene, gconstpointer data)
{
  GtkWidget *menu = find_widget (GTK_WIDGET (scene->first), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *topic;

  connect_to (scene->first, "127.0.0.1:1");
  connect_to (scene->first, "127.0.0.1:2");
  activate (scene->first, "show-tab", g_variant_new_int32 (1));
  activate (scene->first, "publish.focus", NULL);
  topic = get_focus (scene);
  g_assert_true (gtk_widget_is_ancestor (topic, get_child (scene->first)));
  g_assert_true (gtk_widget_grab_focus (menu));

  activate (scene->first, "show-tab", g_variant_new_int32 (2));
  g_assert_true (gtk_widget_is_ancestor (get_focus (scene), get_child (scene->first)));
  g_assert_true (gtk_widget_grab_focus (menu));
  activate (scene->first, "show-tab", g_variant_new_int32 (1));
  g_assert_true (get_focus (scene) == topic);
  g_assert_true (gtk_widget_grab_focus (menu));
  adw_tab_view_select_next_page (get_view (scene->first));
  g_assert_true (gtk_widget_is_ancestor (get_focus (scene), get_child (scene->first)));
}

/* A tab has the colour of its profile, and the header its icon as well. */
static void
test_mark (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  GtkWidget *image = NULL;
  AdwTabPage *page;

  g_object_set (profile, "name", "Plant", "host", "127.0.0.1", "port", 1, "icon", "machine", NULL);
  desk_profile_store_add (scene->store, profile);
  activate (scene->first, "open-profile", g_variant_new_string (desk_profile_get_id (profile)));
  page = adw_tab_view_get_selected_page (get_view (scene->first));
  g_assert_true (G_IS_THEMED_ICON (adw_tab_page_get_icon (page)));
  image = find_described (GTK_WIDGET (scene->first), "Machine");
  g_assert_true (GTK_IS_IMAGE (image) && gtk_widget_get_mapped (image));
  g_assert_true (G_IS_THEMED_ICON (gtk_image_get_gicon (GTK_IMAGE (image))));

  g_object_set (profile, "colour", 3, NULL);
  g_assert_true (GDK_IS_TEXTURE (adw_tab_page_get_icon (page)));
  g_assert_true (GDK_IS_TEXTURE (gtk_image_get_gicon (GTK_IMAGE (image))));
  g_object_set (profile, "colour", -1, "icon", "", NULL);
  g_assert_true (G_IS_THEMED_ICON (adw_tab_page_get_icon (page)));
  g_assert_false (gtk_widget_get_visible (image));
  activate (scene->first, "show-start", NULL);
  g_assert_false (gtk_widget_get_visible (image));
}

static GtkWindow *
find_editor (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (DESK_IS_PROFILE_EDITOR (window))
        return window;
    }

  return NULL;
}

/* After a profile was saved the next key may connect it. */
static void
test_focus_after_saving (Scene *scene, gconstpointer data)
{
  GtkWindow *editor;
  DeskProfileRow *row;

  activate (scene->first, "new-profile", NULL);
  editor = find_editor ();
  wait_until (gtk_window_is_active (editor));
  type_text (find_widget (GTK_WIDGET (editor), ADW_TYPE_ENTRY_ROW, "Name"), "Plant");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_until (find_editor () == NULL && gtk_window_is_active (GTK_WINDOW (scene->first)));
  g_assert_true (DESK_IS_PROFILE_ROW (get_focus (scene)));
  row = DESK_PROFILE_ROW (get_focus (scene));
  g_assert_cmpstr (desk_profile_get_name (desk_profile_row_get_profile (row)), ==, "Plant");
}

/* The connection goes along, and so does what its new window says about it. */
static void
test_move (Scene *scene, gconstpointer data)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (scene->first), "move-tab");
  DeskSession *session;

  g_assert_false (g_action_get_enabled (action));
  move_a_connection (scene);
  g_assert_cmpint (adw_tab_view_get_n_pages (get_view (scene->first)), ==, 1);
  g_assert_cmpint (adw_tab_view_get_n_pages (get_view (scene->second)), ==, 1);
  /* What can be dragged back is in view. */
  g_assert_true (has_bar (scene->first));
  g_assert_true (has_bar (scene->second));
  g_assert_true (DESK_IS_START_PAGE (get_child (scene->first)));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->second)), ==, "127.0.0.1:1");
  g_assert_false (g_action_get_enabled (action));

  session = get_session (scene->second);
  wait_until (desk_session_get_state (session) == DESK_SESSION_WAITING);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (scene->second), "try-now"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (scene->first), "try-now"));
  desk_profile_set_name (desk_session_get_profile (session), "Renamed");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->second)), ==, "Renamed");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->first)), ==, "MqttDesk");

  /* The first window may go. */
  gtk_window_close (GTK_WINDOW (scene->first));
  wait_until (scene->first == NULL);
  g_assert_false (has_bar (scene->second));
  activate (scene->second, "disconnect", NULL);
  wait_until (desk_session_get_state (session) == DESK_SESSION_DISCONNECTED);
}

/* As when it is dragged into another window's bar */
static void
test_last_tab (Scene *scene, gconstpointer data)
{
  move_a_connection (scene);
  adw_tab_view_transfer_page (get_view (scene->second), adw_tab_view_get_nth_page (get_view (scene->second), 0),
                              get_view (scene->first), 1);
  wait_until (scene->second == NULL);
  g_assert_cmpint (adw_tab_view_get_n_pages (get_view (scene->first)), ==, 2);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->first)), ==, "127.0.0.1:1");
}

/* Dropped beside the windows; what is dragged is detached meanwhile, which may leave a window empty. */
static void
test_drop_outside (Scene *scene, gconstpointer data)
{
  AdwTabView *view = NULL;

  activate (scene->first, "show-start", NULL);
  connect_to (scene->first, "127.0.0.1:1");
  activate (scene->first, "show-start", NULL);
  g_signal_emit_by_name (get_view (scene->first), "create-window", &view);
  g_assert_nonnull (view);
  adw_tab_view_transfer_page (get_view (scene->first), adw_tab_view_get_nth_page (get_view (scene->first), 0), view, 0);
  find_second (scene);
  g_assert_true (get_view (scene->second) == view);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->second)), ==, "127.0.0.1:1");
}

/* One tab a profile, in all windows together */
static void
test_open_elsewhere (Scene *scene, gconstpointer data)
{
  DeskSession *session;

  move_a_connection (scene);
  session = get_session (scene->second);
  connect_to (scene->second, "127.0.0.1:2");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->second)), ==, "127.0.0.1:2");
  gtk_window_present (GTK_WINDOW (scene->first));
  wait_until (gtk_window_is_active (GTK_WINDOW (scene->first)));

  connect_to (scene->first, "127.0.0.1:1");
  wait_until (gtk_window_is_active (GTK_WINDOW (scene->second)));
  g_assert_true (get_session (scene->second) == session);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene->first)));
}

/* The log is still being closed by the other window. */
static void
test_reopen_elsewhere (Scene *scene, gconstpointer data)
{
  move_a_connection (scene);
  gtk_window_close (GTK_WINDOW (scene->second));
  connect_to (scene->first, "127.0.0.1:1");
  wait_until (DESK_IS_CONNECTION_PAGE (get_child (scene->first)));
  wait_until (desk_session_get_error (get_session (scene->first)) != NULL);
  g_assert_no_error (desk_session_get_log_error (get_session (scene->first)));
  wait_until (scene->second == NULL);
}

/* The demo ends with its tab, wherever that is. A tab that is not in view tells that messages came. */
static void
test_demo (Scene *scene, gconstpointer data)
{
  AdwTabPage *page;
  guint64 n;

  activate (scene->first, "demo", NULL);
  wait_until (DESK_IS_CONNECTION_PAGE (get_child (scene->first)));
  page = adw_tab_view_get_selected_page (get_view (scene->first));
  wait_until (desk_session_get_n_received (get_session (scene->first)) > 10);
  g_assert_null (adw_tab_page_get_indicator_icon (page));
  activate (scene->first, "show-start", NULL);
  wait_until (adw_tab_page_get_indicator_icon (page) != NULL);
  g_assert_true (g_str_has_suffix (adw_tab_page_get_indicator_tooltip (page), "new messages")
                 || g_str_has_suffix (adw_tab_page_get_indicator_tooltip (page), "new message"));
  activate (scene->first, "show-tab", g_variant_new_int32 (1));
  g_assert_null (adw_tab_page_get_indicator_icon (page));

  activate (scene->first, "move-tab", NULL);
  find_second (scene);
  gtk_window_close (GTK_WINDOW (scene->first));
  wait_until (scene->first == NULL);
  n = desk_session_get_n_received (get_session (scene->second));
  wait_until (desk_session_get_n_received (get_session (scene->second)) > n + 10);

  /* There is still one demo. */
  activate (scene->second, "show-start", NULL);
  activate (scene->second, "demo", NULL);
  g_assert_cmpint (adw_tab_view_get_n_pages (get_view (scene->second)), ==, 2);
  activate (scene->second, "close-tab", NULL);
  g_assert_true (DESK_IS_START_PAGE (get_child (scene->second)));
}

#define add(path, function) g_test_add ("/windows/" path, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_scene_init (&argc, &argv);
  application = desk_application_new (NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  add ("new-window", test_new_window);
  add ("show-tab", test_show_tab);
  add ("focus", test_focus);
  add ("mark", test_mark);
  add ("focus-after-saving", test_focus_after_saving);
  add ("move", test_move);
  add ("last-tab", test_last_tab);
  add ("drop-outside", test_drop_outside);
  add ("open-elsewhere", test_open_elsewhere);
  add ("reopen-elsewhere", test_reopen_elsewhere);
  add ("demo", test_demo);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
