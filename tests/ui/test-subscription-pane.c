/* test-subscription-pane.c: topic filters are checked, subscribed to, and shown as they are
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-error.h"
#include "desk-subscription-pane.h"
#include "desk-subscription-popover.h"
#include "desk-subscription-private.h"
#include "desk-subscription-row.h"

typedef struct
{
  PageScene page;
  GtkWidget *pane;     /* (unowned) */
  GtkEditable *entry;  /* (unowned) */
  GListModel *list;    /* (unowned): of the session */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->pane = find_widget (scene->page.page, DESK_TYPE_SUBSCRIPTION_PANE, NULL);
  scene->entry = GTK_EDITABLE (find_widget (scene->pane, GTK_TYPE_ENTRY, NULL));
  scene->list = desk_session_get_subscriptions (scene->page.session);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static DeskSubscription *
get_subscription (Scene *scene, guint position)
{
  g_autoptr (DeskSubscription) subscription = g_list_model_get_item (scene->list, position);

  return subscription;
}

static void
test_checks (Scene *scene, gconstpointer data)
{
  GtkRevealer *reason = GTK_REVEALER (find_widget (scene->pane, GTK_TYPE_REVEALER, NULL));
  static const char *const wrong[] = { "a#", "a/#/b", "a+/b", "$share/g", "a\x01" "b" };
  static const char *const right[] = { "#", "a/+/b/#", "$share/g/a", "ü/ß" };

  g_assert_false (gtk_revealer_get_reveal_child (reason));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (scene->entry, wrong[i]);
      g_assert_true (gtk_revealer_get_reveal_child (reason));
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (scene->entry), "error"));
      page_scene_activate (&scene->page, "page.subscribe");
      g_assert_cmpuint (g_list_model_get_n_items (scene->list), ==, 0);

      gtk_editable_set_text (scene->entry, right[i % G_N_ELEMENTS (right)]);
      g_assert_false (gtk_revealer_get_reveal_child (reason));
      g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (scene->entry), "error"));
    }

  /* Nothing typed is no mistake until somebody wants to subscribe to it. */
  gtk_editable_set_text (scene->entry, "");
  g_assert_false (gtk_revealer_get_reveal_child (reason));
  page_scene_activate (&scene->page, "page.subscribe");
  g_assert_true (gtk_revealer_get_reveal_child (reason));
}

static void
test_subscribes (Scene *scene, gconstpointer data)
{
  g_auto (GStrv) recent = NULL;

  g_assert_true (page_scene_has_label (&scene->page, "No subscriptions yet"));
  gtk_editable_set_text (scene->entry, "plant/#");
  page_scene_activate (&scene->page, "page.subscribe");
  g_assert_cmpstr (gtk_editable_get_text (scene->entry), ==, "");
  gtk_editable_set_text (scene->entry, "home/+");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_widget (scene->pane, GTK_TYPE_DROP_DOWN, NULL)), 2);
  g_signal_emit_by_name (scene->entry, "activate");

  g_assert_cmpuint (g_list_model_get_n_items (scene->list), ==, 2);
  g_assert_cmpuint (desk_subscription_get_qos (get_subscription (scene, 1)), ==, 2);
  wait_until (count_widgets (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW) == 2);
  recent = desk_profile_dup_recent (desk_session_get_profile (scene->page.session), DESK_RECENT_FILTERS);
  g_assert_cmpstr (recent[0], ==, "home/+");
  g_assert_cmpstr (recent[1], ==, "plant/#");

  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.subscribe-to", "(su)", "plant/#", 1));
  g_assert_cmpuint (desk_subscription_get_qos (get_subscription (scene, 0)), ==, 1);
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.mute", "s", "plant/#"));
  g_assert_true (desk_subscription_get_muted (get_subscription (scene, 0)));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.unsubscribe", "s", "plant/#"));
  wait_until (count_widgets (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW) == 1);
}

