/* test-profile-editor.c: the profile editor marks what is wrong and saves what is right
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "editor-scene.h"

#include "desk-secrets.h"

static void
test_new (Scene *scene, gconstpointer data)
{
  open_editor (scene, NULL);

  /* An empty form is no mistake, but it cannot be saved. */
  g_assert_false (is_marked (scene, "Name"));
  g_assert_false (can_save (scene));

  type_text (get_row (scene, "Name"), "Plant floor");
  g_assert_true (can_save (scene));
  type_text (get_row (scene, "Host"), "broker.example");
  type_text (get_row (scene, "Port"), "1884");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);

  g_assert_nonnull (scene->saved);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (scene->store)), ==, 1);
  g_assert_cmpstr (desk_profile_get_name (scene->saved), ==, "Plant floor");
  g_assert_cmpstr (desk_profile_get_host (scene->saved), ==, "broker.example");
  g_assert_cmpuint (desk_profile_get_port (scene->saved), ==, 1884);
}

static void
test_log_limits (Scene *scene, gconstpointer data)
{
  DeskProfile *profile;

  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Plant floor");
  type_text (get_row (scene, "Host"), "broker.example");
  g_assert_nonnull (strstr (get_words_below (scene, "Largest size"), "2 GiB"));
  g_assert_nonnull (strstr (get_words_below (scene, "Greatest age in days"), "30"));

  type_text (get_row (scene, "Largest size"), "15");
  g_assert_true (is_marked (scene, "Largest size"));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Largest size"), "64 miles");
  g_assert_true (is_marked (scene, "Largest size"));
  g_assert_cmpstr (get_words_below (scene, "Largest size"), ==,
                   "Enter a size from 16 MiB to 1 TiB, such as “500 MiB” or “2 GB”, or nothing.");
  type_text (get_row (scene, "Largest size"), "64 MiB");
  type_text (get_row (scene, "Greatest age in days"), "7");
  g_assert_false (is_marked (scene, "Largest size"));
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  g_assert_cmpint (desk_profile_get_log_max_bytes (scene->saved), ==, 64 * 1024 * 1024);
  g_assert_cmpuint (desk_profile_get_log_max_days (scene->saved), ==, 7);

  /* Nothing is what the preferences say. */
  profile = scene->saved;
  open_editor (scene, profile);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Largest size"))), ==, "64 MiB");
  type_text (get_row (scene, "Largest size"), "");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  g_assert_cmpint (desk_profile_get_log_max_bytes (profile), ==, 0);
  g_assert_cmpuint (desk_profile_get_log_max_days (profile), ==, 7);
}

static GtkSpinButton *
get_number (Scene *scene, const char *title)
{
  return GTK_SPIN_BUTTON (find_widget (get_row (scene, title), GTK_TYPE_SPIN_BUTTON, NULL));
}

/* What is seldom changed, and how a profile looks, comes back as it was saved. */
static void
test_advanced (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  guint delay, longest, attempts, in_flight;
  gboolean at_start;

  g_object_set (profile, "name", "Home", "icon", "of-tomorrow", "colour", 3, "reconnect", FALSE, "reconnect-delay", 5,
                "max-in-flight", 7, NULL);
  desk_profile_store_add (scene->store, profile);
  open_editor (scene, profile);
  g_assert_false (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (get_row (scene, "Reconnect"))));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_number (scene, "First delay")), ==, 5);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_number (scene, "Messages in flight")), ==, 7);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (get_row (scene, "Reconnect")), TRUE);
  gtk_spin_button_set_value (get_number (scene, "First delay"), 2);
  gtk_spin_button_set_value (get_number (scene, "Longest delay"), 30);
  gtk_spin_button_set_value (get_number (scene, "Attempts"), 4);
  /* Typed, and not left yet */
  gtk_editable_set_text (GTK_EDITABLE (get_number (scene, "Messages in flight")), "1");
  gtk_switch_set_active (GTK_SWITCH (find_widget (get_row (scene, "Connect at start"), GTK_TYPE_SWITCH, NULL)), TRUE);
  type_text (get_row (scene, "Topic to publish to"), "a/#");
  g_assert_true (is_marked (scene, "Topic to publish to"));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Topic to publish to"), "a/${hostname}");
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (find_widget (get_row (scene, "Publishing"), ADW_TYPE_COMBO_ROW, "QoS")), 2);
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);

  g_object_get (profile, "reconnect-delay", &delay, "reconnect-max-delay", &longest, "reconnect-attempts", &attempts,
                "max-in-flight", &in_flight, "connect-at-start", &at_start, NULL);
  g_assert_cmpuint (delay, ==, 2);
  g_assert_cmpuint (longest, ==, 30);
  g_assert_cmpuint (attempts, ==, 4);
  g_assert_cmpuint (in_flight, ==, 1);
  g_assert_true (at_start);
  g_assert_true (desk_profile_get_reconnect (profile));
  g_assert_cmpstr (desk_profile_get_publish (profile)->topic, ==, "a/${hostname}");
  g_assert_cmpuint (desk_profile_get_publish (profile)->qos, ==, 2);
  /* What another version may know stays. */
  g_assert_cmpstr (desk_profile_get_icon (profile), ==, "of-tomorrow");
  g_assert_cmpint (desk_profile_get_colour (profile), ==, 3);
}

