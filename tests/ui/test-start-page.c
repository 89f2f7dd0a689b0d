/* test-start-page.c: the start page follows the saved profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include "desk-colour-bar.h"
#include "desk-folder-row.h"
#include "desk-profile-folders.h"
#include "desk-profile-removal.h"
#include "desk-profile-row.h"
#include "desk-quick-connect.h"
#include "desk-recent-button.h"
#include "desk-secrets.h"
#include "desk-start-page.h"

typedef struct
{
  DeskProfileStore *store;
  GtkWidget *window;
  GtkWidget *page;
  char *connected_to;
} Scene;

static void
on_quick_connect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Scene *scene = user_data;

  g_free (scene->connected_to);
  scene->connected_to = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Scene *scene, gconstpointer data)
{
  static const GActionEntry entries[] = { { "quick-connect", on_quick_connect, "s" } };
  g_autofree char *path = unused_profiles_path ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  scene->store = desk_profile_store_new (path);
  scene->window = adw_window_new ();
  scene->page = desk_start_page_new (scene->store);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), scene);
  gtk_widget_insert_action_group (scene->window, "win", G_ACTION_GROUP (actions));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), scene->page);
  adw_window_set_content (ADW_WINDOW (scene->window), overlay);
  present_and_settle (GTK_WINDOW (scene->window));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  follow_to_the_end (scene->page, &scene->page);
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (scene->page == NULL);
  g_assert_true (desk_profile_store_flush (scene->store, NULL));
  g_object_unref (scene->store);
  g_free (scene->connected_to);
}

static DeskProfile *
add_profile (Scene *scene, const char *name, gint64 last_used)
{
  g_autoptr (DeskProfile) profile
    = g_object_new (DESK_TYPE_PROFILE, "name", name, "last-used", last_used, NULL);

  desk_profile_store_add (scene->store, profile);

  return profile;
}

static const char *
visible_child (Scene *scene)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find_widget (scene->page, GTK_TYPE_STACK, NULL)));
}

static const char *
get_row_title (Scene *scene, int index)
{
  GtkWidget *list = gtk_widget_get_parent (find_widget (scene->page, DESK_TYPE_PROFILE_ROW, NULL));

  return adw_preferences_row_get_title (
    ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index)));
}

static void
test_follows_store (Scene *scene, gconstpointer data)
{
  DeskProfile *home;

  g_assert_cmpstr (visible_child (scene), ==, "empty");
  g_assert_nonnull (find_widget (scene->page, GTK_TYPE_BUTTON, "Start the demo"));

  home = add_profile (scene, "Home", 0);
  add_profile (scene, "Attic", 0);
  add_profile (scene, "Plant floor", 1000);
  g_assert_cmpstr (visible_child (scene), ==, "profiles");
  g_assert_cmpuint (count_widgets (scene->page, DESK_TYPE_PROFILE_ROW), ==, 3);

  /* The last used comes first, then the alphabet. */
  g_assert_cmpstr (get_row_title (scene, 0), ==, "Plant floor");
  g_assert_cmpstr (get_row_title (scene, 1), ==, "Attic");
  g_assert_cmpstr (get_row_title (scene, 2), ==, "Home");

  g_object_set (home, "name", "Home <b>", "host", "broker.example", "port", 1884, NULL);
  g_assert_nonnull (find_widget (scene->page, DESK_TYPE_PROFILE_ROW, "Home <b>"));
  g_assert_nonnull (find_widget (scene->page, GTK_TYPE_LABEL, "mqtt://broker.example:1884 · never used"));

  while (g_list_model_get_n_items (G_LIST_MODEL (scene->store)) > 0)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (scene->store), 0);

      desk_profile_store_remove (scene->store, profile);
    }
  g_assert_cmpstr (visible_child (scene), ==, "empty");
}

