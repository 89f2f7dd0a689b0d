/* test-topic-model.c: the topic tree of a log that grows
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "log-scene.h"

#include "desk-topic-model.h"

static void
append_to (DeskLog *log, const char *format, guint first, guint n)
{
  DeskBatch *batch = desk_batch_new ();

  for (guint i = first; i < first + n; i++)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_autofree char *name = g_strdup_printf (format, i);
#pragma GCC diagnostic pop
      GRefString *topic = g_ref_string_new (name);

      g_assert_true (desk_batch_append (batch, 1000 * (gint64) i, topic, 0, NULL, "12345", 5));
      g_ref_string_release (topic);
    }
  desk_log_append (log, batch);
}

static guint64
count_of (DeskTopicModel *model, const char *topic)
{
  DeskTopicFigures figures;
  guint32 node = DESK_TOPIC_ROOT;

  if (topic != NULL && !desk_topic_model_find (model, topic, &node))
    return 0;
  desk_topic_model_get_figures (model, node, &figures);

  return figures.count;
}

static char *
name_at (DeskTopicModel *model, guint position)
{
  g_autoptr (DeskTopicItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

  return item != NULL ? g_strdup (desk_topic_item_get_name (item)) : NULL;
}

static guint
n_rows (DeskTopicModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* What was there before, and what comes meanwhile, are each counted once. */
static void
test_history_and_live (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTopicModel) model = NULL;
  g_autofree char *first = NULL;

  scene_open (scene);
  for (guint i = 0; i < 20; i++)
    append_to (scene->log, "old/%u", 0, 10000);
  scene_flush (scene);
  model = desk_topic_model_new (scene->log);
  for (guint i = 0; i < 20; i++)
    append_to (scene->log, "old/%u", 5000, 10000);
  scene_flush (scene);
  desk_topic_model_set_active (model, TRUE);

  wait_until (desk_topic_model_get_progress (model) >= 1.0 && count_of (model, NULL) >= 400000);
  g_assert_cmpuint (count_of (model, NULL), ==, 400000);
  g_assert_cmpuint (count_of (model, "old/5000"), ==, 40);
  g_assert_cmpuint (count_of (model, "old/14999"), ==, 20);
  g_assert_cmpuint (desk_topic_model_get_n_topics (model), ==, 15000);
  wait_until (n_rows (model) == 1);
  first = name_at (model, 0);
  g_assert_cmpstr (first, ==, "old");

  assert_ends (g_steal_pointer (&model));
}

static void
test_before_the_log_is_open (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTopicModel) model = NULL;

  scene_open (scene);
  append_to (scene->log, "a/%u", 0, 10);
  scene_close (scene);

  scene_make_log (scene);
  model = desk_topic_model_new (scene->log);
  desk_topic_model_set_active (model, TRUE);
  append_to (scene->log, "a/%u", 5, 10);
  scene_open (scene);
  scene_flush (scene);
  wait_until (count_of (model, NULL) == 20);
  g_assert_cmpuint (count_of (model, "a/7"), ==, 2);
  wait_until (n_rows (model) == 1);
}

static void
test_rows (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTopicModel) model = NULL;
  g_autoptr (DeskTopicItem) item = NULL;
  g_autofree char *topic = NULL;
  guint32 node = 0;
  guint position = 0;

  scene_open (scene);
  model = desk_topic_model_new_with_limit (scene->log, 25);
  desk_topic_model_set_active (model, TRUE);
  append_to (scene->log, "a/%u", 0, 20);
  append_to (scene->log, "b/%u", 0, 20);
  wait_until (n_rows (model) == 2);
  wait_until (desk_topic_model_get_n_left_out (model) == 15);
  g_assert_cmpuint (desk_topic_model_get_n_topics (model), ==, 25);

  desk_topic_model_set_expanded (model, desk_topic_model_get_node (model, 0), TRUE);
  wait_until (n_rows (model) == 22);
  item = g_list_model_get_item (G_LIST_MODEL (model), 11);
  g_assert_cmpstr (desk_topic_item_get_name (item), ==, "10");
  g_assert_cmpuint (desk_topic_item_get_level (item), ==, 2);
  wait_until (desk_topic_item_get_preview (item) != NULL);
  g_assert_cmpuint (desk_topic_item_get_value_size (item), ==, 5);
  g_assert_cmpuint (desk_topic_item_get_figures (item)->own, ==, 1);
  append_to (scene->log, "a/%u", 10, 1);
  wait_until (desk_topic_item_get_figures (item)->own == 2);

  desk_topic_model_set_search (model, "19");
  wait_until (!desk_topic_model_get_searching (model) && n_rows (model) == 2);
  g_assert_cmpuint (desk_topic_model_get_n_matches (model), ==, 1);
  desk_topic_model_set_search (model, NULL);
  wait_until (!desk_topic_model_get_searching (model) && n_rows (model) == 22);

  desk_topic_model_set_expanded (model, desk_topic_model_get_node (model, 0), FALSE);
  wait_until (n_rows (model) == 2);
  g_assert_true (desk_topic_model_find (model, "b/3", &node));
  g_assert_false (desk_topic_model_get_position (model, node, &position));
  desk_topic_model_reveal (model, node);
  wait_until (desk_topic_model_get_position (model, node, &position));
  g_assert_cmpuint (position, ==, 5);
  topic = desk_topic_model_dup_topic (model, node);
  g_assert_cmpstr (topic, ==, "b/3");
}

/* Writing goes on in a new file, of which alone the tree tells then. */
static void
test_removed_file (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTopicModel) model = NULL;

  scene_open (scene);
  model = desk_topic_model_new (scene->log);
  desk_topic_model_set_active (model, TRUE);
  append_to (scene->log, "old/%u", 0, 20);
  scene_flush (scene);
  wait_until (n_rows (model) == 1 && count_of (model, NULL) == 20);
  g_assert_cmpint (g_unlink (scene->path), ==, 0);
  append_to (scene->log, "new/%u", 0, 30);
  scene_flush (scene);
  wait_until (count_of (model, "new") == 30 && count_of (model, NULL) == 30);
  wait_until (n_rows (model) == 1);
  g_assert_cmpuint (count_of (model, "old"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(name, func) g_test_add ("/topic-model/" name, Scene, NULL, scene_set_up, func, scene_tear_down)
  add ("history-and-live", test_history_and_live);
  add ("before-the-log-is-open", test_before_the_log_is_open);
  add ("rows", test_rows);
  add ("removed-file", test_removed_file);
#undef add

  return g_test_run ();
}
