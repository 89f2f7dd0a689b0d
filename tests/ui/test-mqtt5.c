/* test-mqtt5.c: what the window shows and offers of MQTT 5 and of a last will
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-connection-details.h"
#include "desk-general-group.h"
#include "desk-mqtt5-group.h"
#include "desk-pair-editor.h"
#include "desk-session-private.h"
#include "desk-subscribe-options-box.h"
#include "desk-will-group.h"

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, 1360, 800);
  desk_profile_set_mqtt_version (desk_session_get_profile (scene->session), DESK_MQTT_5);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

/* As if a broker with these limits had accepted a connection */
static void
connect_with (PageScene *scene, DeskProperties *connack)
{
  scene->session->state = DESK_SESSION_CONNECTING;
  _desk_session_on_connected (scene->session, FALSE, connack);
  g_assert_cmpint (desk_session_get_state (scene->session), ==, DESK_SESSION_CONNECTED);
}

static void
lose (PageScene *scene)
{
  _desk_session_on_lost (scene->session, NULL);
  g_assert_cmpint (desk_session_get_state (scene->session), ==, DESK_SESSION_DISCONNECTED);
}

static void
test_pages (PageScene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) connack = desk_properties_new ();
  GtkWidget *details = find_widget (scene->page, DESK_TYPE_CONNECTION_DETAILS, NULL);

  desk_properties_add_number (connack, DESK_PROP_SERVER_KEEP_ALIVE, 20);
  desk_properties_add_number (connack, DESK_PROP_MAXIMUM_QOS, 1);
  desk_properties_add_string (connack, DESK_PROP_RESPONSE_INFORMATION, "answers/me", -1);
  desk_properties_add_pair (connack, "region", -1, "north", -1);
  g_assert_false (gtk_widget_get_mapped (details));
  connect_with (scene, connack);
  page_scene_activate (scene, "page.show-connection");
  wait_until (gtk_widget_get_mapped (details));
  wait_until (page_scene_has_label (scene, "20 s, as the broker wants"));
  g_assert_true (page_scene_has_label (scene, "answers/me"));
  g_assert_true (page_scene_has_label (scene, "north"));
  g_assert_true (page_scene_has_label (scene, "New"));

  /* What has to do with messages brings them back into view. */
  page_scene_activate (scene, "publish.focus");
  wait_until (!gtk_widget_get_mapped (details));
  lose (scene);
}

static void
test_limits (PageScene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) connack = desk_properties_new ();
  GtkWidget *pane = find_widget (scene->page, g_type_from_name ("DeskPublishPane"), NULL);
  GtkWidget *retain = find_widget (pane, GTK_TYPE_CHECK_BUTTON, NULL);
  GtkDropDown *quality = NULL;
  GtkWidget *entry = page_scene_find (scene, "DeskSubscriptionPane", GTK_TYPE_ENTRY);

  for (GtkWidget *next = gtk_widget_get_prev_sibling (retain); next != NULL && quality == NULL;
       next = gtk_widget_get_prev_sibling (next))
    if (GTK_IS_DROP_DOWN (next))
      quality = GTK_DROP_DOWN (next);
  gtk_drop_down_set_selected (quality, 2);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (retain), TRUE);
  desk_properties_add_number (connack, DESK_PROP_MAXIMUM_QOS, 0);
  desk_properties_add_number (connack, DESK_PROP_RETAIN_AVAILABLE, 0);
  desk_properties_add_number (connack, DESK_PROP_WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
  connect_with (scene, connack);

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (quality)), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (retain));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (retain)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "a/#");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "a");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));

  lose (scene);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (quality)), ==, 3);
  g_assert_true (gtk_widget_get_sensitive (retain));
}

