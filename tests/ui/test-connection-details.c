/* test-connection-details.c: what the page about a connection tells of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-connection-details.h"
#include "desk-session-private.h"

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, GPOINTER_TO_INT (data), 700);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

/* As if a broker had accepted a connection on this way */
static void
connect_by (PageScene *scene, const char *address, const char *proxy)
{
  scene->session->state = DESK_SESSION_CONNECTING;
  _desk_session_set_way (scene->session, address, proxy);
  _desk_session_on_connected (scene->session, FALSE, NULL);
  page_scene_activate (scene, "page.show-connection");
  wait_until (page_scene_has_label (scene, "Connected"));
}

static void
lose (PageScene *scene)
{
  _desk_session_on_lost (scene->session, NULL);
  wait_until (page_scene_has_label (scene, "Disconnected"));
}

/* The row with this title, if it is in view */
static GtkWidget *
find_row (PageScene *scene, const char *title)
{
  GtkWidget *details = find_widget (scene->page, DESK_TYPE_CONNECTION_DETAILS, NULL);
  GtkWidget *row = find_widget (details, ADW_TYPE_ACTION_ROW, title);

  return row != NULL && gtk_widget_get_mapped (row) ? row : NULL;
}

static gboolean
says (PageScene *scene, const char *title, const char *words)
{
  GtkWidget *row = find_row (scene, title);
  GtkWidget *value = row != NULL ? find_widget (row, GTK_TYPE_LABEL, words) : NULL;

  return value != NULL && gtk_label_get_selectable (GTK_LABEL (value));
}

/* A list without a row that can be seen would be a line without a meaning. */
static void
assert_no_empty_list (GtkWidget *widget)
{
  gboolean any = FALSE;

  if (!gtk_widget_get_mapped (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      assert_no_empty_list (child);
      any = any || gtk_widget_get_visible (child);
    }
  g_assert_true (any || !GTK_IS_LIST_BOX (widget));
}

static void
test_way (PageScene *scene, gconstpointer data)
{
  GtkWidget *details = find_widget (scene->page, DESK_TYPE_CONNECTION_DETAILS, NULL);

  connect_by (scene, "192.0.2.7:1883", NULL);
  g_assert_true (says (scene, "Transport", "TCP"));
  g_assert_true (says (scene, "Address reached", "192.0.2.7:1883"));
  g_assert_true (says (scene, "Proxy", "None"));
  g_assert_true (says (scene, "Encryption", "None: whoever is on the way can read what is sent"));
  g_assert_true (says (scene, "Protocol", "MQTT 3.1.1"));
  g_assert_nonnull (find_row (scene, "Connected since"));
  g_assert_null (find_row (scene, "Highest QoS"));
  g_assert_true (page_scene_has_label (
      scene, "Before MQTT 5 a broker does not tell its limits. Choose MQTT 5 in the profile to see them."));
  assert_no_empty_list (details);
  g_assert_cmpint (gtk_widget_get_width (details), <=, GPOINTER_TO_INT (data));

  lose (scene);
  g_assert_null (find_row (scene, "Address reached"));
  g_assert_null (find_row (scene, "Encryption"));
  assert_no_empty_list (details);
}

static void
test_proxy (PageScene *scene, gconstpointer data)
{
  connect_by (scene, "[2001:db8::1]:1080", "socks5://proxy.example:1080");
  g_assert_true (says (scene, "Address reached", "[2001:db8::1]:1080, the proxy"));
  g_assert_true (says (scene, "Proxy", "socks5://proxy.example:1080"));
  lose (scene);
}

/* What stays on this computer needs no encryption; a socket has neither address nor proxy. */
static void
test_unix (PageScene *scene, gconstpointer data)
{
  g_object_set (desk_session_get_profile (scene->session), "transport", "unix", "host", "/run/mosquitto.sock", NULL);
  connect_by (scene, NULL, NULL);
  g_assert_true (says (scene, "Transport", "Unix socket"));
  g_assert_null (find_row (scene, "Address reached"));
  g_assert_null (find_row (scene, "Proxy"));
  g_assert_true (says (scene, "Encryption", "None: what is sent does not leave this computer"));
  lose (scene);

  g_object_set (desk_session_get_profile (scene->session), "transport", "mqtt", NULL);
  connect_by (scene, "[::1]:1883", NULL);
  g_assert_true (says (scene, "Encryption", "None: what is sent does not leave this computer"));
  lose (scene);
}

static void
test_copy (PageScene *scene, gconstpointer data)
{
  g_autofree char *text = NULL;

  connect_by (scene, "192.0.2.7:1883", NULL);
  page_scene_activate (scene, "page.copy-connection");
  text = read_clipboard (scene->page);
  g_assert_nonnull (strstr (text, "State: Connected\n"));
  g_assert_nonnull (strstr (text, "\nAddress reached: 192.0.2.7:1883\n"));
  g_assert_null (strstr (text, "Highest QoS"));
  lose (scene);
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  g_test_add ("/connection-details/way", PageScene, GINT_TO_POINTER (1000), set_up, test_way, tear_down);
  g_test_add ("/connection-details/narrow", PageScene, GINT_TO_POINTER (360), set_up, test_way, tear_down);
  g_test_add ("/connection-details/proxy", PageScene, GINT_TO_POINTER (1000), set_up, test_proxy, tear_down);
  g_test_add ("/connection-details/unix", PageScene, GINT_TO_POINTER (1000), set_up, test_unix, tear_down);
  g_test_add ("/connection-details/copy", PageScene, GINT_TO_POINTER (1000), set_up, test_copy, tear_down);

  return g_test_run ();
}
