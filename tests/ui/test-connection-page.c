/* test-connection-page.c: panes in the room there is, actions, and banners
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-banner.h"
#include "desk-error.h"
#include "desk-log-view.h"
#include "desk-message-view.h"
#include "desk-pane-area.h"
#include "desk-pane-handle.h"
#include "desk-publish-pane.h"
#include "desk-session-private.h"
#include "desk-subscription-pane.h"

typedef struct
{
  PageScene page;
  DeskPaneArea *area; /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, GPOINTER_TO_INT (data), 800);
  scene->area = DESK_PANE_AREA (find_widget (scene->page.page, DESK_TYPE_PANE_AREA, NULL));
  /* A flap that has no width yet cannot fold: AdwFlap divides by that width. */
  wait_until (gtk_widget_get_width (GTK_WIDGET (scene->area)) > 0);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static gboolean
is_shown (Scene *scene, GType type)
{
  return gtk_widget_get_mapped (find_widget (scene->page.page, type, NULL));
}

static void
test_wide (Scene *scene, gconstpointer data)
{
  wait_until (desk_pane_area_get_arrangement (scene->area) == DESK_PANES_WIDE);
  g_assert_true (is_shown (scene, DESK_TYPE_SUBSCRIPTION_PANE));
  g_assert_true (is_shown (scene, DESK_TYPE_LOG_VIEW));
  g_assert_true (is_shown (scene, DESK_TYPE_MESSAGE_VIEW));
  g_assert_true (is_shown (scene, DESK_TYPE_PUBLISH_PANE));

  g_object_set (scene->page.page, "subscriptions-shown", FALSE, NULL);
  wait_until (!is_shown (scene, DESK_TYPE_SUBSCRIPTION_PANE));
}

static void
test_stacked (Scene *scene, gconstpointer data)
{
  wait_until (desk_pane_area_get_arrangement (scene->area) == DESK_PANES_STACKED);
  g_assert_true (is_shown (scene, DESK_TYPE_SUBSCRIPTION_PANE));
  g_assert_true (is_shown (scene, DESK_TYPE_LOG_VIEW));
  wait_until (is_shown (scene, DESK_TYPE_PUBLISH_PANE));
  g_assert_false (is_shown (scene, DESK_TYPE_MESSAGE_VIEW));

  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.show-pane", "s", "message"));
  wait_until (is_shown (scene, DESK_TYPE_MESSAGE_VIEW));
  g_assert_false (is_shown (scene, DESK_TYPE_PUBLISH_PANE));
  g_assert_true (is_shown (scene, DESK_TYPE_LOG_VIEW));
}

static void
test_single (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *name;
    GType (*get_type) (void);
  } panes[] = {
    { "message", desk_message_view_get_type },
    { "publish", desk_publish_pane_get_type },
    { "log", desk_log_view_get_type },
  };
  guint n_shown;

  wait_until (desk_pane_area_get_arrangement (scene->area) == DESK_PANES_SINGLE);
  wait_until (!is_shown (scene, DESK_TYPE_SUBSCRIPTION_PANE));
  g_assert_cmpint (gtk_widget_get_width (scene->page.page), <=, 360);
  for (gsize i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      g_assert_true (gtk_widget_activate_action (scene->page.page, "page.show-pane", "s", panes[i].name));
      wait_until (is_shown (scene, panes[i].get_type ()));
      n_shown = 0;
      for (gsize j = 0; j < G_N_ELEMENTS (panes); j++)
        n_shown += is_shown (scene, panes[j].get_type ());
      g_assert_cmpuint (n_shown, ==, 1);
    }

  page_scene_activate (&scene->page, "page.focus-subscribe");
  wait_until (is_shown (scene, DESK_TYPE_SUBSCRIPTION_PANE));
}

