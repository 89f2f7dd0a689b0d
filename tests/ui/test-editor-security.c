/* test-editor-security.c: client certificate and proxy in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include "certificates.h"
#include "desk-file-row.h"
#include "desk-profile-editor.h"

/* In the order of the combo rows */
enum
{
  TRANSPORT_MQTT,
  TRANSPORT_MQTTS,
};

enum
{
  PROXY_SYSTEM,
  PROXY_NONE,
  PROXY_HTTP,
  PROXY_SOCKS5,
};

static Certificates *certificates;

typedef struct
{
  DeskProfileStore *store;
  GtkWidget *editor; /* (unowned) */
} Scene;

static void
on_notice (gpointer listener, const char *words)
{
  g_test_fail_printf ("%s", words);
}

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autofree char *path = unused_profiles_path ();
  g_autoptr (GObject) listener = g_object_new (G_TYPE_OBJECT, NULL);

  scene->store = desk_profile_store_new (path);
  scene->editor = GTK_WIDGET (desk_profile_editor_new (scene->store, NULL, on_notice, listener));
  follow_to_the_end (scene->editor, &scene->editor);
  present_and_settle (GTK_WINDOW (scene->editor));
  type_text (find_widget (scene->editor, ADW_TYPE_PREFERENCES_ROW, "Name"), "Plant floor");
  type_text (find_widget (scene->editor, ADW_TYPE_PREFERENCES_ROW, "Host"), "broker.example");
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  if (scene->editor != NULL)
    gtk_window_destroy (GTK_WINDOW (scene->editor));
  wait_until (scene->editor == NULL);
  g_assert_true (desk_profile_store_flush (scene->store, NULL));
  g_object_add_weak_pointer (G_OBJECT (scene->store), (gpointer *) &scene->store);
  g_object_unref (scene->store);
  wait_until (scene->store == NULL);
}

static GtkWidget *
get_row (Scene *scene, const char *title)
{
  GtkWidget *row = find_widget (scene->editor, ADW_TYPE_PREFERENCES_ROW, title);

  g_assert_nonnull (row);

  return row;
}

static gboolean
can_save (Scene *scene)
{
  return gtk_widget_get_sensitive (find_widget (scene->editor, GTK_TYPE_BUTTON, "Save"));
}

static DeskProfile *
save (Scene *scene)
{
  g_assert_true (gtk_widget_activate_action (scene->editor, "editor.save", NULL));
  wait_until (scene->editor == NULL);

  return g_list_model_get_item (G_LIST_MODEL (scene->store), 0);
}

static void
test_proxy (Scene *scene, gconstpointer data)
{
  AdwComboRow *kind = ADW_COMBO_ROW (get_row (scene, "Kind of proxy"));
  GtkEditable *port = GTK_EDITABLE (get_row (scene, "Proxy port"));
  g_autoptr (DeskProfile) profile = NULL;

  g_assert_cmpuint (adw_combo_row_get_selected (kind), ==, PROXY_SYSTEM);
  g_assert_false (gtk_widget_get_visible (get_row (scene, "Proxy host")));
  g_assert_true (gtk_widget_get_visible (get_row (scene, "Proxy user name")));
  g_assert_true (can_save (scene));

  adw_combo_row_set_selected (kind, PROXY_HTTP);
  g_assert_true (gtk_widget_get_visible (get_row (scene, "Proxy host")));
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Proxy host"), "http://proxy");
  g_assert_false (can_save (scene));
  type_text (get_row (scene, "Proxy host"), "proxy.example");
  g_assert_true (can_save (scene));
  g_assert_cmpstr (gtk_editable_get_text (port), ==, "8080");
  adw_combo_row_set_selected (kind, PROXY_SOCKS5);
  g_assert_cmpstr (gtk_editable_get_text (port), ==, "1080");
  type_text (GTK_WIDGET (port), "3128");
  adw_combo_row_set_selected (kind, PROXY_HTTP);
  g_assert_cmpstr (gtk_editable_get_text (port), ==, "3128");
  type_text (GTK_WIDGET (port), "0");
  g_assert_false (can_save (scene));

  /* What is wrong does not matter where it is not used. */
  adw_combo_row_set_selected (kind, PROXY_NONE);
  g_assert_true (can_save (scene));
  g_assert_false (gtk_widget_get_visible (get_row (scene, "Proxy user name")));
  adw_combo_row_set_selected (kind, PROXY_SOCKS5);
  type_text (GTK_WIDGET (port), "3128");
  type_text (get_row (scene, "Proxy user name"), "ada");
  profile = save (scene);
  g_assert_cmpstr (desk_profile_get_proxy (profile), ==, "socks5");
  g_assert_cmpstr (desk_profile_get_proxy_host (profile), ==, "proxy.example");
  g_assert_cmpuint (desk_profile_get_proxy_port (profile), ==, 3128);
  g_assert_cmpstr (desk_profile_get_proxy_username (profile), ==, "ada");
}

static void
choose (Scene *scene, const char *title, const char *name)
{
  desk_file_row_set_path (DESK_FILE_ROW (get_row (scene, title)),
                          name != NULL ? certificates_get_path (certificates, name) : NULL);
}

/* Whether a row says so */
#define says(words) (find_widget (scene->editor, ADW_TYPE_PREFERENCES_ROW, words) != NULL)

static void
test_client_certificate (Scene *scene, gconstpointer data)
{
  static const char certificate[] = "Client certificate (PEM or PKCS#12)";
  g_autofree char *mismatch = g_strdup_printf ("The certificate “%s” and the key “%s” do not belong together.",
                                               certificates_get_path (certificates, "client.pem"),
                                               certificates_get_path (certificates, "stranger.key"));
  g_autofree char *protected = g_strdup_printf ("“%s” is protected by a password.",
                                                certificates_get_path (certificates, "client.p12"));
  g_autoptr (DeskProfile) profile = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "Connection")), TRANSPORT_MQTTS);
  choose (scene, certificate, "client.pem");
  choose (scene, "Private key", "stranger.key");
  wait_until (says (mismatch) && !can_save (scene));
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (get_row (scene, "TLS"))));

  /* Without TLS nobody needs it. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "Connection")), TRANSPORT_MQTT);
  g_assert_true (can_save (scene));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (scene, "Connection")), TRANSPORT_MQTTS);
  g_assert_false (can_save (scene));

  choose (scene, "Private key", "client.key");
  wait_until (says ("Certificate and key belong together") && can_save (scene));

  /* A file that is not here now may be here later. */
  choose (scene, "Private key", "elsewhere.key");
  wait_until (!says ("Certificate and key belong together"));
  g_assert_true (can_save (scene));

  /* PKCS#12 has the key in it, and a password may be asked for later. */
  choose (scene, certificate, "client.p12");
  wait_until (says (protected));
  g_assert_true (can_save (scene));
  g_assert_false (gtk_widget_get_visible (get_row (scene, "Private key")));
  profile = save (scene);
  g_assert_cmpstr (desk_profile_get_tls_certificate_file (profile), ==,
                   certificates_get_path (certificates, "client.p12"));
  g_assert_cmpstr (desk_profile_get_tls_key_file (profile), ==, "");
}

int
main (int argc, char *argv[])
{
  int result;

  ui_scene_init (&argc, &argv);
  certificates = certificates_new ();

  g_test_add ("/editor-security/proxy", Scene, NULL, set_up, test_proxy, tear_down);
  g_test_add ("/editor-security/client-certificate", Scene, NULL, set_up, test_client_certificate, tear_down);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