/* Variables are looked at together with what they are used in. */
static void
test_variables (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  const char *value;
  GtkWidget *name, *row;

  g_object_set (profile, "name", "Home", NULL);
  desk_profile_set_variables (profile, (const char *[]) { "site", NULL }, (const char *[]) { "luebeck", NULL });
  desk_profile_store_add (scene->store, profile);
  open_editor (scene, profile);
  type_text (get_row (scene, "Host"), "${site}.example");
  g_assert_false (is_marked (scene, "Host"));
  type_text (get_row (scene, "Client ID"), "${nobody}");
  g_assert_true (is_marked (scene, "Client ID"));
  g_assert_nonnull (strstr (get_words_below (scene, "Client ID"), "${nobody}"));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Client ID"), "${hostname}-${random:4}");
  g_assert_true (can_save (scene));

  row = get_row (scene, "Variables");
  name = find_widget (row, GTK_TYPE_ENTRY, NULL);
  type_text (name, "user");
  g_assert_true (gtk_widget_has_css_class (name, "error"));
  g_assert_false (can_save (scene));
  type_text (name, "place");
  g_assert_false (gtk_widget_has_css_class (name, "error"));
  g_assert_true (is_marked (scene, "Host"));
  type_text (get_row (scene, "Host"), "${place}.example");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  g_assert_cmpstr (desk_profile_get_host (profile), ==, "${place}.example");
  g_assert_cmpuint (desk_profile_get_n_variables (profile), ==, 1);
  g_assert_cmpstr (desk_profile_get_variable (profile, 0, &value), ==, "place");
  g_assert_cmpstr (value, ==, "luebeck");
}

static void
test_marks (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *title, *bad, *good;
  } fields[] = {
    { "Name", "", "Plant floor" },
    { "Host", "two words", "127.0.0.1" },
    { "Port", "70000", "1883" },
    { "Port", "mqtt", "1" },
    { "Port", "", "65535" },
    { "User name", "a\x01", "me" },
  };

  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Home");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_test_message ("%s: %s", fields[i].title, fields[i].bad);
      type_text (get_row (scene, fields[i].title), fields[i].bad);
      g_assert_true (is_marked (scene, fields[i].title));
      g_assert_false (can_save (scene));
      g_assert_false (gtk_widget_activate_action (scene->editor, "editor.save", NULL)
                      && scene->saved != NULL);
      type_text (get_row (scene, fields[i].title), fields[i].good);
      g_assert_false (is_marked (scene, fields[i].title));
      g_assert_true (can_save (scene));
    }
}

static void
test_name_is_taken (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) other = g_object_new (DESK_TYPE_PROFILE, "name", "Home", NULL);

  desk_profile_store_add (scene->store, other);
  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Home");
  g_assert_true (is_marked (scene, "Name"));
  gtk_window_destroy (GTK_WINDOW (scene->editor));
  wait_until (scene->editor == NULL);

  /* Its own name is no one else's. */
  open_editor (scene, other);
  type_text (get_row (scene, "Name"), "Home ");
  type_text (get_row (scene, "Name"), "Home");
  g_assert_false (is_marked (scene, "Name"));
  g_assert_true (can_save (scene));
}