/* From wide to narrow and back: what was at 1360 px must not keep the window from shrinking. */
static void
test_resize (Scene *scene, gconstpointer data)
{
  page_scene_feed (&scene->page, 100);
  gtk_window_set_default_size (GTK_WINDOW (scene->page.window), 360, 640);
  wait_until (desk_pane_area_get_arrangement (scene->area) == DESK_PANES_SINGLE);
  gtk_window_set_default_size (GTK_WINDOW (scene->page.window), 900, 640);
  wait_until (desk_pane_area_get_arrangement (scene->area) == DESK_PANES_STACKED);
  gtk_window_set_default_size (GTK_WINDOW (scene->page.window), 1900, 1000);
  wait_until (desk_pane_area_get_arrangement (scene->area) == DESK_PANES_WIDE);
}

/* AdwFlap 1.2 divides by a width that it does not have yet. */
static void
test_fold_at_once (void)
{
  Scene scene = { 0 };

  scene.page.hidden_at_first = "subscriptions-shown";
  set_up (&scene, GINT_TO_POINTER (1360));
  wait_until (!is_shown (&scene, DESK_TYPE_SUBSCRIPTION_PANE));
  wait_until (gtk_widget_get_width (GTK_WIDGET (scene.area)) > 1300);
  g_object_set (scene.page.page, "subscriptions-shown", TRUE, NULL);
  wait_until (is_shown (&scene, DESK_TYPE_SUBSCRIPTION_PANE));
  tear_down (&scene, NULL);
}

static void
test_sizes_are_kept (Scene *scene, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");
  GtkWidget *message = find_widget (scene->page.page, DESK_TYPE_MESSAGE_VIEW, NULL);
  GtkWidget *publish = find_widget (scene->page.page, DESK_TYPE_PUBLISH_PANE, NULL);

  wait_until (gtk_widget_get_width (message) == 364);
  g_object_set (scene->area, "message-width", 300, NULL);
  wait_until (gtk_widget_get_width (message) == 300);
  wait_until (g_settings_get_int (settings, "message-pane-width") == 300);

  /* More than there is room for, and more than the settings take */
  g_object_set (scene->area, "message-width", 5000, NULL);
  wait_until (gtk_widget_get_width (message) > 400);
  g_assert_cmpint (gtk_widget_get_width (message), <, 1000);
  wait_until (g_settings_get_int (settings, "message-pane-width") == 4096);

  /* Another page does not change the sizes of this one. */
  g_settings_set_int (settings, "publish-pane-height", 260);
  g_assert_cmpint (gtk_widget_get_height (publish), !=, 260);
  tear_down (scene, data);
  *scene = (Scene) { 0 };
  set_up (scene, data);
  publish = find_widget (scene->page.page, DESK_TYPE_PUBLISH_PANE, NULL);
  wait_until (gtk_widget_get_height (publish) == 260);
  g_settings_reset (settings, "message-pane-width");
  g_settings_reset (settings, "publish-pane-height");
}

static void
test_handle (Scene *scene, gconstpointer data)
{
  GtkWidget *subscriptions = find_widget (scene->page.page, DESK_TYPE_SUBSCRIPTION_PANE, NULL);
  GtkWidget *flap = gtk_widget_get_ancestor (subscriptions, ADW_TYPE_FLAP);
  double edge = gtk_widget_get_width (subscriptions);

  for (int from_edge = -3; from_edge <= 4; from_edge++)
    g_assert_true (DESK_IS_PANE_HANDLE (gtk_widget_pick (flap, edge + from_edge, 400, GTK_PICK_DEFAULT)));
  g_assert_false (DESK_IS_PANE_HANDLE (gtk_widget_pick (flap, edge - 20, 400, GTK_PICK_DEFAULT)));
}

static void
test_actions (Scene *scene, gconstpointer data)
{
  GtkSelectionModel *selection;
  GtkWidget *copy = NULL;

  page_scene_feed (&scene->page, 10);
  selection = GTK_SELECTION_MODEL (page_scene_get_rows (&scene->page));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 10);
  copy = find_widget (find_widget (scene->page.page, DESK_TYPE_MESSAGE_VIEW, NULL), GTK_TYPE_BUTTON, NULL);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (copy)), ==, "log.copy-topic");
  g_assert_false (gtk_widget_is_sensitive (copy));

  gtk_selection_model_select_item (selection, 4, TRUE);
  wait_until (gtk_widget_is_sensitive (copy));
  page_scene_activate (&scene->page, "log.copy-topic");
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "Copied the topic") != NULL);
  page_scene_activate (&scene->page, "log.copy-payload");
  wait_until (find_widget (scene->page.page, GTK_TYPE_LABEL, "Copied 8 bytes as text") != NULL);
  page_scene_activate (&scene->page, "log.filter-topic");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 5);
  page_scene_activate (&scene->page, "log.publish-to-topic");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_scene_find (&scene->page, "DeskPublishPane",
                                                                         GTK_TYPE_ENTRY))),
                   ==, "a/odd");
}