static void
test_subscribe_options (PageScene *scene, gconstpointer data)
{
  GtkWidget *entry = page_scene_find (scene, "DeskSubscriptionPane", GTK_TYPE_ENTRY);
  DeskSubscribeOptionsBox *box
      = DESK_SUBSCRIBE_OPTIONS_BOX (page_scene_find (scene, "DeskSubscriptionPane", DESK_TYPE_SUBSCRIBE_OPTIONS_BOX));
  const DeskProfileSubscription *saved;

  desk_subscribe_options_box_set (box, &(DeskSubscribeOptions) { .no_local = TRUE, .retain_handling = 2 });
  gtk_editable_set_text (GTK_EDITABLE (entry), "$share/g/a");
  wait_until (page_scene_has_label (
      scene, "Shared: the broker gives each message to only one member of the group “g”, in turn."));
  gtk_editable_set_text (GTK_EDITABLE (entry), "a");
  page_scene_activate (scene, "page.subscribe");
  saved = desk_profile_find_subscription (desk_session_get_profile (scene->session), "a");
  g_assert_true (saved->options.no_local);
  g_assert_cmpuint (saved->options.retain_handling, ==, 2);

  g_assert_true (gtk_widget_activate_action (scene->page, "page.subscribe-with", "(subbuu)", "a", 1, FALSE, TRUE, 0,
                                             7));
  saved = desk_profile_find_subscription (desk_session_get_profile (scene->session), "a");
  g_assert_false (saved->options.no_local);
  g_assert_true (saved->options.retain_as_published);
  g_assert_cmpuint (saved->options.identifier, ==, 7);
  g_assert_cmpuint (saved->options.qos, ==, 1);
}

static GtkWidget *
find_row (GtkWidget *group, GType type, const char *title)
{
  for (GtkWidget *label = find_widget (group, GTK_TYPE_LABEL, title); label != NULL;
       label = gtk_widget_get_parent (label))
    if (g_type_is_a (G_OBJECT_TYPE (label), type))
      return label;

  return NULL;
}

static gboolean
is_valid (GtkWidget *group)
{
  return desk_editor_group_get_valid (DESK_EDITOR_GROUP (group));
}

static void
test_will_group (void)
{
  g_autoptr (DeskProfile) draft = desk_profile_new ();
  GtkWidget *group = g_object_ref_sink (g_object_new (DESK_TYPE_WILL_GROUP, NULL));
  GtkWidget *expander = find_widget (group, ADW_TYPE_EXPANDER_ROW, NULL);
  GtkWidget *payload = find_widget (group, GTK_TYPE_TEXT_VIEW, NULL);
  GtkWidget *encoding = find_row (group, ADW_TYPE_COMBO_ROW, "Payload");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (payload));
  const DeskProfileWill *will;

  desk_editor_group_load (DESK_EDITOR_GROUP (group), draft);
  g_assert_true (is_valid (group));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (expander), TRUE);
  g_assert_false (is_valid (group));
  gtk_editable_set_text (GTK_EDITABLE (find_widget (group, ADW_TYPE_ENTRY_ROW, NULL)), "gone/me");
  g_assert_true (is_valid (group));

  adw_combo_row_set_selected (ADW_COMBO_ROW (encoding), 2);
  gtk_text_buffer_set_text (buffer, "48 6", -1);
  g_assert_false (is_valid (group));
  gtk_text_buffer_set_text (buffer, "48 69", -1);
  g_assert_true (is_valid (group));
  adw_combo_row_set_selected (ADW_COMBO_ROW (encoding), 4);
  g_assert_false (is_valid (group));
  adw_combo_row_set_selected (ADW_COMBO_ROW (encoding), 2);

  desk_editor_group_store (DESK_EDITOR_GROUP (group), draft);
  will = desk_profile_get_will (draft);
  g_assert_true (will->enabled);
  g_assert_cmpstr (will->topic, ==, "gone/me");
  g_assert_cmpstr (will->payload, ==, "48 69");
  g_assert_cmpstr (will->encoding, ==, "hex");
  g_assert_cmpint (will->message_expiry, ==, -1);

  /* What is filled in stays, also while there is no will. */
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (expander), FALSE);
  gtk_text_buffer_set_text (buffer, "4", -1);
  g_assert_true (is_valid (group));
  g_object_unref (group);
}