static void
test_depends_on_version (Scene *scene, gconstpointer data)
{
  g_autofree char *long_id = g_strnfill (30, 'x');

  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Home");
  type_text (get_row (scene, "Client ID"), long_id);
  g_assert_true (can_save (scene));
  /* MQTT 3.1 allows 23 bytes. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "MQTT version")), 2);
  g_assert_true (is_marked (scene, "Client ID"));
  g_assert_false (can_save (scene));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "MQTT version")), 0);
  g_assert_true (can_save (scene));

  type_text (get_row (scene, "Password"), "secret");
  g_assert_true (is_marked (scene, "Password"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "MQTT version")), 1);
  g_assert_false (is_marked (scene, "Password"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "MQTT version")), 0);
  type_text (get_row (scene, "User name"), "me");
  g_assert_false (is_marked (scene, "Password"));
}

static void
test_generate (Scene *scene, gconstpointer data)
{
  g_autofree char *first = NULL;

  open_editor (scene, NULL);
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.generate-client-id", NULL));
  first = g_strdup (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Client ID"))));
  g_assert_cmpstr (first, !=, "");
  g_assert_false (is_marked (scene, "Client ID"));
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.generate-client-id", NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Client ID"))), !=, first);
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
look_up (DeskProfile *profile, DeskSecret secret)
{
  char *password = NULL;

  desk_secrets_lookup_async (desk_profile_get_id (profile), secret, NULL, on_looked_up,
                             &password);
  wait_until (password != NULL);

  return password;
}

static void
test_password (Scene *scene, gconstpointer data)
{
  g_autofree char *stored = NULL;
  g_autofree char *cleared = NULL;

  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Home");
  type_text (get_row (scene, "User name"), "me");
  type_text (get_row (scene, "Password"), "s3cret");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  stored = look_up (scene->saved, DESK_SECRET_PASSWORD);
  g_assert_cmpstr (stored, ==, "s3cret");

  /* It comes back, and can be removed. */
  open_editor (scene, scene->saved);
  wait_until (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Password"))), "s3cret") == 0);
  type_text (get_row (scene, "Password"), "");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  cleared = look_up (scene->saved, DESK_SECRET_PASSWORD);
  g_assert_cmpstr (cleared, ==, "(none)");
}

#define add(path, function) g_test_add ("/profile-editor/" path, Scene, NULL, set_up, function, tear_down)

/* TLS has a port of its own, and what was said of it stays when it is turned off for a while. */
static void
test_tls (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  AdwComboRow *transport;

  g_object_set (profile, "name", "Plant", "tls-trusted", "AB:CD", "tls-ca-file", "/etc/<b>ca</b>.pem", NULL);
  desk_profile_store_add (scene->store, profile);
  open_editor (scene, profile);
  transport = ADW_COMBO_ROW (get_row (scene, "Connection"));
  g_assert_false (gtk_widget_get_mapped (get_row (scene, "TLS")));

  adw_combo_row_set_selected (transport, MQTTS);
  g_assert_true (gtk_widget_get_mapped (get_row (scene, "TLS")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Port"))), ==, "8883");
  adw_combo_row_set_selected (transport, MQTT);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Port"))), ==, "1883");
  type_text (get_row (scene, "Port"), "1884");
  adw_combo_row_set_selected (transport, MQTTS);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Port"))), ==, "1884");

  type_text (get_row (scene, "ALPN protocols, e.g. mqtt"), "two words");
  g_assert_true (is_marked (scene, "ALPN protocols, e.g. mqtt"));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "ALPN protocols, e.g. mqtt"), "mqtt");
  type_text (get_row (scene, "Server name, if the certificate has another one than the host"), "no:name");
  g_assert_true (is_marked (scene, "Server name, if the certificate has another one than the host"));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Server name, if the certificate has another one than the host"), "broker.example");
  g_signal_emit_by_name (find_widget (get_row (scene, "Trusted certificate"), GTK_TYPE_BUTTON, "Forget"), "clicked");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);

  g_assert_true (desk_profile_get_uses_tls (profile));
  g_assert_cmpstr (desk_profile_get_tls_ca_file (profile), ==, "/etc/<b>ca</b>.pem");
  g_assert_cmpstr (desk_profile_get_tls_alpn (profile), ==, "mqtt");
  g_assert_cmpstr (desk_profile_get_tls_trusted (profile), ==, "");
  g_assert_true (desk_profile_get_tls_verify (profile));
}

/* WebSocket has a path, which has to be one only while it is shown. */
static void
test_websocket (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  AdwComboRow *transport;

  g_object_set (profile, "name", "Plant", NULL);
  desk_profile_store_add (scene->store, profile);
  open_editor (scene, profile);
  transport = ADW_COMBO_ROW (get_row (scene, "Connection"));
  g_assert_false (gtk_widget_get_mapped (get_row (scene, "Path")));

  adw_combo_row_set_selected (transport, WS);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Port"))), ==, "80");
  g_assert_true (gtk_widget_get_mapped (get_row (scene, "Path")));
  g_assert_false (gtk_widget_get_mapped (get_row (scene, "TLS")));
  adw_combo_row_set_selected (transport, WSS);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Port"))), ==, "443");
  g_assert_true (gtk_widget_get_mapped (get_row (scene, "TLS")));

  type_text (get_row (scene, "Path"), "no slash");
  g_assert_false (can_save (scene));
  adw_combo_row_set_selected (transport, MQTT);
  g_assert_true (can_save (scene));
  adw_combo_row_set_selected (transport, WSS);
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Path"), "/ws?a=b");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);

  g_assert_cmpstr (desk_profile_get_transport (profile), ==, "wss");
  g_assert_cmpstr (desk_profile_get_websocket_path (profile), ==, "/ws?a=b");
  g_assert_cmpuint (desk_profile_get_port (profile), ==, 443);
}

