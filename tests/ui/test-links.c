/* test-links.c: links of other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-scene.h"

#include "desk-connection-page.h"
#include "desk-link-page.h"
#include "desk-start-page.h"

/* As from another program, also if this one runs already */
static void
open_link (const char *uri, const char *password, const char *filter)
{
  g_auto (GVariantDict) request = G_VARIANT_DICT_INIT (NULL);
  const char *const filters[] = { filter, NULL };

  g_variant_dict_insert (&request, "uri", "s", uri);
  g_variant_dict_insert (&request, "ask", "b", TRUE);
  if (password != NULL)
    g_variant_dict_insert (&request, "password", "s", password);
  g_variant_dict_insert_value (&request, "subscribe", g_variant_new_strv (filters, -1));
  g_action_group_activate_action (G_ACTION_GROUP (application), "open", g_variant_dict_end (&request));
}

static void
activate (Scene *scene, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (scene->window), action, NULL);
}

static GtkWidget *
find (Scene *scene, const char *text)
{
  return find_widget (get_child (scene), GTK_TYPE_LABEL, text);
}

/* Where it leads is told, but not the password; nothing happens until it is followed. */
static void
test_follow (Scene *scene, gconstpointer data)
{
  DeskSession *session;

  g_assert_false (is_enabled (scene, "follow-link"));
  open_link ("mqtt://me@127.0.0.1:1", "s3cret", "<b>a</b>/#");
  g_assert_true (DESK_IS_LINK_PAGE (get_child (scene)));
  g_assert_nonnull (find (scene, "mqtt://127.0.0.1:1"));
  g_assert_nonnull (find (scene, "me"));
  g_assert_nonnull (find (scene, "<b>a</b>/#"));
  g_assert_nonnull (find (scene, "Without encryption"));
  g_assert_nonnull (find (scene, "It is in the link, and is used for this connection alone."));
  g_assert_null (find (scene, "s3cret"));
  g_assert_true (is_enabled (scene, "follow-link"));
  g_assert_false (is_enabled (scene, "connect"));

  activate (scene, "follow-link");
  g_assert_true (DESK_IS_CONNECTION_PAGE (get_child (scene)));
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 1);
  g_assert_false (is_enabled (scene, "follow-link"));
  session = desk_connection_page_get_session (DESK_CONNECTION_PAGE (get_child (scene)));
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_subscriptions (session)), ==, 1);
  wait_until (desk_session_get_state (session) == DESK_SESSION_WAITING);
}

static void
test_dismiss (Scene *scene, gconstpointer data)
{
  open_link ("mqtts://127.0.0.1:1", NULL, NULL);
  g_assert_null (find (scene, "Without encryption"));
  activate (scene, "dismiss-link");
  g_assert_true (DESK_IS_START_PAGE (get_child (scene)));
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 1);
}

/* The same link is one question, and there are few of them. */
static void
test_many (Scene *scene, gconstpointer data)
{
  open_link ("mqtt://127.0.0.1:1", NULL, NULL);
  open_link ("mqtt://127.0.0.1:1", NULL, NULL);
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 2);
  for (guint i = 2; i < 50; i++)
    {
      g_autofree char *uri = g_strdup_printf ("mqtt://127.0.0.1:%u", i);

      open_link (uri, NULL, NULL);
    }
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 6);
}

/* Who has a profile for that broker may want its settings. */
static void
test_profile (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile
      = g_object_new (DESK_TYPE_PROFILE, "name", "Home", "host", "127.0.0.1", "port", 1, NULL);

  desk_profile_store_add (scene->store, profile);
  open_link ("mqtt://127.0.0.1:2", NULL, NULL);
  g_assert_null (find (scene, "Home"));
  open_link ("mqtt://127.0.0.1:1", NULL, NULL);
  g_assert_nonnull (find (scene, "Home"));
  g_signal_emit_by_name (find_widget (get_child (scene), GTK_TYPE_BUTTON, "Connect with it"), "clicked");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (scene->window)), ==, "Home");
  g_assert_cmpint (adw_tab_view_get_n_pages (scene->tab_view), ==, 2);
}

/* A name that looks like another one is also shown in ASCII. */
static void
test_foreign_letters (Scene *scene, gconstpointer data)
{
  open_link ("mqtt://m\xc3\xb6squitto.example", NULL, NULL);
  g_assert_nonnull (find (scene, "xn--msquitto-n4a.example"));
}

#define add(path, function) g_test_add ("/links/" path, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_scene_init (&argc, &argv);
  application = desk_application_new (NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  add ("follow", test_follow);
  add ("dismiss", test_dismiss);
  add ("many", test_many);
  add ("profile", test_profile);
  add ("foreign-letters", test_foreign_letters);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
