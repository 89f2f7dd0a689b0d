/* test-filter-bar.c: the filter line says what is wrong and how many match
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-filter-bar.h"

typedef struct
{
  PageScene page;
  DeskFilterBar *bar; /* (unowned) */
  GtkEntry *entry;    /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->bar = DESK_FILTER_BAR (find_widget (scene->page.page, DESK_TYPE_FILTER_BAR, NULL));
  scene->entry = GTK_ENTRY (find_widget (GTK_WIDGET (scene->bar), GTK_TYPE_ENTRY, NULL));
  page_scene_feed (&scene->page, 2000);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static void
type (Scene *scene, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (scene->entry), text);
}

static const char *
get_text_in_force (Scene *scene)
{
  DeskFilter *filter = desk_filter_bar_get_filter (scene->bar);

  return filter != NULL ? desk_filter_get_text (filter) : NULL;
}

/* The part of the line that is underlined as a mistake */
static char *
get_underlined (Scene *scene)
{
  PangoAttrList *attributes = gtk_entry_get_attributes (scene->entry);
  GSList *all = attributes != NULL ? pango_attr_list_get_attributes (attributes) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (scene->entry));
  char *underlined = NULL;

  for (GSList *l = all; l != NULL; l = l->next)
    {
      PangoAttribute *attribute = l->data;

      if (attribute->klass->type == PANGO_ATTR_UNDERLINE)
        {
          g_free (underlined);
          underlined = g_strndup (text + attribute->start_index,
                                  attribute->end_index - attribute->start_index);
        }
    }
  g_slist_free_full (all, (GDestroyNotify) pango_attribute_destroy);

  return underlined;
}

static gboolean
is_underlined (Scene *scene, const char *text)
{
  g_autofree char *underlined = get_underlined (scene);

  return g_strcmp0 (underlined, text) == 0;
}

static gboolean
is_reason_shown (Scene *scene)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (find_widget (GTK_WIDGET (scene->bar), GTK_TYPE_REVEALER,
                                                                   NULL)));
}

static void
test_counts (Scene *scene, gconstpointer data)
{
  wait_until (page_scene_has_label (&scene->page, "2,000 messages"));
  type (scene, "topic:a/even");
  wait_until (page_scene_has_label (&scene->page, "1,000 of 2,000"));
  type (scene, "\"number 12\" -topic:a/odd");
  wait_until (page_scene_has_label (&scene->page, "56 of 2,000"));
  type (scene, "nowhere");
  wait_until (page_scene_has_label (&scene->page, "0 of 2,000"));
  wait_until (page_scene_has_label (&scene->page, "No message matches"));
}

static void
test_mistakes (Scene *scene, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *third = NULL;

  type (scene, "topic:a/even");
  wait_until (g_strcmp0 (get_text_in_force (scene), "topic:a/even") == 0);

  type (scene, "größe qos:7 x");
  wait_until (is_reason_shown (scene));
  first = get_underlined (scene);
  g_assert_nonnull (g_strrstr (first, "7"));
  g_assert_null (g_strrstr (first, "x"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (scene->entry), "error"));
  /* The last good one stays in force. */
  g_assert_cmpstr (get_text_in_force (scene), ==, "topic:a/even");
  g_assert_cmpuint (g_list_model_get_n_items (page_scene_get_rows (&scene->page)), ==, 1000);

  type (scene, "topic:a/#/b");
  wait_until (is_underlined (scene, "topic:a/#/b"));

  type (scene, "qos:1");
  wait_until (!is_reason_shown (scene));
  third = get_underlined (scene);
  g_assert_null (third);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (scene->entry), "error"));
  g_assert_cmpstr (get_text_in_force (scene), ==, "qos:1");
}

static void
test_enter_and_escape (Scene *scene, gconstpointer data)
{
  page_scene_activate (&scene->page, "log.find");
  wait_until (gtk_widget_get_focus_child (GTK_WIDGET (scene->entry)) != NULL);

  type (scene, "even");
  g_assert_null (get_text_in_force (scene));
  g_signal_emit_by_name (scene->entry, "activate");
  g_assert_cmpstr (get_text_in_force (scene), ==, "even");

  g_assert_true (press_key (GTK_WIDGET (scene->entry), GDK_KEY_Escape));
  g_assert_null (get_text_in_force (scene));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (scene->entry)), ==, "");
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (scene->entry)));
  g_assert_true (press_key (GTK_WIDGET (scene->entry), GDK_KEY_Escape));
  wait_until (gtk_widget_get_focus_child (GTK_WIDGET (scene->entry)) == NULL);
}

static void
test_topic_as_term (Scene *scene, gconstpointer data)
{
  /* As it comes from the wire, whatever it would mean in a line */
  desk_filter_bar_set_term (scene->bar, "topic", "a \"b\"\\/c");
  g_assert_cmpstr (get_text_in_force (scene), ==, "topic:\"a \\\"b\\\"\\\\/c\"");
  g_assert_false (is_reason_shown (scene));

  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.filter-by", "s", "$share/g/a/+"));
  g_assert_cmpstr (get_text_in_force (scene), ==, "topic:a/+");
}

#define add(name, function) g_test_add ("/filter-bar/" name, Scene, NULL, set_up, function, tear_down)

/* Only what is subscribed to has a name. */
static void
test_subscription (Scene *scene, gconstpointer data)
{
  DeskSubscription *subscription = desk_session_subscribe (scene->page.session, "plant/#", 0, NULL);

  desk_subscription_set_name (subscription, "Shop floor");
  type (scene, "sub:\"Shop floor\"");
  wait_until (g_strcmp0 (get_text_in_force (scene), "sub:\"Shop floor\"") == 0);
  type (scene, "sub:plant");
  wait_until (g_strcmp0 (get_text_in_force (scene), "sub:plant") == 0);
  type (scene, "sub:nowhere");
  wait_until (is_underlined (scene, "sub:nowhere") || is_underlined (scene, "nowhere"));
  g_assert_cmpstr (get_text_in_force (scene), ==, "sub:plant");

  /* What a menu asks for takes the place of a mistake, and goes beside what is none. */
  desk_filter_bar_add_term (scene->bar, "qos:1");
  g_assert_cmpstr (get_text_in_force (scene), ==, "qos:1");
  desk_filter_bar_set_text (scene->bar, "sub:\"Shop floor\"");
  desk_filter_bar_add_term (scene->bar, "qos:1");
  g_assert_cmpstr (get_text_in_force (scene), ==, "sub:\"Shop floor\" qos:1");
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("counts", test_counts);
  add ("mistakes", test_mistakes);
  add ("enter-and-escape", test_enter_and_escape);
  add ("topic-as-term", test_topic_as_term);
  add ("subscription", test_subscription);

  return g_test_run ();
}
