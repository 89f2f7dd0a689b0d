/* test-publish-pane.c: what is published is checked first, and kept
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include <gtksourceview/gtksource.h>

#include "desk-publish-pane.h"

typedef struct
{
  PageScene page;
  GtkWidget *pane;       /* (unowned) */
  GtkEditable *topic;    /* (unowned) */
  GtkTextBuffer *buffer; /* (unowned): of the payload */
  GtkDropDown *format;   /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->pane = find_widget (scene->page.page, DESK_TYPE_PUBLISH_PANE, NULL);
  scene->topic = GTK_EDITABLE (find_widget (scene->pane, GTK_TYPE_ENTRY, NULL));
  scene->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (scene->pane, GTK_SOURCE_TYPE_VIEW,
                                                                        NULL)));
  scene->format = GTK_DROP_DOWN (find_widget (scene->pane, GTK_TYPE_DROP_DOWN, NULL));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static gboolean
has_mistake (Scene *scene)
{
  return gtk_widget_has_css_class (GTK_WIDGET (scene->topic), "error");
}

static void
test_topic (Scene *scene, gconstpointer data)
{
  static const char *const wrong[] = { "a/+", "#", "a\x7f", "" };
  GListModel *publications = desk_session_get_publications (scene->page.session);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (scene->topic, wrong[i]);
      /* Nothing typed is no mistake until somebody wants to publish to it. */
      g_assert_cmpint (has_mistake (scene), ==, *wrong[i] != '\0');
      page_scene_activate (&scene->page, "publish.send");
      g_assert_true (has_mistake (scene));
      gtk_editable_set_text (scene->topic, "a/b");
      g_assert_false (has_mistake (scene));
    }
  g_assert_cmpuint (g_list_model_get_n_items (publications), ==, 0);
}

static void
test_not_connected (Scene *scene, gconstpointer data)
{
  DeskProfile *profile = desk_session_get_profile (scene->page.session);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (GStrv) topics = NULL;
  g_auto (GStrv) filters = NULL;

  gtk_editable_set_text (scene->topic, "a/b");
  gtk_text_buffer_set_text (scene->buffer, "hello", -1);
  page_scene_activate (&scene->page, "publish.send");
  g_assert_true (page_scene_has_label (&scene->page,
                                       "Will be sent when connected"));

  gtk_text_buffer_get_bounds (scene->buffer, &start, &end);
  text = gtk_text_buffer_get_text (scene->buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "hello");

  /* The topic is offered again, for this profile. */
  topics = desk_profile_dup_recent (profile, DESK_RECENT_TOPICS);
  filters = desk_profile_dup_recent (profile, DESK_RECENT_FILTERS);
  g_assert_cmpstr (topics[0], ==, "a/b");
  g_assert_null (filters[0]);
}

static gboolean
has_hint (Scene *scene)
{
  GtkWidget *content = gtk_widget_get_first_child (scene->pane);

  for (GtkWidget *child = gtk_widget_get_first_child (content); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LABEL (child) && gtk_widget_get_visible (child))
        return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (child)), "Not valid JSON, line 2");
    }

  return FALSE;
}

static void
test_json (Scene *scene, gconstpointer data)
{
  GtkSourceLanguage *language;

  gtk_text_buffer_set_text (scene->buffer, "{\n  \"a\": nope\n}", -1);
  gtk_drop_down_set_selected (scene->format, 1);
  wait_until (has_hint (scene));
  language = gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (scene->buffer));
  g_assert_cmpstr (gtk_source_language_get_id (language), ==, "json");

  gtk_text_buffer_set_text (scene->buffer, "{\n  \"a\": 1\n}", -1);
  wait_until (!has_hint (scene));
  gtk_text_buffer_set_text (scene->buffer, "{\n  ]", -1);
  wait_until (has_hint (scene));
  gtk_drop_down_set_selected (scene->format, 0);
  g_assert_false (has_hint (scene));
}

static void
test_filter_to_topic (Scene *scene, gconstpointer data)
{
  int start, end;

  g_assert_true (gtk_widget_activate_action (scene->page.page, "page.publish-to", "s", "ü/+/set"));
  g_assert_cmpstr (gtk_editable_get_text (scene->topic), ==, "ü/+/set");
  /* What has yet to be replaced is selected. */
  g_assert_true (gtk_editable_get_selection_bounds (scene->topic, &start, &end));
  g_assert_cmpint (start, ==, 2);
  g_assert_cmpint (end, ==, 3);
}

static void
test_focus (Scene *scene, gconstpointer data)
{
  DeskPublishPane *pane = DESK_PUBLISH_PANE (scene->pane);
  GtkWidget *payload = find_widget (scene->pane, GTK_SOURCE_TYPE_VIEW, NULL);

  desk_publish_pane_focus (pane);
  g_assert_false (gtk_widget_has_focus (payload));
  type_text (GTK_WIDGET (scene->topic), "a/b");
  desk_publish_pane_focus (pane);
  g_assert_true (gtk_widget_has_focus (payload));
  desk_publish_pane_focus (pane);
  g_assert_false (gtk_widget_has_focus (payload));
}

#define add(name, function) g_test_add ("/publish-pane/" name, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("topic", test_topic);
  add ("focus", test_focus);
  add ("not-connected", test_not_connected);
  add ("json", test_json);
  add ("filter-to-topic", test_filter_to_topic);

  return g_test_run ();
}