static guint
count_banners (Scene *scene)
{
  GtkWidget *all = find_widget (scene->page.page, g_type_from_name ("DeskSessionBanners"), NULL);
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (all); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *banner = find_widget (child, DESK_TYPE_BANNER, NULL);

      n += banner != NULL && desk_banner_is_shown (DESK_BANNER (banner));
    }

  return n;
}

static gboolean
has_button (Scene *scene, const char *label)
{
  GtkWidget *all = find_widget (scene->page.page, g_type_from_name ("DeskSessionBanners"), NULL);

  return find_widget (all, GTK_TYPE_BUTTON, label) != NULL;
}

/* Nothing listens at port 1. */
static void
test_waiting (Scene *scene, gconstpointer data)
{
  g_assert_cmpuint (count_banners (scene), ==, 0);
  desk_session_start (scene->page.session);
  wait_until (page_scene_has_label (&scene->page, "Trying again in 1 second.")
              || page_scene_has_label (&scene->page, "Trying again in 2 seconds."));
  g_assert_true (page_scene_has_label (&scene->page, desk_session_get_error (scene->page.session)->message));
  g_assert_cmpuint (count_banners (scene), ==, 1);
  g_assert_true (has_button (scene, "Try now"));
  /* The window has it. */
  g_assert_false (has_button (scene, "Stop"));

  desk_session_stop (scene->page.session);
  wait_until (desk_session_get_state (scene->page.session) == DESK_SESSION_DISCONNECTED);
}

static void
test_errors (Scene *scene, gconstpointer data)
{
  static const struct
  {
    DeskError code;
    const char *button;
    gboolean for_profile;
  } cases[] = {
    { DESK_ERROR_CLIENT_ID_TAKEN, "Connect under a new client ID", TRUE },
    { DESK_ERROR_BAD_CREDENTIALS, "Try again", TRUE },
    { DESK_ERROR_BAD_VERSION, "Try again", TRUE },
    { DESK_ERROR_BAD_CLIENT_ID, "Try again", TRUE },
    { DESK_ERROR_PASSPHRASE, "Try again", TRUE },
    { DESK_ERROR_SERVER_UNAVAILABLE, "Try again", FALSE },
    { DESK_ERROR_CLOSED, "Try again", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf ("<i>Case</i> %zu & next", i);
      g_autoptr (GError) error = g_error_new_literal (DESK_ERROR, (int) cases[i].code, words);

      _desk_session_set_error (scene->page.session, error);
      wait_until (page_scene_has_label (&scene->page, words));
      g_assert_true (has_button (scene, cases[i].button));
      g_assert_cmpint (has_button (scene, "Edit profile…"), ==, cases[i].for_profile);
      g_assert_false (has_button (scene, "Stop"));
    }
  _desk_session_set_error (scene->page.session, NULL);
  g_assert_cmpuint (count_banners (scene), ==, 0);
}

#define add(name, function, width)                                                                         \
  g_test_add ("/connection-page/" name, Scene, GINT_TO_POINTER (width), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("wide", test_wide, 1360);
  add ("stacked", test_stacked, 900);
  add ("single", test_single, 360);
  g_test_add_func ("/connection-page/fold-at-once", test_fold_at_once);
  add ("resize", test_resize, 1360);
  add ("sizes-are-kept", test_sizes_are_kept, 1360);
  add ("handle", test_handle, 1360);
  add ("actions", test_actions, 1360);
  add ("waiting", test_waiting, 1360);
  add ("errors", test_errors, 360);

  return g_test_run ();
}