static void
test_quick_connect (Scene *scene, gconstpointer data)
{
  GtkWidget *quick = find_widget (scene->page, DESK_TYPE_QUICK_CONNECT, NULL);
  GtkWidget *entry = find_widget (quick, ADW_TYPE_ENTRY_ROW, NULL);
  GtkWidget *button = find_widget (quick, GTK_TYPE_BUTTON, "Connect");
  static const char *const bad[] = { "two words", "host:70000", "mqtt://", "http://host", "host:port" };
  static const char *const good[]
      = { "host", "host:1884", "mqtt://host/a/#", "::1", "127.0.0.1", "me:pw@host" };

  g_assert_false (gtk_widget_get_sensitive (button));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      type_text (entry, bad[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_assert_true (gtk_widget_get_visible (gtk_widget_get_next_sibling (entry)));
      g_assert_false (gtk_widget_get_sensitive (button));
      g_signal_emit_by_name (entry, "entry-activated");
      g_assert_null (scene->connected_to);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      type_text (entry, good[i]);
      g_assert_false (gtk_widget_has_css_class (entry, "error"));
      g_assert_false (gtk_widget_get_visible (gtk_widget_get_next_sibling (entry)));
      g_assert_true (gtk_widget_get_sensitive (button));
      g_signal_emit_by_name (entry, "entry-activated");
      g_assert_cmpstr (scene->connected_to, ==, good[i]);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
    }
}

/* Where somebody connected to is offered again, without who they are. */
static void
test_recent_addresses (Scene *scene, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");
  GtkWidget *quick = find_widget (scene->page, DESK_TYPE_QUICK_CONNECT, NULL);
  GtkWidget *entry = find_widget (quick, ADW_TYPE_ENTRY_ROW, NULL);
  GtkWidget *recent = find_widget (quick, DESK_TYPE_RECENT_BUTTON, NULL);
  const char *const expected[] = { "mqtt://host:1884", "mqtt://other:1883", NULL };
  g_auto (GStrv) addresses = NULL;

  g_settings_reset (settings, "recent-addresses");
  type_text (entry, "other");
  g_signal_emit_by_name (entry, "entry-activated");
  type_text (entry, "me:pw@host:1884");
  g_signal_emit_by_name (entry, "entry-activated");
  addresses = g_settings_get_strv (settings, "recent-addresses");
  g_assert_cmpstrv (addresses, expected);

  g_signal_emit_by_name (recent, "chosen", addresses[1]);
  g_assert_cmpstr (scene->connected_to, ==, "mqtt://other:1883");
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_secrets_store_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char *secret = desk_secrets_lookup_finish (result, &error);
  char **password = user_data;

  g_assert_no_error (error);
  *password = g_strdup (secret != NULL ? secret : "(none)");
  g_clear_pointer (&secret, desk_secrets_free);
}

static char *
look_up (DeskProfile *profile)
{
  char *password = NULL;

  desk_secrets_lookup_async (desk_profile_get_id (profile), DESK_SECRET_PASSWORD, NULL, on_looked_up,
                             &password);
  wait_until (password != NULL);

  return password;
}

static void
store_password (DeskProfile *profile, const char *password)
{
  gboolean stored = FALSE;

  desk_secrets_store_async (desk_profile_get_id (profile), DESK_SECRET_PASSWORD, "test", password, NULL,
                            on_stored, &stored);
  wait_until (stored);
}

static GtkWidget *
find_toast_button (Scene *scene, const char *label)
{
  return find_widget (gtk_widget_get_parent (scene->page), GTK_TYPE_BUTTON, label);
}

static void
test_undo (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = g_object_ref (add_profile (scene, "Home", 0));
  g_autofree char *password = NULL;
  g_autoptr (DeskProfile) restored = NULL;

  add_profile (scene, "Plant floor", 0);
  store_password (profile, "s3cret");
  desk_profile_remove_with_undo (scene->store, profile, scene->page);
  g_assert_null (desk_profile_store_find (scene->store, "Home"));

  wait_until (find_toast_button (scene, "_Undo") != NULL);
  g_signal_emit_by_name (find_toast_button (scene, "_Undo"), "clicked");
  restored = g_list_model_get_item (G_LIST_MODEL (scene->store), 0);
  g_assert_true (restored == profile);
  password = look_up (profile);
  g_assert_cmpstr (password, ==, "s3cret");
}

static gboolean
has_no_password (DeskProfile *profile)
{
  g_autofree char *password = look_up (profile);

  return g_strcmp0 (password, "(none)") == 0;
}

static void
test_delete (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = g_object_ref (add_profile (scene, "Home", 0));
  GtkWidget *overlay = gtk_widget_get_parent (scene->page);

  store_password (profile, "s3cret");
  desk_profile_remove_with_undo (scene->store, profile, scene->page);
  g_assert_false (has_no_password (profile));

  /* The toast goes with the window: then there is nothing to take back any more. */
  g_object_ref (scene->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), NULL);
  adw_window_set_content (ADW_WINDOW (scene->window), scene->page);
  g_object_unref (scene->page);
  wait_until (has_no_password (profile));
}

