/* test-check-window.c: the window of the connection check
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "ui-scene.h"

#include "desk-check-row.h"
#include "desk-check-window.h"
#include "desk-profile-editor.h"
#include "desk-session-options.h"
#include "fake-broker.h"
#include "scripted-server.h"

#define PASSWORD "a-secret-word"

typedef struct
{
  DeskProfile *profile; /* (owned) */
  GtkWidget *window;    /* (unowned) */
  guint n_mended;
} Scene;

static DeskConnectOptions *
make_options (gpointer profile)
{
  return desk_connect_options_from_profile (profile, desk_profile_get_client_id (profile), PASSWORD, NULL, NULL,
                                            NULL);
}

static void
on_mended (Scene *scene)
{
  scene->n_mended++;
}

static DeskCheckWindow *
make_window (Scene *scene, guint16 port)
{
  DeskCheckWindow *window;

  scene->profile = desk_profile_new ();
  g_object_set (scene->profile, "host", "127.0.0.1", "port", port, "username", "ada", NULL);
  window = desk_check_window_new (NULL, scene->profile, make_options, G_OBJECT (scene->profile));
  scene->window = GTK_WIDGET (window);
  g_signal_connect_swapped (window, "mended", G_CALLBACK (on_mended), scene);
  follow_to_the_end (scene->window, &scene->window);

  return window;
}

static void
open_window (Scene *scene, guint16 port)
{
  DeskCheckWindow *window = make_window (scene, port);

  desk_check_window_start (window);
  present_and_settle (GTK_WINDOW (window));
}

static void
close_window (Scene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (scene->window == NULL);
  g_clear_object (&scene->profile);
}

static gboolean
has_label (Scene *scene, const char *text)
{
  GtkWidget *label = find_widget (scene->window, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static GtkWidget *
find_button (Scene *scene, const char *label)
{
  GtkWidget *button = find_widget (scene->window, GTK_TYPE_BUTTON, label);

  return button != NULL && gtk_widget_get_mapped (button) ? button : NULL;
}

/* The first check of the program says what others may see of it, and waits; what the person wants then holds. */
static void
test_says_what_it_publishes (void)
{
  Scene scene = { 0 };
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  GtkWidget *row;

  desk_check_window_open (make_window (&scene, fake_broker_get_port (broker)));
  wait_until (gtk_window_is_active (GTK_WINDOW (scene.window)));
  row = find_widget (scene.window, ADW_TYPE_ACTION_ROW, "Try to subscribe and publish");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "mqttdesk/check/"));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (find_widget (row, GTK_TYPE_SWITCH, NULL))));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (scene.window)) == find_button (&scene, "_Start check"));
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_CONNECT), ==, 0);

  gtk_widget_activate_action (scene.window, "check.probe", NULL);
  g_signal_emit_by_name (find_button (&scene, "_Start check"), "clicked");
  wait_until (has_label (&scene, "The connection works"));
  g_assert_cmpuint (count_widgets (scene.window, DESK_TYPE_CHECK_ROW), ==, 3);
  close_window (&scene);

  desk_check_window_open (make_window (&scene, fake_broker_get_port (broker)));
  wait_until (gtk_window_is_active (GTK_WINDOW (scene.window)) && has_label (&scene, "The connection works"));
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_SUBSCRIBE), ==, 0);
  g_assert_cmpuint (fake_broker_count (broker, DESK_PACKET_PUBLISH), ==, 0);
  gtk_widget_activate_action (scene.window, "check.probe", NULL);
  gtk_widget_activate_action (scene.window, "check.again", NULL);
  wait_until (fake_broker_count (broker, DESK_PACKET_PUBLISH) == 1);
  close_window (&scene);
}

static void
test_good (void)
{
  Scene scene = { 0 };
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autofree char *text = NULL;

  fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, "90 03 ID 80");
  open_window (&scene, fake_broker_get_port (broker));
  wait_until (has_label (&scene, "The connection works, with a remark"));
  g_assert_cmpuint (count_widgets (scene.window, DESK_TYPE_CHECK_ROW), ==, 5);
  g_assert_true (has_label (&scene, "Broker"));
  g_assert_nonnull (find_button (&scene, "Check _again"));
  g_assert_null (find_button (&scene, "_Stop"));

  g_assert_true (gtk_widget_activate_action (scene.window, "check.copy", NULL));
  text = read_clipboard (scene.window);
  g_assert_nonnull (strstr (text, "✓ Broker"));
  g_assert_null (strstr (text, PASSWORD));
  g_assert_null (strstr (text, "ada"));

  g_assert_true (gtk_widget_activate_action (scene.window, "check.again", NULL));
  g_assert_cmpuint (count_widgets (scene.window, DESK_TYPE_CHECK_ROW), ==, 5);
  wait_until (fake_broker_count (broker, DESK_PACKET_CONNECT) == 2);
  wait_until (has_label (&scene, "The connection works, with a remark"));
  close_window (&scene);
}

static void
test_remedy (void)
{
  Scene scene = { 0 };
  g_autoptr (FakeBroker) broker = fake_broker_new ();

  fake_broker_set_answer_to_version (broker, DESK_MQTT_3_1_1, "20 02 00 01 !");
  fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, "90 04 ID 00 80");
  open_window (&scene, fake_broker_get_port (broker));
  wait_until (has_label (&scene, "There is a problem: Broker"));
  g_assert_true (has_label (&scene, "The broker does not speak MQTT 3.1.1, but it does speak MQTT 5."));

  g_signal_emit_by_name (find_button (&scene, "Use MQTT 5"), "clicked");
  g_assert_cmpuint (scene.n_mended, ==, 1);
  g_assert_cmpint ((int) desk_profile_get_mqtt_version (scene.profile), ==, (int) DESK_MQTT_5);
  wait_until (has_label (&scene, "The connection works, with a remark"));
  close_window (&scene);
}