static void
test_mqtt5_group (void)
{
  g_autoptr (DeskProfile) draft = desk_profile_new ();
  GtkWidget *group = g_object_ref_sink (g_object_new (DESK_TYPE_MQTT5_GROUP, NULL));
  DeskPairEditor *pairs = DESK_PAIR_EDITOR (find_widget (group, DESK_TYPE_PAIR_EDITOR, NULL));
  GtkWidget *expiry = find_row (group, ADW_TYPE_COMBO_ROW, "Session expiry");
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  GtkWidget *aliases = find_row (group, ADW_TYPE_ACTION_ROW, "Topic alias maximum");
  const DeskProfileMqtt5 *mqtt5;

  desk_editor_group_load (DESK_EDITOR_GROUP (group), draft);
  g_assert_false (gtk_widget_get_visible (group));
  desk_profile_set_mqtt_version (draft, DESK_MQTT_5);
  g_assert_true (gtk_widget_get_visible (group));

  desk_properties_add_pair (properties, "site", -1, "Lübeck", -1);
  desk_properties_add_pair (properties, "", -1, "", -1);
  desk_properties_add_pair (properties, "site", -1, "", -1);
  desk_pair_editor_set (pairs, properties);
  adw_combo_row_set_selected (ADW_COMBO_ROW (expiry), 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_widget (aliases, GTK_TYPE_SPIN_BUTTON, NULL)), 7);
  desk_editor_group_store (DESK_EDITOR_GROUP (group), draft);
  mqtt5 = desk_profile_get_mqtt5 (draft);
  g_assert_true (mqtt5->session_never_expires);
  g_assert_cmpuint (mqtt5->topic_alias_maximum, ==, 7);
  g_assert_cmpuint (mqtt5->receive_maximum, ==, 20);
  g_assert_true (mqtt5->request_problem_information);
  g_assert_cmpuint (desk_properties_get_length (mqtt5->user_properties), ==, 2);
  g_assert_cmpstr (desk_properties_get (mqtt5->user_properties, 1)->string, ==, "");

  /* Data without a method are for nothing. */
  gtk_editable_set_text (GTK_EDITABLE (find_widget (group, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL)), "token");
  g_assert_false (is_valid (group));
  g_object_unref (group);
}

/* With a client ID from the broker, a session that is kept needs none here. */
static void
test_assigned (void)
{
  g_autoptr (DeskProfile) draft = desk_profile_new ();
  GtkWidget *general = g_object_ref_sink (g_object_new (DESK_TYPE_GENERAL_GROUP, NULL));
  GtkWidget *group = g_object_ref_sink (g_object_new (DESK_TYPE_MQTT5_GROUP, NULL));
  GtkWidget *row = find_row (group, ADW_TYPE_ACTION_ROW, "Client ID from the broker");

  g_object_set (draft, "name", "n", "host", "h", "mqtt-version", DESK_MQTT_5, "clean-start", FALSE, NULL);
  desk_editor_group_load (DESK_EDITOR_GROUP (general), draft);
  desk_editor_group_load (DESK_EDITOR_GROUP (group), draft);
  g_assert_false (is_valid (general));
  gtk_switch_set_active (GTK_SWITCH (find_widget (row, GTK_TYPE_SWITCH, NULL)), TRUE);
  g_assert_true (is_valid (general));
  g_object_unref (general);
  g_object_unref (group);
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  g_test_add ("/mqtt5/pages", PageScene, NULL, set_up, test_pages, tear_down);
  g_test_add ("/mqtt5/limits", PageScene, NULL, set_up, test_limits, tear_down);
  g_test_add ("/mqtt5/subscribe-options", PageScene, NULL, set_up, test_subscribe_options, tear_down);
  g_test_add_func ("/mqtt5/will-group", test_will_group);
  g_test_add_func ("/mqtt5/mqtt5-group", test_mqtt5_group);
  g_test_add_func ("/mqtt5/assigned", test_assigned);

  return g_test_run ();
}