/* One key ends a subscription, with its name and all that; another press brings all of it back. */
static void
test_undo (Scene *scene, gconstpointer data)
{
  DeskProfile *profile = desk_session_get_profile (scene->page.session);
  DeskSubscription *subscription = desk_session_subscribe (scene->page.session, "plant/#", 1, NULL);
  const DeskProfileSubscription *saved;
  GtkWidget *row, *undo;
  guint colour;

  desk_subscription_set_name (subscription, "<b>Plant</b>");
  desk_subscription_set_colour (subscription, 5);
  desk_subscription_set_muted (subscription, TRUE);
  wait_until ((row = find_widget (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW, NULL)) != NULL);
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (press_key (gtk_widget_get_parent (row), GDK_KEY_Delete));
  g_assert_cmpuint (g_list_model_get_n_items (scene->list), ==, 0);
  wait_until (page_scene_has_label (&scene->page, "Unsubscribed from “plant/#”"));

  wait_until ((undo = find_widget (scene->page.page, GTK_TYPE_BUTTON, "_Undo")) != NULL);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (scene->list), ==, 1);
  subscription = get_subscription (scene, 0);
  g_assert_cmpstr (desk_subscription_get_name (subscription), ==, "<b>Plant</b>");
  g_assert_cmpuint (desk_subscription_get_colour (subscription), ==, 5);
  g_assert_cmpuint (desk_subscription_get_qos (subscription), ==, 1);
  g_assert_true (desk_subscription_get_muted (subscription));

  /* A colour that nobody chose is not chosen by it. */
  colour = desk_subscription_get_colour (desk_session_subscribe (scene->page.session, "home/+", 0, NULL));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.unsubscribe", "s", "home/+"));
  g_assert_null (desk_profile_find_subscription (profile, "home/+"));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.restore-subscription", "(s(ubbuu)sub)", "home/+", 0,
                                             FALSE, FALSE, 0, 0, "", colour, FALSE));
  saved = desk_profile_find_subscription (profile, "home/+");
  g_assert_nonnull (saved);
  g_assert_cmpint (saved->colour, ==, -1);
}

/* Whoever goes through the list with the keys stays in it. */
static void
test_keyboard_after_deleting (Scene *scene, gconstpointer data)
{
  static const char *const filters[] = { "a/#", "b/#", "c/#" };
  static const char *const next[] = { "c/#", "a/#" };
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (scene->pane));
  GtkWidget *list;

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    desk_session_subscribe (scene->page.session, filters[i], 0, NULL);
  wait_until (count_widgets (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW) == 3);
  list = gtk_widget_get_parent (find_widget (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW, NULL));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1))));
  for (gsize i = 0; i < G_N_ELEMENTS (next); i++)
    {
      GtkWidget *row;

      g_assert_true (press_key (list, GDK_KEY_Delete));
      row = gtk_window_get_focus (window);
      g_assert_true (DESK_IS_SUBSCRIPTION_ROW (row));
      g_assert_cmpstr (desk_subscription_get_filter (desk_subscription_row_get_subscription (DESK_SUBSCRIPTION_ROW (row))),
                       ==, next[i]);
    }
  g_assert_true (press_key (list, GDK_KEY_Delete));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), GTK_WIDGET (scene->entry)));
}

/* What a person does to a subscription is seen in its row, and kept. */
static void
test_name_and_colour (Scene *scene, gconstpointer data)
{
  DeskProfile *profile = desk_session_get_profile (scene->page.session);
  DeskSubscription *subscription = desk_session_subscribe (scene->page.session, "plant/#", 1, NULL);
  const DeskProfileSubscription *saved = desk_profile_find_subscription (profile, "plant/#");
  GtkWidget *popover, *row, *swatch;

  g_assert_cmpint (saved->colour, ==, -1);
  wait_until (count_widgets (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW) == 1);
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.name-subscription", "(ss)", "plant/#", "<b>Plant</b>"));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.colour-subscription", "(su)", "plant/#", 5));
  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.mute", "s", "plant/#"));
  g_assert_true (page_scene_has_label (&scene->page, "<b>Plant</b>"));
  row = find_widget (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW, NULL);
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "plant/#"));
  g_assert_cmpuint (desk_subscription_get_colour (subscription), ==, 5);
  g_assert_cmpstr (saved->name, ==, "<b>Plant</b>");
  g_assert_cmpint (saved->colour, ==, 5);
  g_assert_true (saved->muted);
  g_assert_cmpuint (saved->options.qos, ==, 1);

  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.edit-subscription", "s", "plant/#"));
  popover = find_widget (row, DESK_TYPE_SUBSCRIPTION_POPOVER, NULL);
  g_assert_nonnull (popover);
  wait_until (gtk_widget_get_mapped (popover));
  type_text (find_widget (popover, GTK_TYPE_ENTRY, NULL), "Floor");
  /* The second colour */
  swatch = gtk_widget_get_next_sibling (find_widget (popover, GTK_TYPE_TOGGLE_BUTTON, NULL));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (swatch), TRUE);
  g_assert_cmpstr (saved->name, ==, "Floor");
  g_assert_cmpint (saved->colour, ==, 1);
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (!gtk_widget_get_visible (popover));
}