static void
test_problem (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "damaged", NULL);
  g_autofree char *path = g_build_filename (folder, "profiles.json", NULL);
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (path);
  g_autoptr (GtkWidget) page = g_object_ref_sink (desk_start_page_new (store));
  GtkWidget *revealer = find_widget (page, GTK_TYPE_REVEALER, NULL);

  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{\"version\": 1, \"profiles\": [", -1, NULL));
  g_assert_false (desk_profile_store_load (store, NULL));
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (revealer, GTK_TYPE_LABEL, NULL))), !=, "");
}

static char *
list_rows (Scene *scene)
{
  GtkWidget *list = gtk_widget_get_parent (find_widget (scene->page, ADW_TYPE_ACTION_ROW, NULL));
  g_autoptr (GString) titles = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_ACTION_ROW (row))
      g_string_append_printf (titles, "%s%s ", DESK_IS_FOLDER_ROW (row) ? "/" : "",
                              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

#define assert_rows(expected) \
  G_STMT_START \
    { \
      g_autofree char *rows = list_rows (scene); \
\
      g_assert_cmpstr (rows, ==, expected); \
    } \
  G_STMT_END

/* Folders follow the profiles without one, and can be closed; the order is the person's once they move something. */
static void
test_folders (Scene *scene, gconstpointer data)
{
  DeskProfile *home = add_profile (scene, "Home", 0);
  DeskProfile *attic = add_profile (scene, "Attic", 5);
  DeskProfile *plant = add_profile (scene, "Plant", 9);
  GtkWidget *row;

  assert_rows ("Plant Attic Home ");
  desk_profile_set_folder (plant, "Work <b>");
  desk_profile_set_folder (attic, "Work <b>");
  assert_rows ("Home /Work <b> Plant Attic ");
  row = find_widget (scene->page, DESK_TYPE_FOLDER_ROW, NULL);
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "2 profiles"));
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "Work <b>"));

  desk_profile_list_toggle (scene->store, "Work <b>");
  assert_rows ("Home /Work <b> ");
  desk_profile_list_toggle (scene->store, "Work <b>");
  assert_rows ("Home /Work <b> Plant Attic ");

  desk_profile_list_keep_order (scene->store);
  assert_rows ("Home /Work <b> Plant Attic ");
  g_assert_true (desk_profile_folders_step (scene->store, attic, -1));
  assert_rows ("Home /Work <b> Attic Plant ");
  desk_profile_folders_place (scene->store, home, plant, TRUE);
  assert_rows ("/Work <b> Attic Plant Home ");
  desk_profile_folders_rename (scene->store, "Work <b>", "");
  assert_rows ("Attic Plant Home ");
}

/* Colour and icon are those of the profile; a name that is not known is none. */
static void
test_looks (Scene *scene, gconstpointer data)
{
  DeskProfile *home = add_profile (scene, "Home", 0);
  GtkWidget *row = find_widget (scene->page, DESK_TYPE_PROFILE_ROW, NULL);
  GtkWidget *bar = find_widget (row, DESK_TYPE_COLOUR_BAR, NULL);
  GtkImage *icon = GTK_IMAGE (find_widget (row, GTK_TYPE_IMAGE, NULL));

  g_assert_cmpfloat (gtk_widget_get_opacity (bar), ==, 0.0);
  g_assert_cmpstr (gtk_image_get_icon_name (icon), ==, "network-server-symbolic");
  g_object_set (home, "colour", 2, "icon", "home", NULL);
  g_assert_cmpfloat (gtk_widget_get_opacity (bar), ==, 1.0);
  g_assert_cmpstr (gtk_image_get_icon_name (icon), ==, "user-home-symbolic");
  g_object_set (home, "colour", -1, "icon", "../../etc/passwd", NULL);
  g_assert_cmpfloat (gtk_widget_get_opacity (bar), ==, 0.0);
  g_assert_cmpstr (gtk_image_get_icon_name (icon), ==, "network-server-symbolic");
}

#define add(path, function) g_test_add ("/start-page/" path, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  add ("follows-store", test_follows_store);
  add ("quick-connect", test_quick_connect);
  add ("recent-addresses", test_recent_addresses);
  add ("undo", test_undo);
  add ("delete", test_delete);
  add ("problem", test_problem);
  add ("folders", test_folders);
  add ("looks", test_looks);

  return g_test_run ();
}