static void
test_stop (void)
{
  Scene scene = { 0 };
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);

  open_window (&scene, scripted_server_get_port (server));
  wait_until (find_button (&scene, "_Stop") != NULL);
  g_assert_true (gtk_widget_activate_action (scene.window, "check.stop", NULL));
  wait_until (has_label (&scene, "The check was stopped"));
  close_window (&scene);
}

/* Who closes it while it runs does not wait. */
static void
test_close (void)
{
  Scene scene = { 0 };
  g_autoptr (ScriptedServer) server = scripted_server_new (NULL, NULL, FALSE);

  open_window (&scene, scripted_server_get_port (server));
  wait_until (find_button (&scene, "_Stop") != NULL);
  close_window (&scene);
}

static void
on_notice (gpointer listener, const char *words)
{
  g_test_fail_printf ("%s", words);
}

/* One press does it, also while words tell that something was copied. */
static void
test_escape (void)
{
  Scene scene = { 0 };
  g_autoptr (FakeBroker) broker = fake_broker_new ();

  open_window (&scene, fake_broker_get_port (broker));
  wait_until (find_button (&scene, "Check _again") != NULL);
  gtk_widget_grab_focus (find_button (&scene, "Check _again"));
  g_assert_true (gtk_widget_activate_action (scene.window, "check.copy", NULL));
  wait_until (has_label (&scene, "Copied, without passwords"));
  send_key ("Escape");
  wait_until (scene.window == NULL);
  g_clear_object (&scene.profile);
}

static GtkWidget *
find_check_window (void)
{
  g_autoptr (GListModel) windows = G_LIST_MODEL (g_object_ref (gtk_window_get_toplevels ()));

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (DESK_IS_CHECK_WINDOW (window))
        return window;
    }

  return NULL;
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return memmem (data, length, text, strlen (text)) != NULL;
}

/* What is filled in is checked, saved or not, and what is mended is filled in. */
static void
test_editor (void)
{
  g_autofree char *path = unused_profiles_path ();
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (GObject) listener = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (FakeBroker) broker = fake_broker_new ();
  g_autofree char *port = g_strdup_printf ("%u", fake_broker_get_port (broker));
  g_autofree char *client_id = g_strdup_printf ("at-%s-check", g_get_host_name ());
  g_autoptr (GBytes) refused = NULL;
  g_autoptr (GBytes) connect = NULL;
  GtkWidget *editor = GTK_WIDGET (desk_profile_editor_new (store, NULL, on_notice, listener));
  GtkWidget *button;
  Scene scene = { 0 };

  follow_to_the_end (editor, &editor);
  present_and_settle (GTK_WINDOW (editor));
  button = find_widget (editor, GTK_TYPE_BUTTON, "_Check connection");
  type_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Port"), "no number");
  g_assert_false (gtk_widget_get_sensitive (button));

  /* A name it does not need. */
  type_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Host"), "127.0.0.1");
  type_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Port"), port);
  type_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Client ID"), "at-${hostname}");
  type_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, "User name"), "ada");
  type_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Password"), PASSWORD);
  g_assert_true (gtk_widget_get_sensitive (button));

  fake_broker_set_answer_to_version (broker, DESK_MQTT_3_1_1, "20 02 00 01 !");
  fake_broker_set_answer (broker, DESK_PACKET_SUBSCRIBE, "90 04 ID 00 80");
  g_signal_emit_by_name (button, "clicked");
  scene.window = find_check_window ();
  follow_to_the_end (scene.window, &scene.window);
  wait_until (gtk_window_is_active (GTK_WINDOW (scene.window)));
  if (find_button (&scene, "_Start check") != NULL)
    g_signal_emit_by_name (find_button (&scene, "_Start check"), "clicked");
  wait_until (find_button (&scene, "Use MQTT 5") != NULL);
  refused = fake_broker_wait (broker, DESK_PACKET_CONNECT);
  g_assert_true (contains (refused, client_id));
  g_assert_true (contains (refused, "ada"));
  g_assert_true (contains (refused, PASSWORD));

  g_signal_emit_by_name (find_button (&scene, "Use MQTT 5"), "clicked");
  wait_until (has_label (&scene, "The connection works, with a remark"));
  gtk_window_destroy (GTK_WINDOW (scene.window));
  wait_until (scene.window == NULL);
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (find_widget (editor, ADW_TYPE_COMBO_ROW, "MQTT version"))), ==, 1);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Password"))), ==, PASSWORD);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_widget (editor, ADW_TYPE_ENTRY_ROW, "Port"))), ==, port);

  gtk_window_destroy (GTK_WINDOW (editor));
  wait_until (editor == NULL);
}

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);

  /* The first one: what it is about happens once. */
  g_test_add_func ("/check-window/says-what-it-publishes", test_says_what_it_publishes);
  g_test_add_func ("/check-window/good", test_good);
  g_test_add_func ("/check-window/remedy", test_remedy);
  g_test_add_func ("/check-window/stop", test_stop);
  g_test_add_func ("/check-window/close", test_close);
  g_test_add_func ("/check-window/escape", test_escape);
  g_test_add_func ("/check-window/editor", test_editor);

  return g_test_run ();
}
