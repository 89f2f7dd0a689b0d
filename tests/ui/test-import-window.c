/* test-import-window.c: what can be taken over from other programs, as a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include <string.h>

#include "desk-draft-row.h"
#include "desk-import-window.h"
#include "desk-secrets.h"

typedef struct
{
  DeskProfileStore *store;
  DeskImportWindow *window; /* (unowned) (nullable) */
  char *imported;           /* (owned) (nullable): what the window said at its end */
} Scene;

static void
on_imported (Scene *scene, const char *words)
{
  g_free (scene->imported);
  scene->imported = g_strdup (words);
}

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autofree char *path = unused_profiles_path ();

  scene->store = desk_profile_store_new (path);
  scene->window = desk_import_window_new (scene->store);
  follow_to_the_end (GTK_WIDGET (scene->window), &scene->window);
  g_signal_connect_swapped (scene->window, "imported", G_CALLBACK (on_imported), scene);
  present_and_settle (GTK_WINDOW (scene->window));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  if (scene->window != NULL)
    gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (scene->window == NULL);
  g_assert_true (desk_profile_store_flush (scene->store, NULL));
  g_object_unref (scene->store);
  g_free (scene->imported);
}

static void
read_fixture (Scene *scene, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "profile", "foreign", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  desk_import_window_read (scene->window, file);
}

static GtkWidget *
find (Scene *scene, GType type, const char *text)
{
  return find_widget (GTK_WIDGET (scene->window), type, text);
}

static void
press (Scene *scene, const char *label)
{
  g_signal_emit_by_name (find (scene, GTK_TYPE_BUTTON, label), "clicked");
}

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return GTK_CHECK_BUTTON (find_widget (row, GTK_TYPE_CHECK_BUTTON, NULL));
}

static void
test_file (Scene *scene, gconstpointer data)
{
  GtkWidget *row;
  GtkWidget *useless;

  read_fixture (scene, "mqttx.json");
  wait_until (find (scene, DESK_TYPE_DRAFT_ROW, "Werk Süd") != NULL);
  row = find (scene, DESK_TYPE_DRAFT_ROW, "Werk Süd");
  useless = find (scene, DESK_TYPE_DRAFT_ROW, "Without a broker");
  g_assert_true (gtk_check_button_get_active (get_check (row)));
  g_assert_false (gtk_check_button_get_active (get_check (useless)));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_check (useless))));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (useless)), ==, "It has no host.");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (
                                find_widget (row, ADW_TYPE_ACTION_ROW, "Taken over"))),
                            "User name: anna\nPassword: will be kept in the keyring\n"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (
                                find_widget (row, ADW_TYPE_ACTION_ROW, "Not taken over"))),
                            "somethingNew: MqttDesk does not know this setting."));

  /* All, none, and one */
  press (scene, "Select none");
  g_assert_false (gtk_check_button_get_active (get_check (row)));
  g_assert_false (gtk_widget_get_sensitive (find (scene, GTK_TYPE_BUTTON, "_Import")));
  gtk_check_button_set_active (get_check (row), TRUE);
  press (scene, "_Import");
  wait_until (scene->window == NULL);
  g_assert_cmpstr (scene->imported, ==, "1 profile was added.");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (scene->store)), ==, 1);
  g_assert_nonnull (desk_profile_store_find (scene->store, "Werk Süd"));
}

/* Nothing of a file is markup. */
static void
test_markup (Scene *scene, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "markup.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *row;

  g_assert_true (g_file_set_contents (path,
                                      "[{\"name\": \"<b>bold</b> & co\", \"host\": \"h\", \"clientId\": \"<i>x\"}]", -1,
                                      NULL));
  desk_import_window_read (scene->window, file);
  wait_until (find (scene, DESK_TYPE_DRAFT_ROW, "<b>bold</b> & co") != NULL);
  row = find (scene, DESK_TYPE_DRAFT_ROW, NULL);
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "<b>bold</b> & co"));
  /* A single one is expanded at once. */
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL,
                                 "Address: mqtt://h:1883\nMQTT version: 3.1.1\nClient ID: <i>x"));
}

static void
test_refused (Scene *scene, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nothing.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  desk_import_window_read (scene->window, file);
  wait_until (find (scene, GTK_TYPE_LABEL,
                    "“nothing.txt” cannot be imported. It is not a file with connections that MqttDesk can read. It "
                    "reads those of MqttDesk, MQTT.fx, MQTTX, MQTT Explorer, MQTTAnalyzer, mosquitto_sub.")
              != NULL);
  g_assert_null (find (scene, DESK_TYPE_DRAFT_ROW, NULL));
}

static void
test_command (Scene *scene, gconstpointer data)
{
  GtkWidget *entry = find (scene, ADW_TYPE_ENTRY_ROW, NULL);

  type_text (entry, "rm -rf /");
  g_signal_emit_by_name (entry, "apply");
  g_assert_null (find (scene, DESK_TYPE_DRAFT_ROW, NULL));
  type_text (entry, "mosquitto_sub -h broker.example -u me -P secret -t 'a/#'");
  g_signal_emit_by_name (entry, "apply");
  g_assert_nonnull (find (scene, DESK_TYPE_DRAFT_ROW, "broker.example"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* What is in its usual place is there to be chosen. */
static void
test_found (Scene *scene, gconstpointer data)
{
  wait_until (find (scene, ADW_TYPE_ACTION_ROW, "MQTT Explorer") != NULL);
  g_signal_emit_by_name (find (scene, ADW_TYPE_ACTION_ROW, "MQTT Explorer"), "activate");
  wait_until (find (scene, DESK_TYPE_DRAFT_ROW, "Home") != NULL);
  g_assert_nonnull (find (scene, DESK_TYPE_DRAFT_ROW, "mqtt.eclipseprojects.io"));
}

static void
put_in_place (void)
{
  g_autofree char *from
      = g_test_build_filename (G_TEST_DIST, "core", "profile", "foreign", "settings.json", NULL);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "MQTT-Explorer", NULL);
  g_autofree char *to = g_build_filename (folder, "settings.json", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (to, text, -1, NULL));
}

#define add(path, function) g_test_add ("/import-window/" path, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  put_in_place ();
  add ("file", test_file);
  add ("markup", test_markup);
  add ("refused", test_refused);
  add ("command", test_command);
  add ("found", test_found);

  return g_test_run ();
}