/* A Unix socket has a path in place of host and port. */
static void
test_unix (Scene *scene, gconstpointer data)
{
  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Here");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "Connection")), UNIX);
  g_assert_false (gtk_widget_get_mapped (get_row (scene, "Host")));
  g_assert_false (gtk_widget_get_mapped (get_row (scene, "Port")));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Path of the socket"), "m.sock");
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Path of the socket"), "/run/m.sock");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);

  g_assert_cmpstr (desk_profile_get_transport (scene->saved), ==, "unix");
  g_assert_cmpstr (desk_profile_get_socket_path (scene->saved), ==, "/run/m.sock");
  g_assert_cmpstr (desk_profile_get_host (scene->saved), ==, "localhost");
}

static GtkWidget *
find_tooltip (GtkWidget *widget, const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* An entry of a row below “Headers” */
static GtkWidget *
get_entry (Scene *scene, const char *placeholder, guint index)
{
  GtkWidget *revealer = find_widget (get_row (scene, "Headers"), GTK_TYPE_REVEALER, NULL);
  GtkWidget *row = gtk_widget_get_first_child (find_widget (revealer, GTK_TYPE_LIST_BOX, NULL));

  for (guint i = 0; i < index; i++)
    row = gtk_widget_get_next_sibling (row);
  for (GtkWidget *entry = find_widget (row, GTK_TYPE_ENTRY, NULL); entry != NULL;
       entry = gtk_widget_get_next_sibling (entry))
    if (GTK_IS_ENTRY (entry) && g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), placeholder) == 0)
      return entry;

  g_assert_not_reached ();
}

/* What is a secret goes into the keyring and comes back; the profile does not have it. */
static void
test_headers (Scene *scene, gconstpointer data)
{
  g_autofree char *stored = NULL;

  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Plant");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "Connection")), WSS);
  for (guint i = 0; i < 3; i++)
    g_signal_emit_by_name (find_tooltip (get_row (scene, "Headers"), "Add a header"), "clicked");
  type_text (get_entry (scene, "Header", 0), "Origin");
  type_text (get_entry (scene, "Value", 0), "https://plant.example");
  type_text (get_entry (scene, "Header", 1), "no good");
  g_assert_false (can_save (scene));
  type_text (get_entry (scene, "Header", 1), "Authorization");
  type_text (get_entry (scene, "Value", 1), "Bearer s3cret");
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (get_entry (scene, "Value", 1))));
  /* The third one stays empty, and is forgotten. */
  g_assert_true (can_save (scene));
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  g_assert_cmpstr (desk_profile_get_websocket_headers (scene->saved), ==,
                   "Origin: https://plant.example\nAuthorization");
  stored = look_up (scene->saved, DESK_SECRET_HEADERS);
  g_assert_cmpstr (stored, ==, "Authorization: Bearer s3cret");

  open_editor (scene, scene->saved);
  wait_until (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (get_entry (scene, "Value", 1))), "Bearer s3cret") == 0);
  g_signal_emit_by_name (find_tooltip (get_row (scene, "Headers"), "Remove this header"), "clicked");
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);
  g_assert_cmpstr (desk_profile_get_websocket_headers (scene->saved), ==, "Authorization");
}

/* What opens at the lower edge comes into view. */
static void
test_expander_scrolls (Scene *scene, gconstpointer data)
{
  static const char *const titles[] = { "Proxy", "Publishing", "Variables", "Log" };

  open_editor (scene, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *row = get_row (scene, titles[i]);
      GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
      graphene_rect_t bounds;

      g_test_message ("%s", titles[i]);
      gtk_widget_grab_focus (row);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      wait_until (gtk_revealer_get_child_revealed (GTK_REVEALER (find_widget (row, GTK_TYPE_REVEALER, NULL)))
                  && gtk_widget_compute_bounds (row, scrolled, &bounds) && bounds.origin.y >= 0
                  && (bounds.origin.y < 1 || bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scrolled)));
    }
}

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  add ("new", test_new);
  add ("log-limits", test_log_limits);
  add ("advanced", test_advanced);
  add ("variables", test_variables);
  add ("marks", test_marks);
  add ("name-is-taken", test_name_is_taken);
  add ("depends-on-version", test_depends_on_version);
  add ("generate", test_generate);
  add ("password", test_password);
  add ("tls", test_tls);
  add ("websocket", test_websocket);
  add ("headers", test_headers);
  add ("unix", test_unix);
  add ("expander-scrolls", test_expander_scrolls);

  return g_test_run ();
}