/* A variable that there is not is marked where it is typed. */
static void
test_variables (Scene *scene, gconstpointer data)
{
  GtkRevealer *reason = GTK_REVEALER (find_widget (scene->pane, GTK_TYPE_REVEALER, NULL));
  DeskProfile *profile = desk_session_get_profile (scene->page.session);

  gtk_editable_set_text (scene->entry, "plant/${site}/#");
  g_assert_true (gtk_revealer_get_reveal_child (reason));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (scene->entry), "error"));
  desk_profile_set_variables (profile, (const char *[]) { "site", NULL }, (const char *[]) { "luebeck", NULL });
  gtk_editable_set_text (scene->entry, "plant/${site}/+");
  g_assert_false (gtk_revealer_get_reveal_child (reason));
  page_scene_activate (&scene->page, "page.subscribe");
  g_assert_cmpstr (desk_subscription_get_filter (get_subscription (scene, 0)), ==, "plant/luebeck/+");
}

static void
test_recent (Scene *scene, gconstpointer data)
{
  GtkWidget *button = find_widget (scene->pane, g_type_from_name ("DeskRecentButton"), NULL);
  GtkWidget *menu = find_widget (button, GTK_TYPE_MENU_BUTTON, NULL);
  DeskProfile *profile = desk_session_get_profile (scene->page.session);
  g_auto (GStrv) left = NULL;

  g_assert_false (gtk_widget_get_sensitive (menu));
  g_signal_emit_by_name (button, "chosen", "a/b");
  g_assert_cmpuint (g_list_model_get_n_items (scene->list), ==, 1);
  g_assert_cmpstr (desk_subscription_get_filter (get_subscription (scene, 0)), ==, "a/b");

  /* They are the profile's, and go when nobody wants them. */
  g_assert_true (gtk_widget_get_sensitive (menu));
  g_assert_nonnull (find_widget (button, GTK_TYPE_LABEL, "a/b"));
  g_assert_true (gtk_widget_activate_action (button, "recent.clear", NULL));
  left = desk_profile_dup_recent (profile, DESK_RECENT_FILTERS);
  g_assert_null (left[0]);
  g_assert_null (find_widget (button, GTK_TYPE_LABEL, "a/b"));
  g_assert_false (gtk_widget_get_sensitive (menu));
}

static void
test_states (Scene *scene, gconstpointer data)
{
  g_autoptr (GError) refusal = g_error_new_literal (DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER,
                                                    "Not <b>you</b>.");
  DeskSubscription *subscription = desk_session_subscribe (scene->page.session, "a/#", 2, NULL);

  wait_until (page_scene_has_label (&scene->page, "Not connected"));
  _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_PENDING, 0, NULL);
  wait_until (page_scene_has_label (&scene->page, "Subscribing…"));
  _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_GRANTED, 1, NULL);
  wait_until (page_scene_has_label (&scene->page, "0 · 0/s · QoS 1, not 2"));
  _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_GRANTED, 2, NULL);
  _desk_subscription_add_count (subscription, 1234567);
  wait_until (page_scene_has_label (&scene->page, "1,234,567 · 0/s · QoS 2"));
  desk_subscription_set_muted (subscription, TRUE);
  wait_until (page_scene_has_label (&scene->page, "1,234,567 · 0/s · QoS 2 · muted"));
  desk_subscription_set_muted (subscription, FALSE);
  _desk_subscription_set_state (subscription, DESK_SUBSCRIPTION_REFUSED, 0, refusal);
  wait_until (page_scene_has_label (&scene->page, "Not <b>you</b>."));
}

static void
test_literal (Scene *scene, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (65535, 'x');
  GtkWidget *list;

  desk_session_subscribe (scene->page.session, "<b>a_b</b>/&amp;", 0, NULL);
  wait_until (page_scene_has_label (&scene->page, "<b>a_b</b>/&amp;"));

  /* A right-to-left override would show another filter than the one that is meant. */
  desk_session_subscribe (scene->page.session, "a/\u202e" "cba", 0, NULL);
  desk_session_subscribe (scene->page.session, longest, 0, NULL);
  wait_until (count_widgets (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW) == 3);
  list = gtk_widget_get_parent (find_widget (scene->pane, DESK_TYPE_SUBSCRIPTION_ROW, NULL));
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *name = find_widget (row, GTK_TYPE_LABEL, NULL);
      const char *shown = gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (name)));

      g_assert_cmpstr (shown, !=, "");
      g_assert_null (strstr (shown, "\u202e"));
      g_assert_cmpuint (strlen (shown), <, 4096);
    }
}

#define add(name, function) g_test_add ("/subscription-pane/" name, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("checks", test_checks);
  add ("subscribes", test_subscribes);
  add ("name-and-colour", test_name_and_colour);
  add ("undo", test_undo);
  add ("keyboard-after-deleting", test_keyboard_after_deleting);
  add ("variables", test_variables);
  add ("recent", test_recent);
  add ("states", test_states);
  add ("literal", test_literal);

  return g_test_run ();
}
